//! `sightline job close` and `sightline document publish`: what staff do with single records, for whoever runs the
//! machine, until they do it in their own app.

use super::firm;
use crate::{config, wire};
use app::App;
use app::records::{Which, close_job, publish_document};
use contract::day::Day;
use contract::id::FirmId;
use std::path::Path;

#[derive(clap::Subcommand)]
pub enum JobCommand {
    /// A job is done
    #[command(after_help = "Example: sightline job close J-1042 --on 2026-03-14")]
    Close {
        /// The job's reference in the back office, or its id
        job: String,
        /// The day it was done [default: today]
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
        /// Which firm, if there are several
        #[arg(long, value_name = "NAME")]
        firm: Option<String>,
    },
}

#[derive(clap::Subcommand)]
pub enum DocumentCommand {
    /// Show a document to whoever the rules let see it
    #[command(after_help = "Example: sightline document publish C-2031")]
    Publish {
        /// The document's reference in the back office, or its id
        document: String,
        /// Which firm, if there are several
        #[arg(long, value_name = "NAME")]
        firm: Option<String>,
    },
}

pub async fn job(command: &JobCommand, data: &Path) -> anyhow::Result<()> {
    let JobCommand::Close { job, on, firm } = command;
    let (app, firm) = begin(data, firm.as_deref()).await?;
    let on: Day = match on {
        Some(text) => text
            .parse()
            .map_err(|_| anyhow::anyhow!("`{text}` is not a day; write 2026-03-14"))?,
        None => domain::day::from_date(app.clock.today())
            .ok_or_else(|| anyhow::anyhow!("the clock is out of its mind"))?,
    };
    let done = close_job(&app, firm, &Which::parse(job), on).await;
    app.receipts.close().await;
    println!("{} is done.", done?);
    Ok(())
}

pub async fn document(command: &DocumentCommand, data: &Path) -> anyhow::Result<()> {
    let DocumentCommand::Publish { document, firm } = command;
    let (app, firm) = begin(data, firm.as_deref()).await?;
    let done = publish_document(&app, firm, &Which::parse(document)).await;
    app.receipts.close().await;
    println!("{} is published.", done?);
    Ok(())
}

async fn begin(data: &Path, firm: Option<&str>) -> anyhow::Result<(App, FirmId)> {
    let app = wire::app(data, &config::load(data)?).await?;
    let firm = firm::chosen(&app.db, firm).await?;
    Ok((app, firm))
}
