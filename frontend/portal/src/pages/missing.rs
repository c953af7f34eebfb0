//! An address that leads nowhere, and a page of which nothing may be shown: both say so, and lead home.

use crate::here::Here;
use crate::route;
use leptos::prelude::*;
use ui::components::{State, state};
use ui::dom::{View, el, link};
use ui::source::Source;
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

/// What stands under the heading that says so.
pub fn not_a_page() -> View {
    let home = link(route::HOME).class("button").add(t().states.go_home);
    let nothing = State::missing(t().states.hidden).and(t().states.not_a_page_help);
    vec![
        state(&nothing, None),
        el("p").class("state-way").add(home).into(),
    ]
    .into()
}

pub fn missing(here: Here) -> View {
    let head = here.head(|| Some(t().states.not_a_page.to_owned()));
    vec![head.into(), not_a_page()].into()
}
