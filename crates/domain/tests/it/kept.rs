//! Time after the last day (rule 4): what a profile with `history = true` keeps for whoever held the interest.

use crate::bodies::plain;
use crate::facts::{held, kept_job, keys, managed, record, said, scope};
use crate::world::{all_of, built_in, day, row_facts, scope_of};
use contract::kind::{Action, RecordKind, Relation};
use domain::slice::{Kind as _, Past, RecordFacts, RowFacts, RowKind, why};

#[test]
fn after_the_end_history_keeps_what_was_in_the_interests_time() {
    for (last, on, with, without) in [
        ("2025-12-31", "2025-06-01", "manages kept 2025-12-31", "-"),
        ("2025-12-31", "2025-01-01", "manages kept 2025-12-31", "-"),
        ("2025-12-31", "2025-12-31", "manages kept 2025-12-31", "-"),
        ("2025-12-31", "2024-12-31", "-", "-"),
        ("2025-12-31", "2026-01-01", "-", "-"),
        ("2025-12-31", "", "-", "-"),
        // Ends today: still the present.
        ("2026-03-14", "2025-06-01", "manages", "manages"),
        ("2026-03-13", "2025-06-01", "manages kept 2026-03-13", "-"),
    ] {
        let facts = kept_job(last, on);
        assert_eq!(said(&scope(true), &facts), with, "until {last}, on {on:?}");
        assert_eq!(
            said(&scope(false), &facts),
            without,
            "until {last}, on {on:?}"
        );
    }
}

#[test]
fn a_kept_view_can_be_fetched_and_asked_about_but_nothing_is_paid_or_ordered_through_it() {
    let scope = scope_of(&built_in("letting-agent"), "principal");
    let can = |kind: RecordKind, kept: bool| {
        let body = plain(kind);
        let facts = RowFacts {
            kept,
            ..row_facts(&body, all_of(&scope, kind), None)
        };
        RowKind::project(&scope, facts).unwrap().can
    };
    assert_eq!(
        can(RecordKind::Invoice, false),
        [
            Action::Download,
            Action::Resend,
            Action::Pay,
            Action::QueryLine
        ]
    );
    assert_eq!(
        can(RecordKind::Invoice, true),
        [Action::Download, Action::Resend, Action::QueryLine]
    );
    assert_eq!(can(RecordKind::Job, true), [Action::Query]);
}

#[test]
fn the_kept_view_is_judged_by_the_version_of_then() {
    // No version was on record by the last day: it was entered later, and is not his.
    let entered_later = RecordFacts {
        past: vec![],
        ..kept_job("2025-12-31", "2025-06-01")
    };
    assert_eq!(said(&scope(true), &entered_later), "-");
    // Moved since then to a day outside the interest: then it lay inside.
    let moved = RecordFacts {
        current: keys("", "2026-02-01"),
        ..kept_job("2025-12-31", "2025-06-01")
    };
    assert_eq!(said(&scope(true), &moved), "manages kept 2025-12-31");
    let moved_in = RecordFacts {
        current: keys("", "2025-06-01"),
        ..kept_job("2025-12-31", "2026-02-01")
    };
    assert_eq!(said(&scope(true), &moved_in), "-");
    // The sort of then counts, not what it has become.
    for (then, now, expected) in [
        ("eicr", "pat", "manages kept 2025-12-31"),
        ("pat", "eicr", "-"),
    ] {
        let facts = RecordFacts {
            kind: RecordKind::Document,
            current: keys(now, "2025-06-01"),
            past: vec![Past {
                last: day("2025-12-31"),
                keys: keys(then, "2019-06-01"),
            }],
            ..kept_job("2025-12-31", "2025-06-01")
        };
        assert_eq!(
            said(&scope(true), &facts),
            expected,
            "{then} then, {now} now"
        );
    }
}

#[test]
fn of_several_ended_interests_the_latest_that_covers_it_is_kept_and_the_present_beats_them_all() {
    let twice = RecordFacts {
        kind: RecordKind::Document,
        current: keys("eicr", "2019-06-01"),
        holdings: vec![
            held(Relation::Manages, "2020-01-01", "2020-12-31"),
            held(Relation::Manages, "2022-01-01", "2022-12-31"),
        ],
        past: vec![
            Past {
                last: day("2020-12-31"),
                keys: keys("eicr", "2019-06-01"),
            },
            Past {
                last: day("2022-12-31"),
                keys: keys("eicr", "2019-06-01"),
            },
        ],
        ..record(RecordKind::Document, "")
    };
    assert_eq!(said(&scope(true), &twice), "manages kept 2022-12-31");
    let mut back = twice.clone();
    back.holdings
        .push(held(Relation::Manages, "2026-01-01", ""));
    assert_eq!(said(&scope(true), &back), "manages");
    // A job belongs to the one interest in whose time it lay.
    let job = RecordFacts {
        kind: RecordKind::Job,
        ..twice
    };
    let of_then = |on: &str| RecordFacts {
        past: job
            .past
            .iter()
            .map(|p| Past {
                keys: keys("", on),
                ..p.clone()
            })
            .collect(),
        ..job.clone()
    };
    assert_eq!(
        said(&scope(true), &of_then("2020-06-01")),
        "manages kept 2020-12-31"
    );
    assert_eq!(
        said(&scope(true), &of_then("2022-06-01")),
        "manages kept 2022-12-31"
    );
    assert_eq!(said(&scope(true), &of_then("2021-06-01")), "-");
}

#[test]
fn a_version_counts_only_for_an_interest_that_ended_on_its_day() {
    let stray = RecordFacts {
        past: vec![Past {
            last: day("2025-11-30"),
            keys: keys("", "2025-06-01"),
        }],
        ..kept_job("2025-12-31", "2025-06-01")
    };
    assert_eq!(said(&scope(true), &stray), "-");
    // A version of a day still to come is never a kept view.
    let future = RecordFacts {
        holdings: managed("2027-01-01", "2027-12-31"),
        ..kept_job("2027-12-31", "2027-06-01")
    };
    assert_eq!(said(&scope(true), &future), "-");
}

#[test]
fn until_its_last_day_is_over_an_interest_has_only_the_present() {
    let moved_out = |last| RecordFacts {
        current: keys("", "2024-06-01"),
        ..kept_job(last, "2025-06-01")
    };
    assert_eq!(said(&scope(true), &moved_out("2026-03-14")), "-");
    assert_eq!(
        said(&scope(true), &moved_out("2026-03-13")),
        "manages kept 2026-03-13"
    );
}

#[test]
fn the_reasons_for_a_kept_view_speak_of_the_sort_of_then() {
    let facts = RecordFacts {
        kind: RecordKind::Document,
        current: keys("pat", "2025-06-01"),
        past: vec![Past {
            last: day("2025-12-31"),
            keys: keys("eicr", "2025-06-01"),
        }],
        ..kept_job("2025-12-31", "2025-06-01")
    };
    let reasons = why(&scope(true), &facts).reasons;
    assert!(
        reasons.contains(&"rule relation.manages.document holds".to_owned()),
        "{reasons:#?}"
    );
}
