//! The line that says what came of an act, to eyes and ears alike.

use crate::app::App;
use crate::browser;
use crate::dom::{View, button, div, effect, now, slot, span, unseen};
use crate::icon::{Icon, icon};
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Long enough to read twice; a complaint stays until it is dismissed.
const SHOWN_MS: i32 = 6_000;

#[must_use]
pub fn said_line(app: App) -> View {
    let turn = slot(0_u32);
    effect(move || {
        let Some(said) = app.said.get() else { return };
        let mine = turn.borrow().wrapping_add(1);
        *turn.borrow_mut() = mine;
        if said.bad {
            return;
        }
        let turn = turn.clone();
        spawn_local(async move {
            browser::sleep(SHOWN_MS).await;
            if *turn.borrow() == mine {
                app.said.set(None);
            }
        });
    });
    // What changed is marked where it stands; for ears it is said here.
    effect(move || {
        if app.live.seen.get() > 0 {
            app.say(t().live.just_now);
        }
    });
    let line = now(move || {
        app.said.get().map(|said| {
            let (class, which) = if said.bad {
                ("said-line is-bad", Icon::Warning)
            } else {
                ("said-line", Icon::Check)
            };
            let dismiss = button("button is-quiet is-square", move || app.said.set(None))
                .add(icon(Icon::Close))
                .add(unseen(t().app.dismiss));
            div(class)
                .add(icon(which))
                .add(span("", &said.text))
                .add(dismiss)
        })
    });
    div("said").with("role", "status").add(line).into()
}
