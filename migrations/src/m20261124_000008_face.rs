//! What a firm shows of itself: who its mails are from, where answers go, the lines at their foot.

use crate::m20261122_000001_house::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    "ALTER TABLE firm ADD COLUMN sender TEXT",
    "ALTER TABLE firm ADD COLUMN reply_to TEXT",
    // Lines, one under the other.
    "ALTER TABLE firm ADD COLUMN footer TEXT NOT NULL DEFAULT ''",
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
