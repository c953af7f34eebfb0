//! Bodies as the firm is told them: every field, and sums as money.

use super::Body;
use contract::firm_record::{
    DocumentBody, InvoiceBody, InvoiceLineBody, JobBody, MilestoneBody, PhotoSetBody, RecordBody,
    StagePaymentBody, VisitBody,
};
use contract::money::Money;

impl From<Body> for RecordBody {
    fn from(body: Body) -> Self {
        match body {
            Body::Job(b) => Self::Job(JobBody {
                reference: b.reference,
                title: b.title,
                status: b.status,
                raised_on: b.raised_on,
                booked_for: b.booked_for,
                done_on: b.done_on,
                description: b.description,
                staff_note: b.staff_note,
            }),
            Body::Visit(b) => Self::Visit(VisitBody {
                title: b.title,
                status: b.status,
                on: b.on,
                window: b.window,
                engineer: b.engineer,
                outcome: b.outcome,
                job: b.job,
                staff_note: b.staff_note,
            }),
            Body::Document(b) => Self::Document(DocumentBody {
                sub_kind: b.sub_kind,
                title: b.title,
                number: b.number,
                issued_on: b.issued_on,
                next_due: b.next_due,
                result: b.result,
                inspector: b.inspector,
                remarks: b.remarks,
                superseded: b.superseded,
                staff_note: b.staff_note,
            }),
            Body::PhotoSet(b) => Self::PhotoSet(PhotoSetBody {
                title: b.title,
                taken_on: b.taken_on,
                stage: b.stage,
                remarks: b.remarks,
                photos: Some(b.photos),
                staff_note: b.staff_note,
            }),
            Body::Invoice(b) => Self::Invoice(InvoiceBody {
                number: b.number,
                purchase_order: b.purchase_order,
                title: b.title,
                issued_on: b.issued_on,
                due_on: b.due_on,
                draft: b.draft,
                chase: b.chase,
                lines: b
                    .lines
                    .into_iter()
                    .map(|line| InvoiceLineBody {
                        id: Some(line.id),
                        description: line.description,
                        net: Money::gbp(line.net_pence),
                        vat_rate: line.vat_rate,
                        state: line.state,
                        job: line.job,
                    })
                    .collect(),
                staff_note: b.staff_note,
            }),
            Body::Milestone(b) => Self::Milestone(MilestoneBody {
                position: b.position,
                title: b.title,
                planned_on: b.planned_on,
                reached_on: b.reached_on,
                description: b.description,
                staff_note: b.staff_note,
            }),
            Body::StagePayment(b) => Self::StagePayment(StagePaymentBody {
                position: b.position,
                title: b.title,
                milestone: b.milestone,
                amount: Money::gbp(b.amount_pence),
                retention: Money::gbp(b.retention_pence),
                due_on: b.due_on,
                paid_on: b.paid_on,
                staff_note: b.staff_note,
            }),
        }
    }
}
