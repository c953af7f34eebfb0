//! Rows of records as facts: one select list for every list, block and search, and what older versions add.

use super::predicate::Predicate;
use super::weights;
use crate::StoreError;
use crate::codes::{id, status};
use crate::sql::Sql;
use contract::id::SubjectId;
use contract::record::SubjectRef;
use domain::day::{FOREVER, NO_DAY, from_number};
use domain::record::{Body, kind_from_code};
use domain::slice::{RowFacts, Scope};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DatabaseBackend, QueryResult};
use serde::Deserialize;

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
    /// What the caller asked for beyond the usual columns.
    pub extra: Option<String>,
    pub facts: RowFacts,
}

/// `SELECT …` up to the `WHERE`, for the aliases `s`, `r` and `u` (the subject).
pub(super) fn select(predicate: &Predicate<'_>) -> String {
    select_with(predicate, "CAST(NULL AS TEXT)")
}

/// The same with an expression of the caller's own, a text, as [`Loaded::extra`].
pub(super) fn select_with(predicate: &Predicate<'_>, extra: &str) -> String {
    format!(
        "SELECT s.record AS seq, r.id AS id, s.version AS version, r.version AS newest, s.as_of AS as_of, \
         s.kind AS kind, s.sub_kind AS sub_kind, r.title AS title, s.status AS status, \
         s.happened_day AS happened_day, s.due_day AS due_day, s.day AS day, s.sort_text AS sort_text, \
         s.amount_pence AS amount_pence, s.open_pence AS open_pence, r.file AS file, r.file_count AS file_count, \
         u.id AS subject, u.name AS subject_name, u.postcode AS postcode, {} AS matched, {extra} AS extra, \
         s.outstanding AS outstanding, \
         CASE WHEN s.due_day = {NO_DAY} THEN {FOREVER} ELSE s.due_day END AS due_or_last \
         FROM slice_index s JOIN record r ON r.seq = s.record JOIN subject u ON u.id = r.subject WHERE ",
        predicate.matched()
    )
}

/// A row as the database answers it, in the order of the select list.
#[derive(Deserialize)]
struct Row {
    seq: i64,
    id: Uuid,
    version: i32,
    newest: i32,
    as_of: i32,
    kind: i16,
    sub_kind: String,
    title: String,
    status: String,
    happened_day: i32,
    due_day: i32,
    day: i32,
    sort_text: String,
    amount_pence: i64,
    open_pence: i64,
    file: Option<Uuid>,
    file_count: i32,
    subject: Uuid,
    subject_name: String,
    postcode: String,
    matched: i64,
    extra: Option<String>,
}

/// On SQLite, all rows as one text: its driver copies every cell across threads one by one, which costs more
/// than the query itself.
fn packed(sql: &mut Sql, order: &str) {
    let before = format!(
        "SELECT json_group_array(json_array(q.seq, hex(q.id), q.version, q.newest, q.as_of, q.kind, q.sub_kind, \
         q.title, q.status, q.happened_day, q.due_day, q.day, q.sort_text, q.amount_pence, q.open_pence, \
         CASE WHEN q.file IS NULL THEN NULL ELSE hex(q.file) END, q.file_count, hex(q.subject), q.subject_name, \
         q.postcode, q.matched, q.extra) ORDER BY {order}) FROM ("
    );
    sql.wrap(&before, ") q");
}

impl Row {
    fn read(row: &QueryResult) -> Result<Self, StoreError> {
        Ok(Self {
            seq: row.try_get_by_index(0)?,
            id: row.try_get_by_index(1)?,
            version: row.try_get_by_index(2)?,
            newest: row.try_get_by_index(3)?,
            as_of: row.try_get_by_index(4)?,
            kind: row.try_get_by_index(5)?,
            sub_kind: row.try_get_by_index(6)?,
            title: row.try_get_by_index(7)?,
            status: row.try_get_by_index(8)?,
            happened_day: row.try_get_by_index(9)?,
            due_day: row.try_get_by_index(10)?,
            day: row.try_get_by_index(11)?,
            sort_text: row.try_get_by_index(12)?,
            amount_pence: row.try_get_by_index(13)?,
            open_pence: row.try_get_by_index(14)?,
            file: row.try_get_by_index(15)?,
            file_count: row.try_get_by_index(16)?,
            subject: row.try_get_by_index(17)?,
            subject_name: row.try_get_by_index(18)?,
            postcode: row.try_get_by_index(19)?,
            matched: row.try_get_by_index(20)?,
            extra: row.try_get_by_index(21)?,
        })
    }

    fn loaded(self) -> Result<Loaded, StoreError> {
        Ok(Loaded {
            seq: self.seq,
            day: self.day,
            sort_text: self.sort_text,
            version: self.version,
            outdated: self.version != self.newest,
            as_of: self.as_of,
            extra: self.extra,
            facts: RowFacts {
                id: id(self.id),
                kind: kind_from_code(self.kind)
                    .ok_or_else(|| StoreError::corrupt(format!("kind {}", self.kind)))?,
                sub_kind: self.sub_kind,
                title: self.title,
                status: status(&self.status)?,
                subject: SubjectRef {
                    id: id(self.subject),
                    name: self.subject_name,
                    postcode: Some(self.postcode).filter(|text| !text.is_empty()),
                },
                happened_on: from_number(self.happened_day),
                due_on: from_number(self.due_day),
                amount_pence: self.amount_pence,
                open_pence: self.open_pence,
                file: self.file.map(id),
                file_count: u32::try_from(self.file_count).unwrap_or_default(),
                matched: u64::try_from(self.matched).unwrap_or_default(),
                kept: is_kept(self.as_of),
                weights: None,
            },
        })
    }
}

/// Runs a row query and completes what it found: older versions where those are shown, shares where money is
/// weighted. One more statement each, and only where the page has such rows. `order` is the query's own, in the
/// names of the select list.
pub(super) async fn fetch(
    db: &impl ConnectionTrait,
    scope: &Scope,
    mut sql: Sql,
    order: &str,
) -> Result<Vec<Loaded>, StoreError> {
    sql.push(" ORDER BY ").push(order);
    read(db, scope, sql, order).await
}

/// The same for the first rows alone.
pub(super) async fn fetch_first(
    db: &impl ConnectionTrait,
    scope: &Scope,
    mut sql: Sql,
    order: &str,
    most: i64,
) -> Result<Vec<Loaded>, StoreError> {
    sql.push(" ORDER BY ")
        .push(order)
        .push(" LIMIT ")
        .bind(most);
    read(db, scope, sql, order).await
}

async fn read(
    db: &impl ConnectionTrait,
    scope: &Scope,
    mut sql: Sql,
    order: &str,
) -> Result<Vec<Loaded>, StoreError> {
    let rows: Vec<Row> = if db.get_database_backend() == DatabaseBackend::Sqlite {
        packed(&mut sql, order);
        let text: String = sql
            .one(db)
            .await?
            .map(|row| row.try_get_by_index(0))
            .transpose()?
            .unwrap_or_default();
        serde_json::from_str(&text).map_err(|e| StoreError::corrupt(format!("rows: {e}")))?
    } else {
        let rows = sql.all(db).await?;
        rows.iter().map(Row::read).collect::<Result<_, _>>()?
    };
    let mut loaded = rows
        .into_iter()
        .map(Row::loaded)
        .collect::<Result<Vec<_>, _>>()?;
    turn_back(db, &mut loaded).await?;
    weights::add(db, scope, &mut loaded).await?;
    Ok(loaded)
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
