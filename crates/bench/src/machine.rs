//! What a process used, as the kernel counts it.

use anyhow::{Context as _, Result};
use std::collections::BTreeMap;

/// The kernel's unit in `/proc/PID/stat`, on every Linux we run on.
const TICKS_PER_SECOND: f64 = 100.0;

/// Processor time of a process and its threads so far, in milliseconds.
pub fn cpu_ms(pid: u32) -> Result<f64> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat"))
        .with_context(|| format!("process {pid}"))?;
    cpu_of(&text).with_context(|| format!("/proc/{pid}/stat: {text}"))
}

fn cpu_of(stat: &str) -> Option<f64> {
    // The name stands in brackets and may hold anything.
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) * 1000.0 / TICKS_PER_SECOND)
}

/// The same for several, those of PostgreSQL alone: on another machine these numbers are somebody else's.
pub fn postgres_cpu_ms(pids: &[i32]) -> BTreeMap<i32, f64> {
    let is_postgres = |pid: i32| {
        std::fs::read_to_string(format!("/proc/{pid}/comm"))
            .is_ok_and(|name| name.trim() == "postgres")
    };
    pids.iter()
        .filter(|pid| is_postgres(**pid))
        .filter_map(|pid| Some((*pid, cpu_ms(u32::try_from(*pid).ok()?).ok()?)))
        .collect()
}

/// Memory of a process now and at its highest, in MB.
pub struct Memory {
    pub now: f64,
    pub most: f64,
}

pub fn memory(pid: u32) -> Result<Memory> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let megabytes = |name: &str| -> Option<f64> {
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        let kibibytes: f64 = line.split_whitespace().next()?.parse().ok()?;
        Some(kibibytes * 1024.0 / 1_000_000.0)
    };
    Ok(Memory {
        now: megabytes("VmRSS:").context("VmRSS")?,
        most: megabytes("VmHWM:").context("VmHWM")?,
    })
}

/// How many processors there are, for the report.
pub fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_read_behind_any_name() {
        let stat = "7 (a) b (c)) S 1 7 7 0 -1 0 0 0 0 0 120 30 0 0 20 0 4 0 1 1 1";
        assert_eq!(cpu_of(stat), Some(1500.0));
    }

    #[test]
    fn our_own_use_can_be_read() {
        let me = std::process::id();
        assert!(cpu_ms(me).unwrap() >= 0.0);
        let memory = memory(me).unwrap();
        assert!(memory.now > 0.0 && memory.most >= memory.now);
    }
}
