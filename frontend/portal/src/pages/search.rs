//! All hits of a search, and how its words were understood.

use crate::blocks::record_rows;
use crate::here::Here;
use crate::search_box::all_hits;
use contract::paths;
use contract::search::{SearchAnswer, Understood};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use ui::components::{Frame, PageHead, State, as_of, state};
use ui::format;
use ui::icon::Icon;
use ui::query::Address;
use ui::source::{Follows, Source, Wish};
use ui::strings::t;
use ui::words::{Words, sub_kind_name};

/// What the words were taken for, one by one.
fn understood(found: &Understood, words: &Words) -> Vec<String> {
    let kinds = found
        .kinds
        .iter()
        .map(|kind| format::capital(&words.many(kind.name())));
    let sorts = found.sub_kinds.iter().map(|sort| sub_kind_name(sort));
    let month = found.month.as_deref().and_then(format::month);
    let month = month.map(|month| (t().search.in_month)(&month));
    let rest = (!found.words.is_empty()).then(|| format!("“{}”", found.words.join(" ")));
    kinds.chain(sorts).chain(month).chain(rest).collect()
}

pub fn search() -> AnyView {
    let here = Here::now();
    let query = use_location().query;
    let asked = Memo::new(move |_| {
        query.with(|query| {
            query
                .get("q")
                .map(|q| q.trim().to_owned())
                .filter(|q| !q.is_empty())
        })
    });
    let source = Source::new(here.app, move || {
        let asked = asked.get()?;
        Some(Wish {
            path: Address::new(paths::SEARCH).with("q", Some(&asked)).text(),
            follows: Follows::All,
        })
    });
    let found = source.first::<SearchAnswer>();
    let title = Signal::derive(move || {
        Some(asked.with(|asked| match asked {
            Some(asked) => (t().search.title_for)(asked),
            None => t().search.title.to_owned(),
        }))
    });
    let draw = move || {
        let found = found.get()?;
        Some(if found.hits.is_empty() {
            let asked = asked.get().unwrap_or_default();
            state(
                State {
                    icon: Icon::Search,
                    ..State::empty((t().search.none)(&asked)).and(t().search.none_help)
                },
                None,
            )
        } else {
            let count = u64::try_from(found.hits.len()).unwrap_or(u64::MAX);
            view! {
                <p class="count" role="status">
                    {(t().search.found)(count)}
                </p>
                {record_rows(&found.hits, here, false)}
            }
            .into_any()
        })
    };
    view! {
        <PageHead title=title place=here.place()>
            {move || {
                let parts = found.with(|found| {
                    found.as_ref().map(|found| understood(&found.understood, &here.words.get()))
                });
                parts
                    .filter(|parts| !parts.is_empty())
                    .map(|parts| {
                        view! {
                            <p class="head-under">
                                <span class="row-part">
                                    {t().search.understood} " " {parts.join(", ")}
                                </span>
                            </p>
                        }
                    })
            }}
            {as_of(source)}
        </PageHead>
        {move || match asked.get() {
            Some(_) => view! { <Frame source=source draw=draw/> }.into_any(),
            None => begin(),
        }}
    }
    .into_any()
}

/// Nothing asked yet.
fn begin() -> AnyView {
    let examples: Vec<_> = t()
        .search
        .examples
        .iter()
        .map(|example| view! { <li><a href=all_hits(example)>{*example}</a></li> })
        .collect();
    view! {
        {state(
            State {
                icon: Icon::Search,
                ..State::empty(t().search.begin).and(t().search.begin_help)
            },
            None,
        )}
        <ul class="examples">{examples}</ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::kind::RecordKind;

    #[test]
    fn it_is_said_how_the_words_were_understood() {
        let found = Understood {
            words: vec!["14".to_owned(), "mill".to_owned()],
            kinds: vec![RecordKind::Invoice],
            sub_kinds: vec!["gas-safety".to_owned()],
            month: Some("2026-03".to_owned()),
        };
        assert_eq!(
            understood(&found, &Words::default()),
            ["Invoices", "Gas safety", "in March 2026", "“14 mill”"]
        );
        assert!(understood(&Understood::default(), &Words::default()).is_empty());
    }
}
