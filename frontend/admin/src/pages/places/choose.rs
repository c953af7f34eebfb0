//! Choosing a subject or a third party: typed, found, pressed.

use crate::here::Here;
use crate::strings::t;
use crate::tree::held;
use contract::paths;
use contract::people::ThirdPartyPage;
use contract::tree::TreePage;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::browser;
use ui::dom::{El, View, all, button, div, el, now, span, value};
use ui::form::{Form, group};
use ui::icon::{Icon, icon};
use ui::json::Json;
use ui::query::Address;
use ui::source::{Follows, Source, Wish, one};

const PAUSE_MS: i32 = 300;
/// What fits the words, as far as one looks.
const LIMIT: &str = "8";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Subject,
    ThirdParty,
}

/// What was chosen, with what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chosen {
    pub id: String,
    pub name: String,
    /// Of a third party: its type.
    pub kind: String,
}

impl Chosen {
    #[must_use]
    pub fn json(&self) -> Json {
        Json::texts(&[("id", &self.id), ("name", &self.name), ("kind", &self.kind)])
    }

    #[must_use]
    pub fn read(json: &Json) -> Option<Self> {
        let text = |name| json.get(name)?.text().map(ToOwned::to_owned);
        Some(Self {
            id: text("id")?,
            name: text("name")?,
            kind: text("kind")?,
        })
    }
}

/// The field, or what was chosen with the way to choose another. `take` is told of whatever is pressed.
pub fn choose(
    here: Here,
    form: Form,
    (field, label): (&'static str, &'static str),
    what: What,
    chosen: RwSignal<Option<Chosen>>,
) -> El {
    let inside = now(move || match chosen.get() {
        Some(one) => vec![
            View::from(el("p").class("chosen").add(el("b").add(one.name.as_str()))),
            button("button", move || chosen.set(None))
                .add(t().places.another)
                .into(),
        ]
        .into(),
        None => finding(here, form, field, what, move |one| chosen.set(Some(one))),
    });
    group(label)
        .class("group switches is-one")
        .add(inside)
        .add(form.fault(field))
}

/// A field to type into, and under it what fits.
pub fn finding(
    here: Here,
    form: Form,
    field: &'static str,
    what: What,
    take: impl Fn(Chosen) + Clone + 'static,
) -> View {
    let words = RwSignal::new(String::new());
    let turn = StoredValue::new(0_u32);
    let name = match what {
        What::Subject => t().places.find_subject,
        What::ThirdParty => t().places.find_party,
    };
    let input = form
        .described(el("input"), field)
        .with("type", "search")
        .with("autocomplete", "off")
        .with("maxlength", "200")
        .with("placeholder", name)
        .with("aria-label", name)
        .on("input", move |event| {
            let typed = value(&event).trim().to_owned();
            turn.update_value(|n| *n = n.wrapping_add(1));
            let mine = turn.get_value();
            spawn_local(async move {
                browser::sleep(PAUSE_MS).await;
                if turn.try_get_value() == Some(mine) {
                    words.set(typed);
                }
            });
        })
        // It would send the form.
        .on("keydown", |event| {
            if ui::dom::key(&event) == "Enter" {
                event.prevent_default();
            }
        });
    let wish = move |path: &'static str| {
        let words = words.get();
        (!words.is_empty()).then(|| Wish {
            path: Address::new(path)
                .with("q", Some(&words))
                .with("limit", Some(LIMIT))
                .text(),
            follows: Follows::Nothing,
        })
    };
    let found = match what {
        What::Subject => {
            let source = Source::new(here.app, one::<TreePage>, move || wish(paths::TREE));
            now(move || {
                let page = source.found::<TreePage>()?;
                let each = page.items.iter().map(|row| {
                    let about = row.row.postcode.clone().into_iter().chain(held(row));
                    let chosen = Chosen {
                        id: row.row.id.to_string(),
                        name: row.row.name.clone(),
                        kind: String::new(),
                    };
                    (chosen, about.collect::<Vec<_>>().join(", "))
                });
                Some(choices(each.collect(), take.clone()))
            })
        }
        What::ThirdParty => {
            let source = Source::new(here.app, one::<ThirdPartyPage>, move || {
                wish(paths::THIRD_PARTIES)
            });
            now(move || {
                let page = source.found::<ThirdPartyPage>()?;
                let each = page.items.iter().map(|row| {
                    let chosen = Chosen {
                        id: row.id.to_string(),
                        name: row.name.clone(),
                        kind: row.profile.clone(),
                    };
                    (chosen, crate::names::kind(&row.profile))
                });
                Some(choices(each.collect(), take.clone()))
            })
        }
    };
    vec![
        div("field is-inline")
            .add(icon(Icon::Search))
            .add(input)
            .into(),
        found,
    ]
    .into()
}

fn choices(found: Vec<(Chosen, String)>, take: impl Fn(Chosen) + Clone + 'static) -> View {
    if found.is_empty() {
        let none = el("p").class("soft").with("role", "status");
        return none.add(ui::strings::t().lists.no_match).into();
    }
    let items = all(found.into_iter().map(|(chosen, about)| {
        let (name, take) = (chosen.name.clone(), take.clone());
        let press = button("choice", move || take(chosen.clone()))
            .add(
                el("span")
                    .class("choice-main")
                    .add(el("b").add(name.as_str()))
                    .add(span("soft", &about)),
            )
            .add(t().places.choose);
        el("li").add(press)
    }));
    el("ul").class("choices").add(items).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_comes_back_from_a_draft() {
        let chosen = Chosen {
            id: "tp_1".to_owned(),
            name: "Oakline".to_owned(),
            kind: "letting-agent".to_owned(),
        };
        assert_eq!(Chosen::read(&chosen.json()), Some(chosen));
        assert_eq!(Chosen::read(&Json::Null), None);
    }
}
