//! Which fields a record of each kind has on its form, in the order in which they are filled in.

use crate::strings::t;
use contract::kind::RecordKind;

/// What is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Text,
    /// Several lines of it.
    Long,
    Day,
    /// One of the kind's states.
    Status,
    Chase,
    /// Yes or no.
    Tick,
    Sum,
    Number,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// As it is called on the wire.
    pub name: &'static str,
    pub label: &'static str,
    pub sort: Sort,
    pub is_needed: bool,
    /// As many characters as the server takes.
    pub most: u32,
    pub help: Option<&'static str>,
}

impl Field {
    const fn new(name: &'static str, label: &'static str, sort: Sort) -> Self {
        Self {
            name,
            label,
            sort,
            is_needed: false,
            most: match sort {
                Sort::Long => 20_000,
                _ => 300,
            },
            help: None,
        }
    }

    const fn needed(mut self) -> Self {
        self.is_needed = true;
        self
    }

    const fn at_most(mut self, most: u32) -> Self {
        self.most = most;
        self
    }

    const fn with_help(mut self, help: &'static str) -> Self {
        self.help = Some(help);
        self
    }
}

#[must_use]
pub fn fields(kind: RecordKind) -> Vec<Field> {
    use Sort::{Chase, Day, Long, Number, Status, Sum, Text, Tick};
    let f = &t().records.fields;
    let title = Field::new("title", f.title, Text).needed();
    let mut fields = match kind {
        RecordKind::Job => vec![
            title,
            Field::new("status", f.status, Status).needed(),
            Field::new("reference", f.reference, Text).at_most(80),
            Field::new("raised_on", f.raised_on, Day),
            Field::new("booked_for", f.booked_for, Day),
            Field::new("done_on", f.done_on, Day),
            Field::new("description", f.description, Long),
        ],
        RecordKind::Visit => vec![
            title,
            Field::new("status", f.status, Status).needed(),
            Field::new("on", f.on, Day).needed(),
            Field::new("window", f.window, Text)
                .at_most(20)
                .with_help(f.window_help),
            Field::new("engineer", f.engineer, Text).at_most(120),
            Field::new("outcome", f.outcome, Long),
        ],
        RecordKind::Document => vec![
            title,
            Field::new("sub_kind", f.sub_kind, Text)
                .needed()
                .at_most(40)
                .with_help(f.sub_kind_help),
            Field::new("number", f.number, Text).at_most(80),
            Field::new("issued_on", f.issued_on, Day).needed(),
            Field::new("next_due", f.next_due, Day),
            Field::new("result", f.result, Text),
            Field::new("inspector", f.inspector, Text).at_most(120),
            Field::new("remarks", f.remarks, Long),
            Field::new("superseded", f.superseded, Tick),
        ],
        RecordKind::PhotoSet => vec![
            title,
            Field::new("taken_on", f.taken_on, Day).needed(),
            Field::new("stage", f.stage, Text).at_most(80),
            Field::new("remarks", f.remarks, Long),
        ],
        RecordKind::Invoice => vec![
            Field::new("number", f.number, Text).needed().at_most(80),
            Field::new("title", f.title, Text),
            Field::new("issued_on", f.issued_on, Day).needed(),
            Field::new("due_on", f.due_on, Day).needed(),
            Field::new("purchase_order", f.purchase_order, Text).at_most(80),
            Field::new("chase", f.chase, Chase).needed(),
            Field::new("draft", f.draft, Tick),
        ],
        RecordKind::Milestone => vec![
            title,
            Field::new("position", f.position, Number).needed(),
            Field::new("planned_on", f.planned_on, Day),
            Field::new("reached_on", f.reached_on, Day),
            Field::new("description", f.description, Long),
        ],
        RecordKind::StagePayment => vec![
            title,
            Field::new("position", f.position, Number).needed(),
            Field::new("milestone", f.milestone, Text),
            Field::new("amount", f.amount, Sum).needed(),
            Field::new("retention", f.retention, Sum).needed(),
            Field::new("due_on", f.due_on, Day),
            Field::new("paid_on", f.paid_on, Day),
        ],
    };
    fields.push(Field::new("staff_note", f.staff_note, Long).with_help(f.staff_note_help));
    fields
}
