//! What one person may not do, and third parties that were put away or became another.

use crate::m20261122_000001_house::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    // Names of actions, as `modules_off` has names of modules; empty is none.
    "ALTER TABLE contact_role ADD COLUMN cannot TEXT NOT NULL DEFAULT ''",
    // Nothing while it is in use.
    "ALTER TABLE third_party ADD COLUMN archived_at BIGINT",
    // The one it became: what an import says of it is said of that one.
    "ALTER TABLE third_party ADD COLUMN merged_into {uuid}",
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
