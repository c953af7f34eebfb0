//! A chip: a state, by word and picture.

use crate::dom::{View, all, el, link, span};
use crate::icon::icon;
use crate::standing::{Chip, Tone};

const fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "chip",
        Tone::Good => "chip is-good",
        Tone::Warn => "chip is-warn",
        Tone::Bad => "chip is-bad",
    }
}

#[must_use]
pub fn chip(chip: &Chip) -> View {
    let outer = match &chip.href {
        Some(href) => link(href),
        None => el("span"),
    };
    outer
        .class(class(chip.tone))
        .with_some("title", chip.exact.as_deref())
        .add(icon(chip.icon))
        .add(span("", &chip.text))
        .into()
}

/// Several, as a list; none leaves no trace.
#[must_use]
pub fn chips(chips: &[Chip]) -> View {
    if chips.is_empty() {
        return View::nothing();
    }
    let items = all(chips.iter().map(|one| el("li").add(chip(one))));
    el("ul").class("chips").add(items).into()
}
