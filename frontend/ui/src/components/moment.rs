//! Days and instants: short to read, exact to point at, whole for machines.

use crate::clock::Shown;
use crate::format;
use contract::day::Day;
use leptos::prelude::*;

#[must_use]
pub fn day(on: Day, today: Day) -> AnyView {
    view! {
        <time datetime=on.to_string() title=format::day_exact(on)>
            {format::day_near(on, today)}
        </time>
    }
    .into_any()
}

#[must_use]
pub fn moment(at: Shown) -> AnyView {
    view! {
        <time datetime=at.machine title=at.exact>
            {at.short}
        </time>
    }
    .into_any()
}
