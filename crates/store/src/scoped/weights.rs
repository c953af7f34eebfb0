//! Share registers for weighted viewers: the fractions in force, and which are the viewer's own. Whose the
//! others are is left in the database.

use super::rows::{self, Loaded};
use crate::StoreError;
use crate::codes::{OPEN, id, relation_code, uuid};
use crate::sql::Sql;
use contract::id::SubjectId;
use contract::kind::{RecordKind, Relation};
use domain::day;
use domain::record::Body;
use domain::share::Fraction;
use domain::slice::{Scope, Weights};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;

struct Entry {
    first: i32,
    last: i32,
    fraction: Fraction,
    own: bool,
}

/// Adds registers and line sums to rows whose money is weighted for this viewer.
pub(super) async fn add(
    db: &impl ConnectionTrait,
    scope: &Scope,
    rows: &mut [Loaded],
) -> Result<(), StoreError> {
    if !scope.has_weighted() {
        return Ok(());
    }
    let registers = registers(db, scope, &rows::subject_ids(rows)).await?;
    let wanted: Vec<(i64, i32)> = rows
        .iter()
        .filter(|r| matches!(r.facts.kind, RecordKind::Invoice | RecordKind::StagePayment))
        .map(|r| (r.seq, r.version))
        .collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let bodies: BTreeMap<_, _> = rows::versions(db, &wanted).await?.into_iter().collect();
    for row in rows {
        let Some(body) = bodies.get(&(row.seq, row.version)) else {
            continue;
        };
        let lines = match body {
            Body::Invoice(invoice) => invoice
                .lines
                .iter()
                // Nothing is owed on a draft.
                .map(|l| {
                    (
                        l.total_pence(),
                        if invoice.draft { 0 } else { l.open_pence() },
                    )
                })
                .collect(),
            _ => vec![(row.facts.amount_pence, row.facts.open_pence)],
        };
        let entries = registers
            .get(&row.facts.subject.id)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let on = body.spine().day().map_or(day::NO_DAY, day::number);
        let register: Vec<_> = entries
            .iter()
            .filter(|e| e.first <= on && on <= e.last)
            .map(|e| (e.fraction, e.own))
            .collect();
        if register.iter().any(|(_, own)| *own) {
            row.facts.weights = Some((Weights { register }, lines));
        }
    }
    Ok(())
}

/// The registers of some subjects, each in the fixed order of its interests' ids. A share of what lies above
/// a subject counts for the subject.
async fn registers(
    db: &impl ConnectionTrait,
    scope: &Scope,
    subjects: &[SubjectId],
) -> Result<BTreeMap<SubjectId, Vec<Entry>>, StoreError> {
    let mut sql = Sql::new(
        "SELECT p.descendant, i.first_day, i.last_day, i.share_over, i.share_under, \
        CASE WHEN i.third_party = ",
    );
    sql.bind(uuid(scope.third_party()))
        .push(
            " THEN 1 ELSE 0 END FROM subject_path p JOIN interest i ON i.subject = p.ancestor \
               WHERE p.descendant IN ",
        )
        .bind_list(subjects.iter().map(|s| uuid(*s)))
        .push(&format!(
            " AND i.relation = {} AND i.recorded_to_at = {OPEN} ORDER BY i.id",
            relation_code(Relation::HoldsShare)
        ));
    let mut registers: BTreeMap<SubjectId, Vec<Entry>> = BTreeMap::new();
    for row in sql.all(db).await? {
        let (over, under): (i32, i32) = (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
        let own: i32 = row.try_get_by_index(5)?;
        let fraction = u32::try_from(over)
            .ok()
            .zip(u32::try_from(under).ok())
            .and_then(|(over, under)| Fraction::new(over, under))
            .ok_or_else(|| StoreError::corrupt(format!("share {over}/{under}")))?;
        registers
            .entry(id(row.try_get_by_index(0)?))
            .or_default()
            .push(Entry {
                first: row.try_get_by_index(1)?,
                last: row.try_get_by_index(2)?,
                fraction,
                own: own == 1,
            });
    }
    Ok(registers)
}
