//! Rows that become a record, of whichever kind: what all kinds share, and a body that is whole but for what
//! must be looked up.

use super::sheet_row;
use crate::import::cells::{Cell, Cells, LINE, TEXT};
use crate::import::sheet::Sheet;
use contract::kind::{ChaseState, RecordKind, Status};
use domain::record::{Document, Invoice, Job, Milestone, PhotoSet, StagePayment, Standing, Visit};

#[derive(Debug)]
pub(in crate::import) struct RecordRow {
    pub line: u32,
    pub reference: String,
    pub subject: String,
    pub standing: Standing,
    pub addressed_to: Option<String>,
    pub raised_by: Option<String>,
    pub shared_with: Vec<String>,
    pub draft: Draft,
}
sheet_row!(RecordRow, reference);

#[derive(Debug)]
pub(in crate::import) enum Draft {
    Job(Job),
    Visit {
        body: Visit,
        job: Option<String>,
    },
    /// `superseded` is `None` where it follows from the other documents.
    Document {
        body: Document,
        file: Option<String>,
        superseded: Option<bool>,
    },
    PhotoSet(PhotoSet),
    /// `chase` is `None` where it stays as it is.
    Invoice {
        body: Invoice,
        chase: Option<ChaseState>,
    },
    Milestone(Milestone),
    StagePayment {
        body: StagePayment,
        milestone: Option<String>,
    },
}

/// The record kind that rows of a file become; `None` for the other files.
pub(in crate::import) const fn kind_of(sheet: Sheet) -> Option<RecordKind> {
    match sheet {
        Sheet::Jobs => Some(RecordKind::Job),
        Sheet::Visits => Some(RecordKind::Visit),
        Sheet::Documents => Some(RecordKind::Document),
        Sheet::PhotoSets => Some(RecordKind::PhotoSet),
        Sheet::Invoices => Some(RecordKind::Invoice),
        Sheet::Milestones => Some(RecordKind::Milestone),
        Sheet::StagePayments => Some(RecordKind::StagePayment),
        _ => None,
    }
}

impl RecordRow {
    fn read(cells: &mut Cells<'_>) -> Cell<Self> {
        let reference = cells.reference("ref");
        let subject = cells.reference("subject");
        let draft = draft(cells);
        let addressed_to = cells.maybe_reference("addressed_to");
        let raised_by = cells.maybe_reference("raised_by");
        let shared_with = cells.list("shared_with");
        let standings = [Standing::ByRule, Standing::Internal, Standing::Shared];
        let standing = match cells
            .word("standing", &standings, Standing::name)?
            .unwrap_or(Standing::ByRule)
        {
            Standing::Shared if shared_with.is_empty() => {
                Err(cells.refuse("standing", "it is shared, but `shared_with` names nobody"))
            }
            Standing::Internal if !shared_with.is_empty() => Err(cells.refuse(
                "standing",
                "it is internal, but `shared_with` names somebody",
            )),
            standing => Ok(standing),
        };
        Ok(Self {
            line: cells.line(),
            reference: reference?,
            subject: subject?,
            standing: standing?,
            addressed_to: addressed_to?,
            raised_by: raised_by?,
            shared_with,
            draft: draft?,
        })
    }
}

fn draft(cells: &mut Cells<'_>) -> Cell<Draft> {
    match cells.sheet {
        Sheet::Jobs => job(cells),
        Sheet::Visits => visit(cells),
        Sheet::Documents => document(cells),
        Sheet::PhotoSets => photo_set(cells),
        Sheet::Invoices => invoice(cells),
        Sheet::Milestones => milestone(cells),
        _ => stage_payment(cells),
    }
}

fn status(cells: &mut Cells<'_>, words: &[Status]) -> Cell<Status> {
    cells.needed_word("status", words, Status::name)
}

fn job(cells: &mut Cells<'_>) -> Cell<Draft> {
    let reference = cells.text("reference", LINE);
    let title = cells.needed("title", LINE);
    let status = status(
        cells,
        &[
            Status::Open,
            Status::Booked,
            Status::Done,
            Status::Cancelled,
        ],
    );
    let raised_on = cells.day("raised_on");
    let booked_for = cells.day("booked_for");
    let done_on = cells.day("done_on");
    let description = cells.text("description", TEXT);
    let staff_note = cells.text("staff_note", TEXT);
    Ok(Draft::Job(Job {
        reference: reference?,
        title: title?,
        status: status?,
        raised_on: raised_on?,
        booked_for: booked_for?,
        done_on: done_on?,
        description: description?,
        staff_note: staff_note?,
    }))
}

