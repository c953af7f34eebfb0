//! `sightline profile check FILE`: every fault of a profile, each with its line.

use anyhow::{Context as _, bail};
use domain::profile::{Library, resolve};
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Say whether a profile is right
    #[command(after_help = "Example: sightline profile check letting-agent.toml")]
    Check {
        /// The profile, a TOML file
        file: PathBuf,
    },
}

pub fn run(args: &Args) -> anyhow::Result<()> {
    let Command::Check { file } = &args.command;
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    match resolve(&text, &Library::built_in()) {
        Ok(profile) => {
            let rules: usize = profile
                .relations
                .values()
                .map(std::collections::BTreeMap::len)
                .sum();
            println!(
                "{}: right. Profile `{}`, {} rules, roles: {}.",
                file.display(),
                profile.id,
                rules + profile.shared.len(),
                profile.roles.keys().cloned().collect::<Vec<_>>().join(", ")
            );
            Ok(())
        }
        Err(faults) => {
            for fault in &faults {
                eprintln!("{}:{}: {}", file.display(), fault.line, fault.message);
            }
            bail!(
                "{} has {} fault{}",
                file.display(),
                faults.len(),
                if faults.len() == 1 { "" } else { "s" }
            )
        }
    }
}
