//! The typed bodies, one struct per kind: validated on the way in and on the way out of the database.
//! Totals and statuses that follow from the parts are derived, never stored in a body.

use super::{FieldGroup, Spine};
use crate::money;
use contract::day::Day;
use contract::id::{FileId, LineId, RecordId};
use contract::kind::{ChaseState, LineState, RecordKind, Status};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    Job(Job),
    Visit(Visit),
    Document(Document),
    PhotoSet(PhotoSet),
    Invoice(Invoice),
    Milestone(Milestone),
    StagePayment(StagePayment),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    pub reference: String,
    pub title: String,
    pub status: Status,
    pub raised_on: Option<Day>,
    pub booked_for: Option<Day>,
    pub done_on: Option<Day>,
    pub description: String,
    pub staff_note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    pub title: String,
    pub status: Status,
    pub on: Day,
    /// `09:00-11:00`, or empty while no hour is agreed.
    pub window: String,
    pub engineer: String,
    pub outcome: String,
    pub job: Option<RecordId>,
    pub staff_note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// `eicr`, `gas-safety`, `epc`, `pat`, `ev-charger` …
    pub sub_kind: String,
    pub title: String,
    pub number: String,
    pub issued_on: Day,
    pub next_due: Option<Day>,
    pub result: String,
    pub inspector: String,
    pub remarks: String,
    pub superseded: bool,
    pub file: Option<FileId>,
    pub staff_note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhotoSet {
    pub title: String,
    pub taken_on: Day,
    pub stage: String,
    pub remarks: String,
    pub photos: Vec<FileId>,
    pub staff_note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invoice {
    pub number: String,
    pub purchase_order: String,
    pub title: String,
    pub issued_on: Day,
    pub due_on: Day,
    pub draft: bool,
    pub chase: ChaseState,
    pub lines: Vec<InvoiceLine>,
    pub staff_note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvoiceLine {
    pub id: LineId,
    pub description: String,
    pub net_pence: i64,
    /// In hundredths of a per cent: 2000 is 20 %.
    pub vat_rate: u32,
    pub state: LineState,
    pub job: Option<RecordId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    pub position: u32,
    pub title: String,
    pub planned_on: Option<Day>,
    pub reached_on: Option<Day>,
    pub description: String,
    pub staff_note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StagePayment {
    pub position: u32,
    pub title: String,
    pub milestone: String,
    pub amount_pence: i64,
    pub retention_pence: i64,
    pub due_on: Option<Day>,
    pub paid_on: Option<Day>,
    pub staff_note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    #[error("`{field}` must not be empty")]
    Empty { field: &'static str },
    #[error("`{field}` is longer than {max} characters")]
    TooLong { field: &'static str, max: usize },
    #[error("a {kind} cannot be `{status}`")]
    Status { kind: RecordKind, status: Status },
    #[error("`{later}` lies before `{earlier}`")]
    Order {
        earlier: &'static str,
        later: &'static str,
    },
    #[error("`{field}` is out of range")]
    Range { field: &'static str },
}

/// No single sum on an invoice is larger than this many pence (a hundred million pounds).
const MOST_PENCE: i64 = 10_000_000_000;

impl InvoiceLine {
    #[must_use]
    pub fn vat_pence(&self) -> i64 {
        money::vat(self.net_pence, self.vat_rate)
    }

    #[must_use]
    pub fn total_pence(&self) -> i64 {
        self.net_pence + self.vat_pence()
    }

    /// A queried line is still owed; it only waits.
    #[must_use]
    pub fn open_pence(&self) -> i64 {
        match self.state {
            LineState::Open | LineState::Queried => self.total_pence(),
            LineState::Credited | LineState::Paid => 0,
        }
    }
}

impl Invoice {
    #[must_use]
    pub fn net_pence(&self) -> i64 {
        self.lines.iter().map(|l| l.net_pence).sum()
    }
    #[must_use]
    pub fn vat_pence(&self) -> i64 {
        self.lines.iter().map(InvoiceLine::vat_pence).sum()
    }
    #[must_use]
    pub fn total_pence(&self) -> i64 {
        self.lines.iter().map(InvoiceLine::total_pence).sum()
    }
    #[must_use]
    pub fn open_pence(&self) -> i64 {
        self.lines.iter().map(InvoiceLine::open_pence).sum()
    }

    #[must_use]
    pub fn status(&self) -> Status {
        let any = |state| self.lines.iter().any(|l| l.state == state);
        let waiting = any(LineState::Open) || any(LineState::Queried);
        match (self.draft, waiting, any(LineState::Paid)) {
            (true, _, _) => Status::Draft,
            (_, true, true) => Status::PartPaid,
            (_, true, false) => Status::Unpaid,
            (_, false, true) => Status::Paid,
            (_, false, false) => Status::Credited,
        }
    }
}

impl Body {
    #[must_use]
    pub const fn kind(&self) -> RecordKind {
        match self {
            Self::Job(_) => RecordKind::Job,
            Self::Visit(_) => RecordKind::Visit,
            Self::Document(_) => RecordKind::Document,
            Self::PhotoSet(_) => RecordKind::PhotoSet,
            Self::Invoice(_) => RecordKind::Invoice,
            Self::Milestone(_) => RecordKind::Milestone,
            Self::StagePayment(_) => RecordKind::StagePayment,
        }
    }

    /// The columns derived from this body.
    #[must_use]
    pub fn spine(&self) -> Spine {
        let blank = Spine {
            sub_kind: String::new(),
            title: String::new(),
            status: Status::Open,
            happened_on: None,
            due_on: None,
            amount_pence: 0,
            open_pence: 0,
            outstanding: false,
            file: None,
            file_count: 0,
        };
        match self {
            Self::Job(b) => Spine {
                title: b.title.clone(),
                status: b.status,
                happened_on: b.done_on.or(b.raised_on),
                due_on: b.booked_for,
                outstanding: matches!(b.status, Status::Open | Status::Booked),
                ..blank
            },
            Self::Visit(b) => Spine {
                title: b.title.clone(),
                status: b.status,
                happened_on: Some(b.on),
                outstanding: b.status == Status::Booked,
                ..blank
            },
            Self::Document(b) => Spine {
                sub_kind: b.sub_kind.clone(),
                title: b.title.clone(),
                status: if b.superseded {
                    Status::Superseded
                } else {
                    Status::Current
                },
                happened_on: Some(b.issued_on),
                due_on: b.next_due,
                outstanding: !b.superseded && b.next_due.is_some(),
                file: b.file,
                file_count: u32::from(b.file.is_some()),
                ..blank
            },
            Self::PhotoSet(b) => Spine {
                title: b.title.clone(),
                status: Status::Current,
                happened_on: Some(b.taken_on),
                file: b.photos.first().copied(),
                file_count: u32::try_from(b.photos.len()).unwrap_or(u32::MAX),
                ..blank
            },
            Self::Invoice(b) => Spine {
                title: format!("{} {}", b.number, b.title).trim_end().to_owned(),
                status: b.status(),
                happened_on: Some(b.issued_on),
                due_on: Some(b.due_on),
                amount_pence: b.total_pence(),
                open_pence: if b.draft { 0 } else { b.open_pence() },
                outstanding: matches!(b.status(), Status::Unpaid | Status::PartPaid),
                ..blank
            },
            Self::Milestone(b) => Spine {
                title: b.title.clone(),
                status: if b.reached_on.is_some() {
                    Status::Reached
                } else {
                    Status::Planned
                },
                happened_on: b.reached_on,
                due_on: b.planned_on,
                outstanding: b.reached_on.is_none(),
                ..blank
            },
            Self::StagePayment(b) => Spine {
                title: b.title.clone(),
                status: match (b.paid_on, b.retention_pence) {
                    (None, _) => Status::Unpaid,
                    (Some(_), 0) => Status::Paid,
                    (Some(_), _) => Status::Retained,
                },
                happened_on: b.paid_on,
                due_on: b.due_on,
                amount_pence: b.amount_pence,
                open_pence: if b.paid_on.is_some() {
                    b.retention_pence
                } else {
                    b.amount_pence
                },
                outstanding: b.paid_on.is_none(),
                ..blank
            },
        }
    }

    /// What a search matches, by the field group that must be open for it to match.
    #[must_use]
    pub fn texts(&self) -> Vec<(FieldGroup, String)> {
        use FieldGroup::{Detail, Money, People, Schedule, Staff, Summary};
        let window = |w: &str| w.replace([':', '-'], " ");
        let texts = match self {
            Self::Job(b) => vec![
                (Summary, format!("{} {}", b.reference, b.title)),
                (Detail, b.description.clone()),
                (Staff, b.staff_note.clone()),
            ],
            Self::Visit(b) => vec![
                (Summary, b.title.clone()),
                (Schedule, window(&b.window)),
                (People, b.engineer.clone()),
                (Detail, b.outcome.clone()),
                (Staff, b.staff_note.clone()),
            ],
            Self::Document(b) => vec![
                (Summary, format!("{} {}", b.sub_kind, b.title)),
                (Detail, format!("{} {} {}", b.number, b.result, b.remarks)),
                (People, b.inspector.clone()),
                (Staff, b.staff_note.clone()),
            ],
            Self::PhotoSet(b) => vec![
                (Summary, b.title.clone()),
                (Detail, format!("{} {}", b.stage, b.remarks)),
                (Staff, b.staff_note.clone()),
            ],
            Self::Invoice(b) => vec![
                (Summary, format!("{} {}", b.number, b.title)),
                (
                    Money,
                    std::iter::once(b.purchase_order.as_str())
                        .chain(b.lines.iter().map(|l| l.description.as_str()))
                        .collect::<Vec<_>>()
                        .join(" "),
                ),
                (Staff, b.staff_note.clone()),
            ],
            Self::Milestone(b) => vec![
                (Summary, b.title.clone()),
                (Detail, b.description.clone()),
                (Staff, b.staff_note.clone()),
            ],
            Self::StagePayment(b) => vec![
                (Summary, b.title.clone()),
                (Money, b.milestone.clone()),
                (Staff, b.staff_note.clone()),
            ],
        };
        texts
            .into_iter()
            .filter(|(_, text)| !text.trim().is_empty())
            .collect()
    }

    fn staff_note(&self) -> &str {
        match self {
            Self::Job(b) => &b.staff_note,
            Self::Visit(b) => &b.staff_note,
            Self::Document(b) => &b.staff_note,
            Self::PhotoSet(b) => &b.staff_note,
            Self::Invoice(b) => &b.staff_note,
            Self::Milestone(b) => &b.staff_note,
            Self::StagePayment(b) => &b.staff_note,
        }
    }

    /// Refuses what no record of its kind can be.
    pub fn validate(&self) -> Result<(), BodyError> {
        match self.faults().into_iter().next() {
            Some((_, fault)) => Err(fault),
            None => Ok(()),
        }
    }

    /// Whether it is the firm's own until it is issued, whatever else is said of it.
    #[must_use]
    pub const fn is_draft(&self) -> bool {
        matches!(self, Self::Invoice(invoice) if invoice.draft)
    }

    /// Everything that no record of its kind can be, each with the invoice's line that it is about, if it is about
    /// one.
    #[must_use]
    pub fn faults(&self) -> Vec<(Option<usize>, BodyError)> {
        let mut all = Faults::default();
        all.add(long("staff note", self.staff_note()));
        match self {
            Self::Job(b) => {
                all.add(required("title", &b.title));
                all.add(short("reference", &b.reference, 80));
                all.add(long("description", &b.description));
                all.add(status(
                    self.kind(),
                    b.status,
                    &[
                        Status::Open,
                        Status::Booked,
                        Status::Done,
                        Status::Cancelled,
                    ],
                ));
                all.add(ordered("raised_on", b.raised_on, "done_on", b.done_on));
            }
            Self::Visit(b) => {
                all.add(required("title", &b.title));
                all.add(short("engineer", &b.engineer, 120));
                all.add(short("window", &b.window, 20));
                all.add(long("outcome", &b.outcome));
                all.add(status(
                    self.kind(),
                    b.status,
                    &[
                        Status::Booked,
                        Status::Done,
                        Status::Missed,
                        Status::Cancelled,
                    ],
                ));
            }
            Self::Document(b) => {
                all.add(required("title", &b.title));
                all.add(
                    required("type", &b.sub_kind).and_then(|()| short("type", &b.sub_kind, 40)),
                );
                all.add(short("number", &b.number, 80));
                all.add(short("result", &b.result, 300));
                all.add(short("inspector", &b.inspector, 120));
                all.add(long("remarks", &b.remarks));
                all.add(ordered(
                    "issued_on",
                    Some(b.issued_on),
                    "next_due",
                    b.next_due,
                ));
            }
            Self::PhotoSet(b) => {
                all.add(required("title", &b.title));
                all.add(short("stage", &b.stage, 80));
                all.add(long("remarks", &b.remarks));
            }
            Self::Invoice(b) => {
                all.add(
                    required("number", &b.number).and_then(|()| short("number", &b.number, 80)),
                );
                all.add(short("title", &b.title, 300));
                all.add(short("purchase order", &b.purchase_order, 80));
                all.add(ordered(
                    "issued_on",
                    Some(b.issued_on),
                    "due_on",
                    Some(b.due_on),
                ));
                for (at, line) in b.lines.iter().enumerate() {
                    all.line = Some(at);
                    all.add(required("line description", &line.description));
                    let sums = -MOST_PENCE..=MOST_PENCE;
                    all.add(range("net", sums.contains(&line.net_pence)));
                    all.add(range("vat rate", line.vat_rate <= 10_000));
                }
            }
            Self::Milestone(b) => {
                all.add(required("title", &b.title));
                all.add(long("description", &b.description));
            }
            Self::StagePayment(b) => {
                all.add(required("title", &b.title));
                all.add(short("milestone", &b.milestone, 300));
                all.add(range("amount", (0..=MOST_PENCE).contains(&b.amount_pence)));
                all.add(range(
                    "retention",
                    (0..=b.amount_pence).contains(&b.retention_pence),
                ));
            }
        }
        all.found
    }
}

#[derive(Default)]
struct Faults {
    found: Vec<(Option<usize>, BodyError)>,
    /// The line that is looked at.
    line: Option<usize>,
}

impl Faults {
    fn add(&mut self, checked: Result<(), BodyError>) {
        if let Err(fault) = checked {
            self.found.push((self.line, fault));
        }
    }
}

fn required(field: &'static str, text: &str) -> Result<(), BodyError> {
    if text.trim().is_empty() {
        return Err(BodyError::Empty { field });
    }
    short(field, text, 300)
}

fn short(field: &'static str, text: &str, max: usize) -> Result<(), BodyError> {
    if text.chars().count() > max {
        return Err(BodyError::TooLong { field, max });
    }
    Ok(())
}

fn long(field: &'static str, text: &str) -> Result<(), BodyError> {
    short(field, text, 20_000)
}

fn range(field: &'static str, holds: bool) -> Result<(), BodyError> {
    if holds {
        Ok(())
    } else {
        Err(BodyError::Range { field })
    }
}

fn status(kind: RecordKind, status: Status, allowed: &[Status]) -> Result<(), BodyError> {
    if allowed.contains(&status) {
        Ok(())
    } else {
        Err(BodyError::Status { kind, status })
    }
}

fn ordered(
    earlier: &'static str,
    first: Option<Day>,
    later: &'static str,
    second: Option<Day>,
) -> Result<(), BodyError> {
    match (first, second) {
        (Some(a), Some(b)) if b < a => Err(BodyError::Order { earlier, later }),
        _ => Ok(()),
    }
}
