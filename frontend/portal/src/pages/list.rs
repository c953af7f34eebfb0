//! Lists of records, narrowed by what stands in the address: documents, invoices, or any kind.

use crate::blocks::{empty_list, record_rows};
use crate::filters::{self, ALL, Filters, List, OUTSTANDING};
use crate::here::Here;
use crate::route;
use contract::kind::{RecordKind, Status};
use contract::record::RecordPage;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::{NavigateOptions, params::ParamsMap};
use std::collections::BTreeSet;
use ui::browser;
use ui::components::{Frame, PageHead, State, as_of, pager, state};
use ui::format::capital;
use ui::icon::{Icon, icon};
use ui::source::{Follows, Source, Wish};
use ui::strings::t;
use ui::words::{Words, status_name, sub_kind_name};

/// Before words that are typed narrow the list.
const PAUSE_MS: i32 = 400;

pub fn documents() -> AnyView {
    page(|here, _| {
        Some(List {
            path: route::DOCUMENTS,
            kinds: seen(here, &[RecordKind::Document]),
            usual_state: Status::Current.name(),
        })
    })
}

pub fn invoices() -> AnyView {
    page(|here, _| {
        Some(List {
            path: route::INVOICES,
            kinds: seen(here, &[RecordKind::Invoice, RecordKind::StagePayment]),
            usual_state: OUTSTANDING,
        })
    })
}

