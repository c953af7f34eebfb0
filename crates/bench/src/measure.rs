//! Two servers measured in turn, so that whatever the machine does meanwhile falls on both, and medians of that.

use crate::wrk::{Load, Measured, Target};
use anyhow::Result;

/// How long everything is measured.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Pairs of runs per comparison.
    pub pairs: usize,
    /// Of one run under load, and of one with a single connection.
    pub seconds: u32,
    pub alone_seconds: u32,
    /// Starts that the cold start is the median of.
    pub starts: usize,
    /// Changes that people who watch are told of.
    pub changes: usize,
}

impl Plan {
    pub const FULL: Self = Self {
        pairs: 3,
        seconds: 5,
        alone_seconds: 3,
        starts: 5,
        changes: 100,
    };
    pub const QUICK: Self = Self {
        pairs: 3,
        seconds: 1,
        alone_seconds: 1,
        starts: 3,
        changes: 30,
    };

    pub const fn load(&self, connections: u32) -> Load {
        let seconds = if connections == 1 {
            self.alone_seconds
        } else {
            self.seconds
        };
        Load {
            connections,
            seconds,
        }
    }
}

/// What `b` is as a multiple of `a`: medians over the pairs, not quotients of medians, because the two runs of a
/// pair saw the same machine.
#[derive(Debug, Clone, Copy)]
pub struct Ratios {
    pub per_second: f64,
    pub p50: f64,
    pub p99: f64,
    /// Of processor time per request, the database's included.
    pub cpu: f64,
}

#[derive(Debug, Clone, Copy)]
pub struct Comparison {
    pub a: Measured,
    pub b: Measured,
    pub ratios: Ratios,
    /// Requests that `a` and `b` answered to wrk, warming up included.
    pub answered: (u64, u64),
    /// Requests that may have been under way, unanswered, when a run of `a` or of `b` ended: of each.
    pub cut_off: u64,
}

/// A B A B …, after a short run of each that is not counted.
pub fn compare(plan: &Plan, a: &Target, b: &Target, connections: u32) -> Result<Comparison> {
    let load = plan.load(connections);
    let warm = Load { seconds: 1, ..load };
    let mut answered = (a.run(warm)?.requests, b.run(warm)?.requests);
    let mut runs = (Vec::new(), Vec::new());
    for _ in 0..plan.pairs {
        runs.0.push(a.run(load)?);
        runs.1.push(b.run(load)?);
    }
    for (count, runs) in [(&mut answered.0, &runs.0), (&mut answered.1, &runs.1)] {
        *count += runs.iter().map(|run| run.requests).sum::<f64>();
    }
    let pairs = || runs.0.iter().zip(&runs.1);
    let ratio = |of: fn(&Measured) -> f64| median(pairs().map(|(a, b)| of(b) / of(a)));
    Ok(Comparison {
        a: middle(&runs.0),
        b: middle(&runs.1),
        ratios: Ratios {
            per_second: ratio(|m| m.per_second),
            p50: ratio(|m| m.p50_ms),
            p99: ratio(|m| m.p99_ms),
            cpu: ratio(|m| m.cpu_ms + m.database_cpu_ms),
        },
        answered: (answered.0 as u64, answered.1 as u64),
        cut_off: u64::from(connections) * (plan.pairs as u64 + 1),
    })
}

/// One server by itself.
pub struct Alone {
    pub measured: Measured,
    pub answered: u64,
    pub cut_off: u64,
}

pub fn alone(plan: &Plan, target: &Target, connections: u32) -> Result<Alone> {
    let load = plan.load(connections);
    let mut answered = target.run(Load { seconds: 1, ..load })?.requests;
    let mut runs = Vec::new();
    for _ in 0..plan.pairs {
        let run = target.run(load)?;
        answered += run.requests;
        runs.push(run);
    }
    Ok(Alone {
        measured: middle(&runs),
        answered: answered as u64,
        cut_off: u64::from(connections) * (plan.pairs as u64 + 1),
    })
}

/// The median of each figure.
fn middle(runs: &[Measured]) -> Measured {
    let of = |figure: fn(&Measured) -> f64| median(runs.iter().map(figure));
    Measured {
        requests: of(|m| m.requests),
        per_second: of(|m| m.per_second),
        p50_ms: of(|m| m.p50_ms),
        p99_ms: of(|m| m.p99_ms),
        cpu_ms: of(|m| m.cpu_ms),
        database_cpu_ms: of(|m| m.database_cpu_ms),
    }
}

pub fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    let at = |index: usize| numbers.get(index).copied().unwrap_or(f64::NAN);
    let half = numbers.len() / 2;
    if numbers.len().is_multiple_of(2) {
        (at(half.wrapping_sub(1)) + at(half)) / 2.0
    } else {
        at(half)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_in_the_middle() {
        assert_eq!(median([3.0, 1.0, 2.0].into_iter()), 2.0);
        assert_eq!(median([4.0, 1.0, 2.0, 3.0].into_iter()), 2.5);
        assert!(median(std::iter::empty()).is_nan());
    }
}
