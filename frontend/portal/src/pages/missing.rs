//! An address that leads nowhere, and a page of which nothing may be shown: both say so, and lead home.

use crate::here::Here;
use crate::route;
use leptos::prelude::*;
use ui::components::{PageHead, State, state};
use ui::icon::Icon;
use ui::source::Source;
use ui::strings::t;

/// What a page is called that has nothing to show: it needs a heading all the same.
pub fn title(is_address: bool, source: Source) -> Option<String> {
    if !is_address {
        return Some(t().states.not_a_page.to_owned());
    }
    source
        .shown
        .with(|shown| shown.failure.as_ref().map(State::failed))
        .map(|state| state.title)
}

pub fn not_a_page() -> AnyView {
    view! {
        {state(
            State {
                icon: Icon::Missing,
                ..State::empty(t().states.not_a_page).and(t().states.not_a_page_help)
            },
            None,
        )}
        <p class="state-way">
            <a class="button" href=route::HOME>
                {t().states.go_home}
            </a>
        </p>
    }
    .into_any()
}

pub fn missing() -> AnyView {
    let here = Here::now();
    view! {
        <PageHead title=Signal::derive(|| Some(t().states.not_a_page.to_owned())) place=here.place()/>
        {not_a_page()}
    }
    .into_any()
}
