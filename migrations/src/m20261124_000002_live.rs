//! What live pages need: the firm's colour, and which records each step of a third party's epoch was about.

use crate::m20261122_000001_house::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    "ALTER TABLE firm ADD COLUMN brand TEXT",
    // One row per record that a step of a third party's epoch touched; record 0 stands for too many to name.
    "CREATE TABLE change (
        third_party {uuid} NOT NULL,
        epoch BIGINT NOT NULL,
        record BIGINT NOT NULL,
        at BIGINT NOT NULL,
        PRIMARY KEY (third_party, epoch, record)
    )",
    "CREATE INDEX change_by_at ON change (at)",
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
