//! What staff need to find people by: the name of a third party as it sorts.

use crate::m20261122_000001_house::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    "ALTER TABLE third_party ADD COLUMN sort_text {ctext} NOT NULL DEFAULT ''",
    // Near enough until each is next written; what matters is that it orders.
    "UPDATE third_party SET sort_text = LOWER(name)",
    "CREATE INDEX third_party_by_firm_sort_text_id ON third_party (firm, sort_text, id)",
    "CREATE INDEX staff_by_firm_recorded_to_at ON staff (firm, recorded_to_at)",
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
