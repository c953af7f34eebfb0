//! All subjects of the slice, by name. Narrowing them is done here, among those that are loaded: names are few
//! and short.

use crate::here::Here;
use crate::route;
use contract::paths;
use contract::subject::{SubjectPage, SubjectRow};
use leptos::prelude::*;
use ui::components::{Layout, RowParts, State, frame, pager, row, rows, skeleton_rows, state};
use ui::dom::{View, div, el, now, value};
use ui::format::capital;
use ui::icon::{Icon, icon};
use ui::query::Address;
use ui::source::{Follows, Source, Wish, pages};
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

pub fn subjects(here: Here) -> View {
    let source = Source::new(here.app, pages::<SubjectPage>, || {
        Some(Wish {
            path: Address::new(paths::SUBJECTS)
                .with("limit", Some(LIMIT))
                .text(),
            follows: Follows::All,
        })
    });
    let words = RwSignal::new(String::new());
    let title = move || Some(capital(&here.words().many("subject")));
    let label = (t().lists.filter_by_name)(&here.words().many("subject"));
    let field = el("input")
        .with("type", "search")
        .with("autocomplete", "off")
        .with("placeholder", &label)
        .with("aria-label", &label)
        .on("input", move |event| words.set(value(&event)));
    let field = div("field is-inline").add(icon(Icon::Search)).add(field);
    let list = frame(
        here.app,
        source,
        skeleton_rows,
        move |pages: &Vec<SubjectPage>| {
            let all: Vec<SubjectRow> = pages.iter().flat_map(|page| page.items.clone()).collect();
            now(move || draw(&all, &words.get(), here))
        },
    );
    vec![
        here.head(title).add(here.as_of(source)).into(),
        div("tools").add(field).into(),
        list,
        pager(source),
    ]
    .into()
}

fn draw(all: &[SubjectRow], words: &str, here: Here) -> View {
    if all.is_empty() {
        let noun = here.words().many("subject");
        return state(&State::empty((t().lists.no_subjects)(&noun)), None);
    }
    let found: Vec<_> = all
        .iter()
        .filter(|one| fits(one, words))
        .map(|one| subject_row(one, here))
        .collect();
    if found.is_empty() {
        return state(
            &State::missing(t().lists.no_match).and(t().lists.no_match_help),
            None,
        );
    }
    rows(found)
}

/// The address, as far as the name does not say it already.
pub fn whereabouts(subject: &SubjectRow) -> Option<&str> {
    let address = subject.address.as_deref()?;
    match address.strip_prefix(subject.name.as_str()) {
        Some("") => None,
        Some(rest) => rest.strip_prefix(", ").or(Some(address)),
        None => Some(address),
    }
}

fn subject_row(subject: &SubjectRow, here: Here) -> View {
    let under = [whereabouts(subject), subject.postcode.as_deref()]
        .into_iter()
        .flatten()
        .map(View::from)
        .collect();
    row(RowParts {
        title: subject.name.clone(),
        layout: Layout::Whole,
        href: route::subject(subject.id),
        under,
        recent: Some(here.app.live.recent_subject(subject.id)),
        ..RowParts::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::SubjectId;
    use contract::kind::SubjectKind;

    fn subject() -> SubjectRow {
        SubjectRow {
            id: SubjectId::from_bytes([1; 16]),
            kind: SubjectKind::Property,
            name: "22 Park Road".to_owned(),
            address: Some("22 Park Road, Chapeltown, Leeds".to_owned()),
            postcode: Some("LS7 3AB".to_owned()),
            uprn: None,
        }
    }

    #[test]
    fn what_the_name_says_is_not_said_again() {
        for (address, rest) in [
            ("22 Park Road, Chapeltown, Leeds", Some("Chapeltown, Leeds")),
            ("22 Park Road", None),
            ("22 Park Roadside, Leeds", Some("22 Park Roadside, Leeds")),
            ("The Old Mill, Leeds", Some("The Old Mill, Leeds")),
        ] {
            let subject = SubjectRow {
                address: Some(address.to_owned()),
                ..subject()
            };
            assert_eq!(whereabouts(&subject), rest);
        }
    }

    #[test]
    fn a_subject_is_found_by_any_words_of_its_own() {
        let subject = subject();
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
