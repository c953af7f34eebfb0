//! What things are called: one and several of each, sent once both are there, or neither.

use super::called;
use super::form::read;
use super::work::Work;
use crate::strings::t;
use contract::profile::WordForm;
use leptos::prelude::*;
use ui::dom::{El, View, all, div, effect, el, now, span, value};
use ui::form::group;
use ui::format::capital;
use ui::icon::{Icon, icon};
use ui::json::Json;

#[must_use]
pub fn words(work: Work) -> El {
    let texts = &t().profiles;
    let things = read(work, |form| {
        let things = form.words.iter().map(|word| word.thing.clone());
        things.collect::<Vec<_>>()
    });
    let lines = now(move || {
        let things = things.get()?;
        Some(all(things.into_iter().map(|thing| word(work, &thing))))
    });
    let head = all([texts.thing, texts.one, texts.many]
        .map(|name| span("word-head", name).with("aria-hidden", "true")));
    group(texts.words)
        .class("group is-whole")
        .add(el("p").class("soft").add(texts.words_help))
        .add(div("words").add(head).add(lines))
}

/// The two words of a thing; they are sent once both are there, or neither.
fn word(work: Work, thing: &str) -> View {
    let texts = &t().profiles;
    let name = capital(&called::of(texts.things, thing));
    let said = {
        let thing = thing.to_owned();
        move || {
            work.form.with(|form| {
                let words = form.iter().flat_map(|form| &form.words);
                let found = words.into_iter().find(|word| word.thing == thing);
                found.map_or_else(|| (String::new(), String::new()), pair)
            })
        }
    };
    let begun = untrack(&said);
    let typed = (RwSignal::new(begun.0), RwSignal::new(begun.1));
    let wrong = RwSignal::new(false);
    {
        let said = said.clone();
        effect(move || {
            let (one, many) = said();
            typed.0.set(one);
            typed.1.set(many);
            wrong.set(false);
        });
    }
    let thing = thing.to_owned();
    let send = move || {
        let (one, many) = (typed.0.get_untracked(), typed.1.get_untracked());
        let (one, many) = (one.trim(), many.trim());
        wrong.set(false);
        if one.is_empty() != many.is_empty() {
            wrong.set(true);
        } else if (one.to_owned(), many.to_owned()) != untrack(&said) {
            work.change(Json::texts(&[
                ("set", "word"),
                ("thing", &thing),
                ("one", one),
                ("many", many),
            ]));
        }
    };
    let field = |label: String, typed: RwSignal<String>, send: Box<dyn Fn()>| {
        el("input")
            .with("type", "text")
            .with("autocomplete", "off")
            .with("maxlength", "60")
            .with("aria-label", &label)
            .now_bool("aria-invalid", move || wrong.get())
            .value_now(move || typed.get())
            .on("input", move |event| typed.set(value(&event)))
            .on("change", move |_| send())
    };
    let one = field((texts.one_of)(&name), typed.0, Box::new(send.clone()));
    let many = field((texts.many_of)(&name), typed.1, Box::new(send));
    let fault = el("p")
        .class("fault word-fault")
        .with("role", "alert")
        .add(now(move || {
            wrong.get().then(|| {
                View::from(vec![
                    icon(Icon::Warning),
                    span("", t().profiles.two_words).into(),
                ])
            })
        }));
    vec![
        View::from(span("word-thing", &name)),
        div("field").add(one).into(),
        div("field").add(many).into(),
        fault.into(),
    ]
    .into()
}

fn pair(word: &WordForm) -> (String, String) {
    (word.one.clone(), word.many.clone())
}
