//! Where she sees: everything of her third party's, or only places that are named. They are found by words, as anywhere.

use crate::here::Here;
use crate::strings::t;
use crate::tree::held;
use contract::id::SubjectId;
use contract::paths;
use contract::staff::StaffRight;
use contract::tree::{TreePage, TreeRow, TreeView};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use ui::browser;
use ui::client::Ask;
use ui::dom::{El, View, all, button, div, effect, el, now, span, unseen, value};
use ui::form::{Form, check, group};
use ui::icon::{Icon, icon};
use ui::query::Address;
use ui::source::{Follows, Source, Wish, one};

/// Before words that are typed are looked for.
const PAUSE_MS: i32 = 300;
/// As many as can be looked over at a glance.
const LIMIT: &str = "6";

/// The places that are chosen, and what they are called as far as that is known.
#[derive(Clone, Copy)]
struct Choice {
    here: Here,
    form: Form,
    sites: RwSignal<Option<Vec<SubjectId>>>,
    names: RwSignal<BTreeMap<SubjectId, String>>,
    words: RwSignal<String>,
}

/// One more, unless it is there already.
fn with(sites: &[SubjectId], id: SubjectId) -> Vec<SubjectId> {
    let others = sites.iter().copied().filter(|one| *one != id);
    others.chain([id]).collect()
}

/// The choice; whoever may not look at subjects is only told what it is.
#[must_use]
pub fn places(here: Here, form: Form, sites: RwSignal<Option<Vec<SubjectId>>>) -> View {
    let words = &t().person;
    if !here.can(StaffRight::SeeSubjects) {
        return now(move || el("p").class("soft").add(told(sites.get().as_deref())));
    }
    let choice = Choice {
        here,
        form,
        sites,
        names: RwSignal::new(BTreeMap::new()),
        words: RwSignal::new(String::new()),
    };
    let is_named = Memo::new(move |_| sites.with(Option::is_some));
    let way = |named: bool, text: &str| {
        let input = el("input")
            .with("type", "radio")
            .with("name", "where")
            .checked_now(move || is_named.get() == named)
            .on("change", move |_| sites.set(named.then(Vec::new)));
        check(input, text)
    };
    effect(move || choice.learn());
    group(words.sites)
        .class("group switches is-one")
        .add(way(false, words.all_sites))
        .add(way(true, words.only_sites))
        .add(now(move || is_named.get().then(|| choice.draw())))
        .into()
}

/// Where she sees, in words.
#[must_use]
pub fn told(sites: Option<&[SubjectId]>) -> String {
    match sites {
        None => t().person.all_sites.to_owned(),
        Some(sites) => (t().person.some_sites)(sites.len() as u64),
    }
}

impl Choice {
    /// Asks what those are called that were chosen before.
    fn learn(self) {
        let chosen = self.sites.get().unwrap_or_default();
        let known = self.names.get_untracked();
        for id in chosen.into_iter().filter(|id| !known.contains_key(id)) {
            spawn_local(async move {
                let ask = Ask {
                    path: paths::in_tree(id),
                    ..Ask::default()
                };
                let answer = self.here.app.client.change(ask).await;
                if let Ok(found) = answer.and_then(|answer| answer.read::<TreeView>()) {
                    let name = found.row.row.name;
                    self.names.try_update(|names| names.insert(id, name));
                }
            });
        }
    }

    fn draw(self) -> View {
        let words = &t().person;
        let chosen = now(move || {
            let list = self.sites.get().unwrap_or_default();
            let names = self.names.get();
            let items = all(list.into_iter().map(|id| {
                let name = names.get(&id).cloned().unwrap_or_default();
                self.chosen(id, &name)
            }));
            el("ul").class("places").add(items)
        });
        let typed = RwSignal::new(String::new());
        let turn = StoredValue::new(0_u32);
        let field = self
            .form
            .described(el("input"), "sites")
            .with("type", "search")
            .with("autocomplete", "off")
            .with("maxlength", "200")
            .with("placeholder", words.find_site)
            .with("aria-label", words.find_site)
            .value_now(move || typed.get())
            .on("input", move |event| {
                typed.set(value(&event));
                turn.update_value(|n| *n = n.wrapping_add(1));
                let mine = turn.get_value();
                spawn_local(async move {
                    browser::sleep(PAUSE_MS).await;
                    if turn.try_get_value() == Some(mine) {
                        self.words.set(typed.get_untracked().trim().to_owned());
                    }
                });
            })
            // It would send the form.
            .on("keydown", move |event| {
                if ui::dom::key(&event) == "Enter" {
                    event.prevent_default();
                }
            });
        let found = self.found(&field, typed);
        vec![
            chosen,
            div("field is-inline")
                .add(icon(Icon::Search))
                .add(field)
                .into(),
            self.form.fault("sites").into(),
            found,
        ]
        .into()
    }

    fn chosen(self, id: SubjectId, name: &str) -> El {
        let about = name.to_owned();
        let remove = button("button is-quiet is-square", move || {
            self.sites.update(|sites| {
                if let Some(sites) = sites {
                    sites.retain(|one| *one != id);
                }
            });
        });
        let remove = remove
            .add(icon(Icon::Close))
            .add(unseen(&(t().person.remove_site)(&about)));
        el("li").add(span("", name)).add(remove)
    }

    /// What fits the words, to be added by a press.
    fn found(self, field: &El, typed: RwSignal<String>) -> View {
        let source = Source::new(self.here.app, one::<TreePage>, move || {
            let words = self.words.get();
            (!words.is_empty()).then(|| Wish {
                path: Address::new(paths::TREE)
                    .with("q", Some(&words))
                    .with("limit", Some(LIMIT))
                    .text(),
                follows: Follows::Nothing,
            })
        });
        let field = field.clone();
        now(move || {
            let page = source.found::<TreePage>()?;
            if page.items.is_empty() {
                let none = el("p").class("soft").with("role", "status");
                return Some(View::from(none.add(ui::strings::t().lists.no_match)));
            }
            let items = all(page.items.iter().map(|row| {
                let (id, name, field) = (row.row.id, row.row.name.clone(), field.clone());
                let add = move || {
                    self.names.update(|names| {
                        names.insert(id, name.clone());
                    });
                    self.sites
                        .update(|sites| *sites = sites.as_ref().map(|sites| with(sites, id)));
                    typed.set(String::new());
                    self.words.set(String::new());
                    field.focus();
                };
                el("li").add(
                    button("choice", add)
                        .add(offered(row))
                        .add(t().person.add_site),
                )
            }));
            Some(el("ul").class("choices").add(items).into())
        })
    }
}

/// A place that can be added: where it is and who has it tell it from its like.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_chosen_once() {
        let (a, b) = (
            SubjectId::from_bytes([1; 16]),
            SubjectId::from_bytes([2; 16]),
        );
        assert_eq!(with(&[], a), [a]);
        assert_eq!(with(&[a], b), [a, b]);
        assert_eq!(with(&[a, b], a), [b, a]);
        assert_eq!(told(None), t().person.all_sites);
        assert_eq!(told(Some(&[a])), "One place only.");
    }
}
