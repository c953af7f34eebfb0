//! `cargo xtask watch`: the demo firm from quick builds, built and served again when a source changes. What
//! does not compile leaves the last good server running. A page that is open learns of the new app from the
//! next answer it gets and offers to load it; nothing is pushed into it.

use crate::workspace::{Workspace, line};
use crate::{build_cmd, demo};
use anyhow::{Context as _, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant, SystemTime};

/// How often the sources are looked at.
const INTERVAL: Duration = Duration::from_millis(400);
/// How long a server may take to finish before it is ended.
const PATIENCE: Duration = Duration::from_secs(3);

/// Where the sources are.
const PLACES: [&str; 5] = [
    "frontend",
    "crates",
    "migrations",
    "Cargo.toml",
    "Cargo.lock",
];
/// Folders that hold no sources.
const NOT_SOURCES: [&str; 4] = ["dist", "target", "tests", "xtask"];

#[derive(clap::Args)]
pub struct Args {
    /// The port to serve on, on this machine only
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The folder of the demo's database and files [default: data/demo]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// When each source was last written.
type Written = BTreeMap<PathBuf, SystemTime>;

pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    let data = match &args.data {
        Some(data) => std::path::absolute(data)?,
        None => workspace.root.join("data").join("demo"),
    };
    let mut seen = Written::new();
    let mut serving: Option<Child> = None;
    loop {
        let now = look(workspace);
        if now != seen {
            seen = now;
            // Both, whichever changed: cargo finds out within a second, and what failed before is tried again.
            let built = build_cmd::quick(workspace)
                .and_then(|()| serve(workspace, args, &data, &mut serving));
            match built {
                Ok(()) => println!("watching; reload the page, or take the new version it offers"),
                Err(error) => eprintln!("error: {error:#}\nwatching; the last good build stays"),
            }
        }
        wait();
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this program has nothing else to do until the next look"
)]
fn wait() {
    std::thread::sleep(INTERVAL);
}

/// Puts the build just made in the place of the one that serves; a quick build reads the app when it starts.
fn serve(
    workspace: &Workspace,
    args: &Args,
    data: &Path,
    serving: &mut Option<Child>,
) -> Result<()> {
    if let Some(child) = serving.take() {
        end(child)?;
    }
    let binary = workspace.debug("sightline");
    if !data.exists() {
        demo::make(workspace, &binary, data, None)?;
    }
    let mut command = demo::serving(workspace, &binary, data, args.port);
    println!("$ {}", line(&command));
    let child = command
        .spawn()
        .with_context(|| format!("`{}` did not start", line(&command)))?;
    *serving = Some(child);
    Ok(())
}

/// Asks it to end, as an operator would, so that what it has under way is finished.
fn end(mut child: Child) -> Result<()> {
    let asked = Command::new("kill")
        .arg(child.id().to_string())
        .status()
        .is_ok_and(|status| status.success());
    let begun = Instant::now();
    while asked && begun.elapsed() < PATIENCE {
        if child.try_wait()?.is_some() {
            return Ok(());
        }
        wait();
    }
    child.kill()?;
    child.wait()?;
    Ok(())
}

fn look(workspace: &Workspace) -> Written {
    let mut written = Written::new();
    for place in PLACES {
        add(&workspace.root.join(place), &mut written);
    }
    written
}

/// A file that goes while we look is seen to be gone the next time.
fn add(path: &Path, written: &mut Written) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if name.starts_with('.') || NOT_SOURCES.contains(&&*name) {
        return;
    }
    let Ok(metadata) = fs::metadata(path) else {
        return;
    };
    if let (true, Ok(entries)) = (metadata.is_dir(), fs::read_dir(path)) {
        entries
            .flatten()
            .for_each(|entry| add(&entry.path(), written));
    } else if let Ok(modified) = metadata.modified() {
        written.insert(path.to_owned(), modified);
    }
}
