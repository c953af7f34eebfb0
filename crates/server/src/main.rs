//! `sightline`: the one program. It reads its settings once, wires adapters to ports, and runs one command.
//! Every command ends with one clear line if it fails.

mod command;
mod config;
mod demo_pages;
mod system;
mod wire;

use clap::Parser;
use mimalloc::MiMalloc;
use std::path::PathBuf;
use std::process::ExitCode;

/// Rows are made on one thread and freed on another all day long; the system allocator is slow at that.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Sightline gives the people around a service firm's jobs a private page with their part of the record.
#[derive(Parser)]
#[command(
    name = "sightline",
    version,
    after_help = "Example: sightline demo --data ./data && sightline serve --data ./data --demo"
)]
struct Args {
    /// Where the database, files, keys and outbox are kept
    #[arg(long, global = true, value_name = "DIR", default_value = "./data")]
    data: PathBuf,
    #[command(subcommand)]
    command: command::Command,
}

/// Without the verifier of passkeys, which calls an error whatever a stranger sends; that is told by the receipts.
const LOGGED: &str = "warn,sightline=info,webauthn_rs=off,webauthn_rs_core=off";

fn main() -> ExitCode {
    let args = Args::parse();
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env()
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(LOGGED)),
        )
        .with_writer(std::io::stderr)
        .init();
    // A provider may be installed once only; whoever was first is the same one.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    match command::run(args.command, &args.data) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sightline: {error:#}");
            ExitCode::FAILURE
        }
    }
}
