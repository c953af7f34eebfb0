//! The measured data: made by `sightline demo --size …`, always the same. For SQLite it is kept between runs and
//! copied, so that each run begins with a database that has no receipts of the last; a cluster lives for one run.

use crate::child::finish;
use crate::database::{Database, Engine};
use crate::product::{Installation, Product};
use crate::suite::Bench;
use anyhow::{Context as _, Result};
use std::fmt;
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use tempfile::TempDir;

/// To be raised with whatever `demo::bench` or a migration makes different, or old data would be measured.
const VERSION: u32 = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// 500 third parties, 100,000 invoices, 75,000 certificates, and one third party with 50,000 records.
    Bench,
    /// 50 third parties.
    GrowthFew,
    /// 50,000 third parties, each with as much as those of the former.
    GrowthMany,
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bench => "bench",
            Self::GrowthFew => "growth-few",
            Self::GrowthMany => "growth-many",
        })
    }
}

/// A data folder of this run's own, removed at its end.
pub struct Dataset {
    pub installation: Installation,
    pub folder: TempDir,
}

/// Makes the dataset, or takes a copy of the one kept.
pub fn prepare(bench: &Bench, engine: Engine, size: Size) -> Result<Dataset> {
    let folder = tempfile::Builder::new()
        .prefix("run-")
        .tempdir_in(&bench.folder)?;
    let data = folder.path().join("data");
    let database = match engine {
        Engine::Sqlite => {
            let kept = kept(bench, size)?;
            copy(&kept, &data)?;
            Database::sqlite(&data.join("sightline.db"))
        }
        Engine::Postgres => {
            let server = bench
                .postgres
                .as_deref()
                .context("there is no PostgreSQL to measure on")?;
            let name = format!("sightline_bench_{size}").replace('-', "_");
            let database = Database::make(server, &name)?;
            make(&bench.product, &Installation::new(&data, &database), size)?;
            database.settle()?;
            database
        }
    };
    Ok(Dataset {
        installation: Installation::new(&data, &database),
        folder,
    })
}

/// The folder of SQLite data that every run copies.
fn kept(bench: &Bench, size: Size) -> Result<std::path::PathBuf> {
    let place = bench.folder.join(format!("{size}-v{VERSION}"));
    let (data, made) = (place.join("data"), place.join("made"));
    if made.exists() && !bench.fresh {
        println!("  {size}: kept from an earlier run ({})", place.display());
        return Ok(data);
    }
    // What a run that was stopped left half-made.
    if place.exists() {
        std::fs::remove_dir_all(&place)?;
    }
    std::fs::create_dir_all(&place)?;
    let database = Database::sqlite(&data.join("sightline.db"));
    make(&bench.product, &Installation::new(&data, &database), size)?;
    std::fs::write(&made, "")?;
    Ok(data)
}

fn make(product: &Product, installation: &Installation, size: Size) -> Result<()> {
    println!("  {size}: being made …");
    let began = Instant::now();
    let log = installation.data.with_extension("log");
    product.run(installation, &["migrate"], &log)?;
    product.run(installation, &["demo", "--size", &size.to_string()], &log)?;
    println!("  {size}: made in {:.0} s", began.elapsed().as_secs_f64());
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let mut command = Command::new("/bin/cp");
    command
        .args(["--archive", "--reflink=auto"])
        .arg(from)
        .arg(to);
    finish("cp", &mut command, &to.with_extension("log")).map(drop)
}
