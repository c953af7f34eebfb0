//! Bodies of every kind: one plain example of each, and any that proptest can think of.

use crate::world::day;
use contract::day::Day;
use contract::id::{FileId, LineId, RecordId};
use contract::kind::{ChaseState, LineState, RecordKind, Status};
use domain::record::{
    Body, Document, Invoice, InvoiceLine, Job, Milestone, PhotoSet, StagePayment, Visit,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// A sound record of that kind.
pub fn plain(kind: RecordKind) -> Body {
    let text = String::new;
    match kind {
        RecordKind::Job => Body::Job(Job {
            reference: "J-7".into(),
            title: "Rewire".into(),
            status: Status::Booked,
            raised_on: Some(day("2026-01-02")),
            booked_for: Some(day("2026-04-01")),
            done_on: None,
            description: text(),
            staff_note: text(),
        }),
        RecordKind::Visit => Body::Visit(Visit {
            title: "First fix".into(),
            status: Status::Booked,
            on: day("2026-04-01"),
            window: "09:00-11:00".into(),
            engineer: text(),
            outcome: text(),
            job: None,
            staff_note: text(),
        }),
        RecordKind::Document => Body::Document(Document {
            sub_kind: "eicr".into(),
            title: "EICR".into(),
            number: text(),
            issued_on: day("2026-01-02"),
            next_due: Some(day("2031-01-02")),
            result: text(),
            inspector: text(),
            remarks: text(),
            superseded: false,
            file: Some(FileId::from_bytes([9; 16])),
            staff_note: text(),
        }),
        RecordKind::PhotoSet => Body::PhotoSet(PhotoSet {
            title: "After".into(),
            taken_on: day("2026-01-02"),
            stage: text(),
            remarks: text(),
            photos: vec![FileId::from_bytes([9; 16]), FileId::from_bytes([10; 16])],
            staff_note: text(),
        }),
        RecordKind::Invoice => Body::Invoice(invoice(&[(10_000, LineState::Open)])),
        RecordKind::Milestone => Body::Milestone(Milestone {
            position: 1,
            title: "Roof on".into(),
            planned_on: Some(day("2026-05-01")),
            reached_on: None,
            description: text(),
            staff_note: text(),
        }),
        RecordKind::StagePayment => Body::StagePayment(StagePayment {
            position: 1,
            title: "Roof".into(),
            milestone: text(),
            amount_pence: 500_000,
            retention_pence: 25_000,
            due_on: Some(day("2026-05-01")),
            paid_on: None,
            staff_note: text(),
        }),
    }
}

/// An invoice with lines of these net sums and states, each at 20 % VAT.
pub fn invoice(lines: &[(i64, LineState)]) -> Invoice {
    let line = |(at, (net_pence, state)): (usize, &(i64, LineState))| InvoiceLine {
        id: LineId::from_bytes([u8::try_from(at).unwrap(); 16]),
        description: format!("line {at}"),
        net_pence: *net_pence,
        vat_rate: 2000,
        state: *state,
        job: None,
    };
    Invoice {
        number: "INV-1".into(),
        purchase_order: String::new(),
        title: "Work".into(),
        issued_on: day("2026-02-01"),
        due_on: day("2026-03-01"),
        draft: false,
        chase: ChaseState::None,
        lines: lines.iter().enumerate().map(line).collect(),
        staff_note: String::new(),
    }
}

fn any_day() -> impl Strategy<Value = Day> {
    (1900u16..3000, 1u8..13, 1u8..29).prop_map(|(y, m, d)| Day::new(y, m, d).unwrap())
}

fn any_of<T: Copy + std::fmt::Debug + 'static>(values: &'static [T]) -> impl Strategy<Value = T> {
    proptest::sample::select(values)
}

fn any_text() -> impl Strategy<Value = String> {
    "\\PC{0,12}"
}

