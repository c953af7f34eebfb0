//! Files on their way in: what each is to become; the bytes so far are beside the database.

use crate::m20261122_000001_house::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    // `touched_at` is when a piece last came; 0 once the upload was used and only its bytes wait to be removed.
    "CREATE TABLE upload (
        id {uuid} NOT NULL PRIMARY KEY,
        firm {uuid} NOT NULL REFERENCES firm (id),
        name TEXT NOT NULL,
        length BIGINT NOT NULL,
        touched_at BIGINT NOT NULL
    )",
    "CREATE INDEX upload_by_firm_touched_at ON upload (firm, touched_at)",
    "CREATE INDEX upload_by_touched_at ON upload (touched_at)",
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
