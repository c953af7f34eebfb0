//! What live pages need: the firm's colour, and which records each step of a third party's epoch was about.

use crate::m20261122_000001_house::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    "ALTER TABLE firm ADD COLUMN brand TEXT",
    // One row per record that a step of a third party's epoch was about, with what the decision rested on before
    // (version 0: it was not there). Record 0 stands for more than can be named.
    "CREATE TABLE change (
        third_party {uuid} NOT NULL,
        epoch BIGINT NOT NULL,
        record BIGINT NOT NULL,
        was_version INTEGER NOT NULL,
        was_subject {uuid},
        was_standing SMALLINT NOT NULL,
        was_addressed SMALLINT NOT NULL,
        was_raised SMALLINT NOT NULL,
        was_shared SMALLINT NOT NULL,
        PRIMARY KEY (third_party, epoch, record)
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
