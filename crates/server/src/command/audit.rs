//! `sightline audit verify`: the receipts of every chain, and what the signed heads say of their ends.

use super::progress::Progress;
use crate::{config, wire};
use anyhow::bail;
use app::keys::PublicKey;
use domain::policy::Unscoped;
use std::path::Path;

#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Name the first entry of each chain that was altered, removed or put elsewhere
    #[command(after_help = "Example: sightline audit verify --data ./data")]
    Verify,
}

#[expect(
    clippy::disallowed_methods,
    reason = "verification reads every chain, for whoever runs the machine"
)]
pub async fn run(args: &Args, data: &Path) -> anyhow::Result<()> {
    let Command::Verify = args.command;
    let settings = config::load(data)?;
    let db = wire::ready_database(data, &settings).await?;
    let key = PublicKey::open(&wire::keys_dir(data, &settings))?;
    let progress = Progress::new("receipts");
    let unscoped = Unscoped::because("audit verify reads all chains");
    let heads = wire::heads_file(data, &settings);
    let report =
        app::receipts::verify(&db, unscoped, &key, &heads, |done| progress.at(done)).await?;
    progress.done();
    for chain in &report.chains {
        match &chain.fault {
            None => println!(
                "{}: {} receipts in order, signed up to {}",
                chain.chain, chain.entries, chain.signed_to
            ),
            Some(fault) => println!("{}: {fault}", chain.chain),
        }
    }
    if report.torn_head_lines > 0 {
        println!(
            "{} of {} lines of signed heads were cut short",
            report.torn_head_lines, report.head_lines
        );
    }
    if report.is_whole() {
        println!(
            "{} receipts: nothing altered, removed or reordered",
            report.entries()
        );
        Ok(())
    } else {
        bail!("the receipts are not as they were written")
    }
}
