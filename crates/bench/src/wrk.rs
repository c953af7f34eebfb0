//! Load by wrk: a list of requests gone over in turn, and what came of it.

use crate::database::Database;
use crate::machine;
use anyhow::{Context as _, Result, bail};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

const SCRIPT: &str = include_str!("wrk.lua");

/// A server under load, and what it is asked.
pub struct Target {
    pub address: SocketAddr,
    pub pid: u32,
    /// Whose processes work for it.
    pub database: Database,
    requests: PathBuf,
    script: PathBuf,
}

/// A path and its headers.
pub type Request = (String, Vec<(String, String)>);

#[derive(Debug, Clone, Copy)]
pub struct Load {
    pub connections: u32,
    pub seconds: u32,
}

/// One run.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    pub requests: f64,
    pub per_second: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    /// Processor time of the server, per request.
    pub cpu_ms: f64,
    /// The same of PostgreSQL's processes; 0 on SQLite.
    pub database_cpu_ms: f64,
}

impl Target {
    /// Writes the requests down for wrk, in files of this name.
    pub fn new(
        folder: &Path,
        name: &str,
        address: SocketAddr,
        pid: u32,
        database: &Database,
        asked: &[Request],
    ) -> Result<Self> {
        let mut text = String::new();
        for (path, headers) in asked {
            text.push_str(path);
            for (name, value) in headers {
                text.push_str(&format!("\t{name}: {value}"));
            }
            text.push('\n');
        }
        let requests = folder.join(format!("{name}.requests"));
        let script = folder.join("wrk.lua");
        std::fs::write(&requests, text)?;
        std::fs::write(&script, SCRIPT)?;
        Ok(Self {
            address,
            pid,
            database: database.clone(),
            requests,
            script,
        })
    }

    pub fn run(&self, load: Load) -> Result<Measured> {
        let threads = load.connections.min(2);
        let before = self.used()?;
        let output = Command::new("wrk")
            .arg(format!("--threads={threads}"))
            .arg(format!("--connections={}", load.connections))
            .arg(format!("--duration={}s", load.seconds))
            .arg("--script")
            .arg(&self.script)
            .arg(format!("http://{}/", self.address))
            .arg("--")
            .arg(&self.requests)
            .output()
            .context("wrk did not start; `cargo xtask bench` installs it")?;
        let after = self.used()?;
        let printed = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            bail!("wrk failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        let [requests, microseconds, p50, p99, failed, refused] =
            numbers(&printed).with_context(|| format!("wrk printed no figures: {printed}"))?;
        if failed + refused > 0.0 || requests < 1.0 {
            bail!(
                "of {requests} requests {refused} were answered with an error and {failed} not at all: {printed}"
            );
        }
        Ok(Measured {
            requests,
            per_second: requests * 1e6 / microseconds,
            p50_ms: p50 / 1e3,
            p99_ms: p99 / 1e3,
            cpu_ms: (after.server - before.server) / requests,
            database_cpu_ms: after.since(&before) / requests,
        })
    }

    fn used(&self) -> Result<Used> {
        Ok(Used {
            server: machine::cpu_ms(self.pid)?,
            database: machine::postgres_cpu_ms(&self.database.processes()?),
        })
    }
}

struct Used {
    server: f64,
    database: std::collections::BTreeMap<i32, f64>,
}

impl Used {
    /// Of the processes there are now, however long they have been there.
    fn since(&self, before: &Self) -> f64 {
        let spent = self
            .database
            .iter()
            .map(|(pid, now)| now - before.database.get(pid).copied().unwrap_or_default());
        spent.sum()
    }
}

/// The figures of the script's line.
fn numbers(printed: &str) -> Option<[f64; 6]> {
    let line = printed
        .lines()
        .find_map(|line| line.strip_prefix("measured "))?;
    let all: Option<Vec<f64>> = line.split(' ').map(|word| word.parse().ok()).collect();
    all?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_are_found_among_what_wrk_says() {
        let printed = "Running 1s test\n\nmeasured 100 1000000 400 9000 0 0\n";
        assert_eq!(
            numbers(printed),
            Some([100.0, 1_000_000.0, 400.0, 9000.0, 0.0, 0.0])
        );
        assert_eq!(numbers("unable to connect"), None);
    }
}
