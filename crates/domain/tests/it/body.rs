//! Bodies: what is stored comes back as it was, and what cannot be is refused.

use crate::bodies::{any_body, plain};
use contract::kind::{LineState, RecordKind, Status};
use domain::record::{Body, BodyError, InvoiceLine, Standing, kind_code, kind_from_code};
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
