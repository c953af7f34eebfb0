//! What I opened: the viewer's own receipts in plain words, newest first, by day.

use crate::here::Here;
use crate::route;
use contract::day::Day;
use contract::id::RecordId;
use contract::kind::Grade;
use contract::paths;
use contract::receipt::ReceiptRow;
use contract::record::SubjectRef;
use leptos::prelude::*;
use serde::Deserialize;
use ui::clock;
use ui::components::{Entry, Frame, PageHead, State, as_of, pager, state, timeline};
use ui::format;
use ui::icon::Icon;
use ui::source::{Follows, Source, Wish};
use ui::strings::t;

/// What a receipt is about, in words, where that can still be told.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct About {
    record: RecordId,
    title: String,
    subject: SubjectRef,
}

/// A receipt as it comes, with or without what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Row {
    #[serde(flatten)]
    receipt: ReceiptRow,
    about: Option<About>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Page {
    items: Vec<Row>,
}

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

/// Rows under the day they fall on; the order stays.
fn by_day(rows: Vec<(Day, AnyView)>) -> Vec<(Day, Vec<AnyView>)> {
    let mut days: Vec<(Day, Vec<AnyView>)> = Vec::new();
    for (day, row) in rows {
        match days.last_mut() {
            Some((last, rows)) if *last == day => rows.push(row),
            _ => days.push((day, vec![row])),
        }
    }
    days
}

pub fn receipts() -> AnyView {
    let here = Here::now();
    let mine = RwSignal::new(true);
    let source = Source::new(here.app, || {
        Some(Wish {
            path: paths::RECEIPTS.to_owned(),
            // Looking at receipts makes receipts: following them would never end.
            follows: Follows::Nothing,
        })
    });
    let pages = source.pages::<Page>();
    let draw = move || {
        let pages = pages.get()?;
        let rows: Vec<_> = pages
            .iter()
            .flat_map(|page| page.items.iter())
            .filter(|row| !mine.get() || row.receipt.grade == Grade::Person)
            .collect();
        if rows.is_empty() {
            return Some(state(
                State::empty(t().receipts.none).and(t().receipts.none_help),
                None,
            ));
        }
        let today = here.today();
        let rows = rows
            .into_iter()
            .map(|row| {
                let at = clock::parts(&row.receipt.at);
                let day = at.as_ref().map_or(today, |(day, _)| *day);
                (day, one(row))
            })
            .collect();
        let days: Vec<_> = by_day(rows)
            .into_iter()
            .map(|(day, rows)| {
                view! {
                    <section class="section">
                        <h2 title=format::day_exact(day)>
                            {format::capital(&format::day_near(day, today))}
                        </h2>
                        <div class="receipts">{rows}</div>
                    </section>
                }
            })
            .collect();
        Some(days.into_any())
    };
    view! {
        <PageHead
            title=Signal::derive(|| Some(t().receipts.title.to_owned()))
            place=here.place()
        >
            <p class="head-under">{move || (t().receipts.help)(&here.firm())}</p>
            {as_of(source)}
        </PageHead>
        <div class="tools">
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || mine.get()
                    on:change=move |event| mine.set(event_target_checked(&event))
                />
                <span>{t().receipts.only_mine}</span>
            </label>
        </div>
        <Frame source=source draw=draw/>
        {pager(source)}
    }
    .into_any()
}

fn one(row: &Row) -> AnyView {
    let receipt = &row.receipt;
    let told = told(receipt);
    let at = clock::instant(&receipt.at);
    let hour = clock::parts(&receipt.at).map_or_else(|| at.short.clone(), |(_, clock)| clock);
    let about = row.about.as_ref().map(|about| {
        view! {
            ": "
            <a href=route::record(about.record)>{about.title.clone()}</a>
            <span class="soft">{format!(", {}", about.subject.name)}</span>
        }
    });
    let link = if row.about.is_none() {
        object_link(receipt.object.as_deref())
    } else {
        None
    };
    let title = match link {
        Some(href) => view! { <a href=href>{told.act}</a> }.into_any(),
        None => view! { {told.act} {about} }.into_any(),
    };
    let notes: Vec<_> = told
        .notes
        .into_iter()
        .map(|note| view! { <span class="row-part">{note}</span> })
        .collect();
    let words = &t().receipts;
    let file = receipt.sha256.clone().map(|hash| {
        view! {
            <dt>{words.fingerprint}</dt>
            <dd><code>{hash}</code></dd>
        }
    });
    let under = view! {
        <p class="row-under">{notes}</p>
        <details class="proof">
            <summary>{words.details}</summary>
            <dl>
                {file}
                <dt>{words.entry}</dt>
                <dd><code>{receipt.hash.clone()}</code></dd>
            </dl>
        </details>
    };
    timeline(vec![Entry {
        icon: told.icon,
        done: receipt.outcome != "refused",
        title,
        under: Some(under.into_any()),
        when: Some(view! { <time datetime=at.machine title=at.exact>{hour}</time> }.into_any()),
    }])
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
        let page: Page = serde_json::from_str(bare).unwrap();
        assert!(page.items.first().unwrap().about.is_none());
        let whole = bare.replace(
            r#""hash":"00""#,
            r#""hash":"00","about":{"record":"rec_01010101-0101-0101-0101-010101010101","title":"EICR",
               "subject":{"id":"sub_01010101-0101-0101-0101-010101010101","name":"22 Park Road"}}"#,
        );
        let page: Page = serde_json::from_str(&whole).unwrap();
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
