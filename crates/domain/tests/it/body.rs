//! Bodies: what is stored comes back as it was, what cannot be is refused, and the columns follow from the parts.

use crate::bodies::{any_body, invoice, plain};
use crate::world::day;
use contract::id::FileId;
use contract::kind::{LineState, RecordKind, Status};
use domain::record::{
    Body, BodyError, InvoiceLine, StagePayment, Standing, kind_code, kind_from_code,
};
use proptest::prelude::*;

proptest! {
    #[test]
    fn any_body_is_read_back_as_it_was_stored(body in any_body()) {
        let stored = serde_json::to_string(&body).unwrap();
        let read: Body = serde_json::from_str(&stored).unwrap();
        prop_assert_eq!(&read, &body);
        prop_assert_eq!(read.spine(), body.spine());
    }

    #[test]
    fn a_stored_body_with_a_field_that_nobody_knows_is_refused(body in any_body()) {
        let mut stored = serde_json::to_value(&body).unwrap();
        stored.as_object_mut().unwrap().insert("price".to_owned(), 1.into());
        prop_assert!(serde_json::from_value::<Body>(stored).is_err());
    }

    #[test]
    fn the_sums_of_an_invoice_follow_from_its_lines(body in any_body()) {
        if let Body::Invoice(invoice) = &body {
            prop_assert_eq!(invoice.net_pence() + invoice.vat_pence(), invoice.total_pence());
            let settled: i64 = invoice
                .lines
                .iter()
                .filter(|l| matches!(l.state, LineState::Paid | LineState::Credited))
                .map(InvoiceLine::total_pence)
                .sum();
            prop_assert_eq!(invoice.open_pence() + settled, invoice.total_pence());
        }
    }
}

#[test]
fn a_body_names_its_kind_and_each_kind_its_code() {
    for kind in RecordKind::ALL {
        let body = plain(*kind);
        assert_eq!(body.kind(), *kind);
        assert_eq!(serde_json::to_value(&body).unwrap()["kind"], kind.name());
        assert_eq!(kind_from_code(kind_code(*kind)), Some(*kind));
        assert_eq!(body.validate(), Ok(()));
    }
    assert_eq!(kind_from_code(0), None);
}

#[test]
fn an_unknown_standing_is_the_closed_one() {
    for standing in [Standing::Internal, Standing::ByRule, Standing::Shared] {
        assert_eq!(Standing::from_code(standing.code()), standing);
        assert_eq!(Standing::parse(standing.name()), Some(standing));
    }
    for code in [-1, 3, i16::MAX] {
        assert_eq!(Standing::from_code(code), Standing::Internal);
    }
    assert_eq!(Standing::parse("public"), None);
}

/// What `validate` says of the sound record of that kind after a change to its stored form.
fn changed(
    kind: RecordKind,
    pointer: &str,
    value: impl Into<serde_json::Value>,
) -> Result<(), BodyError> {
    let mut stored = serde_json::to_value(plain(kind)).unwrap();
    *stored
        .pointer_mut(pointer)
        .unwrap_or_else(|| panic!("{kind} has no {pointer}")) = value.into();
    serde_json::from_value::<Body>(stored).unwrap().validate()
}

#[test]
fn a_record_without_its_name_is_refused() {
    for (kind, pointer, field) in [
        (RecordKind::Job, "/title", "title"),
        (RecordKind::Visit, "/title", "title"),
        (RecordKind::Document, "/title", "title"),
        (RecordKind::Document, "/sub_kind", "type"),
        (RecordKind::PhotoSet, "/title", "title"),
        (RecordKind::Invoice, "/number", "number"),
        (
            RecordKind::Invoice,
            "/lines/0/description",
            "line description",
        ),
        (RecordKind::Milestone, "/title", "title"),
        (RecordKind::StagePayment, "/title", "title"),
    ] {
        for blank in ["", "  \n"] {
            assert_eq!(
                changed(kind, pointer, blank),
                Err(BodyError::Empty { field }),
                "{kind}{pointer}"
            );
        }
    }
    assert_eq!(changed(RecordKind::Invoice, "/title", ""), Ok(()));
}

