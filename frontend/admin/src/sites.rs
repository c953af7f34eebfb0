//! Where she sees: everything of her third party's, or only places that are named. They are found by words, as anywhere.

use crate::here::Here;
use crate::place::{Search, search as search_for};
use crate::strings::t;
use contract::id::SubjectId;
use contract::paths;
use contract::staff::StaffRight;
use contract::tree::{TreeRow, TreeView};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use ui::client::Ask;
use ui::dom::{El, View, all, button, effect, el, now, span, unseen};
use ui::form::{Form, check, group};
use ui::icon::{Icon, icon};

/// The places that are chosen, and what they are called as far as that is known.
#[derive(Clone, Copy)]
struct Choice {
    here: Here,
    form: Form,
    sites: RwSignal<Option<Vec<SubjectId>>>,
    names: RwSignal<BTreeMap<SubjectId, String>>,
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
        let search = Search {
            field: "sites",
            find: words.find_site,
            add: words.add_site,
        };
        let found = search_for(self.here, self.form, &search, move |row: &TreeRow| {
            let (id, name) = (row.row.id, row.row.name.clone());
            self.names.update(|names| {
                names.insert(id, name);
            });
            self.sites
                .update(|sites| *sites = sites.as_ref().map(|sites| with(sites, id)));
        });
        vec![chosen, found].into()
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
