//! Imports under way and those that were: their files, their reports, and what they wrote.

use crate::codes::{id, uuid};
use crate::records::read_body;
use crate::sql::Sql;
use crate::{Db, StoreError, Tx};
use contract::id::{FirmId, ImportId, RecordId, StaffId, ThirdPartyId, UploadId};
use contract::import::{ImportState, LineSort};
use domain::record::differ_in_fate_alone;
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::{BTreeMap, BTreeSet};

/// Rows in one statement.
const CHUNK: usize = 200;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub id: ImportId,
    pub firm: FirmId,
    pub staff: StaffId,
    pub state: ImportState,
    pub begun_at: i64,
    pub touched_at: i64,
    /// 0 until it has come to an end.
    pub ended_at: i64,
    /// As the wire has it; empty until it was checked.
    pub summary: String,
    /// Why it failed.
    pub why: String,
}

/// A file of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub path: String,
    pub upload: UploadId,
    pub length: u64,
}

const COLUMNS: &str = "id, firm, staff, state, begun_at, touched_at, ended_at, summary, why";

fn run(row: &QueryResult) -> Result<Run, StoreError> {
    let state: String = row.try_get_by_index(3)?;
    Ok(Run {
        id: id(row.try_get_by_index(0)?),
        firm: id(row.try_get_by_index(1)?),
        staff: id(row.try_get_by_index(2)?),
        state: ImportState::parse(&state)
            .ok_or_else(|| StoreError::corrupt("an import's state"))?,
        begun_at: row.try_get_by_index(4)?,
        touched_at: row.try_get_by_index(5)?,
        ended_at: row.try_get_by_index(6)?,
        summary: row.try_get_by_index(7)?,
        why: row.try_get_by_index(8)?,
    })
}

pub async fn insert(tx: &Tx, new: &Run) -> Result<(), StoreError> {
    let mut sql = Sql::new(&format!("INSERT INTO import_run ({COLUMNS}) VALUES ("));
    sql.bind(uuid(new.id)).push(", ").bind(uuid(new.firm));
    sql.push(", ").bind(uuid(new.staff));
    sql.push(", ").bind(new.state.name());
    for at in [new.begun_at, new.touched_at, new.ended_at] {
        sql.push(", ").bind(at);
    }
    sql.push(", ").bind(new.summary.clone());
    sql.push(", ").bind(new.why.clone()).push(")");
    sql.run(tx.raw()).await.map(drop)
}

/// Everything about it that changes.
pub async fn update(tx: &Tx, new: &Run) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE import_run SET state = ");
    sql.bind(new.state.name());
    sql.push(", touched_at = ").bind(new.touched_at);
    sql.push(", ended_at = ").bind(new.ended_at);
    sql.push(", summary = ").bind(new.summary.clone());
    sql.push(", why = ").bind(new.why.clone());
    sql.push(" WHERE id = ").bind(uuid(new.id));
    sql.run(tx.raw()).await.map(drop)
}

/// Whoever works on it is still there.
pub async fn touch(tx: &Tx, run: ImportId, at: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE import_run SET touched_at = ");
    sql.bind(at).push(" WHERE id = ").bind(uuid(run));
    sql.run(tx.raw()).await.map(drop)
}

async fn one(
    db: &impl ConnectionTrait,
    firm: FirmId,
    import: ImportId,
) -> Result<Option<Run>, StoreError> {
    let mut sql = Sql::new(&format!("SELECT {COLUMNS} FROM import_run WHERE firm = "));
    sql.bind(uuid(firm)).push(" AND id = ").bind(uuid(import));
    sql.one(db).await?.as_ref().map(run).transpose()
}

pub async fn find(db: &Db, firm: FirmId, import: ImportId) -> Result<Option<Run>, StoreError> {
    one(db.reads(), firm, import).await
}

pub async fn find_in(tx: &Tx, firm: FirmId, import: ImportId) -> Result<Option<Run>, StoreError> {
    one(tx.raw(), firm, import).await
}

/// Newest first.
pub async fn list(db: &Db, firm: FirmId, limit: usize) -> Result<Vec<Run>, StoreError> {
    let mut sql = Sql::new(&format!("SELECT {COLUMNS} FROM import_run WHERE firm = "));
    sql.bind(uuid(firm))
        .push(&format!(" ORDER BY begun_at DESC, id DESC LIMIT {limit}"));
    sql.all(db.reads()).await?.iter().map(run).collect()
}

/// The last that wrote and was not taken back.
pub async fn last_done(db: &Db, firm: FirmId) -> Result<Option<ImportId>, StoreError> {
    last_done_by(db.reads(), firm).await
}

pub async fn last_done_in(tx: &Tx, firm: FirmId) -> Result<Option<ImportId>, StoreError> {
    last_done_by(tx.raw(), firm).await
}

