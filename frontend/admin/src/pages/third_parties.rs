//! Everybody outside the firm, found by a name, a person or an address, and by kind. What narrows the list stands in the
//! address, so that it can be kept and gone back to.

use crate::here::Here;
use crate::names;
use crate::people::any_entered;
use crate::route;
use crate::strings::t;
use contract::paths;
use contract::people::{ThirdPartyPage, ThirdPartyRow, TypeList};
use contract::staff::StaffRight;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::browser;
use ui::components::{Layout, RowParts, State, frame, pager, row, rows, skeleton_rows, state};
use ui::dom::{El, View, all, div, el, link, now, value};
use ui::icon::{Icon, icon};
use ui::nav::{Go, Place, narrowing};
use ui::query::Address;
use ui::source::{Follows, Source, Wish, one, pages};

/// Before words that are typed narrow the list.
const PAUSE_MS: i32 = 300;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Filters {
    words: Option<String>,
    kind: Option<String>,
    /// Those that were put away, instead.
    archived: bool,
}

impl Filters {
    fn read(place: &Place) -> Self {
        let read = |name: &str| {
            place
                .get(name)
                .map(|value| value.trim().to_owned())
                .filter(|value| !value.is_empty())
        };
        Self {
            words: read("words"),
            kind: read("kind"),
            archived: read("archived").is_some(),
        }
    }

    fn address(&self) -> String {
        Address::new(route::THIRD_PARTIES)
            .with("words", self.words.as_deref())
            .with("kind", self.kind.as_deref())
            .with("archived", self.archived.then_some("yes"))
            .text()
    }

    fn ask(&self) -> String {
        Address::new(paths::THIRD_PARTIES)
            .with("q", self.words.as_deref())
            .with("type", self.kind.as_deref())
            .with("archived", self.archived.then_some("true"))
            .text()
    }
}

pub fn third_parties(here: Here) -> View {
    let place = here.app.nav.place;
    let filters = Memo::new(move |_| place.with(Filters::read));
    let source = Source::new(here.app, pages::<ThirdPartyPage>, move || {
        Some(Wish {
            path: filters.get().ask(),
            follows: Follows::Nothing,
        })
    });
    let list = frame(
        here.app,
        source,
        skeleton_rows,
        move |pages: &Vec<ThirdPartyPage>| {
            let found: Vec<View> = pages
                .iter()
                .flat_map(|page| &page.items)
                .map(one_row)
                .collect();
            if found.is_empty() {
                return empty(&filters.get());
            }
            rows(found)
        },
    );
    let add = now(move || {
        here.can(StaffRight::EditPeople).then(|| {
            link(route::NEW_THIRD_PARTY)
                .class("button is-main")
                .add(t().third_parties.add)
        })
    });
    let head = here
        .head(move || {
            Some(if filters.with(|filters| filters.archived) {
                t().people.archive.shown.to_owned()
            } else {
                t().third_parties.title.to_owned()
            })
        })
        .add(el("p").class("head-under").add(t().third_parties.help))
        .add(here.as_of(source));
    vec![
        head.into(),
        tools(here, filters).add(add).into(),
        list,
        pager(source),
        archived_way(filters),
    ]
    .into()
}

/// From those in use to those that were put away, and back.
fn archived_way(filters: Memo<Filters>) -> View {
    now(move || {
        let words = &t().people.archive;
        let is_archived = filters.with(|filters| filters.archived);
        let other = Filters {
            archived: !is_archived,
            ..Filters::default()
        };
        let text = if is_archived {
            words.in_use
        } else {
            words.show
        };
        el("p")
            .class("section")
            .add(narrowing(&other.address()).class("button").add(text))
    })
}

fn one_row(party: &ThirdPartyRow) -> View {
    let mut under = vec![
        View::from(names::kind(&party.profile)),
        View::from((t().third_parties.people)(u64::from(party.contacts))),
    ];
    if party.contacts > 0 {
        under.extend(any_entered(
            party.last_seen_at.as_deref(),
            party.invited_at.as_deref(),
        ));
    }
    row(RowParts {
        layout: Layout::Whole,
        title: party.name.clone(),
        href: route::third_party(party.id),
        under,
        ..RowParts::default()
    })
}

