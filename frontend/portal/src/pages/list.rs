//! Lists of records, narrowed by what stands in the address: documents, invoices, or any kind.

use crate::blocks::{Among, empty_list, record_rows};
use crate::filters::{self, ALL, Filters, List, OUTSTANDING};
use crate::here::Here;
use crate::route;
use contract::kind::{RecordKind, Status};
use contract::record::{RecordPage, RecordRow, SubjectRef};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;
use ui::browser;
use ui::components::{State, frame, pager, part, skeleton_rows, state};
use ui::dom::{El, View, all, div, el, link, now, value};
use ui::format::capital;
use ui::icon::{Icon, icon};
use ui::nav::{Go, Place, narrowing};
use ui::source::{Follows, Source, Wish, pages};
use ui::strings::t;
use ui::words::{Words, status_name, sub_kind_name};

/// Before words that are typed narrow the list.
const PAUSE_MS: i32 = 400;

pub fn documents(here: Here) -> View {
    page(here, |here, _| {
        Some(List {
            path: route::DOCUMENTS,
            kinds: seen(here, &[RecordKind::Document]),
            usual_state: Status::Current.name(),
        })
    })
}

pub fn invoices(here: Here) -> View {
    page(here, |here, _| {
        Some(List {
            path: route::INVOICES,
            kinds: seen(here, &[RecordKind::Invoice, RecordKind::StagePayment]),
            usual_state: OUTSTANDING,
        })
    })
}

/// Any one kind, named in the address.
pub fn records(here: Here) -> View {
    page(here, |_, place| {
        let kind = RecordKind::parse(&place.get("kind")?)?;
        Some(List {
            path: route::RECORDS,
            kinds: vec![kind],
            usual_state: ALL,
        })
    })
}

/// Those of the kinds that the hat can see at all: the server knows no others.
fn seen(here: Here, kinds: &[RecordKind]) -> Vec<RecordKind> {
    here.hat.with(|hat| {
        kinds
            .iter()
            .filter(|kind| hat.as_ref().is_some_and(|hat| hat.can.contains_key(kind)))
            .copied()
            .collect()
    })
}

/// What a list is of, and how it is narrowed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shape {
    list: List,
    filters: Filters,
}

impl Shape {
    fn address(&self, filters: &Filters) -> String {
        filters.address(&self.list)
    }

    fn state(&self) -> &str {
        self.filters.state_in(&self.list)
    }
}

fn page(here: Here, list: fn(Here, &Place) -> Option<List>) -> View {
    let place = here.app.nav.place;
    let shape = Memo::new(move |_| {
        place.with(|place| {
            Some(Shape {
                list: list(here, place)?,
                filters: Filters::read(|name| place.get(name)),
            })
        })
    });
    let source = Source::new(here.app, pages::<RecordPage>, move || {
        let shape = shape.get()?;
        Some(Wish {
            path: shape.filters.ask(&shape.list),
            follows: Follows::All,
        })
    });
    let title = move || {
        Some(shape.with(|shape| match shape {
            Some(shape) => name(&shape.list, &here.words()),
            None => t().states.not_a_page.to_owned(),
        }))
    };
    let head = here
        .head(title)
        .add(now(move || {
            shape.with(|shape| of_subject(shape.as_ref()?, source))
        }))
        .add(here.as_of(source));
    // Only what is a list has anything to narrow; which it is does not change under the page's feet.
    if shape.with_untracked(Option::is_none) {
        return vec![head.into(), super::missing::not_a_page()].into();
    }
    let list = frame(
        here.app,
        source,
        skeleton_rows,
        move |pages: &Vec<RecordPage>| {
            let rows: Vec<RecordRow> = pages.iter().flat_map(|page| page.items.clone()).collect();
            let Some(shape) = shape.get() else {
                return View::nothing();
            };
            if rows.is_empty() {
                empty(&shape, here)
            } else {
                let among = match shape.filters.subject {
                    Some(_) => Among::Own,
                    None => Among::Subjects,
                };
                record_rows(&rows, here, among, false)
            }
        },
    );
    vec![head.into(), tools(here, shape, source), list, pager(source)].into()
}

/// The subject of the rows that are there.
fn subject_of(source: Source) -> Option<SubjectRef> {
    let pages = source.found::<Vec<RecordPage>>()?;
    let first = pages.iter().flat_map(|page| page.items.first()).next()?;
    Some(first.subject.clone())
}

/// Which subject the list is of, and the way to all.
fn of_subject(shape: &Shape, source: Source) -> Option<View> {
    shape.filters.subject.as_ref()?;
    let subject = subject_of(source).map(|subject| {
        let page = route::subject(subject.id);
        part(link(&page).add(subject.name))
    });
    let all = shape.address(&Filters {
        subject: None,
        ..shape.filters.clone()
    });
    let clear = part(narrowing(&all).add(t().lists.clear));
    Some(el("p").class("head-under").add(subject).add(clear).into())
}

fn name(list: &List, words: &Words) -> String {
    match list.kinds.as_slice() {
        [kind] => capital(&words.many(kind.name())),
        _ => capital(&words.many(RecordKind::Invoice.name())),
    }
}

