//! How the last walk of the canary ended, per firm, and who walks tonight.

use crate::codes::uuid;
use crate::sql::Sql;
use crate::{Db, StoreError, Tx};
use contract::canary::CanaryRun;
use contract::id::FirmId;
use domain::policy::Unscoped;

/// Keeps the result in place of the one before.
pub async fn put(tx: &Tx, firm: FirmId, ended_at: i64, run: &CanaryRun) -> Result<(), StoreError> {
    let told = serde_json::to_string(run)
        .map_err(|error| StoreError::corrupt(format!("a canary's result: {error}")))?;
    let mut sql = Sql::new("INSERT INTO canary (firm, ended_at, told) VALUES (");
    sql.bind(uuid(firm)).push(", ").bind(ended_at);
    sql.push(", ").bind(told).push(
        ") ON CONFLICT (firm) DO UPDATE SET ended_at = excluded.ended_at, told = excluded.told",
    );
    sql.run(tx.raw()).await.map(drop)
}

/// The last one's result.
pub async fn last(db: &Db, firm: FirmId) -> Result<Option<CanaryRun>, StoreError> {
    let mut sql = Sql::new("SELECT told FROM canary WHERE firm = ");
    sql.bind(uuid(firm));
    let Some(row) = sql.one(db.reads()).await? else {
        return Ok(None);
    };
    let told: String = row.try_get_by_index(0)?;
    serde_json::from_str(&told)
        .map(Some)
        .map_err(|error| StoreError::corrupt(format!("a canary's result: {error}")))
}

/// Takes a night on; `false` if somebody else has.
pub async fn take(tx: &Tx, day: i32, now: i64) -> Result<bool, StoreError> {
    let mut sql = Sql::new("INSERT INTO canary_night (day, taken_at) VALUES (");
    sql.bind(day).push(", ").bind(now);
    sql.push(") ON CONFLICT (day) DO NOTHING");
    Ok(sql.run(tx.raw()).await? > 0)
}

/// The highest number that a record has, for drawing some of them.
pub async fn newest_record(db: &Db, _: Unscoped) -> Result<i64, StoreError> {
    let row = Sql::new("SELECT COALESCE(MAX(seq), 0) FROM record")
        .one(db.reads())
        .await?;
    row.map_or(Ok(0), |row| Ok(row.try_get_by_index(0)?))
}

/// How many contacts there are, of all firms.
pub async fn contacts(db: &Db, _: Unscoped) -> Result<usize, StoreError> {
    let row = Sql::new("SELECT COUNT(*) FROM contact")
        .one(db.reads())
        .await?;
    let count: i64 = match row {
        Some(row) => row.try_get_by_index(0)?,
        None => 0,
    };
    Ok(usize::try_from(count).unwrap_or_default())
}
