//! The button that asks for her passkey, and what came of it under it.

use super::exchange::sign_in;
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::app::App;
use ui::dom::{El, View, div, el, span};
use ui::form::{Faults, Form};
use ui::icon::{Icon, icon};
use ui::passkey::available;

/// `done` is called once she is in by it.
pub fn prove(app: App, class: &str, label: &'static str, done: impl Fn() + Copy + 'static) -> El {
    let form = Form::new(app);
    let ask = move || {
        form.begin();
        spawn_local(async move {
            let came = sign_in(app).await;
            // Whoever is in has left this page, more often than not.
            let faults = came
                .err()
                .map(|trouble| Faults::all(&trouble.while_using()));
            if !form.is_gone() {
                form.refuse(faults.clone().unwrap_or_default());
            }
            if faults.is_none() {
                done();
            }
        });
    };
    let button = el("button")
        .with("type", "submit")
        .class(class)
        .now_bool("aria-disabled", move || form.busy.get())
        .add(icon(Icon::Lock))
        .add(span("", "").text_now(move || {
            if form.busy.get() {
                t().passkeys.using.to_owned()
            } else {
                label.to_owned()
            }
        }));
    form.draw(ask)
        .add(div("form-acts").add(button))
        .add(form.whole_fault())
}

/// Under the field for her address, where the browser has passkeys.
pub fn door(app: App, entered: fn(App)) -> View {
    if !available() {
        return View::nothing();
    }
    let words = &t().passkeys;
    vec![
        View::from(el("p").class("soft").add(words.or)),
        prove(app, "button", words.sign_in, move || entered(app)).into(),
    ]
    .into()
}