async fn last_done_by(
    db: &impl ConnectionTrait,
    firm: FirmId,
) -> Result<Option<ImportId>, StoreError> {
    let mut sql = Sql::new("SELECT id FROM import_run WHERE firm = ");
    sql.bind(uuid(firm)).push(" AND state = ");
    sql.bind(ImportState::Done.name());
    sql.push(" ORDER BY ended_at DESC, id DESC LIMIT 1");
    let row = sql.one(db).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.map(id))
}

/// Adds a file, in place of one that lay there before.
pub async fn put_file(tx: &Tx, import: ImportId, piece: &Piece) -> Result<(), StoreError> {
    let mut sql = Sql::new("INSERT INTO import_file (run, path, upload, length) VALUES (");
    sql.bind(uuid(import)).push(", ").bind(piece.path.clone());
    sql.push(", ").bind(uuid(piece.upload)).push(", ");
    sql.bind(i64::try_from(piece.length).unwrap_or(i64::MAX));
    sql.push(
        ") ON CONFLICT (run, path) DO UPDATE SET upload = excluded.upload, length = excluded.length",
    );
    sql.run(tx.raw()).await.map(drop)
}

pub async fn take_file(tx: &Tx, import: ImportId, path: &str) -> Result<(), StoreError> {
    let mut sql = Sql::new("DELETE FROM import_file WHERE run = ");
    sql.bind(uuid(import)).push(" AND path = ").bind(path);
    sql.run(tx.raw()).await.map(drop)
}

pub async fn files(db: &Db, import: ImportId) -> Result<Vec<Piece>, StoreError> {
    let mut sql = Sql::new("SELECT path, upload, length FROM import_file WHERE run = ");
    sql.bind(uuid(import)).push(" ORDER BY path");
    sql.all(db.reads())
        .await?
        .iter()
        .map(|row| {
            let length: i64 = row.try_get_by_index(2)?;
            Ok(Piece {
                path: row.try_get_by_index(0)?,
                upload: id(row.try_get_by_index(1)?),
                length: u64::try_from(length).unwrap_or_default(),
            })
        })
        .collect()
}

/// How many files some imports have.
pub async fn file_counts(
    db: &Db,
    imports: &[ImportId],
) -> Result<BTreeMap<ImportId, u64>, StoreError> {
    let mut sql = Sql::new("SELECT run, COUNT(*) FROM import_file WHERE run IN ");
    sql.bind_list(imports.iter().map(|one| uuid(*one)))
        .push(" GROUP BY run");
    sql.all(db.reads())
        .await?
        .iter()
        .map(|row| {
            let count: i64 = row.try_get_by_index(1)?;
            Ok((
                id(row.try_get_by_index(0)?),
                u64::try_from(count).unwrap_or_default(),
            ))
        })
        .collect()
}

/// What its report says from now on of one sort.
pub async fn set_lines(
    tx: &Tx,
    import: ImportId,
    sort: LineSort,
    lines: &[String],
) -> Result<(), StoreError> {
    let mut sql = Sql::new("DELETE FROM import_line WHERE run = ");
    sql.bind(uuid(import))
        .push(" AND sort = ")
        .bind(sort.name());
    sql.run(tx.raw()).await?;
    let mut numbered = (1i32..).zip(lines).peekable();
    while numbered.peek().is_some() {
        let mut sql = Sql::new("INSERT INTO import_line (run, sort, position, line) VALUES ");
        for (at, (position, line)) in numbered.by_ref().take(CHUNK).enumerate() {
            sql.push(if at == 0 { "(" } else { ", (" });
            sql.bind(uuid(import)).push(", ").bind(sort.name());
            sql.push(", ").bind(position).push(", ");
            sql.bind(line.clone()).push(")");
        }
        sql.run(tx.raw()).await?;
    }
    Ok(())
}

/// Lines of its report after a place, each with its own.
pub async fn lines(
    db: &Db,
    import: ImportId,
    sort: LineSort,
    after: i32,
    limit: usize,
) -> Result<Vec<(i32, String)>, StoreError> {
    let mut sql = Sql::new("SELECT position, line FROM import_line WHERE run = ");
    sql.bind(uuid(import))
        .push(" AND sort = ")
        .bind(sort.name());
    sql.push(" AND position > ").bind(after);
    sql.push(&format!(" ORDER BY position LIMIT {limit}"));
    sql.all(db.reads())
        .await?
        .iter()
        .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)))
        .collect()
}

/// Keeps what it wrote.
pub async fn put_effects(tx: &Tx, import: ImportId, effects: &[String]) -> Result<(), StoreError> {
    let mut numbered = (1i32..).zip(effects).peekable();
    while numbered.peek().is_some() {
        let mut sql = Sql::new("INSERT INTO import_effect (run, position, effect) VALUES ");
        for (at, (position, effect)) in numbered.by_ref().take(CHUNK).enumerate() {
            sql.push(if at == 0 { "(" } else { ", (" });
            sql.bind(uuid(import)).push(", ").bind(position);
            sql.push(", ").bind(effect.clone()).push(")");
        }
        sql.run(tx.raw()).await?;
    }
    Ok(())
}

