//! The list of all records: what narrows it stands in the address, and what is ticked can be opened to others or taken
//! back. Only what is ticked and shown is ever sent.

use super::filters::Filters;
use super::names;
use super::standing::{Chosen, Opening, option};
use crate::here::Here;
use crate::route;
use crate::strings::t;
use contract::firm_record::{FirmRecordPage, FirmRecordRow};
use contract::id::{RecordId, SubjectId};
use contract::kind::{RecordKind, Standing};
use contract::paths;
use contract::staff::StaffRight;
use contract::tree::TreeView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;
use std::sync::Arc;
use ui::browser;
use ui::clock;
use ui::components::{Layout, RowParts, State, day, frame, pager, row, rows, skeleton_rows, state};
use ui::dom::{El, View, all, button, checked, div, effect, el, link, now, span, unseen, value};
use ui::form::labelled;
use ui::format;
use ui::icon::{Icon, icon};
use ui::nav::{Go, narrowing};
use ui::source::{Follows, Source, Wish, one, pages};
use ui::words::status_name;

/// Before words that are typed narrow the list.
const PAUSE_MS: i32 = 300;
const OUTSTANDING: &str = "outstanding";

type Ticks = RwSignal<BTreeSet<RecordId>>;
type Change<'a> = &'a dyn Fn(&mut Filters);

pub fn records(here: Here) -> View {
    let place = here.app.nav.place;
    let filters = Memo::new(move |_| place.with(Filters::read));
    let source = Source::new(here.app, pages::<FirmRecordPage>, move || {
        Some(Wish {
            path: filters.get().ask(),
            follows: Follows::Nothing,
        })
    });
    let ticks: Ticks = RwSignal::new(BTreeSet::new());
    // What is not shown any more is not ticked any more: nothing unseen is ever sent.
    effect(move || {
        filters.track();
        ticks.set(BTreeSet::new());
    });
    let can_share = here.can(StaffRight::ShareRecords);
    let list = frame(
        here.app,
        source,
        skeleton_rows,
        move |pages: &Vec<FirmRecordPage>| {
            let found: Vec<&FirmRecordRow> = pages.iter().flat_map(|page| &page.items).collect();
            if found.is_empty() {
                return empty(&filters.get());
            }
            let drawn = found
                .iter()
                .map(|one| record_row(one, can_share.then_some(ticks)));
            let every = can_share.then(|| tick_all(&found, ticks));
            vec![
                every.into(),
                div("records-list").add(rows(drawn.collect())).into(),
            ]
            .into()
        },
    );
    let add = here.can(StaffRight::EditRecords).then(|| {
        link(route::NEW_RECORD)
            .class("button is-main head-act")
            .add(t().records.list.add)
    });
    let guide = link(route::RECORDS_GUIDE)
        .with("rel", "external")
        .add(t().records.guide);
    let head = here
        .head(|| Some(t().records.title.to_owned()))
        .add(
            el("p")
                .class("head-under")
                .add(span("", t().records.help))
                .add(" ")
                .add(guide),
        )
        .add(here.as_of(source))
        .add(add);
    vec![
        head.into(),
        tools(here, filters),
        only_on(here, filters),
        list,
        pager(source),
        bar(here, source, ticks),
    ]
    .into()
}

/// The records that are ticked, in the order in which they are shown.
fn ticked(source: Source, ticks: Ticks) -> Vec<Chosen> {
    let ticks = ticks.get();
    let found = source.found::<Vec<FirmRecordPage>>();
    let rows = found.iter().flat_map(|pages| pages.iter());
    rows.flat_map(|page| &page.items)
        .filter(|row| ticks.contains(&row.id))
        .map(chosen)
        .collect()
}

#[must_use]
pub fn chosen(row: &FirmRecordRow) -> Chosen {
    Chosen {
        id: row.id,
        title: names::title(row),
        standing: row.standing,
        shared_with: row.shared_with.clone(),
    }
}