#[test]
fn texts_have_a_length_in_characters_not_in_bytes() {
    for (kind, pointer, field, max) in [
        (RecordKind::Job, "/title", "title", 300),
        (RecordKind::Job, "/reference", "reference", 80),
        (RecordKind::Job, "/description", "description", 20_000),
        (RecordKind::Visit, "/window", "window", 20),
        (RecordKind::Visit, "/engineer", "engineer", 120),
        (RecordKind::Visit, "/outcome", "outcome", 20_000),
        (RecordKind::Document, "/sub_kind", "type", 40),
        (RecordKind::Document, "/number", "number", 80),
        (RecordKind::Document, "/inspector", "inspector", 120),
        (RecordKind::Document, "/remarks", "remarks", 20_000),
        (RecordKind::PhotoSet, "/stage", "stage", 80),
        (RecordKind::PhotoSet, "/remarks", "remarks", 20_000),
        (RecordKind::Invoice, "/number", "number", 80),
        (RecordKind::Invoice, "/title", "title", 300),
        (RecordKind::Invoice, "/purchase_order", "purchase order", 80),
        (RecordKind::Document, "/result", "result", 300),
        (RecordKind::StagePayment, "/milestone", "milestone", 300),
        (RecordKind::Milestone, "/description", "description", 20_000),
    ] {
        assert_eq!(
            changed(kind, pointer, "é".repeat(max)),
            Ok(()),
            "{kind}{pointer}"
        );
        let expected = Err(BodyError::TooLong { field, max });
        assert_eq!(
            changed(kind, pointer, "é".repeat(max + 1)),
            expected,
            "{kind}{pointer}"
        );
    }
    for kind in RecordKind::ALL {
        let expected = Err(BodyError::TooLong {
            field: "staff note",
            max: 20_000,
        });
        assert_eq!(
            changed(*kind, "/staff_note", "é".repeat(20_001)),
            expected,
            "{kind}"
        );
    }
}

#[test]
fn a_status_that_the_kind_does_not_have_is_refused() {
    for (kind, allowed) in [
        (
            RecordKind::Job,
            &[
                Status::Open,
                Status::Booked,
                Status::Done,
                Status::Cancelled,
            ],
        ),
        (
            RecordKind::Visit,
            &[
                Status::Booked,
                Status::Done,
                Status::Missed,
                Status::Cancelled,
            ],
        ),
    ] {
        for status in Status::ALL {
            let expected = if allowed.contains(status) {
                Ok(())
            } else {
                Err(BodyError::Status {
                    kind,
                    status: *status,
                })
            };
            assert_eq!(
                changed(kind, "/status", status.name()),
                expected,
                "{kind} {status}"
            );
        }
    }
}

#[test]
fn what_comes_later_does_not_lie_earlier() {
    for (kind, pointer, same, earlier, later) in [
        (
            RecordKind::Job,
            "/done_on",
            "2026-01-02",
            "raised_on",
            "done_on",
        ),
        (
            RecordKind::Document,
            "/next_due",
            "2026-01-02",
            "issued_on",
            "next_due",
        ),
        (
            RecordKind::Invoice,
            "/due_on",
            "2026-02-01",
            "issued_on",
            "due_on",
        ),
    ] {
        assert_eq!(changed(kind, pointer, same), Ok(()), "{kind}");
        assert_eq!(
            changed(kind, pointer, "2025-12-31"),
            Err(BodyError::Order { earlier, later }),
            "{kind}"
        );
    }
}

#[test]
fn sums_and_rates_out_of_range_are_refused_without_overflowing() {
    let most = 10_000_000_000i64;
    for (kind, pointer, field, good, bad) in [
        (
            RecordKind::Invoice,
            "/lines/0/net_pence",
            "net",
            vec![most, -most, 0],
            vec![most + 1, -most - 1, i64::MIN, i64::MAX],
        ),
        (
            RecordKind::Invoice,
            "/lines/0/vat_rate",
            "vat rate",
            vec![0, 10_000],
            vec![10_001],
        ),
        (
            RecordKind::StagePayment,
            "/amount_pence",
            "amount",
            vec![most, 25_000],
            vec![most + 1, -1, i64::MIN],
        ),
        (
            RecordKind::StagePayment,
            "/retention_pence",
            "retention",
            vec![0, 500_000],
            vec![500_001, -1],
        ),
    ] {
        for value in good {
            assert_eq!(changed(kind, pointer, value), Ok(()), "{field} {value}");
        }
        for value in bad {
            assert_eq!(
                changed(kind, pointer, value),
                Err(BodyError::Range { field }),
                "{field} {value}"
            );
        }
    }
}

