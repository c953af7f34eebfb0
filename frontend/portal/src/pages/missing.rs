//! An address that leads nowhere, and a page of which nothing may be shown: both say so, and lead home.

use crate::here::Here;
use crate::route;
use leptos::prelude::*;
use ui::client::Failure;
use ui::components::{State, state};
use ui::dom::{El, View, el, link, now};
use ui::source::{Shown, Source};
use ui::strings::t;

/// What a page is called that has nothing to show: it needs a heading all the same.
pub fn title(source: Source) -> Option<String> {
    let words = &t().states;
    source.shown.with(|shown| {
        let failure = shown.failure.as_ref()?;
        let title = if failure.is_hidden() {
            words.not_found
        } else {
            words.not_available
        };
        Some(title.to_owned())
    })
}

fn home() -> El {
    let home = link(route::HOME).class("button").add(t().states.go_home);
    el("p").class("state-way").add(home)
}

/// The way on from a page of which nothing may be shown.
pub fn way_home(source: Source) -> View {
    now(move || {
        let hidden = |shown: &Shown| shown.failure.as_ref().is_some_and(Failure::is_hidden);
        source.shown.with(hidden).then(home)
    })
}

/// What stands under the heading that says so.
pub fn not_a_page() -> View {
    let nothing = State::missing(t().states.hidden).and(t().states.not_a_page_help);
    vec![state(&nothing, None), home().into()].into()
}

pub fn missing(here: Here) -> View {
    let head = here.head(|| Some(t().states.not_a_page.to_owned()));
    vec![head.into(), not_a_page()].into()
}
