//! Addresses that lead nowhere, and an app in which there is nothing to do yet.

use crate::here::Here;
use crate::route;
use crate::strings::t;
use ui::components::{State, state};
use ui::dom::{View, el, link};

pub fn missing(here: Here) -> View {
    let words = &ui::strings::t().states;
    let home = link(route::HOME).class("button").add(words.go_home);
    vec![
        here.head(|| Some(ui::strings::t().states.not_found.to_owned()))
            .into(),
        state(
            &State::missing(words.not_a_page).and(words.not_a_page_help),
            None,
        ),
        el("p").class("state-way").add(home).into(),
    ]
    .into()
}

pub fn nothing_here(here: Here) -> View {
    let words = &t().app;
    vec![
        here.head(move || Some(here.firm())).into(),
        state(
            &State::empty(words.nothing_here).and(words.nothing_here_help),
            None,
        ),
    ]
    .into()
}