prop_compose! {
    pub fn any_line()(
        id in any::<[u8; 16]>(),
        description in any_text(),
        net_pence in -2_000_000i64..20_000_000,
        vat_rate in prop_oneof![Just(0u32), Just(500), Just(2000), 0u32..10_001],
        state in any_of(LineState::ALL),
        job in option::of(any::<[u8; 16]>()),
    ) -> InvoiceLine {
        let (id, job) = (LineId::from_bytes(id), job.map(RecordId::from_bytes));
        InvoiceLine { id, description, net_pence, vat_rate, state, job }
    }
}

prop_compose! {
    pub fn any_invoice()(
        (number, purchase_order, title, staff_note) in (any_text(), any_text(), any_text(), any_text()),
        (issued_on, due_on) in (any_day(), any_day()),
        draft in any::<bool>(),
        chase in any_of(ChaseState::ALL),
        lines in vec(any_line(), 0..6),
    ) -> Invoice {
        Invoice { number, purchase_order, title, issued_on, due_on, draft, chase, lines, staff_note }
    }
}

prop_compose! {
    pub fn any_stage_payment()(
        position in any::<u32>(),
        (title, milestone, staff_note) in (any_text(), any_text(), any_text()),
        (amount_pence, retention_pence) in (0i64..1_000_000_000).prop_flat_map(|a| (Just(a), 0..=a)),
        (due_on, paid_on) in (option::of(any_day()), option::of(any_day())),
    ) -> StagePayment {
        StagePayment { position, title, milestone, amount_pence, retention_pence, due_on, paid_on, staff_note }
    }
}

prop_compose! {
    fn any_job()(
        (reference, title, description, staff_note) in (any_text(), any_text(), any_text(), any_text()),
        status in any_of(Status::ALL),
        (raised_on, booked_for, done_on) in
            (option::of(any_day()), option::of(any_day()), option::of(any_day())),
    ) -> Job {
        Job { reference, title, status, raised_on, booked_for, done_on, description, staff_note }
    }
}

prop_compose! {
    fn any_visit()(
        (title, window, engineer) in (any_text(), any_text(), any_text()),
        (outcome, staff_note) in (any_text(), any_text()),
        status in any_of(Status::ALL),
        on in any_day(),
        job in option::of(any::<[u8; 16]>()),
    ) -> Visit {
        let job = job.map(RecordId::from_bytes);
        Visit { title, status, on, window, engineer, outcome, job, staff_note }
    }
}

prop_compose! {
    fn any_document()(
        (sub_kind, title, number, result) in (any_text(), any_text(), any_text(), any_text()),
        (inspector, remarks, staff_note) in (any_text(), any_text(), any_text()),
        (issued_on, next_due) in (any_day(), option::of(any_day())),
        superseded in any::<bool>(),
        file in option::of(any::<[u8; 16]>()),
    ) -> Document {
        let file = file.map(FileId::from_bytes);
        Document {
            sub_kind, title, number, issued_on, next_due, result, inspector, remarks, superseded, file,
            staff_note,
        }
    }
}

prop_compose! {
    fn any_photo_set()(
        (title, stage, remarks, staff_note) in (any_text(), any_text(), any_text(), any_text()),
        taken_on in any_day(),
        photos in vec(any::<[u8; 16]>().prop_map(FileId::from_bytes), 0..4),
    ) -> PhotoSet {
        PhotoSet { title, taken_on, stage, remarks, photos, staff_note }
    }
}

prop_compose! {
    fn any_milestone()(
        position in any::<u32>(),
        (title, description, staff_note) in (any_text(), any_text(), any_text()),
        (planned_on, reached_on) in (option::of(any_day()), option::of(any_day())),
    ) -> Milestone {
        Milestone { position, title, planned_on, reached_on, description, staff_note }
    }
}

pub fn any_body() -> impl Strategy<Value = Body> {
    prop_oneof![
        any_job().prop_map(Body::Job),
        any_visit().prop_map(Body::Visit),
        any_document().prop_map(Body::Document),
        any_photo_set().prop_map(Body::PhotoSet),
        any_invoice().prop_map(Body::Invoice),
        any_milestone().prop_map(Body::Milestone),
        any_stage_payment().prop_map(Body::StagePayment),
    ]
}
