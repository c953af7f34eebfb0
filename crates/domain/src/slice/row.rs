//! A record as a row of a list, cut to what the matched rules open.

use super::scope::Opened;
use super::{Kind, Scope, Weights};
use crate::record::FieldGroup;
use contract::day::Day;
use contract::id::{FileId, RecordId};
use contract::kind::{Action, RecordKind, Status, Validity};
use contract::money::Money;
use contract::record::{RecordRow, SubjectRef};

/// Days before the next-due day in which a certificate counts as due soon.
pub const DUE_SOON_DAYS: i32 = 60;

/// What was loaded of one record.
#[derive(Debug, Clone)]
pub struct RowFacts {
    pub id: RecordId,
    pub kind: RecordKind,
    pub sub_kind: String,
    pub title: String,
    pub status: Status,
    pub subject: SubjectRef,
    pub happened_on: Option<Day>,
    pub due_on: Option<Day>,
    pub amount_pence: i64,
    pub open_pence: i64,
    pub file: Option<FileId>,
    pub file_count: u32,
    /// Which of the scope's grants the query found to hold for this record.
    pub matched: u64,
    /// A view kept after an interest ended: there is nothing to pay or order through it any more.
    pub kept: bool,
    /// Only loaded where a rule weighs money: the register, and each line's total and open sum.
    pub weights: Option<(Weights, Vec<(i64, i64)>)>,
}

pub enum RowKind {}

impl Kind for RowKind {
    type Facts = RowFacts;
    type View = RecordRow;

    fn project(scope: &Scope, facts: RowFacts) -> Option<RecordRow> {
        let opened = scope.opened(facts.matched, facts.kind)?;
        Some(row(scope, &opened, facts))
    }
}

/// How a document stands on the viewer's day.
pub(super) fn validity(scope: &Scope, status: Status, due_on: Option<Day>) -> Validity {
    match due_on {
        None => Validity::Undated,
        Some(due) => {
            if status == Status::Superseded {
                Validity::Expired
            } else {
                validity_on(crate::day::number(due), scope.today_number())
            }
        }
    }
}

/// How a document that nothing has replaced stands on a day, by the last day it holds.
#[must_use]
pub const fn validity_on(due: i32, today: i32) -> Validity {
    if due < today {
        Validity::Expired
    } else if due - today <= DUE_SOON_DAYS {
        Validity::DueSoon
    } else {
        Validity::Valid
    }
}

/// What can still be done with a record that is seen only because it was on record in an interest's time.
const fn survives_the_interest(action: Action) -> bool {
    matches!(
        action,
        Action::Download | Action::Resend | Action::Query | Action::QueryLine
    )
}

pub(super) fn row(scope: &Scope, opened: &Opened, facts: RowFacts) -> RecordRow {
    let shows = |group| opened.lens.opens(group);
    let when = shows(FieldGroup::Schedule);
    let has_money = matches!(facts.kind, RecordKind::Invoice | RecordKind::StagePayment);
    let sums = if !has_money || !shows(FieldGroup::Money) {
        None
    } else if opened.whole_money {
        Some((facts.amount_pence, facts.open_pence))
    } else {
        // Without the register no part can be told, so no sum is shown at all.
        facts.weights.as_ref().map(|(weights, lines)| {
            let part =
                |pick: fn(&(i64, i64)) -> i64| lines.iter().map(|l| weights.part(pick(l))).sum();
            (part(|l| l.0), part(|l| l.1))
        })
    };
    RecordRow {
        id: facts.id,
        kind: facts.kind,
        sub_kind: facts.sub_kind,
        title: facts.title,
        status: facts.status,
        subject: facts.subject,
        happened_on: facts.happened_on.filter(|_| when),
        due_on: facts.due_on.filter(|_| when),
        validity: (when && facts.kind == RecordKind::Document)
            .then(|| validity(scope, facts.status, facts.due_on)),
        total: sums.map(|(total, _)| Money::gbp(total)),
        open: sums.map(|(_, open)| Money::gbp(open)),
        file: facts.file.filter(|_| shows(FieldGroup::Files)),
        photos: (facts.kind == RecordKind::PhotoSet && shows(FieldGroup::Files))
            .then_some(facts.file_count),
        can: opened
            .actions
            .iter()
            .copied()
            .filter(|action| !facts.kept || survives_the_interest(*action))
            .collect(),
    }
}
