//! `cargo xtask demo`: from a fresh clone to a served demo firm. What is served stays between runs, so
//! what you tried yesterday is there today; `--fresh` starts over.

use crate::build_cmd;
use crate::workspace::{Workspace, line, run as run_command};
use anyhow::{Context as _, Result};
use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[derive(clap::Args)]
pub struct Args {
    /// The port to serve on, on this machine only
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The folder of the demo's database and files [default: data/demo]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Which demo firm to make: `all`, or one by its name
    #[arg(long, value_name = "all|NAME")]
    firm: Option<String>,
    /// Throw the demo away and make it anew
    #[arg(long)]
    fresh: bool,
}

pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    build_cmd::whole(workspace)?;
    let data = match &args.data {
        Some(data) => std::path::absolute(data)?,
        None => workspace.root.join("data").join("demo"),
    };
    let binary = workspace.release("sightline");
    if args.fresh && data.exists() {
        fs::remove_dir_all(&data)
            .with_context(|| format!("{} could not be removed", data.display()))?;
    }
    if !data.exists() {
        make(workspace, &binary, &data, args.firm.as_deref())?;
    }
    let mut serve = serving(workspace, &binary, &data, args.port);
    println!("$ {}", line(&serve));
    // The server takes our place: Ctrl-C and every other signal reach it directly, and its links are printed.
    let error = serve.exec();
    Err(error).with_context(|| format!("`{}` did not start", line(&serve)))
}

/// The command that serves a demo on this machine.
pub fn serving(workspace: &Workspace, binary: &Path, data: &Path, port: u16) -> Command {
    let mut serve = Command::new(binary);
    serve
        .args(["serve", "--demo", "--data"])
        .arg(data)
        .args(["--listen", &format!("127.0.0.1:{port}")])
        .current_dir(&workspace.root);
    serve
}

/// Makes the demo beside its place and moves it there when it is whole, so that an interrupted run is not
/// taken for a demo. Its links are of no use before it is served, so they are not printed here.
pub fn make(workspace: &Workspace, binary: &Path, data: &Path, firm: Option<&str>) -> Result<()> {
    let part = data.with_extension("part");
    if part.exists() {
        fs::remove_dir_all(&part)?;
    }
    if let Some(parent) = part.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut demo = Command::new(binary);
    demo.args(["demo", "--data"]).arg(&part);
    if let Some(firm) = firm {
        demo.args(["--firm", firm]);
    }
    run_command(demo.current_dir(&workspace.root).stdout(Stdio::null()))?;
    fs::rename(&part, data).with_context(|| format!("{} could not be put in place", data.display()))
}
