//! The workspace's own tool: builds, runs, tests and measures Sightline with nothing but cargo in hand.
//! Each command says what it does and installs what it needs.

mod bench;
mod build_cmd;
mod demo;
mod openapi;
#[path = "../../testkit/src/postgres.rs"]
#[allow(dead_code, reason = "half of it is for tests alone")]
mod postgres;
mod test;
mod tools;
mod totals;
mod watch;
mod web;
mod workspace;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Build, run, test and measure Sightline.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build, make the demo firm if it is not there yet, and serve it
    Demo(demo::Args),
    /// Build the web app and the one binary that holds it, at target/release/sightline
    Build(build_cmd::Args),
    /// Serve the demo firm from a quick build, and build and serve again whenever a source changes
    Watch(watch::Args),
    /// Check everything: formatting, lints, every test on both databases
    Test(test::Args),
    /// Measure Sightline against its floor on both databases
    Bench(bench::Args),
    /// Write openapi/openapi.json anew from the handlers
    Openapi,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    let workspace = workspace::Workspace::find()?;
    match command {
        Command::Demo(args) => demo::run(&workspace, &args)?,
        Command::Build(args) => build_cmd::run(&workspace, &args)?,
        Command::Watch(args) => watch::run(&workspace, &args)?,
        Command::Test(args) => return test::run(&workspace, &args),
        Command::Bench(args) => bench::run(&workspace, &args)?,
        Command::Openapi => openapi::run(&workspace)?,
    }
    Ok(ExitCode::SUCCESS)
}
