//! `cargo xtask build`: the one binary, as it is shipped, with the web apps in it; or both as they are built while
//! somebody writes them, where the binary reads the apps from their folders.

use crate::web::{self, For};
use crate::workspace::{Workspace, run as run_command};
use anyhow::{Context as _, Result};

#[derive(clap::Args)]
pub struct Args {
    /// Unoptimised, to look at what is being written: target/debug/sightline
    #[arg(long)]
    quick: bool,
}

pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    if args.quick {
        quick(workspace)
    } else {
        whole(workspace)
    }
}

/// As it is shipped.
pub fn whole(workspace: &Workspace) -> Result<()> {
    web::build(workspace, For::Phones)?;
    release(workspace, &["sightline-server"])?;
    let binary = workspace.release("sightline");
    let bytes = std::fs::metadata(&binary)
        .with_context(|| format!("the build left no {}", binary.display()))?
        .len();
    println!("{} ({} MB)", binary.display(), bytes / 1_000_000);
    Ok(())
}

/// Both apps and the server, in seconds once they have been built.
pub fn quick(workspace: &Workspace) -> Result<()> {
    web::build(workspace, For::Writing)?;
    run_command(&mut workspace.cargo(["build", "--locked", "--package", "sightline-server"]))
}

/// Builds these packages with optimisation, from the committed lock file.
pub fn release(workspace: &Workspace, packages: &[&str]) -> Result<()> {
    let mut cargo = workspace.cargo(["build", "--release", "--locked"]);
    for package in packages {
        cargo.args(["--package", package]);
    }
    run_command(&mut cargo)
}
