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
    source
        .shown
        .with(|shown| shown.failure.as_ref().map(State::failed))
        .map(|state| state.title)
}

/// What stands under the heading that says so.
pub fn not_a_page() -> View {
    let home = link(route::HOME).class("button").add(t().states.go_home);
    vec![
        state(&State::missing(t().states.not_a_page_help), None),
        el("p").class("state-way").add(home).into(),
    ]
    .into()
}

pub fn missing(here: Here) -> View {
    let head = here.head(|| Some(t().states.not_a_page.to_owned()));
    vec![head.into(), not_a_page()].into()
}
