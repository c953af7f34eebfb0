//! What stands in place of the sign-in while there is nobody who could sign in.

use crate::route;
use crate::strings::t;
use contract::paths;
use contract::setup::SetupState;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::app::App;
use ui::client::Method;
use ui::components::page_head;
use ui::dom::{View, el, link};

/// Whether there is no firm yet. A server that does not say has one.
pub fn ask(app: App, open: RwSignal<bool>) {
    spawn_local(async move {
        let answer = app.client.own(Method::Get, paths::SETUP, false).await;
        let state = answer.and_then(|answer| answer.read::<SetupState>());
        let is_open = state.is_ok_and(|state| state.open);
        // Only news of it: what asks draws itself anew, and somebody may be typing there.
        if open.get_untracked() != is_open {
            open.set(is_open);
        }
    });
}

pub fn nobody_yet(app: App) -> View {
    let words = &t().setup;
    let guide = link(route::FIRST_DAY)
        .with("rel", "external")
        .add(words.guide);
    el("main")
        .class("alone")
        .with("id", "main")
        .add(page_head(
            app,
            || Some(t().setup.empty.to_owned()),
            || t().app.name.to_owned(),
        ))
        .add(el("p").add(words.empty_help))
        .add(el("p").class("soft").add(words.empty_more))
        .add(el("p").add(guide))
        .into()
}