/// Any one kind, named in the address.
pub fn records() -> AnyView {
    page(|_, query| {
        let kind = RecordKind::parse(&query.get("kind")?)?;
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

fn page(list: fn(Here, &ParamsMap) -> Option<List>) -> AnyView {
    let here = Here::now();
    let query = use_location().query;
    let list = Memo::new(move |_| query.with(|query| list(here, query)));
    let filters = Memo::new(move |_| query.with(|query| Filters::read(|name| query.get(name))));
    let source = Source::new(here.app, move || {
        let list = list.get()?;
        Some(Wish {
            path: filters.with(|filters| filters.ask(&list)),
            follows: Follows::All,
        })
    });
    let pages = source.pages::<RecordPage>();
    let title = Signal::derive(move || {
        Some(list.with(|list| match list {
            Some(list) => name(list, &here.words.get()),
            None => t().states.not_a_page.to_owned(),
        }))
    });
    let draw = move || {
        let pages = pages.get()?;
        let list = list.get()?;
        let rows: Vec<_> = pages.iter().flat_map(|page| page.items.clone()).collect();
        Some(if rows.is_empty() {
            empty(&list, &filters.get(), here)
        } else {
            let on_subject = filters.with(|filters| filters.subject.is_some());
            record_rows(&rows, here, on_subject)
        })
    };
    let sorts = Memo::new(move |_| {
        let mut all: BTreeSet<String> = pages
            .get()
            .iter()
            .flat_map(|pages| pages.iter())
            .flat_map(|page| page.items.iter().map(|row| row.sub_kind.clone()))
            .filter(|sort| !sort.is_empty())
            .collect();
        all.extend(filters.with(|filters| filters.sub_kind.clone()));
        all.into_iter().collect::<Vec<_>>()
    });
    view! {
        <PageHead title=title place=here.place()>
            <OfSubject filters=filters list=list pages=pages/>
            {as_of(source)}
        </PageHead>
        {move || match list.get() {
            Some(list) => {
                view! {
                    <Tools list=list filters=filters sorts=sorts/>
                    <Frame source=source draw=draw/>
                    {pager(source)}
                }
                    .into_any()
            }
            None => super::missing::not_a_page(),
        }}
    }
    .into_any()
}

/// Which subject the list is of, and the way to all.
#[component]
fn OfSubject(
    filters: Memo<Filters>,
    list: Memo<Option<List>>,
    pages: Memo<Option<std::sync::Arc<Vec<RecordPage>>>>,
) -> impl IntoView {
    move || {
        filters.with(|filters| filters.subject.is_some()).then(|| {
            let subject = pages.get().and_then(|pages| {
                pages
                    .iter()
                    .flat_map(|p| p.items.first())
                    .next()
                    .map(|r| r.subject.clone())
            });
            let all = list.get().map(|list| {
                Filters {
                    subject: None,
                    ..filters.get()
                }
                .address(&list)
            });
            view! {
                <p class="head-under">
                    {subject
                        .map(|subject| {
                            view! {
                                <span class="row-part">
                                    <a href=route::subject(subject.id)>{subject.name}</a>
                                </span>
                            }
                        })}
                    {all
                        .map(|href| {
                            view! {
                                <span class="row-part">
                                    <a href=href>{t().lists.clear}</a>
                                </span>
                            }
                        })}
                </p>
            }
        })
    }
}

fn name(list: &List, words: &Words) -> String {
    match list.kinds.as_slice() {
        [kind] => capital(&words.many(kind.name())),
        _ => capital(&words.many(RecordKind::Invoice.name())),
    }
}

fn empty(list: &List, filters: &Filters, here: Here) -> AnyView {
    if filters.narrows() {
        return view! {
            {state(
                State {
                    icon: Icon::Missing,
                    ..State::empty(t().lists.no_match).and(t().lists.no_match_help)
                },
                None,
            )}
            <p class="state-way">
                <a class="button" href=filters.cleared().address(list)>
                    {t().lists.clear}
                </a>
            </p>
        }
        .into_any();
    }
    let of = match (list.path, filters.state_in(list)) {
        (route::INVOICES, OUTSTANDING | "unpaid") => "to-pay",
        (route::INVOICES, _) => "invoices",
        (route::DOCUMENTS, _) => "certificates",
        _ => match list.kinds.first() {
            Some(RecordKind::Visit) => "visits",
            Some(RecordKind::PhotoSet) => "photos",
            Some(kind) => kind.name(),
            None => "",
        },
    };
    state(empty_list(of, &here.words.get()), None)
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

#[component]
fn Tools(list: List, filters: Memo<Filters>, sorts: Memo<Vec<String>>) -> impl IntoView {
    let navigate = use_navigate();
    let list = StoredValue::new(list);
    let turn = StoredValue::new(0_u32);
    let go = Callback::new(move |to: Filters| {
        let address = list.with_value(|list| to.address(list));
        // Narrowing is no new page: back leads to the one before the list.
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&address, options);
    });
    let states = move || {
        list.with_value(|list| {
            let all = filters::states(&list.kinds);
            let on = filters.with(|filters| filters.state_in(list).to_owned());
            (!all.is_empty()).then(|| {
                let links = all
                    .into_iter()
                    .map(|one| {
                        let href = filters.with(|filters| filters.with_state(list, one).address(list));
                        view! {
                            <li>
                                <a href=href aria-current=(on == one).then_some("true") data-noscroll="">
                                    {state_name(one)}
                                </a>
                            </li>
                        }
                    })
                    .collect_view();
                view! {
                    <nav aria-label=t().lists.state>
                        <ul class="tabs">{links}</ul>
                    </nav>
                }
            })
        })
    };
    let typed = move |text: String| {
        turn.update_value(|n| *n = n.wrapping_add(1));
        let mine = turn.get_value();
        leptos::task::spawn_local(async move {
            browser::sleep(PAUSE_MS).await;
            if turn.try_get_value() == Some(mine) {
                let text = text.trim().to_owned();
                go.run(Filters {
                    words: (!text.is_empty()).then_some(text),
                    ..filters.get_untracked()
                });
            }
        });
    };
    let order = move || {
        let on = filters.with(|filters| filters.sort.clone().unwrap_or_default());
        orders()
            .into_iter()
            .map(|(value, name)| view! { <option value=value selected=value == on>{name}</option> })
            .collect_view()
    };
    let sort_of = move || {
        let on = filters.with(|filters| filters.sub_kind.clone());
        let all = sorts.get();
        (all.len() > 1 || on.is_some()).then(|| {
            let options = all
                .into_iter()
                .map(|sort| {
                    let selected = on.as_deref() == Some(&*sort);
                    view! { <option value=sort.clone() selected=selected>{sub_kind_name(&sort)}</option> }
                })
                .collect_view();
            view! {
                <label class="field is-inline">
                    <span class="unseen">{t().lists.sub_kind}</span>
                    <select on:change=move |event| {
                        let sort = event_target_value(&event);
                        go.run(Filters {
                            sub_kind: (!sort.is_empty()).then_some(sort),
                            ..filters.get_untracked()
                        });
                    }>
                        <option value="" selected=on.is_none()>
                            {t().lists.sub_kind_all}
                        </option>
                        {options}
                    </select>
                </label>
            }
        })
    };
    view! {
        <div class="tools">
            {states}
            <label class="field is-inline">
                <span class="unseen">{t().lists.filter}</span>
                {icon(Icon::Search)}
                <input
                    type="search"
                    autocomplete="off"
                    maxlength="200"
                    placeholder=t().lists.filter
                    prop:value=move || filters.with(|filters| filters.words.clone().unwrap_or_default())
                    on:input=move |event| typed(event_target_value(&event))
                />
            </label>
            {sort_of}
            <label class="field is-inline">
                <span class="unseen">{t().lists.sort}</span>
                <select on:change=move |event| {
                    let sort = event_target_value(&event);
                    go.run(Filters {
                        sort: (!sort.is_empty()).then_some(sort),
                        ..filters.get_untracked()
                    });
                }>{order}</select>
            </label>
        </div>
    }
}