/// What can be done with what is ticked; nothing, while nothing is.
fn bar(here: Here, source: Source, ticks: Ticks) -> View {
    if !here.can(StaffRight::ShareRecords) {
        return View::nothing();
    }
    let opening = Opening::new(
        here,
        move || ticked(source, ticks),
        move || {
            ticks.set(BTreeSet::new());
            source.retry();
        },
    );
    let is_any = Memo::new(move |_| !ticked(source, ticks).is_empty());
    let bar = now(move || {
        is_any.get().then(|| {
            let count = el("b").text_now(move || {
                let n = ticked(source, ticks).len() as u64;
                (t().records.bar.ticked)(n)
            });
            let none = button("button is-quiet", move || ticks.set(BTreeSet::new()))
                .add(t().records.list.untick_all);
            let told = el("p")
                .class("bar-told")
                .with("role", "status")
                .add(count)
                .add(span("soft", t().records.bar.nothing_else))
                .add(none);
            div("ticked-bar").add(told).add(opening.acts())
        })
    });
    vec![bar, opening.share_sheet()].into()
}

fn tick_all(found: &[&FirmRecordRow], ticks: Ticks) -> El {
    let ids: Arc<BTreeSet<RecordId>> = Arc::new(found.iter().map(|row| row.id).collect());
    let words = (t().records.list.tick_all)(ids.len() as u64);
    let (shown, wanted) = (Arc::clone(&ids), ids);
    let input = el("input")
        .with("type", "checkbox")
        .checked_now(move || ticks.with(|ticks| shown.is_subset(ticks)))
        .on("change", move |event| {
            let is_on = checked(&event);
            ticks.set(if is_on {
                (*wanted).clone()
            } else {
                BTreeSet::new()
            });
        });
    ui::form::check(input, &words).class("check tick-all")
}

fn tick(row: &FirmRecordRow, ticks: Ticks) -> El {
    let id = row.id;
    let about = format!("{}, {}", names::title(row), row.subject.name);
    let input = el("input")
        .with("type", "checkbox")
        .checked_now(move || ticks.with(|ticks| ticks.contains(&id)))
        .on("change", move |event| {
            let is_on = checked(&event);
            ticks.update(|ticks| {
                if is_on {
                    ticks.insert(id);
                } else {
                    ticks.remove(&id);
                }
            });
        });
    el("label")
        .class("check tick")
        .add(input)
        .add(unseen(&(t().records.list.tick)(&about)))
}

fn record_row(one: &FirmRecordRow, ticks: Option<Ticks>) -> View {
    let words = &t().records.list;
    let today = clock::today();
    let addressed = one.addressed_to.as_ref();
    let mut under = vec![
        View::from(names::kind(one.kind)),
        View::from(one.subject.name.as_str()),
    ];
    under.extend(addressed.map(|party| View::from((words.addressed)(&party.name))));
    under.extend(one.happened_on.map(|on| View::from(day(on, today))));
    under.extend((one.file_count > 0).then(|| (words.files)(u64::from(one.file_count)).into()));
    row(RowParts {
        layout: Layout::Record,
        title: names::title(one),
        aside: Some(one.subject.name.clone()),
        href: route::record(one.id),
        under,
        chips: vec![names::status_chip(one), names::standing_chip(one)],
        amount: one.total.map(|total| (format::money(total), None)),
        picture: ticks.map(|ticks| tick(one, ticks)).into(),
        ..RowParts::default()
    })
}

fn empty(filters: &Filters) -> View {
    let words = &t().records.list;
    if *filters == Filters::default() {
        return state(&State::empty(words.none).and(words.none_help), None);
    }
    let lists = &ui::strings::t().lists;
    let clear = narrowing(route::RECORDS).class("button").add(lists.clear);
    vec![
        state(
            &State::missing(lists.no_match).and(lists.no_match_help),
            None,
        ),
        el("p").class("state-way").add(clear).into(),
    ]
    .into()
}

/// On which subject, if the list is of one, and the way out of it.
fn only_on(here: Here, filters: Memo<Filters>) -> View {
    let id = Memo::new(move |_| {
        let subject = filters.with(|filters| filters.subject.clone())?;
        subject.parse::<SubjectId>().ok()
    });
    let source = Source::new(here.app, one::<TreeView>, move || {
        let id = id.get().filter(|_| here.can(StaffRight::SeeSubjects))?;
        Some(Wish {
            path: paths::in_tree(id),
            follows: Follows::Nothing,
        })
    });
    now(move || {
        id.get()?;
        let name = source.found::<TreeView>().map(|it| it.row.row.name.clone());
        let rest = Filters {
            subject: None,
            ..filters.get()
        };
        let clear = narrowing(&rest.address())
            .class("button is-quiet")
            .add(icon(Icon::Close))
            .add(ui::strings::t().lists.clear);
        let words = (t().records.list.only_on)(&name.unwrap_or_default());
        Some(div("only-on").add(span("", &words)).add(clear))
    })
}

