//! A short list of records under a heading: rows, or photos, or the steps of a plan.

use crate::filters::{ALL, Filters, List};
use crate::here::Here;
use crate::{offers, route};
use contract::block::RecordsBlock;
use contract::kind::{RecordKind, Status};
use contract::record::RecordRow;
use leptos::prelude::*;
use ui::components::{Entry, RowParts, State, chip, day, row, rows, state, timeline};
use ui::format;
use ui::icon::Icon;
use ui::standing;
use ui::strings::t;
use ui::words::{Words, list_name};

/// `on_subject`: all of it hangs on one subject, whose name need not be repeated.
#[must_use]
pub fn draw(block: &RecordsBlock, here: Here, on_subject: bool) -> AnyView {
    let words = here.words.get();
    if block.rows.is_empty() {
        // On a first page it is news that nothing is owed; elsewhere an empty list is only noise.
        if on_subject {
            return ().into_any();
        }
        return state(empty_list(&block.of, &words), None);
    }
    let id = format!("list-{}", block.of);
    let named_by = id.clone();
    let shown = u64::try_from(block.rows.len()).unwrap_or(u64::MAX);
    let all = (block.count > shown)
        .then(|| behind(block, on_subject))
        .flatten()
        .map(|href| {
            let what = format!(
                "{} ({})",
                list_name(&block.of, &words),
                format::number(block.count)
            );
            view! {
                <p class="section-all">
                    <a href=href>{(t().lists.see_all)(&lower(&what))}</a>
                </p>
            }
        });
    let inside = match block.of.as_str() {
        "plan" => plan(&block.rows, here),
        _ => record_rows(&block.rows, here, on_subject),
    };
    view! {
        <section class="section" aria-labelledby=named_by>
            <h2 id=id>
                {list_name(&block.of, &words)}
                " "
                <small>{format::number(block.count)}</small>
            </h2>
            {inside}
            {all}
        </section>
    }
    .into_any()
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

#[must_use]
pub fn record_rows(all: &[RecordRow], here: Here, on_subject: bool) -> AnyView {
    rows(
        all.iter()
            .map(|one| record_row(one, here, on_subject))
            .collect(),
    )
}

fn record_row(record: &RecordRow, here: Here, on_subject: bool) -> AnyView {
    let words = here.words.get();
    let today = here.today();
    let hat = here.hat_id();
    let mut under: Vec<AnyView> = Vec::new();
    if !on_subject {
        under.push(place(record));
    }
    if !record.sub_kind.is_empty() {
        under.push(words.sort(record.kind, &record.sub_kind).into_any());
    }
    under.extend(record.happened_on.map(|on| day(on, today)));
    if let Some(photos) = record.photos {
        under.push((t().photos.count)(u64::from(photos)).into_any());
    }
    let picture = (record.kind == RecordKind::PhotoSet)
        .then_some(record.file)
        .flatten()
        .map(|file| {
            view! {
                <img
                    src=offers::thumbnail_link(file, hat)
                    alt=""
                    loading="lazy"
                    decoding="async"
                    width="64"
                    height="48"
                />
            }
            .into_any()
        });
    // That a photo set counts goes without saying.
    let chips = if record.kind == RecordKind::PhotoSet && record.status == Status::Current {
        Vec::new()
    } else {
        vec![standing::record(record, today)]
    };
    row(RowParts {
        title: record.title.clone(),
        href: route::record(record.id),
        under,
        chips,
        amount: amount(record),
        picture,
        acts: offers::of_record(record, &words, hat),
        recent: here.app.live.is_recent(record.id),
    })
}

/// Which subject a record hangs on: every charge says what it is for.
fn place(record: &RecordRow) -> AnyView {
    view! { <a href=route::subject(record.subject.id)>{record.subject.name.clone()}</a> }.into_any()
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
fn plan(all: &[RecordRow], here: Here) -> AnyView {
    let today = here.today();
    let entries = all
        .iter()
        .map(|record| {
            let done = matches!(record.status, Status::Reached | Status::Paid | Status::Done);
            Entry {
                icon: match record.kind {
                    RecordKind::StagePayment => Icon::Coins,
                    _ => Icon::Flag,
                },
                done,
                title: view! { <a href=route::record(record.id)>{record.title.clone()}</a> }
                    .into_any(),
                under: Some(
                    view! {
                        {chip(standing::record(record, today))}
                        {amount(record).map(|(sum, _)| view! { <span class="sum">{sum}</span> })}
                    }
                    .into_any(),
                ),
                when: record
                    .due_on
                    .or(record.happened_on)
                    .map(|on| day(on, today)),
            }
        })
        .collect();
    timeline(entries)
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
