//! Blocks of a page, put together from rows that each went through the same projection as in a list, so
//! that no total and no chip can say more than the rows themselves.

use super::row::DUE_SOON_DAYS;
use super::{Kind, RowFacts, RowKind, Scope};
use crate::record::FieldGroup;
use contract::block::{
    Block, BySubjectBlock, BySubjectRow, CertificateChip, RecordsBlock, Total, TotalsBlock,
    VisitChip,
};
use contract::kind::RecordKind;
use contract::money::Money;
use contract::record::{RecordRow, SubjectRef};
use std::collections::BTreeMap;

/// Figures counted inside the slice by the store, each under the name the profile gave it.
#[derive(Debug, Clone, Default)]
pub struct TotalsFacts {
    pub wanted: Vec<String>,
    pub due: (u64, i64),
    pub overdue: (u64, i64),
    pub expiring: u64,
    pub expired: u64,
    pub booked: u64,
}

/// The last day, as a number, on which a certificate counts as due soon.
#[must_use]
pub fn due_soon_until(scope: &Scope) -> i32 {
    scope.today_number() + DUE_SOON_DAYS
}

pub enum TotalsKind {}

impl Kind for TotalsKind {
    type Facts = TotalsFacts;
    type View = Block;

    fn project(scope: &Scope, facts: TotalsFacts) -> Option<Block> {
        let open = |kinds: &[RecordKind], group: FieldGroup| {
            let scope = scope.narrowed(kinds);
            !scope.grants().is_empty() && scope.opens_everywhere(group)
        };
        let money = open(
            &[RecordKind::Invoice, RecordKind::StagePayment],
            FieldGroup::Money,
        );
        let papers = open(&[RecordKind::Document], FieldGroup::Schedule);
        let diary = open(&[RecordKind::Visit], FieldGroup::Schedule);
        let totals = facts
            .wanted
            .into_iter()
            .filter_map(|of| {
                let (count, pence) = match of.as_str() {
                    "due" if money => (facts.due.0, Some(facts.due.1)),
                    "overdue" if money => (facts.overdue.0, Some(facts.overdue.1)),
                    "expiring" if papers => (facts.expiring, None),
                    "expired" if papers => (facts.expired, None),
                    "booked" if diary => (facts.booked, None),
                    _ => return None,
                };
                Some(Total {
                    of,
                    count,
                    money: pence.map(Money::gbp),
                })
            })
            .collect();
        Some(Block::Totals(TotalsBlock { totals }))
    }
}

/// The subjects to show, in order, and every record of theirs that a column needs.
#[derive(Debug, Clone)]
pub struct BySubjectFacts {
    pub noun: String,
    pub columns: Vec<String>,
    /// How many subjects there are in all.
    pub count: u64,
    pub subjects: Vec<SubjectRef>,
    pub rows: Vec<RowFacts>,
    /// The agreed hours of the visits among the rows.
    pub windows: BTreeMap<contract::id::RecordId, String>,
}

pub enum BySubjectKind {}

impl Kind for BySubjectKind {
    type Facts = BySubjectFacts;
    type View = Block;

    fn project(scope: &Scope, facts: BySubjectFacts) -> Option<Block> {
        let mut by_subject: BTreeMap<_, Vec<RecordRow>> = BTreeMap::new();
        for row in facts
            .rows
            .into_iter()
            .filter_map(|f| RowKind::project(scope, f))
        {
            by_subject.entry(row.subject.id).or_default().push(row);
        }
        // A column that no rule opens is not there: a nought or a blank would look like a fact.
        let open = |column: &str| {
            let (of, group): (&[RecordKind], _) = match column {
                "certificates" => (&[RecordKind::Document], FieldGroup::Schedule),
                "photos" => (&[RecordKind::PhotoSet], FieldGroup::Files),
                "balance" => (
                    &[RecordKind::Invoice, RecordKind::StagePayment],
                    FieldGroup::Money,
                ),
                "next-visit" => (&[RecordKind::Visit], FieldGroup::Schedule),
                _ => return false,
            };
            scope
                .grants()
                .iter()
                .any(|g| of.contains(&g.kind) && g.lens.opens(group))
        };
        let columns: Vec<_> = facts.columns.into_iter().filter(|c| open(c)).collect();
        let shows = |column: &str| columns.iter().any(|c| c == column);
        let certificates = shows("certificates");
        let photos = shows("photos");
        let balance = shows("balance");
        let visits = shows("next-visit");
        let rows = facts
            .subjects
            .into_iter()
            .map(|subject| {
                let rows = by_subject.remove(&subject.id).unwrap_or_default();
                BySubjectRow {
                    certificates: certificates.then(|| chips(&rows)),
                    photos: photos
                        .then(|| rows.iter().filter_map(|r| r.photos).map(u64::from).sum()),
                    balance: balance.then(|| {
                        Money::gbp(rows.iter().filter_map(|r| r.open).map(|m| m.pence).sum())
                    }),
                    next_visit: if visits {
                        next_visit(&rows, &facts.windows)
                    } else {
                        None
                    },
                    subject,
                }
            })
            .collect();
        Some(Block::BySubject(BySubjectBlock {
            noun: facts.noun,
            count: facts.count,
            columns,
            rows,
        }))
    }
}

/// The newest document of each sort, the most pressing first.
fn chips(rows: &[RecordRow]) -> Vec<CertificateChip> {
    let mut newest: BTreeMap<&str, &RecordRow> = BTreeMap::new();
    for row in rows.iter().filter(|r| r.kind == RecordKind::Document) {
        let slot = newest.entry(&row.sub_kind).or_insert(row);
        if (row.happened_on, row.id) > (slot.happened_on, slot.id) {
            *slot = row;
        }
    }
    let mut chips: Vec<_> = newest
        .into_values()
        .filter_map(|row| {
            Some(CertificateChip {
                record: row.id,
                sub_kind: row.sub_kind.clone(),
                // A chip is about validity; where days are closed there is none to show.
                validity: row.validity?,
                due_on: row.due_on,
                file: row.file,
                can: row.can.clone(),
            })
        })
        .collect();
    chips.sort_by(|a, b| {
        let key = |c: &CertificateChip| (c.due_on.is_none(), c.due_on);
        key(a)
            .cmp(&key(b))
            .then_with(|| a.sub_kind.cmp(&b.sub_kind))
    });
    chips
}

fn next_visit(
    rows: &[RecordRow],
    windows: &BTreeMap<contract::id::RecordId, String>,
) -> Option<VisitChip> {
    rows.iter()
        .filter(|r| r.kind == RecordKind::Visit)
        .filter_map(|r| {
            let window = windows.get(&r.id).filter(|w| !w.is_empty()).cloned();
            Some(VisitChip {
                record: r.id,
                on: r.happened_on?,
                window,
            })
        })
        .min_by(|a, b| (a.on, &a.window).cmp(&(b.on, &b.window)))
}

/// A short list under a heading.
#[derive(Debug, Clone)]
pub struct RecordsFacts {
    pub of: String,
    pub count: u64,
    pub rows: Vec<RowFacts>,
}

pub enum RecordsKind {}

impl Kind for RecordsKind {
    type Facts = RecordsFacts;
    type View = Block;

    fn project(scope: &Scope, facts: RecordsFacts) -> Option<Block> {
        Some(Block::Records(RecordsBlock {
            of: facts.of,
            count: facts.count,
            rows: facts
                .rows
                .into_iter()
                .filter_map(|f| RowKind::project(scope, f))
                .collect(),
        }))
    }
}
