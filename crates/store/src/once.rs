//! Writes that happen once however often they are asked for. The row is written in the write's own transaction, so it
//! stands exactly when the write does; a second try that comes while the first is under way waits for it.

use crate::sql::Sql;
use crate::{StoreError, Tx};
use sea_orm::ConnectionTrait as _;
use sea_orm::prelude::Uuid;

/// One write as its sender names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// As whom: the id of a contact or of staff.
    pub hat: [u8; 16],
    /// Method and path.
    pub route: String,
    pub key: String,
    /// SHA-256 of what is to be written.
    pub body: [u8; 32],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    First,
    /// It was done before; what it made, if it made something.
    Before(Option<[u8; 16]>),
    /// The key was another write's.
    Another,
}

pub async fn begin(tx: &Tx, call: &Call, at: i64) -> Result<Begun, StoreError> {
    let mut insert =
        Sql::new("INSERT INTO idempotency (hat, route, idempotency_key, body_hash, at) VALUES (");
    insert.bind(Uuid::from_bytes(call.hat)).push(", ");
    insert.bind(call.route.clone()).push(", ");
    insert.bind(call.key.clone()).push(", ");
    insert.bind(hex::encode(call.body)).push(", ");
    insert.bind(at).push(") ON CONFLICT DO NOTHING");
    if insert.run(tx.raw()).await? > 0 {
        return Ok(Begun::First);
    }
    let mut sql = Sql::new("SELECT body_hash, object FROM idempotency");
    which(&mut sql, call);
    let row = sql.one(tx.raw()).await?;
    // Nothing deletes rows that are as young as the one that was in the way.
    let row = row.ok_or_else(|| StoreError::corrupt("an idempotency key that vanished"))?;
    if row.try_get::<String>("", "body_hash")? != hex::encode(call.body) {
        return Ok(Begun::Another);
    }
    let object: Option<Uuid> = row.try_get("", "object")?;
    Ok(Begun::Before(object.map(Uuid::into_bytes)))
}

/// Notes what the call made.
pub async fn made(tx: &Tx, call: &Call, object: [u8; 16]) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE idempotency SET object = ");
    sql.bind(Uuid::from_bytes(object));
    which(&mut sql, call);
    sql.run(tx.raw()).await.map(drop)
}

fn which(sql: &mut Sql, call: &Call) {
    sql.push(" WHERE hat = ").bind(Uuid::from_bytes(call.hat));
    sql.push(" AND route = ").bind(call.route.clone());
    sql.push(" AND idempotency_key = ").bind(call.key.clone());
}

/// Answers how many rows went.
pub async fn sweep(tx: &Tx, before: i64) -> Result<u64, StoreError> {
    let mut sql = Sql::new("DELETE FROM idempotency WHERE at < ");
    sql.bind(before).take().run(tx.raw()).await
}

impl Tx {
    /// Until this ends, whoever else asks for the same thing waits. On SQLite there is one writer anyway.
    pub async fn alone(&self, thing: &str) -> Result<(), StoreError> {
        if self.raw().get_database_backend() == sea_orm::DatabaseBackend::Postgres {
            let mut sql = Sql::new("SELECT pg_advisory_xact_lock(hashtextextended(");
            sql.bind(thing).push(", 0))");
            sql.run(self.raw()).await?;
        }
        Ok(())
    }
}
