//! Files on their way in, by their firm. How much of one is there, the bytes themselves say.

use crate::codes::{id, uuid};
use crate::sql::Sql;
use crate::{Db, StoreError, Tx};
use contract::id::{FirmId, UploadId};

/// What a file on its way in is to become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    pub id: UploadId,
    pub firm: FirmId,
    pub name: String,
    pub length: u64,
}

/// In `touched_at`: it was used, and only its bytes wait to be removed.
const USED: i64 = 0;

pub async fn insert(tx: &Tx, new: &Upload, at: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new("INSERT INTO upload (id, firm, name, length, touched_at) VALUES (");
    sql.bind(uuid(new.id)).push(", ").bind(uuid(new.firm));
    sql.push(", ").bind(new.name.clone());
    sql.push(", ")
        .bind(i64::try_from(new.length).unwrap_or(i64::MAX));
    sql.push(", ").bind(at).push(")");
    sql.run(tx.raw()).await.map(drop)
}

/// One of the firm's that was not used yet.
pub async fn find(db: &Db, firm: FirmId, upload: UploadId) -> Result<Option<Upload>, StoreError> {
    let mut sql = Sql::new("SELECT name, length FROM upload WHERE firm = ");
    sql.bind(uuid(firm))
        .push(" AND id = ")
        .bind(uuid(upload))
        .push(&format!(" AND touched_at > {USED}"));
    let Some(row) = sql.one(db.reads()).await? else {
        return Ok(None);
    };
    let length: i64 = row.try_get_by_index(1)?;
    Ok(Some(Upload {
        id: upload,
        firm,
        name: row.try_get_by_index(0)?,
        length: u64::try_from(length).unwrap_or_default(),
    }))
}

/// How many a firm has under way, and to how many bytes they will come.
pub async fn under_way(tx: &Tx, firm: FirmId) -> Result<(u64, u64), StoreError> {
    let mut sql = Sql::new(
        "SELECT COUNT(*), CAST(COALESCE(SUM(length), 0) AS BIGINT) FROM upload WHERE firm = ",
    );
    sql.bind(uuid(firm))
        .push(&format!(" AND touched_at > {USED}"));
    let Some(row) = sql.one(tx.raw()).await? else {
        return Ok((0, 0));
    };
    let (count, bytes): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    let whole = |number: i64| u64::try_from(number).unwrap_or_default();
    Ok((whole(count), whole(bytes)))
}

/// A piece has come.
pub async fn touch(tx: &Tx, upload: UploadId, at: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE upload SET touched_at = ");
    sql.bind(at)
        .push(" WHERE id = ")
        .bind(uuid(upload))
        .push(&format!(" AND touched_at > {USED}"));
    sql.run(tx.raw()).await.map(drop)
}

/// Takes it for good; `false` if somebody else did.
pub async fn use_up(tx: &Tx, firm: FirmId, upload: UploadId) -> Result<bool, StoreError> {
    let mut sql = Sql::new(&format!(
        "UPDATE upload SET touched_at = {USED} WHERE firm = "
    ));
    sql.bind(uuid(firm))
        .push(" AND id = ")
        .bind(uuid(upload))
        .push(&format!(" AND touched_at > {USED}"));
    Ok(sql.run(tx.raw()).await? > 0)
}

/// Those that nothing came of since then, and those that were used.
pub async fn abandoned(db: &Db, before: i64) -> Result<Vec<UploadId>, StoreError> {
    let mut sql = Sql::new("SELECT id FROM upload WHERE touched_at < ");
    sql.bind(before).push(" ORDER BY touched_at LIMIT 1000");
    sql.all(db.reads())
        .await?
        .iter()
        .map(|row| Ok(id(row.try_get_by_index(0)?)))
        .collect()
}

/// Forgets one whose bytes are gone, unless a piece has come since.
pub async fn delete(tx: &Tx, upload: UploadId, before: i64) -> Result<u64, StoreError> {
    let mut sql = Sql::new("DELETE FROM upload WHERE id = ");
    sql.bind(uuid(upload))
        .push(" AND touched_at < ")
        .bind(before);
    sql.run(tx.raw()).await
}
