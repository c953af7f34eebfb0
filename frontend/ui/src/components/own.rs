//! What is about whoever is signed in, in either app: her address, how the app looks, and the way out.

use crate::app::App;
use crate::dom::{El, all, button, el, span};
use crate::form::{check, group};
use crate::icon::{Icon, icon};
use crate::preference::Theme;
use crate::session::Who;
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[must_use]
pub fn email(app: App) -> String {
    app.session.who.with(|who| match who {
        Who::In(view) => view.email.to_string(),
        _ => String::new(),
    })
}

/// "Signed in as", and who that is.
#[must_use]
pub fn signed_in_as(app: App) -> El {
    el("p")
        .add(t().preferences.signed_in_as)
        .add(" ")
        .add(el("b").text_now(move || email(app)))
}

#[must_use]
pub fn sign_out(app: App) -> El {
    let out = move || {
        spawn_local(async move {
            if app.session.sign_out().await.is_err() {
                app.complain(t().app.sign_out_failed);
            }
        });
    };
    button("item", out)
        .add(icon(Icon::SignOut))
        .add(span("", t().app.sign_out))
}

fn theme_name(theme: Theme) -> &'static str {
    let words = &t().preferences;
    match theme {
        Theme::System => words.system,
        Theme::Light => words.light,
        Theme::Dark => words.dark,
    }
}

/// Light, dark, or as the device is.
#[must_use]
pub fn appearance() -> El {
    let theme = RwSignal::new(Theme::chosen());
    let themes = all(Theme::ALL.into_iter().map(|one| {
        let input = el("input")
            .with("type", "radio")
            .with("name", "theme")
            .checked_now(move || theme.get() == one)
            .on("change", move |_| {
                one.choose();
                theme.set(one);
            });
        check(input, theme_name(one))
    }));
    group(t().preferences.appearance).add(themes)
}
