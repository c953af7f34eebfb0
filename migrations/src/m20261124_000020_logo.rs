//! A firm's logo for light pages and for dark ones. A picture stays under its address when another takes its place: mails
//! that were sent name it.

use crate::m20261122_000001_house::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    "CREATE TABLE logo (
        address TEXT PRIMARY KEY,
        firm {uuid} NOT NULL REFERENCES firm (id),
        sha256 TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        created_at BIGINT NOT NULL
    )",
    "ALTER TABLE firm ADD COLUMN logo_light TEXT",
    "ALTER TABLE firm ADD COLUMN logo_dark TEXT",
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
