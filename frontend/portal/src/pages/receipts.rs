//! What I opened: the viewer's own receipts in plain words, newest first, by day.

use crate::here::Here;
use crate::route;
use contract::kind::Grade;
use contract::paths;
use contract::receipt::{ReceiptPage, ReceiptRow};
use leptos::prelude::*;
use ui::clock;
use ui::components::{
    Entry, State, by_day, frame, pager, part, proofs, skeleton_rows, state, timeline,
};
use ui::dom::{View, all, checked, div, el, link, now, span};
use ui::format;
use ui::icon::Icon;
use ui::source::{Follows, Source, Wish, pages};
use ui::strings::t;

/// A receipt, told.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    act: String,
    /// Why it counts for less, or what came of it.
    notes: Vec<&'static str>,
    icon: Icon,
}

fn told(receipt: &ReceiptRow) -> Told {
    let words = &t().receipts;
    let act = words
        .acts
        .iter()
        .find(|(known, _)| *known == receipt.action)
        .map_or_else(
            || format::capital(&receipt.action.replace(['.', '_'], " ")),
            |(_, words)| (*words).to_owned(),
        );
    let grade = match receipt.grade {
        Grade::Person => words.by_person,
        Grade::Refresh => words.refresh,
        Grade::Offline => words.offline,
        Grade::Prefetch => words.prefetch,
        Grade::Preview => words.preview,
        Grade::Api => words.api,
        Grade::System => words.system,
    };
    let outcome = match receipt.outcome.as_str() {
        "unchanged" => words.unchanged,
        "partial" => words.partial,
        "refused" => words.refused,
        _ => "",
    };
    let icon = match (receipt.outcome.as_str(), receipt.action.as_str()) {
        ("refused", _) => Icon::Lock,
        (_, "file.download") => Icon::Download,
        (_, "search") => Icon::Search,
        (_, "hat.put_on" | "session.begin") => Icon::Person,
        _ if receipt.grade == Grade::Refresh => Icon::Refresh,
        _ => Icon::Eye,
    };
    Told {
        act,
        notes: [outcome, grade]
            .into_iter()
            .filter(|note| !note.is_empty())
            .collect(),
        icon,
    }
}

/// The link to what a receipt is about, by its id alone.
fn object_link(object: Option<&str>) -> Option<String> {
    let object = object?;
    if let Ok(id) = object.parse() {
        return Some(route::record(id));
    }
    object.parse().ok().map(route::subject)
}

pub fn receipts(here: Here) -> View {
    let source = Source::new(here.app, pages::<ReceiptPage>, || {
        Some(Wish {
            path: paths::RECEIPTS.to_owned(),
            // Looking at receipts makes receipts: following them would never end.
            follows: Follows::Nothing,
        })
    });
    let only_mine = RwSignal::new(true);
    let mine = el("label")
        .class("check")
        .add(
            el("input")
                .with("type", "checkbox")
                .checked_now(move || only_mine.get())
                .on("change", move |event| only_mine.set(checked(&event))),
        )
        .add(span("", t().receipts.only_mine));
    let list = frame(
        here.app,
        source,
        skeleton_rows,
        move |pages: &Vec<ReceiptPage>| {
            let rows: Vec<ReceiptRow> = pages.iter().flat_map(|page| page.items.clone()).collect();
            now(move || draw(&rows, only_mine.get(), here))
        },
    );
    let head = here
        .head(|| Some(t().receipts.title.to_owned()))
        .add(
            el("p")
                .class("head-under")
                .add((t().receipts.help)(&here.firm())),
        )
        .add(here.as_of(source));
    vec![
        head.into(),
        div("tools").add(mine).into(),
        list,
        pager(source),
    ]
    .into()
}

fn draw(rows: &[ReceiptRow], only_mine: bool, here: Here) -> View {
    let today = here.today();
    let dated: Vec<_> = rows
        .iter()
        .filter(|row| !only_mine || row.grade == Grade::Person)
        .map(|row| {
            let at = clock::parts(&row.at);
            (at.map_or(today, |(day, _)| day), row)
        })
        .collect();
    if dated.is_empty() {
        return state(
            &State::empty(t().receipts.none).and(t().receipts.none_help),
            None,
        );
    }
    all(by_day(dated).into_iter().map(|(day, rows)| {
        let heading = el("h2")
            .with("title", &format::day_exact(day))
            .add(format::capital(&format::day_near(day, today)));
        let list = timeline(rows.into_iter().map(entry).collect());
        el("section").class("section").add(heading).add(list)
    }))
}