fn said(event: &web_sys::Event) -> Option<String> {
    Some(value(event)).filter(|value| !value.is_empty())
}

fn tools(here: Here, filters: Memo<Filters>) -> View {
    let words = &t().records.list;
    let nav = here.app.nav;
    let narrow = move |change: Change<'_>| {
        let mut changed = filters.get_untracked();
        change(&mut changed);
        nav.go(&changed.address(), Go::Narrow);
    };
    let day = move |name: &'static str,
                    get: fn(&Filters) -> Option<String>,
                    set: fn(&mut Filters, Option<String>)| {
        let field = el("input")
            .with("type", "date")
            .value_now(move || filters.with(get).unwrap_or_default())
            .on("change", move |event| {
                let day = said(&event);
                narrow(&|filters| set(filters, day.clone()));
            });
        labelled(name, field)
    };
    let kinds = RecordKind::ALL
        .iter()
        .map(|kind| option(kind.name(), names::kind(*kind)));
    let kind = el("select")
        .add(option("", words.every_kind))
        .add(all(kinds))
        .chosen_now(move || filters.with(|f| f.kind.clone()).unwrap_or_default())
        .on("change", move |event| {
            let kind = said(&event);
            narrow(&|filters| {
                filters.kind.clone_from(&kind);
                // Another kind has other states.
                filters.status = None;
            });
        });
    let standings = Standing::ALL
        .iter()
        .map(|one| option(one.name(), names::standing(*one)));
    let standing = el("select")
        .add(option("", words.every_standing))
        .add(all(standings))
        .chosen_now(move || filters.with(|f| f.standing.clone()).unwrap_or_default())
        .on("change", move |event| {
            let standing = said(&event);
            narrow(&|filters| filters.standing.clone_from(&standing));
        });
    div("sieve")
        .add(search(here, filters))
        .add(labelled(words.kind, kind))
        .add(labelled(words.standing, standing))
        .add(now(move || status(filters, narrow)))
        .add(day(words.from, |f| f.from.clone(), |f, day| f.from = day))
        .add(day(words.to, |f| f.to.clone(), |f, day| f.to = day))
        .into()
}

/// The states that the kind can have; of all kinds, whether something is left to do.
fn status(filters: Memo<Filters>, narrow: impl Fn(Change<'_>) + Copy + 'static) -> El {
    let words = &t().records.list;
    let kind = Memo::new(move |_| {
        let kind = filters.with(|f| f.kind.clone())?;
        RecordKind::parse(&kind)
    });
    let of_kind = kind.get().map(names::statuses).unwrap_or_default();
    let options = of_kind
        .iter()
        .map(|one| option(one.name(), &format::capital(status_name(*one))));
    let list = el("select")
        .add(option("", words.every_status))
        .add(option(OUTSTANDING, words.outstanding))
        .add(all(options))
        .chosen_now(move || filters.with(|f| f.status.clone()).unwrap_or_default())
        .on("change", move |event| {
            let status = said(&event);
            narrow(&|filters| filters.status.clone_from(&status));
        });
    labelled(words.status, list)
}

fn search(here: Here, filters: Memo<Filters>) -> El {
    let nav = here.app.nav;
    let turn = StoredValue::new(0_u32);
    let typed = move |text: String| {
        turn.update_value(|n| *n = n.wrapping_add(1));
        let mine = turn.get_value();
        spawn_local(async move {
            browser::sleep(PAUSE_MS).await;
            if turn.try_get_value() == Some(mine) {
                let words = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
                let narrowed = Filters {
                    words,
                    ..filters.get_untracked()
                };
                nav.go(&narrowed.address(), Go::Narrow);
            }
        });
    };
    let input = el("input")
        .with("type", "search")
        .with("autocomplete", "off")
        .with("maxlength", "200")
        .value_now(move || filters.with(|f| f.words.clone()).unwrap_or_default())
        .on("input", move |event| typed(value(&event)));
    labelled(t().records.list.find, input).class("field is-search")
}
