//! All subjects of the slice, by name. Narrowing them is done here, among those that are loaded: names are few
//! and short.

use crate::here::Here;
use crate::route;
use contract::paths;
use contract::subject::{SubjectPage, SubjectRow};
use leptos::prelude::*;
use ui::act::{Act, Acts};
use ui::components::{Frame, PageHead, RowParts, State, as_of, pager, row, rows, state};
use ui::format::capital;
use ui::icon::{Icon, icon};
use ui::query::Address;
use ui::source::{Follows, Source, Wish};
use ui::strings::t;

/// As many as the server gives at once.
const LIMIT: &str = "200";

/// Whether every word is somewhere in its name, address or postcode.
fn fits(subject: &SubjectRow, words: &str) -> bool {
    let text = [
        Some(&subject.name),
        subject.address.as_ref(),
        subject.postcode.as_ref(),
    ]
    .into_iter()
    .flatten()
    .map(|part| part.to_lowercase())
    .collect::<Vec<_>>()
    .join(" ");
    // A postcode is typed with its space or without.
    let dense = text.replace(' ', "");
    words
        .to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word) || dense.contains(word))
}

pub fn subjects() -> AnyView {
    let here = Here::now();
    let source = Source::new(here.app, || {
        Some(Wish {
            path: Address::new(paths::SUBJECTS)
                .with("limit", Some(LIMIT))
                .text(),
            follows: Follows::All,
        })
    });
    let pages = source.pages::<SubjectPage>();
    let words = RwSignal::new(String::new());
    let title = Signal::derive(move || Some(capital(&here.words.get().many("subject"))));
    let noun = move || here.words.get().many("subject");
    let draw = move || {
        let pages = pages.get()?;
        let asked = words.get();
        let all: Vec<&SubjectRow> = pages.iter().flat_map(|page| &page.items).collect();
        let found: Vec<_> = all.iter().filter(|one| fits(one, &asked)).collect();
        Some(if all.is_empty() {
            state(State::empty((t().lists.no_subjects)(&noun())), None)
        } else if found.is_empty() {
            state(
                State {
                    icon: Icon::Missing,
                    ..State::empty(t().lists.no_match).and(t().lists.no_match_help)
                },
                None,
            )
        } else {
            rows(
                found
                    .into_iter()
                    .map(|one| subject_row(one, here))
                    .collect(),
            )
        })
    };
    view! {
        <PageHead title=title place=here.place()>
            {as_of(source)}
        </PageHead>
        <div class="tools">
            <label class="field is-inline">
                <span class="unseen">{move || (t().lists.filter_by_name)(&noun())}</span>
                {icon(Icon::Search)}
                <input
                    type="search"
                    autocomplete="off"
                    placeholder=move || (t().lists.filter_by_name)(&noun())
                    prop:value=move || words.get()
                    on:input=move |event| words.set(event_target_value(&event))
                />
            </label>
        </div>
        <Frame source=source draw=draw/>
        {pager(source)}
    }
    .into_any()
}

fn subject_row(subject: &SubjectRow, here: Here) -> AnyView {
    let page = route::subject(subject.id);
    let under = [subject.address.clone(), subject.postcode.clone()]
        .into_iter()
        .flatten()
        .filter(|text| *text != subject.name)
        .map(IntoAny::into_any)
        .collect();
    row(RowParts {
        title: subject.name.clone(),
        href: page.clone(),
        under,
        acts: Acts {
            likely: Some(Act::open(
                (t().rows.open)(&here.words.get().one("subject")),
                &subject.name,
                page,
            )),
            more: Vec::new(),
        },
        recent: here.app.live.is_subject_recent(subject.id),
        ..RowParts::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::SubjectId;
    use contract::kind::SubjectKind;

    #[test]
    fn a_subject_is_found_by_any_words_of_its_own() {
        let subject = SubjectRow {
            id: SubjectId::from_bytes([1; 16]),
            kind: SubjectKind::Property,
            name: "22 Park Road".to_owned(),
            address: Some("22 Park Road, Chapeltown, Leeds".to_owned()),
            postcode: Some("LS7 3AB".to_owned()),
            uprn: None,
        };
        for words in [
            "",
            "park",
            "ROAD 22",
            "ls7",
            "ls73ab",
            "LS7 3AB",
            "leeds park",
        ] {
            assert!(fits(&subject, words), "{words}");
        }
        for words in ["mill", "park lane", "ls8"] {
            assert!(!fits(&subject, words), "{words}");
        }
    }
}
