//! `cargo xtask build`: the one binary, as it is shipped, with the web apps in it.

use crate::web::{self, For};
use crate::workspace::{Workspace, run as run_command};
use anyhow::{Context as _, Result};

pub fn run(workspace: &Workspace) -> Result<()> {
    web::build(workspace, For::Phones)?;
    release(workspace, &["sightline-server"])?;
    let binary = workspace.release("sightline");
    let bytes = std::fs::metadata(&binary)
        .with_context(|| format!("the build left no {}", binary.display()))?
        .len();
    println!("{} ({} MB)", binary.display(), bytes / 1_000_000);
    Ok(())
}

/// Builds these packages with optimisation, from the committed lock file.
pub fn release(workspace: &Workspace, packages: &[&str]) -> Result<()> {
    let mut cargo = workspace.cargo(["build", "--release", "--locked"]);
    for package in packages {
        cargo.args(["--package", package]);
    }
    run_command(&mut cargo)
}
