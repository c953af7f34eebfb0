//! The web app: its crate built for wasm, bound to JavaScript, and left in `frontend/dist/portal` with its
//! files named by their content and compressed once, as the server embeds them.

mod bundle;
mod manifest;
mod pack;
mod sources;
mod wasm;

use crate::workspace::Workspace;
use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};
use sources::Sources;
use std::fs;
use std::path::Path;

pub use wasm::{TARGET, target};

/// For whom the app is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// People: as small as it gets, and no larger than the budget.
    Phones,
    /// Whoever writes it: in seconds.
    Writing,
}

/// Builds the app; quick when nothing changed.
pub fn build(workspace: &Workspace, whom: For) -> Result<()> {
    target()?;
    let module = wasm::compile(workspace, whom)?;
    let sources = Sources::read(&workspace.root.join("frontend"))?;
    let inputs = fingerprint(&module, &sources, whom)?;
    let folder = workspace.root.join("frontend").join("dist").join("portal");
    let manifest = match manifest::read(&folder).filter(|left| left.inputs == inputs) {
        Some(manifest) => manifest,
        None => {
            let bound = wasm::bind(&workspace.target.join("web-bound"), module, whom)?;
            let files = bundle::assemble(bound, &sources)?;
            pack::leave(&folder, files, inputs, whom)?
        }
    };
    if whom == For::Phones {
        println!("{manifest}");
        manifest.within_budget()?;
    }
    Ok(())
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