/// What it wrote, last first.
pub async fn effects(tx: &Tx, import: ImportId) -> Result<Vec<String>, StoreError> {
    let mut sql = Sql::new("SELECT effect FROM import_effect WHERE run = ");
    sql.bind(uuid(import)).push(" ORDER BY position DESC");
    sql.all(tx.raw())
        .await?
        .iter()
        .map(|row| Ok(row.try_get_by_index(0)?))
        .collect()
}

/// Gives up those that nobody goes on with since then: their files are gone by now.
pub async fn sweep(tx: &Tx, now: i64, before: i64) -> Result<u64, StoreError> {
    let mut sql = Sql::new("UPDATE import_run SET state = ");
    sql.bind(ImportState::Cancelled.name());
    sql.push(", ended_at = ").bind(now);
    sql.push(" WHERE touched_at < ")
        .bind(before)
        .push(" AND state IN ");
    sql.bind_list([ImportState::Gathering.name(), ImportState::Checked.name()]);
    sql.run(tx.raw()).await
}

/// Third parties whose people have looked at anything since then.
pub async fn came_since(
    tx: &Tx,
    firm: FirmId,
    since: i64,
) -> Result<BTreeSet<ThirdPartyId>, StoreError> {
    let mut sql = Sql::new("SELECT DISTINCT third_party FROM receipt WHERE chain = ");
    // A firm's chain has the firm's id.
    sql.bind(uuid(firm)).push(" AND at > ").bind(since);
    sql.push(" AND contact IS NOT NULL AND staff IS NULL AND third_party IS NOT NULL");
    sql.all(tx.raw())
        .await?
        .iter()
        .map(|row| Ok(id(row.try_get_by_index(0)?)))
        .collect()
}

/// Where some records stand: their place on the spine and their version.
pub async fn heads(
    tx: &Tx,
    firm: FirmId,
    records: &[RecordId],
) -> Result<BTreeMap<RecordId, (i64, i32)>, StoreError> {
    let mut found = BTreeMap::new();
    for chunk in records.chunks(CHUNK) {
        let mut sql = Sql::new("SELECT id, seq, version FROM record WHERE firm = ");
        sql.bind(uuid(firm)).push(" AND id IN ");
        sql.bind_list(chunk.iter().map(|one| uuid(*one)));
        for row in sql.all(tx.raw()).await? {
            found.insert(
                id(row.try_get_by_index(0)?),
                (row.try_get_by_index(1)?, row.try_get_by_index(2)?),
            );
        }
    }
    Ok(found)
}

/// Which of some records lie within reach of one of these third parties.
pub async fn within_reach(
    tx: &Tx,
    records: &[i64],
    of: &BTreeSet<ThirdPartyId>,
) -> Result<BTreeSet<i64>, StoreError> {
    let mut found = BTreeSet::new();
    for chunk in records.chunks(CHUNK) {
        let mut sql = Sql::new("SELECT DISTINCT record FROM slice_index WHERE record IN ");
        sql.bind_list(chunk.iter().copied())
            .push(" AND third_party IN ");
        sql.bind_list(of.iter().map(|one| uuid(*one)));
        for row in sql.all(tx.raw()).await? {
            found.insert(row.try_get_by_index::<i64>(0)?);
        }
    }
    Ok(found)
}

/// Records of a source whose newest version somebody wrote by another name than the importers'. What merely became of one
/// since is no edit of it.
pub async fn edited(
    tx: &Tx,
    firm: FirmId,
    source: &str,
    importers: &[&str],
) -> Result<BTreeSet<RecordId>, StoreError> {
    let mut sql = Sql::new(
        "SELECT r.id, v.body, w.body FROM record r \
         JOIN record_version v ON v.record = r.seq AND v.version = r.version \
         LEFT JOIN record_version w ON w.record = r.seq AND w.version = (SELECT MAX(x.version) FROM record_version x \
         WHERE x.record = r.seq AND x.\"by\" IN ",
    );
    sql.bind_list(importers.iter().copied())
        .push(") WHERE r.firm = ")
        .bind(uuid(firm))
        .push(" AND r.source = ")
        .bind(source)
        .push(" AND v.\"by\" NOT IN ");
    sql.bind_list(importers.iter().copied());
    let mut edited = BTreeSet::new();
    for row in sql.all(tx.raw()).await? {
        let (now, imported): (String, Option<String>) =
            (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let now = read_body(&now)?;
        let imported = imported.map(|text| read_body(&text)).transpose()?;
        if !imported.is_some_and(|imported| differ_in_fate_alone(&imported, &now)) {
            edited.insert(id(row.try_get_by_index(0)?));
        }
    }
    Ok(edited)
}
