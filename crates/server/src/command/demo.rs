//! `sightline demo`: the demonstration firm, or the benchmark's, made as an import folder and imported.

use super::firm;
use super::progress::Progress;
use crate::{config, demo_pages, wire};
use anyhow::{Context as _, bail};
use app::App;
use app::import::{Folder, Options};
use app::once::Once;
use app::staff::StaffError;
use clap::ValueEnum;
use contract::email::Email;
use contract::id::FirmId;
use contract::staff::{NewStaff, StaffRole};
use demo::{BenchSize, bench, halden};
use domain::receipt::{Act, Chain, Draft};
use std::path::Path;

#[derive(clap::Args)]
#[command(
    after_help = "Example: sightline demo --data ./data && sightline serve --data ./data --demo"
)]
pub struct Args {
    /// Which demo firm: `all`, or one by its name
    #[arg(long, value_name = "all|NAME", default_value = "all")]
    firm: String,
    /// `small` is the demonstration; the others are what the benchmark measures
    #[arg(long, value_enum, default_value_t = Size::Small)]
    size: Size,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Size {
    Small,
    Bench,
    GrowthFew,
    GrowthMany,
}

pub async fn run(args: &Args, data: &Path) -> anyhow::Result<()> {
    let app = wire::app(data, &config::load(data)?).await?;
    let done = match args.size {
        Size::Small => small(&app, &args.firm).await,
        Size::Bench => big(&app, "Bench", &BenchSize::bench()).await,
        Size::GrowthFew => big(&app, "Growth", &BenchSize::growth_few()).await,
        Size::GrowthMany => big(&app, "Growth", &BenchSize::growth_many()).await,
    };
    app.receipts.close().await;
    done
}

async fn small(app: &App, wanted: &str) -> anyhow::Result<()> {
    if wanted != "all" && !wanted.eq_ignore_ascii_case(demo::FIRM) {
        bail!(
            "there is no demo firm `{wanted}`; there is `{}`",
            demo::FIRM
        );
    }
    let firm = make(app, demo::FIRM, halden(app.clock.today())?).await?;
    app::firms::set_brand(app, firm, Some(&demo::COLOUR.parse()?)).await?;
    for (name, email, role) in demo::STAFF {
        let new = NewStaff {
            name: name.to_owned(),
            email: Email::parse(email)?,
            role: StaffRole::parse(role).context("a role of the demo's staff")?,
        };
        let receipt = Draft::system(Chain::firm(firm), Act::StaffAdded);
        match app::staff::add(app, firm, new, &Once::default(), receipt).await {
            // A second time changes nothing.
            Ok(_) | Err(StaffError::Already) => {}
            Err(error) => return Err(error.into()),
        }
    }
    // Everybody, with what she is; a person with several hats needs one link.
    let tx = app.db.write().await?;
    let parties = store::people::third_parties(&tx, firm).await?;
    let mut contacts = store::people::contacts(&tx, firm).await?;
    drop(tx);
    contacts
        .sort_by(|a, b| (a.third_party, &a.role, &a.name).cmp(&(b.third_party, &b.role, &b.name)));
    println!("Sign in as (each link works once, for 15 minutes):");
    for contact in contacts {
        let party = parties
            .iter()
            .find(|p| p.id == contact.third_party)
            .map_or("", |p| p.name.as_str());
        let link = demo_pages::link(app, contact.email.as_str()).await?;
        println!(
            "  {} — {} at {party} <{}>\n    {link}",
            contact.name, contact.role, contact.email
        );
    }
    for (name, email, role) in demo::STAFF {
        let link = demo_pages::link(app, email).await?;
        println!("  {name} — {role} of {} <{email}>\n    {link}", demo::FIRM);
    }
    Ok(())
}

async fn big(app: &App, name: &str, size: &BenchSize) -> anyhow::Result<()> {
    make(app, name, bench(app.clock.today(), size)?).await?;
    Ok(())
}

/// Imports a made folder into the firm of that name; a second time changes nothing.
async fn make(app: &App, name: &str, folder: demo::Folder) -> anyhow::Result<FirmId> {
    let firms = store::firms::list(&app.db).await?;
    let firm = match firms.into_iter().find(|f| f.name == name) {
        Some(firm) => firm,
        None => firm::add(app, name).await?,
    };
    let folder = Folder::in_memory(
        folder
            .files
            .into_iter()
            .map(|(path, bytes)| (path, bytes.into())),
    );
    let bar = Progress::new("");
    let progress = |p: app::import::Progress| {
        bar.stage(p.stage.name());
        bar.at(p.done as u64);
    };
    let options = Options {
        by: "demo",
        progress: &progress,
        ..Options::default()
    };
    let summary = app::import::apply(app, firm.id, &folder, &options)
        .await
        .with_context(|| format!("the demo firm {name} could not be imported"))?;
    bar.done();
    println!("{name}:\n{summary}");
    Ok(firm.id)
}
