//! Two who change the same at once: both sides of what differs, and the choice between them. Nothing is written over and
//! nothing is lost before she has chosen.

use crate::strings::t;
use leptos::task::spawn_local;
use ui::dom::{El, View, all, button, div, el};
use ui::icon::{Icon, icon};

/// What became of a change.
pub enum Saved<V> {
    Yes,
    /// Somebody else changed it: what is there now, and its revision.
    Not(V, String),
}

/// A field in which the sides differ: what it is, what she wrote, what is there.
pub type Difference = (&'static str, String, String);

/// Only what differs, each side in words.
#[must_use]
pub fn differing(all: impl IntoIterator<Item = Difference>) -> Vec<Difference> {
    all.into_iter()
        .filter(|(_, here, there)| here != there)
        .collect()
}

/// A side of it in words.
#[must_use]
pub fn in_words(text: &str) -> String {
    if text.trim().is_empty() {
        t().conflict.nothing.to_owned()
    } else {
        text.trim().to_owned()
    }
}

/// Both sides, and the choice.
#[must_use]
pub fn both_sides(
    told: Vec<Difference>,
    keep: impl Fn() + 'static,
    take: impl Fn() + 'static,
) -> El {
    choice(sides(told), keep, take)
}

fn sides(told: Vec<Difference>) -> El {
    let words = &t().conflict;
    let lines = all(told.into_iter().map(|(what, mine, theirs)| {
        el("tr")
            .add(el("th").with("scope", "row").add(what))
            .add(el("td").add(mine))
            .add(el("td").add(theirs))
    }));
    let head = all([words.field, words.mine, words.theirs]
        .into_iter()
        .map(|name| el("th").with("scope", "col").add(name)));
    el("table")
        .class("sides")
        .add(el("thead").add(el("tr").add(head)))
        .add(el("tbody").add(lines))
}

/// The choice, under whatever shows both sides.
#[must_use]
pub fn choice(shown: impl Into<View>, keep: impl Fn() + 'static, take: impl Fn() + 'static) -> El {
    let words = &t().conflict;
    let keep = button("button is-main", keep).add(words.keep_mine);
    let take = button("button", take).add(words.take_theirs);
    let both = div("conflict")
        .with("role", "alert")
        .with("tabindex", "-1")
        .add(el("h3").add(icon(Icon::Warning)).add(words.title))
        .add(el("p").add(words.help))
        .add(shown)
        .add(div("form-acts").add(keep).add(take));
    // It stands over the form, and the button that was pressed under it.
    let seen = both.clone();
    spawn_local(async move { seen.focus() });
    both
}