fn visit(cells: &mut Cells<'_>) -> Cell<Draft> {
    let job = cells.maybe_reference("job");
    let title = cells.needed("title", LINE);
    let status = status(
        cells,
        &[
            Status::Booked,
            Status::Done,
            Status::Missed,
            Status::Cancelled,
        ],
    );
    let on = cells.needed_day("date");
    let window = cells.text("window", LINE);
    let engineer = cells.text("engineer", LINE);
    let outcome = cells.text("outcome", TEXT);
    let staff_note = cells.text("staff_note", TEXT);
    let body = Visit {
        title: title?,
        status: status?,
        on: on?,
        window: window?,
        engineer: engineer?,
        outcome: outcome?,
        job: None,
        staff_note: staff_note?,
    };
    Ok(Draft::Visit { body, job: job? })
}

fn document(cells: &mut Cells<'_>) -> Cell<Draft> {
    let sub_kind = document_type(cells);
    let title = cells.needed("title", LINE);
    let number = cells.text("number", LINE);
    let issued_on = cells.needed_day("issued_on");
    let next_due = cells.day("next_due");
    let result = cells.text("result", LINE);
    let inspector = cells.text("inspector", LINE);
    let remarks = cells.text("remarks", TEXT);
    let file = cells.text("file", LINE);
    let superseded = cells.yes_or_no("superseded");
    let staff_note = cells.text("staff_note", TEXT);
    let body = Document {
        sub_kind: sub_kind?,
        title: title?,
        number: number?,
        issued_on: issued_on?,
        next_due: next_due?,
        result: result?,
        inspector: inspector?,
        remarks: remarks?,
        superseded: false,
        file: None,
        staff_note: staff_note?,
    };
    Ok(Draft::Document {
        body,
        file: filled(file?),
        superseded: superseded?,
    })
}

/// `Gas Safety` and `gas-safety` are one type: rules name them in the second spelling.
fn document_type(cells: &mut Cells<'_>) -> Cell<String> {
    let text = cells.needed("type", LINE)?;
    let name = text
        .to_ascii_lowercase()
        .split([' ', '_', '-'])
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    let plain = name
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if plain && !name.is_empty() {
        Ok(name)
    } else {
        Err(cells.refuse(
            "type",
            "a type is written in letters, digits and hyphens, such as gas-safety",
        ))
    }
}

fn photo_set(cells: &mut Cells<'_>) -> Cell<Draft> {
    let title = cells.needed("title", LINE);
    let taken_on = cells.needed_day("taken_on");
    let stage = cells.text("stage", LINE);
    let remarks = cells.text("remarks", TEXT);
    let staff_note = cells.text("staff_note", TEXT);
    Ok(Draft::PhotoSet(PhotoSet {
        title: title?,
        taken_on: taken_on?,
        stage: stage?,
        remarks: remarks?,
        photos: Vec::new(),
        staff_note: staff_note?,
    }))
}

fn invoice(cells: &mut Cells<'_>) -> Cell<Draft> {
    let number = cells.needed("number", LINE);
    let purchase_order = cells.text("purchase_order", LINE);
    let title = cells.text("title", LINE);
    let issued_on = cells.needed_day("issued_on");
    let due_on = cells.needed_day("due_on");
    let draft = cells.yes_or_no("draft");
    let chase = cells.word("chase", ChaseState::ALL, ChaseState::name);
    let staff_note = cells.text("staff_note", TEXT);
    let body = Invoice {
        number: number?,
        purchase_order: purchase_order?,
        title: title?,
        issued_on: issued_on?,
        due_on: due_on?,
        draft: draft?.unwrap_or(false),
        chase: ChaseState::None,
        lines: Vec::new(),
        staff_note: staff_note?,
    };
    Ok(Draft::Invoice {
        body,
        chase: chase?,
    })
}

fn milestone(cells: &mut Cells<'_>) -> Cell<Draft> {
    let position = cells.position("position");
    let title = cells.needed("title", LINE);
    let planned_on = cells.day("planned_on");
    let reached_on = cells.day("reached_on");
    let description = cells.text("description", TEXT);
    let staff_note = cells.text("staff_note", TEXT);
    Ok(Draft::Milestone(Milestone {
        position: position?,
        title: title?,
        planned_on: planned_on?,
        reached_on: reached_on?,
        description: description?,
        staff_note: staff_note?,
    }))
}

fn stage_payment(cells: &mut Cells<'_>) -> Cell<Draft> {
    let position = cells.position("position");
    let title = cells.needed("title", LINE);
    let milestone = cells.text("milestone", LINE);
    let amount_pence = cells.needed_pence("amount");
    let retention_pence = cells.pence("retention");
    let due_on = cells.day("due_on");
    let paid_on = cells.day("paid_on");
    let staff_note = cells.text("staff_note", TEXT);
    let body = StagePayment {
        position: position?,
        title: title?,
        milestone: String::new(),
        amount_pence: amount_pence?,
        retention_pence: retention_pence?.unwrap_or(0),
        due_on: due_on?,
        paid_on: paid_on?,
        staff_note: staff_note?,
    };
    Ok(Draft::StagePayment {
        body,
        milestone: filled(milestone?),
    })
}

fn filled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
