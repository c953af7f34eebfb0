//! `cargo xtask bench`: builds what is measured and what measures it, lends it wrk and a PostgreSQL that
//! flushes as a production server does, and hands over. What is measured is written in `crates/bench`.

use crate::build_cmd;
use crate::postgres::{Cluster, Durability};
use crate::tools;
use crate::workspace::{Workspace, run as run_command};
use anyhow::Result;
use std::process::Command;

/// The server that the benchmark makes its databases on: the URL of a superuser's database.
const POSTGRES: &str = "SIGHTLINE_BENCH_POSTGRES";

/// A small server's usual settings; whatever makes a commit durable is left on.
const SETTINGS: [(&str, &str); 7] = [
    ("shared_buffers", "512MB"),
    ("effective_cache_size", "2GB"),
    ("work_mem", "16MB"),
    ("maintenance_work_mem", "256MB"),
    ("max_wal_size", "4GB"),
    ("random_page_cost", "1.1"),
    ("jit", "off"),
];

#[derive(clap::Args)]
pub struct Args {
    /// Passed on to the benchmark, which explains them with `-- --help`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    tools::wrk()?;
    tools::postgres()?;
    build_cmd::release(workspace, &["sightline-server", "sightline-bench"])?;
    let cluster = Cluster::start(Durability::Full, &SETTINGS)?;
    println!(
        "PostgreSQL: a cluster of this run's own, at {}",
        cluster.url()
    );
    run_command(
        Command::new(workspace.release("sightline-bench"))
            .args(&args.arguments)
            .env(POSTGRES, cluster.url())
            .current_dir(&workspace.root),
    )
}
