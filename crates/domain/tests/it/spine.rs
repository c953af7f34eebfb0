//! The columns every kind shares follow from the body's parts: status, sums, day and what is outstanding.

use crate::bodies::{invoice, plain};
use crate::world::day;
use contract::id::FileId;
use contract::kind::{LineState, RecordKind, Status};
use domain::record::{Body, StagePayment};

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
