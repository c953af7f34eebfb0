//! How the last canary of each firm ended, and which nights one was sent.

use crate::m20261122_000001_house::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    // The last walk over a firm's contacts, as it is told.
    "CREATE TABLE canary (
        firm {uuid} NOT NULL PRIMARY KEY REFERENCES firm (id),
        ended_at BIGINT NOT NULL,
        told TEXT NOT NULL
    )",
    // Which nights somebody has taken on: of several workers the first to write one does it.
    "CREATE TABLE canary_night (
        day INTEGER NOT NULL PRIMARY KEY,
        taken_at BIGINT NOT NULL
    )",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for statement in STATEMENTS {
            db.execute_unprepared(&spelled(statement, manager.get_database_backend()))
                .await?;
        }
        Ok(())
    }
}