fn empty(filters: &Filters) -> View {
    let words = &ui::strings::t().lists;
    if filters.archived && filters.words.is_none() && filters.kind.is_none() {
        let none = &t().people.archive;
        return state(&State::empty(none.none).and(none.none_help), None);
    }
    if *filters == Filters::default() {
        let none = &t().third_parties;
        return state(&State::empty(none.none).and(none.none_help), None);
    }
    let clear = narrowing(route::THIRD_PARTIES)
        .class("button")
        .add(words.clear);
    vec![
        state(
            &State::missing(words.no_match).and(words.no_match_help),
            None,
        ),
        el("p").class("state-way").add(clear).into(),
    ]
    .into()
}

fn tools(here: Here, filters: Memo<Filters>) -> El {
    let nav = here.app.nav;
    let narrow = move |change: &dyn Fn(Filters) -> Filters| {
        nav.go(&change(filters.get_untracked()).address(), Go::Narrow);
    };
    let turn = StoredValue::new(0_u32);
    let typed = move |text: String| {
        turn.update_value(|n| *n = n.wrapping_add(1));
        let mine = turn.get_value();
        spawn_local(async move {
            browser::sleep(PAUSE_MS).await;
            if turn.try_get_value() == Some(mine) {
                let words = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
                narrow(&|filters| Filters {
                    words: words.clone(),
                    ..filters
                });
            }
        });
    };
    let search = el("input")
        .with("type", "search")
        .with("autocomplete", "off")
        .with("maxlength", "200")
        .with("placeholder", t().third_parties.find)
        .with("aria-label", t().third_parties.find)
        .value_now(move || filters.with(|f| f.words.clone()).unwrap_or_default())
        .on("input", move |event| typed(value(&event)));
    let search = div("field is-inline").add(icon(Icon::Search)).add(search);
    div("tools").add(search).add(kinds(here, filters, narrow))
}

/// The firm's types, to narrow by.
fn kinds(
    here: Here,
    filters: Memo<Filters>,
    narrow: impl Fn(&dyn Fn(Filters) -> Filters) + Copy + 'static,
) -> View {
    let types = types(here);
    now(move || {
        let list = types.found::<TypeList>()?;
        let option = |value: &str, name: &str| el("option").with("value", value).add(name);
        let first = option("", t().third_parties.every_kind);
        let rest = list
            .items
            .iter()
            .map(|one| option(&one.id, &names::kind(&one.id)));
        let choice = el("select")
            .with("aria-label", t().third_parties.kind)
            .add(all(std::iter::once(first).chain(rest)))
            .chosen_now(move || filters.with(|f| f.kind.clone()).unwrap_or_default())
            .on("change", move |event| {
                let kind = Some(value(&event)).filter(|kind| !kind.is_empty());
                narrow(&|filters| Filters {
                    kind: kind.clone(),
                    ..filters
                });
            });
        Some(div("field is-inline").add(choice))
    })
}

/// What a third party can be.
#[must_use]
pub fn types(here: Here) -> Source {
    Source::new(here.app, one::<TypeList>, || {
        Some(Wish {
            path: paths::TYPES.to_owned(),
            follows: Follows::Nothing,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_narrows_the_list_stands_in_the_address() {
        let place = Place::read("/admin/third-parties?words=oak%20lane&kind=letting-agent&x=1");
        let filters = Filters::read(&place);
        assert_eq!(
            filters.address(),
            "/admin/third-parties?words=oak%20lane&kind=letting-agent"
        );
        assert_eq!(
            filters.ask(),
            "/api/v1/admin/third-parties?q=oak%20lane&type=letting-agent"
        );
        assert_eq!(
            Filters::read(&Place::read("/admin/?words=%20")),
            Filters::default()
        );
    }
}
