//! What stands around a page that staff look at as somebody else: as whom, that nothing can be done, and the way out.

use crate::here::Here;
use crate::route;
use leptos::prelude::*;
use ui::browser;
use ui::components::{State, state};
use ui::dom::{El, View, button, div, el, link, now, span};
use ui::icon::Icon;
use ui::looking::whom;
use ui::strings::t;

/// The band over every page, and the mark across it.
#[must_use]
pub fn band(here: Here) -> View {
    if whom().is_none() {
        return View::nothing();
    }
    now(move || {
        let hat = here.hat.get()?;
        let words = &t().looking;
        let who = el("p")
            .class("looking-who")
            .add(el("b").add((words.as_whom)(&hat.name)))
            .add((words.at)(&hat.third_party));
        let reload = button("button", || {
            if let Some(window) = browser::window() {
                let _ = window.location().reload();
            }
        });
        let band = el("section")
            .class("looking")
            .with("aria-label", words.title)
            .add(who)
            .add(span("looking-why", words.nothing))
            .add(reload.add(t().app.reload))
            .add(end("button is-main", words.end));
        let mark = div("looking-mark").with("aria-hidden", "true");
        Some(vec![View::from(band), mark.into()])
    })
}

/// Back to where she is looked after; another app, loaded anew.
fn end(class: &str, words: &str) -> El {
    let href = whom().map_or_else(|| route::ADMIN.to_owned(), route::person);
    link(&href).class(class).with("rel", "external").add(words)
}

/// The way out of a page that cannot be shown.
#[must_use]
pub fn way_back() -> View {
    match whom() {
        Some(_) => end("button", t().looking.back).into(),
        None => View::nothing(),
    }
}

/// A page that is about whoever is signed in, who is somebody else.
pub fn own_page(here: Here) -> View {
    let words = &t().looking;
    let head = here.head(|| Some(t().looking.own_page.to_owned()));
    let told = now(move || {
        let name = here
            .hat
            .with(|hat| hat.as_ref().map(|hat| hat.name.clone()))?;
        let hers = State {
            icon: Icon::Lock,
            ..State::missing(words.own_page).and((words.own_page_help)(&name))
        };
        Some(state(&hers, None))
    });
    vec![head.into(), told].into()
}