fn empty(shape: &Shape, here: Here) -> View {
    if shape.filters.narrows() {
        let clear = narrowing(&shape.address(&shape.filters.cleared()))
            .class("button")
            .add(t().lists.clear);
        return vec![
            state(
                &State::missing(t().lists.no_match).and(t().lists.no_match_help),
                None,
            ),
            el("p").class("state-way").add(clear).into(),
        ]
        .into();
    }
    let of = match (shape.list.path, shape.state()) {
        (route::INVOICES, OUTSTANDING | "unpaid") => "to-pay",
        (route::INVOICES, _) => "invoices",
        (route::DOCUMENTS, _) => "certificates",
        _ => match shape.list.kinds.first() {
            Some(RecordKind::Visit) => "visits",
            Some(RecordKind::PhotoSet) => "photos",
            Some(kind) => kind.name(),
            None => "",
        },
    };
    state(&empty_list(of, &here.words()), None)
}

fn state_name(state: &str) -> String {
    let words = &t().lists;
    match state {
        ALL => words.state_all.to_owned(),
        OUTSTANDING => words.state_outstanding.to_owned(),
        "unpaid" => words.state_unpaid.to_owned(),
        "current" => words.state_current.to_owned(),
        "superseded" => words.state_superseded.to_owned(),
        other => Status::parse(other).map_or_else(|| other.to_owned(), |s| capital(status_name(s))),
    }
}

/// The orders a list can have; the first is the server's own.
fn orders() -> [(&'static str, &'static str); 4] {
    let words = &t().lists;
    [
        ("", words.sort_newest),
        ("day", words.sort_oldest),
        ("due", words.sort_due),
        ("title", words.sort_title),
    ]
}

/// The sorts there are among the rows, and the one that is chosen.
fn sorts(shape: &Shape, source: Source) -> Vec<String> {
    let pages = source.found::<Vec<RecordPage>>();
    let rows = pages
        .iter()
        .flat_map(|pages| pages.iter())
        .flat_map(|page| &page.items);
    let mut all: BTreeSet<String> = rows
        .map(|row| row.sub_kind.clone())
        .filter(|sort| !sort.is_empty())
        .collect();
    all.extend(shape.filters.sub_kind.clone());
    all.into_iter().collect()
}

fn option(value: &str, name: &str, chosen: &str) -> El {
    el("option")
        .with("value", value)
        .with_some("selected", (value == chosen).then_some(""))
        .add(name)
}

fn choice(label: &str, options: View, chosen: impl Fn(Option<String>) + 'static) -> El {
    let list = el("select")
        .with("aria-label", label)
        .add(options)
        .on("change", move |event| {
            chosen(Some(value(&event)).filter(|value| !value.is_empty()));
        });
    div("field is-inline").add(list)
}

fn tools(here: Here, shape: Memo<Option<Shape>>, source: Source) -> View {
    let nav = here.app.nav;
    // What is there already, changed in one point.
    let narrow = move |change: &dyn Fn(Filters) -> Filters| {
        if let Some(shape) = shape.get_untracked() {
            nav.go(&shape.address(&change(shape.filters.clone())), Go::Narrow);
        }
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
    let words = move || shape.with(|s| s.as_ref().and_then(|s| s.filters.words.clone()));
    let search = el("input")
        .with("type", "search")
        .with("autocomplete", "off")
        .with("maxlength", "200")
        .with("placeholder", t().lists.filter)
        .with("aria-label", t().lists.filter)
        .value_now(move || words().unwrap_or_default())
        .on("input", move |event| typed(value(&event)));
    let search = div("field is-inline").add(icon(Icon::Search)).add(search);
    let sort_of = now(move || {
        let shape = shape.get()?;
        let list = sorts(&shape, source);
        let chosen = shape.filters.sub_kind.unwrap_or_default();
        (list.len() > 1 || !chosen.is_empty()).then(|| {
            let any = option("", t().lists.sub_kind_all, &chosen);
            let rest = list
                .iter()
                .map(|sort| option(sort, &capital(&sub_kind_name(sort)), &chosen));
            let options = all(std::iter::once(any).chain(rest));
            choice(t().lists.sub_kind, options, move |sort| {
                narrow(&|filters| Filters {
                    sub_kind: sort.clone(),
                    ..filters
                });
            })
        })
    });
    let order = now(move || {
        let chosen = shape.get()?.filters.sort.unwrap_or_default();
        let options = all(orders().map(|(value, name)| option(value, name, &chosen)));
        Some(choice(t().lists.sort, options, move |order| {
            narrow(&|filters| Filters {
                sort: order.clone(),
                ..filters
            });
        }))
    });
    div("tools")
        .add(now(move || shape.with(|shape| states(shape.as_ref()?))))
        .add(search)
        .add(sort_of)
        .add(order)
        .into()
}

/// The states a list can be narrowed to, as ways.
fn states(shape: &Shape) -> Option<View> {
    let list = filters::states(&shape.list.kinds);
    if list.is_empty() {
        return None;
    }
    let links = all(list.into_iter().map(|one| {
        let href = shape.address(&shape.filters.with_state(&shape.list, one));
        let is_on = shape.state() == one;
        el("li").add(
            narrowing(&href)
                .with_some("aria-current", is_on.then_some("true"))
                .add(state_name(one)),
        )
    }));
    let tabs = el("ul").class("tabs").add(links);
    Some(
        el("nav")
            .with("aria-label", t().lists.state)
            .add(tabs)
            .into(),
    )
}
