//! The one-time key that an empty installation is set up with.

use crate::m20261122_000001_house::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    // At most one row: each start of the server makes a new key in place of the one before.
    "CREATE TABLE setup_key (
        key_hash TEXT NOT NULL PRIMARY KEY,
        made_at BIGINT NOT NULL
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
