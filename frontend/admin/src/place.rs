//! Finding a subject by words, to be chosen by a press: wherever a form is about one.

use crate::here::Here;
use crate::tree::held;
use contract::paths;
use contract::tree::{TreePage, TreeRow};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use ui::browser;
use ui::dom::{El, View, all, button, div, el, now, span, value};
use ui::form::Form;
use ui::icon::{Icon, icon};
use ui::query::Address;
use ui::source::{Follows, Source, Wish, one};

/// Before words that are typed are looked for.
const PAUSE_MS: i32 = 300;
/// As many as can be looked over at a glance.
const LIMIT: &str = "6";

/// What the search is called, and what pressing an offer does in a word.
pub struct Search {
    pub field: &'static str,
    pub find: &'static str,
    pub add: &'static str,
}

/// A field of words, and below it what fits them; `pick` has what was pressed. The field is told of so that the focus
/// can be put there.
pub fn search(here: Here, form: Form, search: &Search, pick: impl Fn(&TreeRow) + 'static) -> View {
    let words = RwSignal::new(String::new());
    let typed = RwSignal::new(String::new());
    let turn = StoredValue::new(0_u32);
    let field = form
        .described(el("input"), search.field)
        .with("type", "search")
        .with("autocomplete", "off")
        .with("maxlength", "200")
        .with("placeholder", search.find)
        .with("aria-label", search.find)
        .value_now(move || typed.get())
        .on("input", move |event| {
            typed.set(value(&event));
            turn.update_value(|n| *n = n.wrapping_add(1));
            let mine = turn.get_value();
            spawn_local(async move {
                browser::sleep(PAUSE_MS).await;
                if turn.try_get_value() == Some(mine) {
                    words.set(typed.get_untracked().trim().to_owned());
                }
            });
        })
        // It would send the form.
        .on("keydown", move |event| {
            if ui::dom::key(&event) == "Enter" {
                event.prevent_default();
            }
        });
    let source = Source::new(here.app, one::<TreePage>, move || {
        let words = words.get();
        (!words.is_empty()).then(|| Wish {
            path: Address::new(paths::TREE)
                .with("q", Some(&words))
                .with("limit", Some(LIMIT))
                .text(),
            follows: Follows::Nothing,
        })
    });
    let (pick, add, back) = (Rc::new(pick), search.add, field.clone());
    let found = now(move || {
        let page = source.found::<TreePage>()?;
        if page.items.is_empty() {
            let none = el("p").class("soft").with("role", "status");
            return Some(View::from(none.add(ui::strings::t().lists.no_match)));
        }
        let items = all(page.items.iter().map(|row| {
            let (one, pick, back) = (row.clone(), Rc::clone(&pick), back.clone());
            let press = move || {
                pick(&one);
                typed.set(String::new());
                words.set(String::new());
                back.focus();
            };
            el("li").add(button("choice", press).add(offered(row)).add(add))
        }));
        Some(el("ul").class("choices").add(items).into())
    });
    vec![
        div("field is-inline")
            .add(icon(Icon::Search))
            .add(field)
            .into(),
        form.fault(search.field).into(),
        found,
    ]
    .into()
}

/// A place that can be chosen: where it is and who has it tell it from its like.
fn offered(row: &TreeRow) -> El {
    let about = [row.row.postcode.clone()]
        .into_iter()
        .flatten()
        .chain(held(row))
        .collect::<Vec<_>>()
        .join(", ");
    el("span")
        .class("choice-main")
        .add(el("b").add(row.row.name.as_str()))
        .add(span("soft", &about))
}
