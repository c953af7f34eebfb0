//! `sightline index verify`: works the slice index out anew and says where the stored one differs.

use super::progress::Progress;
use crate::{config, wire};
use anyhow::bail;
use std::path::Path;

#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Compare the index with what it should be
    #[command(after_help = "Example: sightline index verify --data ./data")]
    Verify {
        /// Write right what differs
        #[arg(long)]
        mend: bool,
    },
}

pub async fn run(args: &Args, data: &Path) -> anyhow::Result<()> {
    let Command::Verify { mend } = args.command;
    let db = wire::ready_database(data, &config::load(data)?).await?;
    let tx = db.write().await?;
    let progress = Progress::new("records");
    let report = store::index::verify(&tx, mend, |done| progress.at(done)).await?;
    progress.done();
    tx.commit().await?;
    for line in &report.differences {
        println!("{line}");
    }
    if report.different > report.differences.len() as u64 {
        println!(
            "… and {} more",
            report.different - report.differences.len() as u64
        );
    }
    println!(
        "{} records, {} index rows, {} differences",
        report.records, report.rows, report.different
    );
    match (report.different, mend) {
        (0, _) => Ok(()),
        (_, true) => {
            println!(
                "What differed in the index was written right; a wrong column of a record needs its record edited."
            );
            Ok(())
        }
        (_, false) => bail!("the index differs; `sightline index verify --mend` writes it right"),
    }
}
