//! `sightline firm`: firms of the installation. A new one gets its own copies of the profiles.

use crate::{config, wire};
use anyhow::{bail, ensure};
use app::App;
use app::firms::slug;
use contract::id::FirmId;
use std::path::Path;
use store::firms::FirmRow;
use store::{Change, Db};

#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Make a firm
    #[command(after_help = "Example: sightline firm add \"Halden Electrical\"")]
    Add { name: String },
    /// Set the colour of a firm's pages, or take it away
    #[command(
        after_help = "Example: sightline firm brand \"#0f5f4e\"\nIt is darkened or lightened on the pages until it can be read."
    )]
    Brand {
        /// As #rrggbb, or `none`
        colour: String,
        /// Which firm, if there are several
        #[arg(long, value_name = "NAME")]
        firm: Option<String>,
    },
    /// Name every firm
    #[command(after_help = "Example: sightline firm list")]
    List,
}

pub async fn run(args: &Args, data: &Path) -> anyhow::Result<()> {
    let app = wire::app(data, &config::load(data)?).await?;
    match &args.command {
        Command::Add { name } => {
            let firm = add(&app, name).await?;
            println!("{} ({})", firm.name, firm.slug);
        }
        Command::Brand { colour, firm } => {
            let brand = match colour.as_str() {
                "none" => None,
                colour => Some(colour.parse()?),
            };
            let firm = chosen(&app.db, firm.as_deref()).await?;
            app::firms::set_brand(&app, firm, brand.as_ref()).await?;
            println!("The firm's colour is {colour}.");
        }
        Command::List => {
            for firm in store::firms::list(&app.db).await? {
                println!("{} ({})", firm.name, firm.slug);
            }
        }
    }
    app.receipts.close().await;
    Ok(())
}

pub async fn add(app: &App, name: &str) -> anyhow::Result<FirmRow> {
    let slug = slug(name);
    ensure!(!slug.is_empty(), "a firm needs a name");
    ensure!(
        store::firms::find(&app.db, &slug).await?.is_none(),
        "there is a firm `{slug}` already"
    );
    let tx = app.db.write().await?;
    // Whoever sets the installation up meanwhile makes its first firm, or this is it.
    store::setup::alone(&tx).await?;
    let change = Change::now(&*app.clock, "command line");
    let firm = app::firms::add(app, &tx, name.trim().to_owned(), &change).await?;
    tx.commit().await?;
    Ok(firm)
}

/// The firm a command is about: the one named, or the only one there is.
pub async fn chosen(db: &Db, name: Option<&str>) -> anyhow::Result<FirmId> {
    let firms = store::firms::list(db).await?;
    let wanted = name.map(slug);
    let mut fitting = firms
        .iter()
        .filter(|f| wanted.as_ref().is_none_or(|w| f.slug == *w));
    match (fitting.next(), fitting.next()) {
        (Some(firm), None) => Ok(firm.id),
        (Some(_), Some(_)) => bail!("there are several firms; say which with --firm"),
        (None, _) if firms.is_empty() => {
            bail!("there is no firm yet; make one with `sightline firm add NAME`")
        }
        (None, _) => bail!("there is no firm `{}`", name.unwrap_or_default()),
    }
}
