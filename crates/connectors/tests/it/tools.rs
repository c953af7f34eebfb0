//! Fake outside systems as real processes on 127.0.0.1, from Python packages in a venv of the test run's own.
//! A fake ends with the value that stands for it, and with the test run if that is killed.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::OnceLock;

/// The list and the stamp are those of `cargo xtask test`, so that either takes the other's venv as it is.
const PACKAGES: &str = include_str!("../../../xtask/test-tools.txt");
const STAMP: &str = "installed.txt";

/// The venv's Python: `SIGHTLINE_TEST_TOOLS` if `cargo xtask test` made one, else ours, made once.
fn python() -> &'static Path {
    static PYTHON: OnceLock<PathBuf> = OnceLock::new();
    PYTHON.get_or_init(|| {
        if let Some(given) = std::env::var_os("SIGHTLINE_TEST_TOOLS") {
            let python = bin(Path::new(&given));
            assert!(python.exists(), "no Python at {}", python.display());
            return python;
        }
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../test-tools");
        fs::create_dir_all(&root).unwrap();
        // several test binaries may want it at the same time
        let lock = File::create(root.join("venv.lock")).unwrap();
        lock.lock().unwrap();
        let venv = root.join("venv");
        if fs::read_to_string(venv.join(STAMP)).is_ok_and(|had| had == PACKAGES) {
            return bin(&venv);
        }
        run(Command::new("python3").args(["-m", "venv"]).arg(&venv));
        run(Command::new(bin(&venv))
            .args(["-m", "pip", "install", "--quiet"])
            .args(["--disable-pip-version-check", "--requirement"])
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../xtask/test-tools.txt")));
        fs::write(venv.join(STAMP), PACKAGES).unwrap();
        bin(&venv)
    })
}

fn bin(venv: &Path) -> PathBuf {
    venv.join("bin/python")
}

fn run(command: &mut Command) {
    let status = command.status().expect("python3 starts");
    assert!(status.success(), "{command:?} failed: {status}");
}

/// One running fake. It leaves when its standard input closes.
pub struct Fake {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    pub port: u16,
}

impl Fake {
    /// Runs a script of this folder, and waits until it says which port it listens on.
    pub fn start<I, A>(script: &str, args: I) -> Self
    where
        I: IntoIterator<Item = A>,
        A: AsRef<std::ffi::OsStr>,
    {
        let script = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/it")
            .join(script);
        let mut child = Command::new(python())
            .arg(script)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut fake = Self {
            child,
            input,
            output,
            port: 0,
        };
        let ready = fake.line();
        fake.port = ready
            .strip_prefix("ready ")
            .and_then(|port| port.parse().ok())
            .unwrap_or_else(|| panic!("the fake said {ready:?}"));
        fake
    }

    /// Asks the fake something, one line each way.
    pub fn ask(&mut self, question: &str) -> String {
        writeln!(self.input, "{question}").unwrap();
        self.line()
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        // already gone is as good
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port of 127.0.0.1 that nobody listens on.
pub fn closed_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}
