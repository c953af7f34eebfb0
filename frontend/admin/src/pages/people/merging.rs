//! Making one third party another: the other is found, what would happen is read, and only then it is done. Which one it is
//! to become stands in the address.

use crate::here::Here;
use crate::names;
use crate::pages::people::archive::guide;
use crate::pages::third_party::party;
use crate::route;
use crate::strings::t;
use contract::id::ThirdPartyId;
use contract::merge::{MergePerson, MergeView, PersonBecomes};
use contract::paths;
use contract::people::{ThirdPartyPage, ThirdPartyRow, ThirdPartyView};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::browser;
use ui::client::{Ask, Method};
use ui::components::{
    Layout, Question, RowParts, State, frame, pager, row, rows, skeleton_page, skeleton_rows,
    state, typed_confirmation,
};
use ui::dom::{El, View, all, button, div, el, link, now, value};
use ui::form::{Faults, Form};
use ui::format::capital;
use ui::icon::{Icon, icon};
use ui::nav::{Go, narrowing};
use ui::query::Address;
use ui::source::{Follows, Source, Wish, one, pages};

/// Before words that are typed narrow the list.
const PAUSE_MS: i32 = 300;

#[derive(Clone, Copy)]
struct Merging {
    here: Here,
    id: ThirdPartyId,
    party: Source,
    into: Memo<Option<ThirdPartyId>>,
    words: RwSignal<String>,
    open: RwSignal<bool>,
}

pub fn merging(here: Here, id: ThirdPartyId) -> View {
    let place = here.app.nav.place;
    let into = Memo::new(move |_| place.with(|place| place.get("into")?.parse().ok()));
    let page = Merging {
        here,
        id,
        party: party(here, id),
        into,
        words: RwSignal::new(String::new()),
        open: RwSignal::new(false),
    };
    page.draw()
}

impl Merging {
    fn found(self) -> Option<std::sync::Arc<ThirdPartyView>> {
        self.party.found::<ThirdPartyView>()
    }

    fn draw(self) -> View {
        let here = self.here;
        let title = move || {
            let words = &t().people.merging;
            let found = self.found();
            found
                .map(|party| (words.heading)(&party.row.name))
                .or_else(|| {
                    let failed = self.party.shown.with(|shown| shown.failure.is_some());
                    failed.then(|| words.title.to_owned())
                })
        };
        let back = now(move || {
            let party = self.found()?;
            let back = link(&route::third_party(self.id)).add(party.row.name.as_str());
            Some(el("p").class("head-under").add(back))
        });
        let waiting = frame(here.app, self.party, skeleton_page, |_: &ThirdPartyView| {
            View::nothing()
        });
        let is_there = Memo::new(move |_| self.party.has_found());
        let inside = now(move || {
            if !is_there.get() {
                return View::nothing();
            }
            match self.into.get() {
                None => self.choose(),
                Some(into) => self.look(into),
            }
        });
        vec![here.head(title).add(back).into(), waiting, inside].into()
    }

    /// Those of its kind that it could become.
    fn choose(self) -> View {
        let here = self.here;
        let words = &t().people.merging;
        let source = Source::new(here.app, pages::<ThirdPartyPage>, move || {
            let party = self.found()?;
            let typed = self.words.get();
            Some(Wish {
                path: Address::new(paths::THIRD_PARTIES)
                    .with("q", Some(typed.trim()))
                    .with("type", Some(&party.row.profile))
                    .text(),
                follows: Follows::Nothing,
            })
        });
        let turn = StoredValue::new(0_u32);
        let typed = move |text: String| {
            turn.update_value(|n| *n = n.wrapping_add(1));
            let mine = turn.get_value();
            spawn_local(async move {
                browser::sleep(PAUSE_MS).await;
                if turn.try_get_value() == Some(mine) {
                    self.words.set(text);
                }
            });
        };
        let search = el("input")
            .with("type", "search")
            .with("autocomplete", "off")
            .with("maxlength", "200")
            .with("placeholder", words.find)
            .with("aria-label", words.find)
            .on("input", move |event| typed(value(&event)));
        let search = div("field is-inline").add(icon(Icon::Search)).add(search);
        let list = frame(
            here.app,
            source,
            skeleton_rows,
            move |pages: &Vec<ThirdPartyPage>| {
                let others = pages.iter().flat_map(|page| &page.items);
                let others = others.filter(|one| one.id != self.id);
                let found: Vec<View> = others.map(|one| self.other(one)).collect();
                if found.is_empty() {
                    return state(&State::missing(t().people.merging.none_found), None);
                }
                rows(found)
            },
        );
        vec![
            View::from(el("p").class("soft").add(words.help)),
            el("p").class("soft").add(words.find_help).into(),
            div("tools").add(search).into(),
            list,
            pager(source),
            guide().into(),
        ]
        .into()
    }