#[test]
fn an_invoices_status_follows_from_its_lines_in_every_combination() {
    for mask in 0..16u32 {
        let states: Vec<_> = LineState::ALL
            .iter()
            .enumerate()
            .filter(|(i, _)| mask & (1 << i) != 0)
            .map(|(_, s)| *s)
            .collect();
        let has = |state| states.contains(&state);
        // In the words of the trade: anything left to pay, and anything paid already.
        let expected = match (
            has(LineState::Open) || has(LineState::Queried),
            has(LineState::Paid),
        ) {
            (true, true) => Status::PartPaid,
            (true, false) => Status::Unpaid,
            (false, true) => Status::Paid,
            (false, false) => Status::Credited,
        };
        let lines: Vec<_> = states.iter().map(|state| (1000, *state)).collect();
        let mut body = invoice(&lines);
        let spine = Body::Invoice(body.clone()).spine();
        assert_eq!(spine.status, expected, "{states:?}");
        assert_eq!(
            spine.outstanding,
            matches!(expected, Status::Unpaid | Status::PartPaid),
            "{states:?}"
        );
        assert_eq!(
            spine.amount_pence,
            1200 * i64::try_from(states.len()).unwrap()
        );
        let open = states
            .iter()
            .filter(|s| matches!(s, LineState::Open | LineState::Queried))
            .count();
        assert_eq!(
            spine.open_pence,
            1200 * i64::try_from(open).unwrap(),
            "a queried line is still owed"
        );
        body.draft = true;
        let spine = Body::Invoice(body).spine();
        assert_eq!(
            (spine.status, spine.open_pence, spine.outstanding),
            (Status::Draft, 0, false)
        );
    }
}

#[test]
fn an_invoice_is_called_by_its_number_and_title() {
    let mut body = invoice(&[]);
    assert_eq!(Body::Invoice(body.clone()).spine().title, "INV-1 Work");
    body.title = String::new();
    assert_eq!(Body::Invoice(body).spine().title, "INV-1");
}

#[test]
fn a_superseded_document_asks_for_nothing_any_more() {
    for (superseded, next_due, status, outstanding) in [
        (false, Some(day("2031-01-02")), Status::Current, true),
        (false, None, Status::Current, false),
        (true, Some(day("2031-01-02")), Status::Superseded, false),
        (true, None, Status::Superseded, false),
    ] {
        let Body::Document(mut body) = plain(RecordKind::Document) else {
            unreachable!()
        };
        (body.superseded, body.next_due) = (superseded, next_due);
        let spine = Body::Document(body).spine();
        assert_eq!(
            (spine.status, spine.outstanding, spine.due_on),
            (status, outstanding, next_due)
        );
        assert_eq!(spine.day(), Some(day("2026-01-02")));
    }
}

#[test]
fn a_stage_payment_is_unpaid_then_retained_in_part_then_paid() {
    for (paid_on, retention, status, open, outstanding) in [
        (None, 25_000, Status::Unpaid, 500_000, true),
        (None, 0, Status::Unpaid, 500_000, true),
        (
            Some(day("2026-05-02")),
            25_000,
            Status::Retained,
            25_000,
            false,
        ),
        (Some(day("2026-05-02")), 0, Status::Paid, 0, false),
    ] {
        let Body::StagePayment(body) = plain(RecordKind::StagePayment) else {
            unreachable!()
        };
        let body = Body::StagePayment(StagePayment {
            paid_on,
            retention_pence: retention,
            ..body
        });
        let spine = body.spine();
        assert_eq!(
            (spine.status, spine.open_pence, spine.outstanding),
            (status, open, outstanding)
        );
        assert_eq!(spine.amount_pence, 500_000);
        assert_eq!(
            spine.day(),
            paid_on.or(Some(day("2026-05-01"))),
            "paid, or else due"
        );
    }
}

#[test]
fn the_day_of_a_record_is_when_it_happened_else_when_it_is_due() {
    for (kind, expected) in [
        (RecordKind::Job, "2026-01-02"),
        (RecordKind::Visit, "2026-04-01"),
        (RecordKind::Document, "2026-01-02"),
        (RecordKind::PhotoSet, "2026-01-02"),
        (RecordKind::Invoice, "2026-02-01"),
        (RecordKind::Milestone, "2026-05-01"),
        (RecordKind::StagePayment, "2026-05-01"),
    ] {
        assert_eq!(plain(kind).spine().day(), Some(day(expected)), "{kind}");
    }
    let Body::Job(mut job) = plain(RecordKind::Job) else {
        unreachable!()
    };
    job.done_on = Some(day("2026-02-02"));
    assert_eq!(Body::Job(job.clone()).spine().day(), job.done_on);
    (job.done_on, job.raised_on) = (None, None);
    assert_eq!(Body::Job(job.clone()).spine().day(), job.booked_for);
}

#[test]
fn a_download_gives_the_documents_file_or_the_sets_first_photo() {
    let file = |kind| {
        let spine = plain(kind).spine();
        (spine.file, spine.file_count)
    };
    assert_eq!(
        file(RecordKind::Document),
        (Some(FileId::from_bytes([9; 16])), 1)
    );
    assert_eq!(
        file(RecordKind::PhotoSet),
        (Some(FileId::from_bytes([9; 16])), 2)
    );
    assert_eq!(file(RecordKind::Invoice), (None, 0));
}
