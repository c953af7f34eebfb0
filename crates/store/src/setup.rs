//! The key that an empty installation is set up with. Only its hash is kept, and none once there is a firm.

use crate::sql::Sql;
use crate::{Db, StoreError, Tx};
use sea_orm::ConnectionTrait;

/// One at a time makes the first firm.
pub async fn alone(tx: &Tx) -> Result<(), StoreError> {
    tx.alone("setup").await
}

/// Whether no firm was ever made here.
pub async fn is_empty(db: &Db) -> Result<bool, StoreError> {
    empty(db.reads()).await
}

/// The same, as the transaction sees it.
pub async fn is_empty_in(tx: &Tx) -> Result<bool, StoreError> {
    empty(tx.raw()).await
}

async fn empty(db: &impl ConnectionTrait) -> Result<bool, StoreError> {
    let found = Sql::new("SELECT 1 FROM firm LIMIT 1").one(db).await?;
    Ok(found.is_none())
}

/// From now on this key alone is good.
pub async fn replace(tx: &Tx, key_hash: &str, at: i64) -> Result<(), StoreError> {
    end(tx).await?;
    let mut sql = Sql::new("INSERT INTO setup_key (key_hash, made_at) VALUES (");
    sql.bind(key_hash).push(", ").bind(at).push(")");
    sql.run(tx.raw()).await.map(drop)
}

/// No key is good any more.
pub async fn end(tx: &Tx) -> Result<(), StoreError> {
    Sql::new("DELETE FROM setup_key")
        .run(tx.raw())
        .await
        .map(drop)
}

pub async fn is_good(tx: &Tx, key_hash: &str) -> Result<bool, StoreError> {
    let mut sql = Sql::new("SELECT 1 FROM setup_key WHERE key_hash = ");
    sql.bind(key_hash);
    Ok(sql.one(tx.raw()).await?.is_some())
}
