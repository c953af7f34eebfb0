//! What is around every page of an app: the way past it, the ways to the pages, and what concerns all of them.

use crate::app::App;
use crate::browser;
use crate::dom::{El, View, button, div, el, link, now, span};
use crate::icon::{Icon, icon};
use crate::strings::t;
use leptos::prelude::*;

/// One way of the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    pub name: String,
    pub href: String,
    pub icon: Icon,
}

impl Way {
    #[must_use]
    pub fn new(name: impl Into<String>, href: &str, icon: Icon) -> Self {
        Self {
            name: name.into(),
            href: href.to_owned(),
            icon,
        }
    }
}

/// It in the navigation; `is_here` says whether its page is shown.
#[must_use]
pub fn way(way: &Way, class: &str, is_here: impl Fn(&str) -> bool + 'static) -> El {
    let href = way.href.clone();
    let inside = link(&way.href)
        .now("aria-current", move || {
            is_here(&href).then(|| "page".to_owned())
        })
        .add(icon(way.icon))
        .add(span("", &way.name));
    el("li").class(class).add(inside)
}

/// It in a sheet, which it closes.
#[must_use]
pub fn way_in_sheet(way: &Way, class: &str, open: RwSignal<bool>) -> El {
    let inside = link(&way.href)
        .class("item")
        .on("click", move |_| open.set(false))
        .add(icon(way.icon))
        .add(span("", &way.name));
    el("li").class(class).add(inside)
}

/// The navigation around its list.
#[must_use]
pub fn ways_around(list: View) -> View {
    el("nav")
        .class("ways")
        .with("aria-label", t().app.main_nav)
        .add(list)
        .into()
}

/// Past the bars, to the page itself.
#[must_use]
pub fn skip_to(main: &El) -> El {
    let target = main.clone();
    link("#main")
        .class("skip")
        .on("click", move |event| {
            // No entry in the history, and no other place on the page.
            event.prevent_default();
            target.focus();
        })
        .add(t().app.skip)
}

/// The part that pages are drawn in.
#[must_use]
pub fn main_part(app: App) -> El {
    el("main")
        .with("id", "main")
        .with("tabindex", "-1")
        .add(newer(app))
}

/// A name over another, each cut short where there is no room.
#[must_use]
pub fn two_names(class: &str, first: &str, second: &str) -> El {
    el("span")
        .class(class)
        .add(el("b").add(first))
        .add(span("soft", second))
}

/// The server serves a newer app: said once, and taken up when it suits.
fn newer(app: App) -> View {
    now(move || {
        app.client.newer.get().then(|| {
            let reload = button("button", || {
                if let Some(window) = browser::window() {
                    let _ = window.location().reload();
                }
            });
            div("notice is-calm")
                .with("role", "status")
                .add(icon(Icon::Refresh))
                .add(el("p").add(format!("{} {}", t().app.newer, t().app.newer_help)))
                .add(reload.add(t().app.reload))
        })
    })
}
