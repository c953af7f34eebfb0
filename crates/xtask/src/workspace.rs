//! Where the workspace and its build output are, and how commands run in it: visibly, and with an error
//! that names the command.

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Read from cargo itself, so that a target folder moved by configuration or environment is honoured.
#[derive(Deserialize)]
pub struct Workspace {
    #[serde(rename = "workspace_root")]
    pub root: PathBuf,
    #[serde(rename = "target_directory")]
    pub target: PathBuf,
}

impl Workspace {
    pub fn find() -> Result<Self> {
        let output = Command::new(cargo())
            .args(["metadata", "--format-version=1", "--no-deps"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stderr(Stdio::inherit())
            .output()
            .context("cargo did not start")?;
        if !output.status.success() {
            bail!("cargo could not read the workspace");
        }
        serde_json::from_slice(&output.stdout)
            .context("cargo described the workspace in unknown words")
    }

    /// A cargo command at the root.
    pub fn cargo<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(cargo());
        command.args(args).current_dir(&self.root);
        command
    }

    /// The quick build's binary `name`.
    pub fn debug(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(name)
    }

    /// The release build's binary `name`.
    pub fn release(&self, name: &str) -> PathBuf {
        self.target.join("release").join(name)
    }
}

/// Says what runs, runs it, and fails if it fails.
pub fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", line(command));
    let status = command
        .status()
        .with_context(|| format!("`{}` did not start", line(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// A command as one would type it here.
pub fn line(command: &Command) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let word = |word: &OsStr| {
        let path = Path::new(word);
        let shown = match path.strip_prefix(&here) {
            _ if path == cargo() => "cargo".into(),
            Ok(inside) if !inside.as_os_str().is_empty() => inside.to_string_lossy(),
            _ => word.to_string_lossy(),
        };
        if shown.contains(' ') {
            format!("'{shown}'")
        } else {
            shown.into_owned()
        }
    };
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(word)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The cargo that runs us, so that a chosen toolchain stays chosen.
#[expect(
    clippy::disallowed_methods,
    reason = "cargo passes itself on in the environment"
)]
fn cargo() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from)
}
