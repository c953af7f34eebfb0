//! A chip: a state, by word and picture.

use crate::icon::icon;
use crate::standing::{Chip, Tone};
use leptos::prelude::*;

const fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "chip",
        Tone::Good => "chip is-good",
        Tone::Warn => "chip is-warn",
        Tone::Bad => "chip is-bad",
    }
}

#[must_use]
pub fn chip(chip: Chip) -> AnyView {
    let class = class(chip.tone);
    let inside = view! {
        {icon(chip.icon)}
        <span>{chip.text}</span>
    };
    match chip.href {
        Some(href) => view! { <a class=class href=href title=chip.exact>{inside}</a> }.into_any(),
        None => view! { <span class=class title=chip.exact>{inside}</span> }.into_any(),
    }
}

/// Several, as a list; none leaves no trace.
#[must_use]
pub fn chips(all: Vec<Chip>) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let all: Vec<_> = all
        .into_iter()
        .map(|one| view! { <li>{chip(one)}</li> })
        .collect();
    view! { <ul class="chips">{all}</ul> }.into_any()
}
