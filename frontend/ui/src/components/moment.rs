//! Days and instants: short to read, exact to point at, whole for machines.

use crate::clock::Shown;
use crate::dom::{El, el};
use crate::format;
use contract::day::Day;

fn time(machine: &str, exact: &str, short: &str) -> El {
    el("time")
        .with("datetime", machine)
        .with("title", exact)
        .add(short)
}

#[must_use]
pub fn day(on: Day, today: Day) -> El {
    time(
        &on.to_string(),
        &format::day_exact(on),
        &format::day_near(on, today),
    )
}

#[must_use]
pub fn moment(at: &Shown) -> El {
    time(&at.machine, &at.exact, &at.short)
}