    fn other(self, one: &ThirdPartyRow) -> View {
        row(RowParts {
            layout: Layout::Whole,
            title: one.name.clone(),
            href: route::merge_into(self.id, one.id),
            under: vec![
                View::from(names::kind(&one.profile)),
                View::from((t().third_parties.people)(u64::from(one.contacts))),
            ],
            ..RowParts::default()
        })
    }

    /// What would happen.
    fn look(self, into: ThirdPartyId) -> View {
        let here = self.here;
        let source = Source::new(here.app, one::<MergeView>, move || {
            let path = Address::new(&paths::third_party_merge(self.id));
            Some(Wish {
                path: path.with("into", Some(&into.to_string())).text(),
                follows: Follows::Nothing,
            })
        });
        let inside = frame(here.app, source, skeleton_page, move |view: &MergeView| {
            self.told(view)
        });
        vec![inside, self.asking(source)].into()
    }

    fn told(self, view: &MergeView) -> View {
        let words = &t().people.merging;
        let another = narrowing(&route::merge(self.id))
            .class("button")
            .add(words.another);
        let would = el("h2").add((words.would)(&view.from_name, &view.into_name).as_str());
        if !view.faults.is_empty() {
            let why = all(view
                .faults
                .iter()
                .map(|fault| el("p").add(capital(&fault.message).as_str())));
            return vec![
                View::from(
                    el("section").class("section").add(would).add(
                        div("notice").add(
                            el("div")
                                .add(el("p").add(format!("{}:", words.in_the_way)))
                                .add(why),
                        ),
                    ),
                ),
                div("form-acts").add(another).into(),
            ]
            .into();
        }
        let people: View = if view.people.is_empty() {
            el("p").class("soft").add(words.nobody).into()
        } else {
            el("ul")
                .class("plain")
                .add(all(view.people.iter().map(person)))
                .into()
        };
        let things = [
            (view.interests, words.interests),
            (view.joined, words.joined),
            (view.addressed, words.addressed),
            (view.shared, words.shared),
        ];
        // Of what is joined only where there is any: it is no thing of its own.
        let things = things
            .into_iter()
            .enumerate()
            .filter(|(at, (n, _))| *at != 1 || *n > 0)
            .map(|(_, (n, words))| el("li").add(words(u64::from(n)).as_str()));
        let merge = button("button is-danger", move || self.open.set(true))
            .with("aria-haspopup", "dialog")
            .add(words.act);
        vec![
            View::from(
                el("section")
                    .class("section")
                    .add(would)
                    .add(el("h3").add(words.people))
                    .add(people)
                    .add(el("h3").add(words.things))
                    .add(el("ul").class("plain").add(all(things))),
            ),
            el("p")
                .class("section-help")
                .add((words.sees)(&view.from_name, &view.into_name).as_str())
                .into(),
            el("p").class("section-help").add(words.final_).into(),
            div("form-acts").add(merge).add(another).into(),
        ]
        .into()
    }

    fn asking(self, source: Source) -> View {
        let question = move || {
            let words = &t().people.merging;
            let view = source.found::<MergeView>();
            let (from, into) = view.map_or_else(Default::default, |view| {
                (view.from_name.clone(), view.into_name.clone())
            });
            Question {
                title: (words.ask)(&from, &into),
                text: vec![(words.sees)(&from, &into), words.final_.to_owned()],
                word: from,
                act: words.act,
                acting: words.merging,
            }
        };
        typed_confirmation(self.here.app, self.open, question, move |form| {
            self.merge(source, form);
        })
    }

    fn merge(self, source: Source, form: Form) {
        let view = untrack(|| source.found::<MergeView>());
        let revision = untrack(|| self.found()).map(|party| party.revision.clone());
        let Some(view) = view else { return };
        spawn_local(async move {
            let into = ui::json::Json::texts(&[("into", &view.into.to_string())]).write();
            let ask = Ask {
                method: Method::Post,
                path: paths::third_party_merge(self.id),
                key: form.key(&into),
                body: Some(into),
                revision,
                ..Ask::default()
            };
            let done = self.here.app.client.change(ask).await;
            if form.is_gone() {
                return;
            }
            match done {
                Ok(_) => {
                    let app = self.here.app;
                    self.open.set(false);
                    app.say(&(t().people.merging.done)(&view.from_name, &view.into_name));
                    app.nav.go(&route::third_party(view.into), Go::Instead);
                }
                Err(failure) => {
                    form.refuse(Faults::of(&failure, &[]));
                    self.party.retry();
                    source.retry();
                }
            }
        });
    }
}

fn person(one: &MergePerson) -> El {
    let words = &t().people.merging;
    let becomes = match one.becomes {
        PersonBecomes::Moves => words.moves,
        PersonBecomes::MovesEnded => words.moves_ended,
        PersonBecomes::IsThere => words.is_there,
        PersonBecomes::Returns => words.returns,
        PersonBecomes::Stays => words.stays,
    };
    el("li")
        .add(el("strong").add(one.name.as_str()))
        .add(format!(" {becomes}"))
}
