//! A short list of records under a heading: rows, or photos, or the steps of a plan.

use crate::filters::{ALL, Filters, List};
use crate::here::Here;
use crate::{offers, route};
use contract::block::RecordsBlock;
use contract::kind::{RecordKind, Status};
use contract::record::RecordRow;
use leptos::prelude::*;
use ui::act::Acts;
use ui::components::{Entry, Layout, RowParts, State, chip, day, row, rows, state, timeline};
use ui::dom::{View, el, link, span};
use ui::format;
use ui::icon::Icon;
use ui::standing;
use ui::strings::t;
use ui::words::{Words, list_name};

/// Among what a record stands, which says what tells it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// Records of one sort, of many subjects: the subject comes first.
    Subjects,
    /// Records of one subject, whose name need not be repeated.
    Own,
    /// Whatever was found.
    Hits,
}

#[must_use]
pub fn draw(block: &RecordsBlock, here: Here, among: Among) -> View {
    let on_subject = among == Among::Own;
    let words = here.words();
    if block.rows.is_empty() {
        // On a first page it is news that nothing is owed; elsewhere an empty list is only noise.
        if on_subject {
            return View::nothing();
        }
        return state(&empty_list(&block.of, &words), None);
    }
    let id = format!("list-{}", block.of);
    let name = list_name(&block.of, &words);
    let shown = u64::try_from(block.rows.len()).unwrap_or(u64::MAX);
    let all = (block.count > shown)
        .then(|| behind(block, on_subject))
        .flatten()
        .map(|href| {
            let what = format!("{} ({})", lower(&name), format::number(block.count));
            el("p")
                .class("section-all")
                .add(link(&href).add((t().lists.see_all)(&what)))
        });
    let heading = el("h2")
        .with("id", &id)
        .add(name)
        .add(" ")
        .add(el("small").add(format::number(block.count)));
    let inside = match block.of.as_str() {
        "plan" => plan(&block.rows, here),
        _ => record_rows(&block.rows, here, among, true),
    };
    el("section")
        .class("section")
        .with("aria-labelledby", &id)
        .add(heading)
        .add(inside)
        .add(all)
        .into()
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// What an empty list says, as a person would.
#[must_use]
pub fn empty_list(of: &str, words: &Words) -> State {
    match of {
        "to-pay" => State::empty(t().lists.nothing_owed).and(t().lists.nothing_owed_help),
        of => State::empty((t().lists.none_of)(&lower(&list_name(of, words)))),
    }
}

/// The whole list behind a short one.
fn behind(block: &RecordsBlock, on_subject: bool) -> Option<String> {
    let first = block.rows.first()?;
    let subject = on_subject.then(|| first.subject.id.to_string());
    let kinds = match block.of.as_str() {
        "plan" => return None,
        _ => vec![first.kind],
    };
    let path = match first.kind {
        RecordKind::Document => route::DOCUMENTS,
        RecordKind::Invoice | RecordKind::StagePayment => route::INVOICES,
        _ => route::RECORDS,
    };
    let list = List {
        path,
        kinds,
        usual_state: "",
    };
    let filters = Filters {
        kind: (path == route::RECORDS).then(|| first.kind.name().to_owned()),
        state: (block.of == "invoices").then(|| ALL.to_owned()),
        subject,
        ..Filters::default()
    };
    Some(filters.address(&list))
}

/// `in_section`: under a heading of their own, rather than under the page's.
#[must_use]
pub fn record_rows(list: &[RecordRow], here: Here, among: Among, in_section: bool) -> View {
    let row = |record| record_row(record, here, among, in_section);
    rows(list.iter().map(row).collect())
}

fn record_row(record: &RecordRow, here: Here, among: Among, in_section: bool) -> View {
    let words = here.words();
    let today = here.today();
    let hat = here.hat_id();
    let mut under: Vec<View> = Vec::new();
    // Every charge says what it is for.
    let subject = record.subject.name.as_str();
    let (title, aside) = match among {
        Among::Subjects => (subject, Some(record.title.as_str())),
        Among::Own => (record.title.as_str(), None),
        Among::Hits => (record.title.as_str(), Some(subject)),
    };
    under.extend(aside.map(Into::into));
    if among == Among::Own && !record.sub_kind.is_empty() {
        under.push(format::capital(&words.sort(record.kind, &record.sub_kind)).into());
    }
    under.extend(record.happened_on.map(|on| day(on, today).into()));
    under.extend(
        record
            .photos
            .map(|n| (t().photos.count)(u64::from(n)).into()),
    );
    let is_photos = record.kind == RecordKind::PhotoSet;
    let picture = record.file.filter(|_| is_photos).map(|file| {
        el("img")
            .with("loading", "lazy")
            .with("decoding", "async")
            .with("width", "64")
            .with("height", "48")
            .with("alt", "")
            .with("src", &offers::thumbnail_link(file, hat))
    });
    // That a photo set counts goes without saying.
    let silent = is_photos && record.status == Status::Current;
    let chips = (!silent).then(|| standing::record(record, today));
    row(RowParts {
        layout: Layout::Record,
        in_section,
        title: title.to_owned(),
        aside: aside.map(ToOwned::to_owned),
        href: route::record(record.id),
        under,
        chips: chips.into_iter().collect(),
        amount: amount(record),
        picture: picture.into(),
        acts: offered(offers::of_record(record, &words, hat), here),
        recent: Some(here.app.live.recent_record(record.id)),
    })
}

/// Without the server nothing can be saved; what is kept can still be opened.
#[must_use]
pub fn offered(mut acts: Acts, here: Here) -> Acts {
    if !here.app.client.reached.get() {
        acts.more.retain(|act| !act.save);
    }
    acts
}

/// What is still to pay, of what; a settled one only shows what it came to.
fn amount(record: &RecordRow) -> Option<(String, Option<String>)> {
    let total = record.total?;
    let open = record.open.unwrap_or(total);
    Some(if open.pence == 0 || open == total {
        (format::money(total), None)
    } else {
        (
            format::money(open),
            Some((t().money.of)(&format::money(total))),
        )
    })
}

/// Milestones and stage payments in the order of their days.
fn plan(list: &[RecordRow], here: Here) -> View {
    let today = here.today();
    let entries = list.iter().map(|record| {
        let sum = amount(record).map(|(sum, _)| span("sum", &sum).into());
        let mut under = vec![chip(&standing::record(record, today))];
        under.extend(sum);
        Entry {
            icon: match record.kind {
                RecordKind::StagePayment => Icon::Coins,
                _ => Icon::Flag,
            },
            done: matches!(record.status, Status::Reached | Status::Paid | Status::Done),
            title: link(&route::record(record.id))
                .add(record.title.as_str())
                .into(),
            under: under.into(),
            when: record
                .due_on
                .or(record.happened_on)
                .map(|on| day(on, today))
                .into(),
        }
    });
    timeline(entries.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offers::tests::record;
    use contract::money::Money;

    #[test]
    fn an_amount_says_what_is_still_to_pay() {
        let mut invoice = record(RecordKind::Invoice, "");
        assert_eq!(amount(&invoice), None);
        invoice.total = Some(Money::gbp(16_000));
        invoice.open = Some(Money::gbp(12_000));
        assert_eq!(
            amount(&invoice),
            Some(("£120.00".to_owned(), Some("of £160.00".to_owned())))
        );
        invoice.open = Some(Money::gbp(0));
        assert_eq!(amount(&invoice), Some(("£160.00".to_owned(), None)));
    }

    #[test]
    fn an_empty_list_says_so_in_the_words_of_the_profile() {
        assert_eq!(
            empty_list("to-pay", &Words::default()).title,
            "Nothing is owed"
        );
        assert_eq!(
            empty_list("photos", &Words::default()).title,
            "No photo sets yet"
        );
    }

    #[test]
    fn behind_a_short_list_is_the_whole_one() {
        let block = |of: &str, kind| RecordsBlock {
            of: of.to_owned(),
            count: 30,
            rows: vec![record(kind, "")],
        };
        assert_eq!(
            behind(&block("to-pay", RecordKind::Invoice), false).as_deref(),
            Some("/invoices")
        );
        let visits = behind(&block("visits", RecordKind::Visit), true).unwrap();
        assert!(
            visits.starts_with("/records?kind=visit&subject=sub_"),
            "{visits}"
        );
        let invoices = behind(&block("invoices", RecordKind::Invoice), true).unwrap();
        assert!(
            invoices.starts_with("/invoices?state=all&subject=sub_"),
            "{invoices}"
        );
    }
}
