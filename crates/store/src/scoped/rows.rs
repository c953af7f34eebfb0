//! Rows of records as facts: one select list for every list, block and search, and what older versions add.

use super::predicate::Predicate;
use super::weights;
use crate::StoreError;
use crate::codes::{id, status};
use crate::sql::Sql;
use contract::id::SubjectId;
use contract::record::SubjectRef;
use domain::day::{FOREVER, from_number};
use domain::record::{Body, kind_from_code};
use domain::slice::{RowFacts, Scope};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, QueryResult};

/// A row with what only the store needs of it.
pub(super) struct Loaded {
    pub seq: i64,
    /// The day the list is sorted by, and the folded title, for the next page's cursor.
    pub day: i32,
    pub sort_text: String,
    /// The version shown, and whether a newer one exists that this viewer must not see.
    pub version: i32,
    pub outdated: bool,
    pub as_of: i32,
    pub facts: RowFacts,
}

/// `SELECT …` up to the `WHERE`, for the aliases `s`, `r` and `u` (the subject).
pub(super) fn select(predicate: &Predicate<'_>) -> String {
    format!(
        "SELECT r.seq, r.id, s.version, r.version AS newest, s.as_of, s.kind, s.sub_kind, r.title, s.status, \
         s.happened_day, s.due_day, s.day, s.sort_text, s.amount_pence, s.open_pence, r.file, r.file_count, \
         u.id AS subject, u.name AS subject_name, u.postcode, {} AS matched \
         FROM slice_index s JOIN record r ON r.seq = s.record JOIN subject u ON u.id = r.subject WHERE ",
        predicate.matched()
    )
}

pub(super) fn loaded(row: &QueryResult) -> Result<Loaded, StoreError> {
    let kind: i16 = row.try_get_by_index(5)?;
    let status_name: String = row.try_get_by_index(8)?;
    let version: i32 = row.try_get_by_index(2)?;
    let newest: i32 = row.try_get_by_index(3)?;
    let postcode: String = row.try_get_by_index(19)?;
    let matched: i64 = row.try_get_by_index(20)?;
    let as_of: i32 = row.try_get_by_index(4)?;
    let file_count: i32 = row.try_get_by_index(16)?;
    Ok(Loaded {
        seq: row.try_get_by_index(0)?,
        day: row.try_get_by_index(11)?,
        sort_text: row.try_get_by_index(12)?,
        version,
        outdated: version != newest,
        as_of,
        facts: RowFacts {
            id: id(row.try_get_by_index(1)?),
            kind: kind_from_code(kind)
                .ok_or_else(|| StoreError::corrupt(format!("kind {kind}")))?,
            sub_kind: row.try_get_by_index(6)?,
            title: row.try_get_by_index(7)?,
            status: status(&status_name)?,
            subject: SubjectRef {
                id: id(row.try_get_by_index(17)?),
                name: row.try_get_by_index(18)?,
                postcode: (!postcode.is_empty()).then_some(postcode),
            },
            happened_on: from_number(row.try_get_by_index(9)?),
            due_on: from_number(row.try_get_by_index(10)?),
            amount_pence: row.try_get_by_index(13)?,
            open_pence: row.try_get_by_index(14)?,
            file: row.try_get_by_index::<Option<Uuid>>(15)?.map(id),
            file_count: u32::try_from(file_count).unwrap_or_default(),
            matched: u64::try_from(matched).unwrap_or_default(),
            kept: is_kept(as_of),
            weights: None,
        },
    })
}

/// Runs a row query and completes what it found: older versions where those are shown, shares where money is
/// weighted. One more statement each, and only where the page has such rows.
pub(super) async fn fetch(
    db: &impl ConnectionTrait,
    scope: &Scope,
    sql: Sql,
) -> Result<Vec<Loaded>, StoreError> {
    let mut rows = sql
        .all(db)
        .await?
        .iter()
        .map(loaded)
        .collect::<Result<Vec<_>, _>>()?;
    complete(db, scope, &mut rows).await?;
    Ok(rows)
}

/// What [`fetch`] adds to rows read otherwise.
pub(super) async fn complete(
    db: &impl ConnectionTrait,
    scope: &Scope,
    rows: &mut [Loaded],
) -> Result<(), StoreError> {
    turn_back(db, rows).await?;
    weights::add(db, scope, rows).await
}

/// Rows of an ended interest show the version of that time: what the newest row says beyond the index is
/// replaced by what that version said.
async fn turn_back(db: &impl ConnectionTrait, rows: &mut [Loaded]) -> Result<(), StoreError> {
    let wanted: Vec<(i64, i32)> = rows
        .iter()
        .filter(|r| r.outdated)
        .map(|r| (r.seq, r.version))
        .collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let bodies = versions(db, &wanted).await?;
    for row in rows.iter_mut().filter(|r| r.outdated) {
        let body = bodies
            .iter()
            .find(|(key, _)| *key == (row.seq, row.version))
            .map(|(_, body)| body)
            .ok_or_else(|| {
                StoreError::corrupt(format!("version {} of record {}", row.version, row.seq))
            })?;
        let spine = body.spine();
        row.facts.title = spine.title;
        row.facts.file = spine.file;
        row.facts.file_count = spine.file_count;
    }
    Ok(())
}

/// The bodies of some versions.
pub(super) async fn versions(
    db: &impl ConnectionTrait,
    wanted: &[(i64, i32)],
) -> Result<Vec<((i64, i32), Body)>, StoreError> {
    let mut sql = Sql::new("SELECT record, version, body FROM record_version WHERE ");
    for (i, (record, version)) in wanted.iter().enumerate() {
        sql.push(if i == 0 {
            "(record = "
        } else {
            " OR (record = "
        });
        sql.bind(*record)
            .push(" AND version = ")
            .bind(*version)
            .push(")");
    }
    sql.all(db)
        .await?
        .iter()
        .map(|row| {
            let key = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let text: String = row.try_get_by_index(2)?;
            Ok((key, crate::records::read_body(&text)?))
        })
        .collect()
}

pub(super) const fn is_kept(as_of: i32) -> bool {
    as_of != FOREVER
}

pub(super) fn subject_ids(rows: &[Loaded]) -> Vec<SubjectId> {
    let mut ids: Vec<_> = rows.iter().map(|r| r.facts.subject.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
