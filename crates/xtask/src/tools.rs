//! Installs what the commands need and the machine lacks: by apt and pip only, each with a clear sentence
//! when that cannot be done here.

use crate::postgres;
use crate::workspace::{Workspace, run};
use anyhow::{Context as _, Result, bail};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

/// The Python packages of the tests, with every version fixed.
const TEST_TOOLS: &str = include_str!("../test-tools.txt");

/// PostgreSQL's server programs.
pub fn postgres() -> Result<()> {
    if ["initdb", "postgres", "psql"]
        .iter()
        .all(|name| postgres::find(name).is_some())
    {
        return Ok(());
    }
    apt(
        &["postgresql"],
        "PostgreSQL 15 or later (or set PG_BIN to the folder of its programs)",
    )
}

/// The load generator.
pub fn wrk() -> Result<()> {
    // It prints its version and exits with 1 nevertheless.
    if quietly("wrk", &["-v"]).is_ok() {
        return Ok(());
    }
    apt(&["wrk"], "wrk")
}

/// Chromium, and what drives it in the browser tests; gives the browser's program.
pub fn browser(workspace: &Workspace) -> Result<PathBuf> {
    let chromium = Path::new("/usr/bin/chromium");
    if !chromium.exists() {
        apt(&["chromium"], "Chromium at /usr/bin/chromium")?;
    }
    let runs = |program: &str| quietly(program, &["--version"]).is_ok_and(|s| s.success());
    if !runs("node") || !runs("npm") {
        apt(&["nodejs", "npm"], "Node.js 20 or later with npm")?;
    }
    let e2e = workspace.root.join("e2e");
    let locked = fs::read_to_string(e2e.join("package-lock.json"))?;
    let stamp = e2e.join("node_modules").join("installed.txt");
    if !fs::read_to_string(&stamp).is_ok_and(|installed| installed == locked) {
        let mut npm = Command::new("npm");
        npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
            .current_dir(&e2e);
        run(&mut npm)?;
        fs::write(&stamp, locked)?;
    }
    Ok(chromium.to_path_buf())
}

/// A Python environment with the tests' SMTP and S3 servers; gives its folder. Made once per list of versions.
pub fn test_tools(workspace: &Workspace) -> Result<PathBuf> {
    let venv = workspace.target.join("test-tools").join("venv");
    let stamp = venv.join("installed.txt");
    // A Python that was renewed since leaves an environment that looks whole and does not run.
    let runs = quietly(
        venv.join("bin").join("python"),
        &["-c", "import aiosmtpd, moto"],
    )
    .is_ok_and(|status| status.success());
    if runs && fs::read_to_string(&stamp).is_ok_and(|installed| installed == TEST_TOOLS) {
        println!("test tools: {} is up to date", venv.display());
        return Ok(venv);
    }
    if venv.exists() {
        fs::remove_dir_all(&venv)
            .with_context(|| format!("{} could not be removed", venv.display()))?;
    }
    // Debian splits these two off its Python.
    let python = quietly("python3", &["-c", "import venv, ensurepip"]);
    if !python.is_ok_and(|status| status.success()) {
        apt(
            &["python3", "python3-venv"],
            "Python 3.11 or later with its venv module",
        )?;
    }
    run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    let list = workspace.root.join("crates/xtask/test-tools.txt");
    run(Command::new(venv.join("bin").join("pip"))
        .args([
            "install",
            "--quiet",
            "--no-input",
            "--disable-pip-version-check",
            "--requirement",
        ])
        .arg(list))?;
    fs::write(&stamp, TEST_TOOLS)?;
    Ok(venv)
}

/// Installs Debian packages, or says what to install by hand; `what` names it for people.
fn apt(packages: &[&str], what: &str) -> Result<()> {
    if !is_root() || !Path::new("/usr/bin/apt-get").exists() {
        bail!(
            "{what} is needed and was not found; please install it (on Debian: apt-get install {})",
            packages.join(" ")
        );
    }
    let apt = |args: &[&str]| {
        let mut apt = Command::new("apt-get");
        apt.args(["--yes", "-qq"])
            .args(args)
            .env("DEBIAN_FRONTEND", "noninteractive");
        run(&mut apt)
    };
    let install = [&["install", "--no-install-recommends"], packages].concat();
    // The lists of packages may be absent or too old, which only a failure tells.
    apt(&install).or_else(|_| {
        apt(&["update"])?;
        apt(&install)
    })
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Runs it unseen: an error when it is not there.
fn quietly(program: impl AsRef<OsStr>, args: &[&str]) -> std::io::Result<ExitStatus> {
    Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
}