fn entry(receipt: &ReceiptRow) -> Entry {
    let told = told(receipt);
    let at = clock::instant(&receipt.at);
    let hour = clock::parts(&receipt.at).map_or_else(|| at.short.clone(), |(_, clock)| clock);
    let hour = el("time")
        .with("datetime", &at.machine)
        .with("title", &at.exact)
        .add(hour);
    let notes = el("p")
        .class("row-under")
        .add(all(told.notes.into_iter().map(part)));
    Entry {
        icon: told.icon,
        done: receipt.outcome != "refused",
        title: title(receipt, &told.act),
        under: vec![notes.into(), proof(receipt)].into(),
        when: hour.into(),
    }
}

/// What was done, and to what.
fn title(row: &ReceiptRow, act: &str) -> View {
    if let Some(about) = &row.about {
        let record = link(&route::record(about.record)).add(about.title.as_str());
        return vec![
            View::from(format!("{act}: ")),
            record.into(),
            span("soft", &format!(", {}", about.subject.name)).into(),
        ]
        .into();
    }
    match object_link(row.object.as_deref()) {
        Some(href) => link(&href).add(act).into(),
        None => act.into(),
    }
}

/// What only somebody who checks wants to see.
fn proof(receipt: &ReceiptRow) -> View {
    let words = &t().receipts;
    let file = receipt.sha256.as_deref();
    let file = file.map(|sha256| (words.fingerprint, sha256));
    proofs(file.into_iter().chain([(words.entry, &*receipt.hash)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::ReceiptId;

    fn receipt(action: &str, grade: Grade, outcome: &str) -> ReceiptRow {
        ReceiptRow {
            id: ReceiptId::from_bytes([1; 16]),
            at: "2026-11-24T05:55:45.086107Z".to_owned(),
            action: action.to_owned(),
            object: None,
            about: None,
            sha256: None,
            grade,
            outcome: outcome.to_owned(),
            hash: "00".to_owned(),
        }
    }

    #[test]
    fn a_receipt_is_told_in_plain_words() {
        let plain = told(&receipt("record.view", Grade::Person, "ok"));
        assert_eq!(
            (plain.act.as_str(), plain.notes.len()),
            ("Opened a record", 0)
        );
        let refused = told(&receipt("file.download", Grade::Person, "refused"));
        assert_eq!(refused.notes, ["Refused: nothing was shown"]);
        assert_eq!(refused.icon, Icon::Lock);
        let refreshed = told(&receipt("dashboard.view", Grade::Refresh, "unchanged"));
        assert_eq!(refreshed.notes.len(), 2);
        assert_eq!(
            told(&receipt("consent.given", Grade::Person, "ok")).act,
            "Consent given"
        );
    }

    #[test]
    fn every_grade_but_a_persons_is_explained() {
        for grade in Grade::ALL {
            let notes = told(&receipt("search", *grade, "ok")).notes;
            assert_eq!(notes.is_empty(), *grade == Grade::Person, "{grade}");
        }
    }

    #[test]
    fn a_receipt_is_read_with_and_without_what_it_is_about() {
        let bare = r#"{"items":[{"id":"rcp_01010101-0101-0101-0101-010101010101","at":"2026-11-24T05:55:45Z",
            "action":"record.view","grade":"person","outcome":"ok","hash":"00"}]}"#;
        let page: ReceiptPage = ui::wire::from_text(bare).unwrap();
        assert!(page.items.first().unwrap().about.is_none());
        let whole = bare.replace(
            r#""hash":"00""#,
            r#""hash":"00","about":{"record":"rec_01010101-0101-0101-0101-010101010101","title":"EICR",
               "subject":{"id":"sub_01010101-0101-0101-0101-010101010101","name":"22 Park Road"}}"#,
        );
        let page: ReceiptPage = ui::wire::from_text(&whole).unwrap();
        assert_eq!(
            page.items.first().unwrap().about.as_ref().unwrap().title,
            "EICR"
        );
    }

    #[test]
    fn what_it_is_about_is_found_by_its_id() {
        let id = "sub_01010101-0101-0101-0101-010101010101";
        assert_eq!(
            object_link(Some(id)).as_deref(),
            Some(&*format!("/subjects/{id}"))
        );
        assert_eq!(
            object_link(Some("fil_01010101-0101-0101-0101-010101010101")),
            None
        );
        assert_eq!(object_link(None), None);
    }
}
