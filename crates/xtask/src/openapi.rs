//! `cargo xtask openapi`: the committed document follows the handlers; a test fails when it does not.

use crate::workspace::{Workspace, line};
use anyhow::{Context as _, Result, bail};
use std::fs;
use std::process::Stdio;

pub fn run(workspace: &Workspace) -> Result<()> {
    let mut sightline = workspace.cargo(["run", "--quiet", "--locked"]);
    sightline.args([
        "--package",
        "sightline-server",
        "--bin",
        "sightline",
        "--",
        "openapi",
    ]);
    println!("$ {}", line(&sightline));
    let output = sightline
        .stderr(Stdio::inherit())
        .output()
        .context("cargo did not start")?;
    if !output.status.success() {
        bail!("`{}` failed ({})", line(&sightline), output.status);
    }
    serde_json::from_slice::<serde::de::IgnoredAny>(&output.stdout).context(
        "`sightline openapi` did not print JSON; the committed document is left as it was",
    )?;

    let path = workspace.root.join("openapi").join("openapi.json");
    let unchanged = fs::read(&path).is_ok_and(|committed| committed == output.stdout);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&path, &output.stdout)
        .with_context(|| format!("{} could not be written", path.display()))?;
    println!(
        "{}: {}",
        path.display(),
        if unchanged { "unchanged" } else { "written" }
    );
    Ok(())
}
