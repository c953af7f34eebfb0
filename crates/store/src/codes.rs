//! How domain values are spelled in columns, and back.

use crate::StoreError;
use contract::id::Id;
use contract::kind::{Relation, Status, SubjectKind};
use domain::interest::relation_bit;
use sea_orm::prelude::Uuid;

/// "Not closed yet" in a `recorded_to_at` or `ended_at` column.
pub const OPEN: i64 = i64::MAX;

#[must_use]
pub fn uuid<K>(id: Id<K>) -> Uuid {
    Uuid::from_bytes(id.bytes())
}

pub(crate) fn id<K>(uuid: Uuid) -> Id<K> {
    Id::from_bytes(uuid.into_bytes())
}

/// A relation is stored as its bit in the slice index.
pub(crate) const fn relation_code(relation: Relation) -> i32 {
    relation_bit(relation)
}

pub(crate) fn relation(code: i32) -> Result<Relation, StoreError> {
    Relation::ALL
        .iter()
        .copied()
        .find(|r| relation_bit(*r) == code)
        .ok_or_else(|| StoreError::corrupt(format!("relation {code}")))
}

pub(crate) fn status(name: &str) -> Result<Status, StoreError> {
    Status::parse(name).ok_or_else(|| StoreError::corrupt(format!("status `{name}`")))
}

pub(crate) fn subject_kind(name: &str) -> Result<SubjectKind, StoreError> {
    SubjectKind::parse(name).ok_or_else(|| StoreError::corrupt(format!("subject kind `{name}`")))
}
