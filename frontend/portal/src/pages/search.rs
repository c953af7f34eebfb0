//! All hits of a search, and how its words were understood.

use crate::blocks::{Among, record_rows};
use crate::here::Here;
use crate::search_box::all_hits;
use contract::paths;
use contract::search::{SearchAnswer, Understood};
use leptos::prelude::*;
use ui::components::{State, frame, part, skeleton_rows, state};
use ui::dom::{View, all, el, link, now};
use ui::format;
use ui::icon::Icon;
use ui::query::Address;
use ui::source::{Follows, Source, Wish, one};
use ui::strings::t;
use ui::words::{Words, sub_kind_name};

/// What the words were taken for, one by one.
fn understood(found: &Understood, words: &Words) -> Vec<String> {
    let kinds = found
        .kinds
        .iter()
        .map(|kind| format::capital(&words.many(kind.name())));
    let sorts = found
        .sub_kinds
        .iter()
        .map(|sort| format::capital(&sub_kind_name(sort)));
    let month = found.month.as_deref().and_then(format::month);
    let month = month.map(|month| (t().search.in_month)(&month));
    let rest = (!found.words.is_empty()).then(|| format!("“{}”", found.words.join(" ")));
    kinds.chain(sorts).chain(month).chain(rest).collect()
}

pub fn search(here: Here) -> View {
    let place = here.app.nav.place;
    let asked = Memo::new(move |_| {
        let words = place.with(|place| place.get("q"))?;
        Some(words.trim().to_owned()).filter(|words| !words.is_empty())
    });
    let source = Source::new(here.app, one::<SearchAnswer>, move || {
        let asked = asked.get()?;
        Some(Wish {
            path: Address::new(paths::SEARCH).with("q", Some(&asked)).text(),
            follows: Follows::All,
        })
    });
    let title = move || {
        Some(match asked.get() {
            Some(asked) => (t().search.title_for)(&asked),
            None => t().search.title.to_owned(),
        })
    };
    let under = now(move || {
        let found = source.found::<SearchAnswer>()?;
        let parts = understood(&found.understood, &here.words());
        // Words alone were taken as words; that needs no saying.
        (parts.len() > 1 || found.understood.words.is_empty()).then(|| {
            let text = format!("{} {}", t().search.understood, parts.join(", "));
            el("p").class("head-under").add(part(text))
        })
    });
    let content = now(move || {
        if asked.get().is_none() {
            return begin();
        }
        frame(
            here.app,
            source,
            skeleton_rows,
            move |found: &SearchAnswer| draw(found, &asked.get().unwrap_or_default(), here),
        )
    });
    let head = here.head(title).add(under).add(here.as_of(source));
    vec![head.into(), content].into()
}

fn draw(found: &SearchAnswer, asked: &str, here: Here) -> View {
    if found.hits.is_empty() {
        let none = State {
            icon: Icon::Search,
            ..State::missing((t().search.none)(asked)).and(t().search.none_help)
        };
        return state(&none, None);
    }
    let count = u64::try_from(found.hits.len()).unwrap_or(u64::MAX);
    let count = el("p")
        .class("count")
        .with("role", "status")
        .add((t().search.found)(count));
    vec![
        count.into(),
        record_rows(&found.hits, here, Among::Hits, false),
    ]
    .into()
}

/// Nothing asked yet.
fn begin() -> View {
    let words = &t().search;
    let examples = words.examples.iter();
    let examples = all(examples.map(|one| el("li").add(link(&all_hits(one)).add(*one))));
    let begin = State {
        icon: Icon::Search,
        ..State::missing(words.begin).and(words.begin_help)
    };
    vec![
        state(&begin, None),
        el("ul").class("examples").add(examples).into(),
    ]
    .into()
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
