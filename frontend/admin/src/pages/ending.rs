//! Ending her access: said what comes of it, and done only once her name was typed.

use crate::here::Here;
use crate::strings::t;
use contract::paths;
use contract::people::ContactView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::{Ask, Method};
use ui::components::{Question, typed_confirmation};
use ui::dom::{View, button, el};
use ui::form::{Faults, Form};
use ui::source::Source;

/// The section of her page, and the sheet that asks; `open` is the page's, which outlives what is drawn.
pub fn section(open: RwSignal<bool>) -> View {
    let words = &t().ending;
    let ask = button("button is-danger", move || open.set(true))
        .with("aria-haspopup", "dialog")
        .add(words.button);
    el("section")
        .class("section")
        .add(el("h2").add(words.title))
        .add(el("p").class("soft section-help").add(words.help))
        .add(ask)
        .into()
}

pub fn asking(here: Here, source: Source, open: RwSignal<bool>) -> View {
    let question = move || {
        let words = &t().ending;
        let contact = source.found::<ContactView>();
        let (name, third_party) = contact.map_or_else(Default::default, |contact| {
            (contact.row.name.clone(), contact.third_party_name.clone())
        });
        Question {
            title: (words.ask)(&name),
            text: vec![(words.what)(&third_party), words.kept.to_owned()],
            word: name,
            act: words.button,
            acting: words.ending,
        }
    };
    typed_confirmation(here.app, open, question, move |form| {
        end(here, source, open, form);
    })
}

fn end(here: Here, source: Source, open: RwSignal<bool>, form: Form) {
    let Some(contact) = untrack(|| source.found::<ContactView>()) else {
        return;
    };
    take_away(here, paths::contact(contact.row.id), form, move || {
        open.set(false);
        here.app.say(&(t().ending.ended)(&contact.row.name));
        source.retry();
    });
}

/// Ends what stands at the path; `ended` is called once the server has.
pub fn take_away(here: Here, path: String, form: Form, ended: impl FnOnce() + 'static) {
    spawn_local(async move {
        let ask = Ask {
            method: Method::Delete,
            path,
            ..Ask::default()
        };
        let answer = here.app.client.change(ask).await;
        if form.is_gone() {
            return;
        }
        match answer {
            Ok(_) => ended(),
            Err(failure) => form.refuse(Faults::of(&failure, &[])),
        }
    });
}
