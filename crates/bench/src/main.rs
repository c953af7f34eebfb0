//! `sightline-bench`: measures the release binary against a floor, on SQLite and PostgreSQL, in one run, and
//! writes a table and `target/bench/bench.json`. `cargo xtask bench` builds both and lends it wrk and a cluster.

mod check;
mod child;
mod database;
mod dataset;
mod floor;
mod http;
mod lists;
mod machine;
mod measure;
mod people;
mod product;
mod report;
mod streams;
mod suite;
mod wrk;

use anyhow::{Context as _, Result, bail};
use clap::{Parser, Subcommand};
use database::Engine;
use measure::Plan;
use product::Product;
use report::Report;
use std::path::PathBuf;
use std::process::ExitCode;
use suite::Bench;

/// Measure Sightline against a bare handler that answers the same bytes.
#[derive(Parser)]
#[command(
    name = "sightline-bench",
    args_conflicts_with_subcommands = true,
    after_help = "Example: cargo xtask bench -- --quick --only sqlite"
)]
struct Cli {
    #[command(subcommand)]
    part: Option<Part>,
    #[command(flatten)]
    args: Args,
}

#[derive(Subcommand)]
enum Part {
    /// Serve the floor; the benchmark starts it by itself
    #[command(hide = true)]
    Floor(floor::Args),
}

#[derive(clap::Args)]
struct Args {
    /// Short runs: for a look, not for a figure that counts
    #[arg(long)]
    quick: bool,
    /// Measure on one of the two databases
    #[arg(long, value_enum)]
    only: Option<Engine>,
    /// Leave out the rows on 50 and 50,000 third parties, whose datasets take longest to make
    #[arg(long)]
    skip_third_parties: bool,
    /// Make the datasets anew instead of using those kept from earlier runs
    #[arg(long)]
    fresh: bool,
    /// A PostgreSQL server to make databases on, as a superuser; databases named `sightline_bench_*` are replaced
    #[arg(
        long,
        env = "SIGHTLINE_BENCH_POSTGRES",
        value_name = "URL",
        hide_env_values = true
    )]
    postgres: Option<String>,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.part {
        Some(Part::Floor(args)) => floor::run(args).map(|()| ExitCode::SUCCESS),
        None => run(&cli.args),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<ExitCode> {
    let release = std::env::current_exe()?
        .parent()
        .map(PathBuf::from)
        .context("this program is nowhere")?;
    let folder = release
        .parent()
        .context("this program is not in a target folder")?
        .join("bench");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("{} cannot be made", folder.display()))?;
    let engines: Vec<Engine> = args
        .only
        .map_or_else(|| vec![Engine::Sqlite, Engine::Postgres], |one| vec![one]);
    if engines.contains(&Engine::Postgres) && args.postgres.is_none() {
        bail!(
            "there is no PostgreSQL to measure on: run `cargo xtask bench`, name one with --postgres, or leave it \
             out with --only sqlite"
        );
    }
    let bench = Bench {
        product: Product::at(release.join("sightline"))?,
        folder,
        plan: if args.quick { Plan::QUICK } else { Plan::FULL },
        postgres: args.postgres.clone(),
        fresh: args.fresh,
        third_parties: !args.skip_third_parties,
    };
    let mut report = Report::new(args.quick);
    for engine in engines {
        println!("\n{engine}");
        suite::run(&bench, engine, &mut report);
    }
    println!("\n{}", report.tables());
    let file = bench.folder.join("bench.json");
    report.write(&file)?;
    println!("also in {}", file.display());
    Ok(if report.is_complete() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
