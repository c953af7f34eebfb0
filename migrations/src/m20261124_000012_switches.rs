//! What is switched off for everybody of a third party: closed and reopened, never changed.

use crate::m20261122_000001_house::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    // None for a third party is nothing off.
    "CREATE TABLE third_party_policy (
        row_id {auto},
        third_party {uuid} NOT NULL REFERENCES third_party (id),
        modules_off TEXT NOT NULL,
        recorded_from_at BIGINT NOT NULL,
        recorded_to_at BIGINT NOT NULL
    )",
    "CREATE INDEX third_party_policy_by_third_party_recorded_to_at
        ON third_party_policy (third_party, recorded_to_at)",
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
