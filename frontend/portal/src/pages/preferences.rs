//! What a person chooses for this browser: how it looks, what it keeps, and for whom she acts.

use crate::account::{email, hat_choice, sign_out};
use crate::here::Here;
use leptos::prelude::*;
use std::rc::Rc;
use ui::dom::{El, View, all, checked, el, now, span};
use ui::preference::Theme;
use ui::strings::t;

fn theme_name(theme: Theme) -> &'static str {
    let words = &t().preferences;
    match theme {
        Theme::System => words.system,
        Theme::Light => words.light,
        Theme::Dark => words.dark,
    }
}

fn group(name: &str) -> El {
    el("fieldset").class("group").add(el("legend").add(name))
}

fn check(input: El, words: &str) -> El {
    el("label").class("check").add(input).add(span("", words))
}

pub fn preferences(here: Here) -> View {
    let words = &t().preferences;
    let me = el("p")
        .add(words.signed_in_as)
        .add(" ")
        .add(el("b").text_now(move || email(here.app)));
    let account = el("section")
        .class("group")
        .add(el("h2").add(words.account))
        .add(me)
        .add(hat_choice(here.app, Rc::new(|| ())))
        .add(sign_out(here.app));
    vec![
        View::from(here.head(|| Some(t().preferences.title.to_owned()))),
        appearance().into(),
        keeping(here).into(),
        account.into(),
    ]
    .into()
}

fn appearance() -> El {
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

fn keeping(here: Here) -> El {
    let words = &t().preferences;
    let keep = here.app.keep;
    let inside = now(move || {
        if !keep.by_profile.get() {
            return View::from(el("p").class("soft").add(words.keep_closed));
        }
        let input = el("input")
            .with("type", "checkbox")
            .with("aria-describedby", "keep-help")
            .checked_now(move || keep.by_choice.get())
            .on("change", move |event| keep.choose(checked(&event)));
        let help = el("p")
            .class("soft")
            .with("id", "keep-help")
            .add(words.keep_help);
        vec![check(input, words.keep_label).into(), help.into()].into()
    });
    group(words.keep).add(inside)
}
