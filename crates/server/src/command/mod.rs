//! The commands, one file each. Each says with an example what it is for.

mod audit;
mod canary;
mod demo;
mod firm;
mod import;
mod index;
mod link;
mod profile;
mod progress;
mod record;
mod serve;
mod staff;
mod why;

use crate::{config, wire};
use clap::Subcommand;
use std::future::Future;
use std::path::Path;

#[derive(Subcommand)]
pub enum Command {
    /// Serve the API and its pages
    Serve(serve::Args),
    /// Send mail and do the other jobs, without serving
    #[command(after_help = "Example: sightline worker --data ./data")]
    Worker,
    /// Bring the database up to date
    #[command(after_help = "Example: SIGHTLINE_DATABASE_URL=postgres://… sightline migrate")]
    Migrate,
    /// Make the demonstration firm and print a link for each of its people
    Demo(demo::Args),
    /// Bring a firm's records in from a folder of CSV files
    Import(import::Args),
    /// Make or list firms
    Firm(firm::Args),
    /// Make, end or name people of a firm
    #[command(subcommand)]
    Staff(staff::Command),
    /// Close a job
    #[command(subcommand)]
    Job(record::JobCommand),
    /// Publish a document
    #[command(subcommand)]
    Document(record::DocumentCommand),
    /// Print a sign-in link for somebody
    Link(link::Args),
    /// Check the slice index
    Index(index::Args),
    /// Check a third-party profile
    Profile(profile::Args),
    /// Explain why somebody sees a record, or does not
    Why(why::Args),
    /// Print the API's description
    #[command(after_help = "Example: sightline openapi > openapi/openapi.json")]
    Openapi,
    /// Check the receipts
    Audit(audit::Args),
    /// Read as every contact, and find whatever is shown and may not be
    Canary(canary::Args),
    #[command(hide = true)]
    Config(ConfigArgs),
}

#[derive(clap::Args)]
pub struct ConfigArgs {
    /// Name every environment variable that is read
    #[arg(long)]
    list_env: bool,
}

pub fn run(command: Command, data: &Path) -> anyhow::Result<()> {
    match command {
        Command::Serve(args) => serve::run(&args, data),
        Command::Worker => serve::worker(data),
        Command::Migrate => on_runtime(async {
            let settings = config::load(data)?;
            let db = wire::database(data, &settings).await?;
            db.migrate().await?;
            println!("The database is up to date.");
            Ok(())
        }),
        Command::Demo(args) => on_runtime(demo::run(&args, data)),
        Command::Import(args) => on_runtime(import::run(&args, data)),
        Command::Firm(args) => on_runtime(firm::run(&args, data)),
        Command::Staff(command) => on_runtime(staff::run(&command, data)),
        Command::Job(command) => on_runtime(record::job(&command, data)),
        Command::Document(command) => on_runtime(record::document(&command, data)),
        Command::Link(args) => on_runtime(link::run(&args, data)),
        Command::Index(args) => on_runtime(index::run(&args, data)),
        Command::Profile(args) => profile::run(&args),
        Command::Why(args) => on_runtime(why::run(&args, data)),
        Command::Openapi => {
            print!("{}", api::openapi_json(env!("CARGO_PKG_VERSION")));
            Ok(())
        }
        Command::Audit(args) => on_runtime(audit::run(&args, data)),
        Command::Canary(args) => on_runtime(canary::run(&args, data)),
        Command::Config(args) => {
            if args.list_env {
                println!("{}", config::ENVIRONMENT.join("\n"));
            } else {
                println!("{:#?}", config::load(data)?);
            }
            Ok(())
        }
    }
}

fn on_runtime(work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(work)
}
