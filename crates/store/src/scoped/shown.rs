//! What a scope lets through of a part of the tree, inside a write that may still be taken back: read before and after
//! it, the two say what the write gives and takes. By the condition that every list asks.

use super::predicate::Predicate;
use super::{rows, subjects};
use crate::codes::uuid;
use crate::sql::Sql;
use crate::{StoreError, Tx};
use contract::id::SubjectId;
use contract::kind::RecordKind;
use domain::record::kind_from_code;
use domain::slice::Scope;
use sea_orm::prelude::Uuid;
use std::collections::{BTreeMap, BTreeSet};

/// Which records and subjects. Ids stay in here; only counts come out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// Each with its kind, and whether it is shown as it was on record on a last day.
    records: BTreeMap<i64, (RecordKind, bool)>,
    subjects: BTreeSet<Uuid>,
}

/// How many there are of each kind.
pub type Counts = BTreeMap<RecordKind, u32>;

impl Shown {
    /// What is shown here and is not there.
    #[must_use]
    pub fn beyond(&self, other: &Self) -> (u32, Counts) {
        let subjects = self.subjects.difference(&other.subjects).count();
        let mut counts = Counts::new();
        for (record, (kind, _)) in &self.records {
            if !other.records.contains_key(record) {
                *counts.entry(*kind).or_default() += 1;
            }
        }
        (u32::try_from(subjects).unwrap_or(u32::MAX), counts)
    }

    /// What is shown as it was, and there as it is.
    #[must_use]
    pub fn kept_of(&self, other: &Self) -> Counts {
        let mut counts = Counts::new();
        for (record, (kind, is_kept)) in &self.records {
            let was_kept = other.records.get(record).map(|(_, kept)| *kept);
            if *is_kept && was_kept == Some(false) {
                *counts.entry(*kind).or_default() += 1;
            }
        }
        counts
    }
}

/// What the scope lets through of some subjects and of whatever lies below them.
pub async fn shown(tx: &Tx, scope: &Scope, of: &[SubjectId]) -> Result<Shown, StoreError> {
    let mut shown = Shown::default();
    let mut sql = Sql::default();
    let predicate = Predicate::bind(scope, &mut sql);
    sql.push("SELECT s.record, s.kind, s.as_of FROM slice_index s JOIN record r ON r.seq = s.record WHERE ")
        .push(&predicate.visible())
        .push(" AND r.subject IN (SELECT b.descendant FROM subject_path b WHERE b.ancestor IN ")
        .bind_list(of.iter().map(|subject| uuid(*subject)))
        .push(")");
    for row in sql.all(tx.raw()).await? {
        let kind: i16 = row.try_get_by_index(1)?;
        let kind =
            kind_from_code(kind).ok_or_else(|| StoreError::corrupt(format!("kind {kind}")))?;
        let is_kept = rows::is_kept(row.try_get_by_index(2)?);
        shown
            .records
            .insert(row.try_get_by_index(0)?, (kind, is_kept));
    }
    let mut sql = Sql::default();
    let covered = subjects::covered(&mut sql, scope);
    sql.push(&format!(
        "SELECT c.id FROM ({covered}) c JOIN subject_path b ON b.descendant = c.id WHERE b.ancestor IN "
    ))
    .bind_list(of.iter().map(|subject| uuid(*subject)));
    for row in sql.all(tx.raw()).await? {
        shown.subjects.insert(row.try_get_by_index(0)?);
    }
    Ok(shown)
}
