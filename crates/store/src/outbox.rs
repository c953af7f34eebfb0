//! What must happen after a commit, as rows written in the same transaction. A job runs at least once: whoever
//! dies between claiming and closing it leaves it to the next, so every job must bear a repeat.

use crate::entity::outbox as table;
use crate::sql::Sql;
use crate::{Db, StoreError, Tx};
use sea_orm::prelude::{Expr, Uuid};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, DatabaseBackend, EntityTrait as _, QueryFilter as _,
};

/// Tries before a job is given up.
pub const MOST_ATTEMPTS: i32 = 8;

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
/// How long a claimed job is left alone; longer than any adapter's own time-out.
pub const LEASE: i64 = 5 * MINUTE;

#[derive(Debug, Clone)]
pub struct NewJob {
    pub id: Uuid,
    pub kind: &'static str,
    pub payload: String,
    /// A second job of the same name is not queued.
    pub dedup: Option<String>,
    pub run_at: i64,
}

/// A job that is ours until its lease is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub id: Uuid,
    pub kind: String,
    pub payload: String,
    /// This attempt included.
    pub attempts: i32,
}

/// Queues a job; `false` if one of its name was there already.
pub async fn enqueue(tx: &Tx, job: NewJob) -> Result<bool, StoreError> {
    let mut sql = Sql::new(
        "INSERT INTO outbox (id, kind, payload, dedup, run_at, attempts, locked_until_at, last_error) VALUES (",
    );
    sql.bind(job.id)
        .push(", ")
        .bind(job.kind)
        .push(", ")
        .bind(job.payload)
        .push(", ")
        .bind(job.dedup);
    sql.push(", ")
        .bind(job.run_at)
        .push(", 0, 0, '') ON CONFLICT (dedup) DO NOTHING");
    Ok(sql.run(tx.raw()).await? > 0)
}

/// Whether anything is due. A read, so that an idle worker takes no lock.
pub async fn is_due(db: &Db, now: i64) -> Result<bool, StoreError> {
    let mut sql = Sql::new("SELECT id FROM outbox WHERE ");
    due(&mut sql, now);
    sql.push(" LIMIT 1");
    Ok(sql.one(db.reads()).await?.is_some())
}

/// Takes up to `limit` jobs that are due, oldest first.
pub async fn claim(tx: &Tx, now: i64, limit: u32) -> Result<Vec<Job>, StoreError> {
    let mut sql = Sql::new("UPDATE outbox SET attempts = attempts + 1, locked_until_at = ");
    sql.bind(now.saturating_add(LEASE));
    sql.push(" WHERE id IN (SELECT id FROM outbox WHERE ");
    due(&mut sql, now);
    sql.push(&format!(
        " ORDER BY run_at LIMIT {limit}{})",
        skipping_locked(tx)
    ));
    sql.push(" RETURNING id, kind, payload, attempts");
    let rows = sql.all(tx.raw()).await?;
    rows.iter()
        .map(|row| {
            Ok(Job {
                id: row.try_get("", "id")?,
                kind: row.try_get("", "kind")?,
                payload: row.try_get("", "payload")?,
                attempts: row.try_get("", "attempts")?,
            })
        })
        .collect()
}

/// Closes a job that was carried out. What it carried is wiped: a sent mail is nobody's business any more.
pub async fn done(tx: &Tx, job: &Job, now: i64) -> Result<(), StoreError> {
    table::Entity::update_many()
        .col_expr(table::Column::DoneAt, Expr::value(now))
        .col_expr(table::Column::Payload, Expr::value(""))
        .filter(table::Column::Id.eq(job.id))
        .exec(tx.raw())
        .await?;
    Ok(())
}

/// Puts a job back for later, or gives it up after its last try. Answers whether it will be tried again.
pub async fn retry(tx: &Tx, job: &Job, now: i64, error: &str) -> Result<bool, StoreError> {
    if job.attempts >= MOST_ATTEMPTS {
        fail(tx, job, now, error).await?;
        return Ok(false);
    }
    table::Entity::update_many()
        .col_expr(
            table::Column::RunAt,
            Expr::value(now.saturating_add(backoff(job.attempts))),
        )
        .col_expr(table::Column::LockedUntilAt, Expr::value(0i64))
        .col_expr(table::Column::LastError, Expr::value(error))
        // A later claim of the same job is not ours to put back.
        .filter(table::Column::Id.eq(job.id))
        .filter(table::Column::Attempts.eq(job.attempts))
        .filter(table::Column::DoneAt.is_null())
        .exec(tx.raw())
        .await?;
    Ok(true)
}

/// Gives a job up; it stays for staff to see, without what it carried.
pub async fn fail(tx: &Tx, job: &Job, now: i64, error: &str) -> Result<(), StoreError> {
    table::Entity::update_many()
        .col_expr(table::Column::FailedAt, Expr::value(now))
        .col_expr(table::Column::LastError, Expr::value(error))
        .col_expr(table::Column::Payload, Expr::value(""))
        .filter(table::Column::Id.eq(job.id))
        .filter(table::Column::Attempts.eq(job.attempts))
        .filter(table::Column::DoneAt.is_null())
        .exec(tx.raw())
        .await?;
    Ok(())
}

/// Deletes jobs done before an instant; those that failed stay.
pub async fn sweep(tx: &Tx, before: i64) -> Result<u64, StoreError> {
    let swept = table::Entity::delete_many()
        .filter(table::Column::DoneAt.lt(before))
        .exec(tx.raw())
        .await?;
    Ok(swept.rows_affected)
}

/// 10 s after the first try, then 30 s, 90 s … so that the last one comes after about three hours.
const fn backoff(attempts: i32) -> i64 {
    let mut wait = 10 * SECOND;
    let mut n = 1;
    while n < attempts {
        wait *= 3;
        n += 1;
    }
    wait
}

fn due(sql: &mut Sql, now: i64) {
    let now = sql.keep(now);
    sql.push(&format!(
        "done_at IS NULL AND failed_at IS NULL AND run_at <= {now} AND locked_until_at <= {now}"
    ));
}

/// The end of a query that takes rows off a queue. On SQLite the writer is alone anyway.
pub(crate) fn skipping_locked(tx: &Tx) -> &'static str {
    match tx.raw().get_database_backend() {
        DatabaseBackend::Postgres => " FOR UPDATE SKIP LOCKED",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_try_comes_after_about_three_hours() {
        let waits: Vec<_> = (1..MOST_ATTEMPTS).map(|n| backoff(n) / SECOND).collect();
        assert_eq!(waits, [10, 30, 90, 270, 810, 2430, 7290]);
    }
}
