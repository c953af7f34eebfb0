//! A body as it was sent, made one that is stored: new lines get their ids, files stay those that the record has.

use super::check::Faults;
use crate::App;
use contract::firm_record::{InvoiceLineBody, RecordBody};
use contract::id::{FileId, LineId};
use domain::clock::new_id;
use domain::record::{
    Body, Document, Invoice, InvoiceLine, Job, Milestone, PhotoSet, StagePayment, Visit,
};
use std::collections::BTreeSet;

/// `old` is what the record held before, if it was there.
pub(super) fn of(app: &App, sent: RecordBody, old: Option<&Body>, faults: &mut Faults) -> Body {
    match sent {
        RecordBody::Job(b) => Body::Job(Job {
            reference: b.reference,
            title: b.title,
            status: b.status,
            raised_on: b.raised_on,
            booked_for: b.booked_for,
            done_on: b.done_on,
            description: b.description,
            staff_note: b.staff_note,
        }),
        RecordBody::Visit(b) => Body::Visit(Visit {
            title: b.title,
            status: b.status,
            on: b.on,
            window: b.window,
            engineer: b.engineer,
            outcome: b.outcome,
            job: b.job,
            staff_note: b.staff_note,
        }),
        RecordBody::Document(b) => Body::Document(Document {
            sub_kind: b.sub_kind,
            title: b.title,
            number: b.number,
            issued_on: b.issued_on,
            next_due: b.next_due,
            result: b.result,
            inspector: b.inspector,
            remarks: b.remarks,
            superseded: b.superseded,
            file: match old {
                Some(Body::Document(old)) => old.file,
                _ => None,
            },
            staff_note: b.staff_note,
        }),
        RecordBody::PhotoSet(b) => Body::PhotoSet(PhotoSet {
            title: b.title,
            taken_on: b.taken_on,
            stage: b.stage,
            remarks: b.remarks,
            photos: photos(b.photos, old, faults),
            staff_note: b.staff_note,
        }),
        RecordBody::Invoice(b) => Body::Invoice(Invoice {
            number: b.number,
            purchase_order: b.purchase_order,
            title: b.title,
            issued_on: b.issued_on,
            due_on: b.due_on,
            draft: b.draft,
            chase: b.chase,
            lines: lines(app, b.lines, old, faults),
            staff_note: b.staff_note,
        }),
        RecordBody::Milestone(b) => Body::Milestone(Milestone {
            position: b.position,
            title: b.title,
            planned_on: b.planned_on,
            reached_on: b.reached_on,
            description: b.description,
            staff_note: b.staff_note,
        }),
        RecordBody::StagePayment(b) => Body::StagePayment(StagePayment {
            position: b.position,
            title: b.title,
            milestone: b.milestone,
            amount_pence: b.amount.pence,
            retention_pence: b.retention.pence,
            due_on: b.due_on,
            paid_on: b.paid_on,
            staff_note: b.staff_note,
        }),
    }
}

/// The photos that stay, in their new order. New ones come with their bytes, never by name.
fn photos(wanted: Option<Vec<FileId>>, old: Option<&Body>, faults: &mut Faults) -> Vec<FileId> {
    let had = match old {
        Some(Body::PhotoSet(old)) => old.photos.as_slice(),
        _ => &[],
    };
    let Some(wanted) = wanted else {
        return had.to_vec();
    };
    let mut named = BTreeSet::new();
    if !wanted
        .iter()
        .all(|photo| had.contains(photo) && named.insert(*photo))
    {
        faults.add(
            "photos",
            "unknown",
            "name each photo of this set at most once, and no other",
        );
    }
    wanted
}

fn lines(
    app: &App,
    sent: Vec<InvoiceLineBody>,
    old: Option<&Body>,
    faults: &mut Faults,
) -> Vec<InvoiceLine> {
    let had: BTreeSet<LineId> = match old {
        Some(Body::Invoice(old)) => old.lines.iter().map(|line| line.id).collect(),
        _ => BTreeSet::new(),
    };
    let mut named = BTreeSet::new();
    let mut lines = Vec::with_capacity(sent.len());
    for (at, line) in sent.into_iter().enumerate() {
        if let Some(id) = line.id
            && !(had.contains(&id) && named.insert(id))
        {
            faults.add(
                &format!("lines.{at}.id"),
                "unknown",
                "name each line of this invoice at most once; a new line has no id yet",
            );
        }
        lines.push(InvoiceLine {
            id: line
                .id
                .unwrap_or_else(|| new_id(&*app.clock, &*app.entropy)),
            description: line.description,
            net_pence: line.net.pence,
            vat_rate: line.vat_rate,
            state: line.state,
            job: line.job,
        });
    }
    lines
}
