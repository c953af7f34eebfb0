//! The web apps: each one's crate built for wasm, bound to JavaScript, and left in its folder of `frontend/dist` with
//! its files named by their content and compressed once, as the server embeds them.

mod bundle;
mod manifest;
mod pack;
mod sources;
mod wasm;

use crate::workspace::Workspace;
use anyhow::{Context as _, Result};
use manifest::Manifest;
use sha2::{Digest as _, Sha256};
use sources::Sources;
use std::fs;
use std::path::Path;

pub use wasm::{TARGET, target};

/// One of the apps.
pub struct App {
    /// Of its folders and its files.
    pub name: &'static str,
    pub package: &'static str,
    /// Where the server has it.
    pub base: &'static str,
    /// Whether it starts without a connection: it has a worker, and may be put on the first screen of a phone.
    pub alone: bool,
    /// What a phone may have to fetch before it runs, in bytes of brotli; at a desk nobody counts.
    pub budget: Option<u64>,
}

/// Phones never load what only staff need.
pub const APPS: [App; 2] = [
    App {
        name: "portal",
        package: "sightline-portal",
        base: "/",
        alone: true,
        // The product's own budget for its screens, beside three taps and targets of 44 px.
        budget: Some(220_000),
    },
    App {
        name: "admin",
        package: "sightline-admin",
        base: "/admin/",
        alone: false,
        budget: None,
    },
];

/// For whom the apps are built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// People: as small as it gets, and no larger than the budget.
    Phones,
    /// Whoever writes it: in seconds.
    Writing,
}

/// Builds both apps; quick when nothing changed.
pub fn build(workspace: &Workspace, whom: For) -> Result<()> {
    target()?;
    wasm::compile(workspace, whom)?;
    for app in &APPS {
        let manifest = one(workspace, app, whom)?;
        if whom == For::Phones {
            println!("{}", manifest.table(app));
            manifest.within_budget(app)?;
        }
    }
    Ok(())
}

fn one(workspace: &Workspace, app: &App, whom: For) -> Result<Manifest> {
    let module = wasm::compiled(workspace, app, whom)?;
    let sources = Sources::read(&workspace.root.join("frontend"), app)?;
    let inputs = fingerprint(&module, &sources, whom)?;
    let folder = workspace.root.join("frontend").join("dist").join(app.name);
    if let Some(manifest) = manifest::read(&folder).filter(|left| left.inputs == inputs) {
        return Ok(manifest);
    }
    let bound = wasm::bind(&workspace.target.join("web-bound"), app, module, whom)?;
    pack::leave(
        &folder,
        bundle::assemble(app, bound, &sources)?,
        inputs,
        whom,
    )
}

/// Of all that the folder is made from, and of this very program that makes it.
fn fingerprint(module: &[u8], sources: &Sources, whom: For) -> Result<String> {
    let program = std::env::current_exe().context("this program does not know where it is")?;
    let mut hash = Sha256::new();
    hash.update(read(&program)?);
    hash.update([u8::from(whom == For::Phones)]);
    hash.update(module);
    sources.feed(&mut hash);
    Ok(hex::encode(hash.finalize()))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}
