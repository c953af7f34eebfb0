//! What a build left: its files with their sizes, and whether the app is still small enough.

use super::App;
use anyhow::{Result, ensure};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

pub const NAME: &str = "manifest.json";

/// What counts towards an app's budget.
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

    pub fn within_budget(&self, app: &App) -> Result<()> {
        if let Some(budget) = app.budget {
            ensure!(
                self.counted() <= budget,
                "the {}'s wasm, js and css are {} kB of brotli; {} kB are what a phone may be asked to fetch",
                app.name,
                kb(self.counted()),
                kb(budget)
            );
        }
        Ok(())
    }

    /// For whoever builds it.
    pub fn table(&self, app: &App) -> String {
        let mut lines = vec![format!(
            "{:<6} {:<18} {:>9} {:>9} {:>9}",
            app.name, self.build, "kB", "gzip", "brotli"
        )];
        let size = |size: Option<u64>| size.map_or_else(|| "-".to_owned(), kb);
        for (name, file) in &self.files {
            let (raw, gz, br) = (kb(file.raw), size(file.gz), size(file.br));
            lines.push(format!("  {name:<23} {raw:>9} {gz:>9} {br:>9}"));
        }
        let budget = app.budget.map(|budget| format!(" of {}", kb(budget)));
        lines.push(format!(
            "  {:<23} {:>29}{}",
            "wasm + js + css",
            kb(self.counted()),
            budget.unwrap_or_default()
        ));
        lines.join("\n")
    }
}

fn kb(bytes: u64) -> String {
    format!("{}.{}", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::super::APPS;
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
        assert!(manifest(216_500).within_budget(&APPS[0]).is_ok());
        assert_eq!(
            manifest(216_600)
                .within_budget(&APPS[0])
                .unwrap_err()
                .to_string(),
            "the portal's wasm, js and css are 220.1 kB of brotli; 220.0 kB are what a phone may be asked to fetch"
        );
        assert!(manifest(900_000).within_budget(&APPS[1]).is_ok());
    }
}
