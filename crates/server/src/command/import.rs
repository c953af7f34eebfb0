//! `sightline import FOLDER`: a firm's records from CSV files and the papers they name.

use super::firm;
use super::progress::Progress;
use crate::{config, wire};
use anyhow::{Context as _, bail};
use app::import::{Folder, ImportError, Options, Overwrite, Summary};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
#[command(after_help = "Example: sightline import ./records --dry-run --data ./data")]
pub struct Args {
    /// The folder with the CSV files, and the files they name under files/
    folder: PathBuf,
    /// Say what would happen, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Leave refused rows out instead of changing nothing
    #[arg(long)]
    skip_bad: bool,
    /// Write also over what staff changed by hand since it was imported
    #[arg(long)]
    overwrite: bool,
    /// Which firm, if there are several
    #[arg(long, value_name = "NAME")]
    firm: Option<String>,
    /// Write empty, documented files and a filled example into the folder instead
    #[arg(long, conflicts_with_all = ["dry_run", "skip_bad", "overwrite", "firm"])]
    template: bool,
}

pub async fn run(args: &Args, data: &Path) -> anyhow::Result<()> {
    if args.template {
        app::import::template(&args.folder)?;
        println!(
            "{} holds empty, documented files and a filled example.",
            args.folder.display()
        );
        return Ok(());
    }
    let folder = Folder::open(&args.folder)?;
    let app = wire::app(data, &config::load(data)?).await?;
    let firm = firm::chosen(&app.db, args.firm.as_deref()).await?;
    let bar = Progress::new("");
    let progress = |p: app::import::Progress| {
        bar.stage(p.stage.name());
        bar.at(p.done as u64);
    };
    let overwrite = if args.overwrite {
        Overwrite::Everything
    } else {
        Overwrite::Nothing
    };
    let options = Options {
        skip_bad: args.skip_bad,
        overwrite: &overwrite,
        progress: &progress,
        ..Options::default()
    };
    let result = if args.dry_run {
        app::import::plan(&app, firm, &folder, &options).await
    } else {
        app::import::apply(&app, firm, &folder, &options).await
    };
    bar.done();
    app.receipts.close().await;
    finish(result, args)
}

fn finish(result: Result<Summary, ImportError>, args: &Args) -> anyhow::Result<()> {
    match result {
        Ok(summary) => {
            println!("{summary}");
            if args.dry_run && !summary.refusals.is_empty() {
                bail!(
                    "{} things would be refused; nothing was changed",
                    summary.refusals.len()
                );
            }
            Ok(())
        }
        Err(ImportError::Refused(summary)) => {
            println!("{summary}");
            bail!(
                "{} things were refused; nothing was changed",
                summary.refusals.len()
            )
        }
        Err(error) => Err(error).with_context(|| args.folder.display().to_string()),
    }
}
