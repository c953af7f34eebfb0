//! What a build left: its files with their sizes, and whether the app is still small enough.

use anyhow::{Result, ensure};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

pub const NAME: &str = "manifest.json";

/// What a phone may have to fetch before the portal runs, in bytes of brotli: the product's own budget for its
/// screens, beside three taps and targets of 44 px.
const BUDGET: u64 = 220_000;
/// What counts towards it.
const COUNTED: [&str; 3] = ["wasm", "js", "css"];

/// The server reads it too (`crates/api/src/web_app`).
#[derive(Serialize, Deserialize)]
pub struct Manifest {
    /// Another one whenever any file is.
    pub build: String,
    /// A hash of all that the files were made from.
    pub inputs: String,
    /// By what they are, as `portal.wasm`.
    pub files: BTreeMap<String, Listed>,
}

/// Sizes in bytes.
#[derive(Serialize, Deserialize)]
pub struct Listed {
    /// In the folder, and as it is asked for.
    pub path: String,
    pub sha256: String,
    pub raw: u64,
    pub br: Option<u64>,
    pub gz: Option<u64>,
}

impl Listed {
    /// What travels.
    fn sent(&self) -> u64 {
        self.br.unwrap_or(self.raw)
    }
}

/// The manifest of the folder, if all that it lists is there.
pub fn read(folder: &Path) -> Option<Manifest> {
    let text = fs::read(folder.join(NAME)).ok()?;
    let manifest: Manifest = serde_json::from_slice(&text).ok()?;
    let is_there = |path: &str, size: u64| {
        fs::metadata(folder.join(path)).is_ok_and(|found| found.len() == size)
    };
    let is_whole = manifest.files.values().all(|file| {
        let path = &file.path;
        is_there(path, file.raw)
            && file
                .br
                .is_none_or(|size| is_there(&format!("{path}.br"), size))
            && file
                .gz
                .is_none_or(|size| is_there(&format!("{path}.gz"), size))
    });
    is_whole.then_some(manifest)
}

impl Manifest {
    fn counted(&self) -> u64 {
        self.files
            .values()
            .filter(|file| {
                // The worker is fetched once the app runs.
                file.path.starts_with("assets/")
                    && COUNTED.iter().any(|kind| file.path.ends_with(kind))
            })
            .map(Listed::sent)
            .sum()
    }

    pub fn within_budget(&self) -> Result<()> {
        ensure!(
            self.counted() <= BUDGET,
            "the portal's wasm, js and css are {} kB of brotli; {} kB are what a phone may be asked to fetch",
            kb(self.counted()),
            kb(BUDGET)
        );
        Ok(())
    }
}

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "portal {:<18} {:>9} {:>9} {:>9}",
            self.build, "kB", "gzip", "brotli"
        )?;
        let size = |size: Option<u64>| size.map_or_else(|| "-".to_owned(), kb);
        for (name, file) in &self.files {
            let (raw, gz, br) = (kb(file.raw), size(file.gz), size(file.br));
            writeln!(f, "  {name:<23} {raw:>9} {gz:>9} {br:>9}")?;
        }
        write!(
            f,
            "  {:<23} {:>29} of {}",
            "wasm + js + css",
            kb(self.counted()),
            kb(BUDGET)
        )
    }
}

fn kb(bytes: u64) -> String {
    format!("{}.{}", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(wasm: u64) -> Manifest {
        let file = |path: &str, raw, br| Listed {
            path: path.to_owned(),
            sha256: String::new(),
            raw,
            br,
            gz: None,
        };
        let files = [
            (
                "portal.wasm",
                file("assets/portal-1.wasm", 900_000, Some(wasm)),
            ),
            (
                "portal.css",
                file("assets/portal-1.css", 9_000, Some(3_000)),
            ),
            ("boot.js", file("assets/boot-1.js", 500, None)),
            ("sw.js", file("sw.js", 90_000, Some(50_000))),
            ("icons/a.png", file("icons/a.png", 90_000, None)),
        ];
        Manifest {
            build: "0123456789abcdef".to_owned(),
            inputs: String::new(),
            files: files.map(|(name, file)| (name.to_owned(), file)).into(),
        }
    }

    #[test]
    fn what_travels_before_the_app_runs_counts_towards_the_budget() {
        assert_eq!(manifest(200_000).counted(), 203_500);
        assert!(manifest(216_500).within_budget().is_ok());
        assert_eq!(
            manifest(216_600).within_budget().unwrap_err().to_string(),
            "the portal's wasm, js and css are 220.1 kB of brotli; 220.0 kB are what a phone may be asked to fetch"
        );
    }
}
