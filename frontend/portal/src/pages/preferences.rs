//! What a person chooses for this browser: how it looks, what it keeps, and for whom she acts.

use crate::account::hat_choice;
use crate::here::Here;
use leptos::prelude::*;
use std::rc::Rc;
use ui::components::{appearance, sign_out, signed_in_as};
use ui::dom::{El, View, checked, el, now};
use ui::form::{check, group};
use ui::strings::t;

pub fn preferences(here: Here) -> View {
    let words = &t().preferences;
    let account = el("section")
        .class("group")
        .add(el("h2").add(words.account))
        .add(signed_in_as(here.app))
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
