//! What staff look the log up by: who of them did it, and what it was about.

use crate::m20261122_000001_house::spelled;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

const COLUMN: &str = "ALTER TABLE receipt ADD COLUMN staff {uuid}";

/// The text names the actor; no value in it holds a line's end, so the first such line is the actor's own.
const FROM_SQLITE: &str = "UPDATE receipt SET staff = \
    unhex(replace(substr(text, instr(text, char(10) || 'actor: stf_') + 12, 36), '-', '')) \
    WHERE instr(text, char(10) || 'actor: stf_') > 0";
const FROM_POSTGRES: &str = "UPDATE receipt SET staff = \
    CAST(substr(text, strpos(text, chr(10) || 'actor: stf_') + 12, 36) AS UUID) \
    WHERE strpos(text, chr(10) || 'actor: stf_') > 0";

/// Partial, so that what contacts do all day pays for neither where it has nothing to find.
const INDEXES: &[&str] = &[
    "CREATE INDEX receipt_by_staff_at ON receipt (staff, at) WHERE staff IS NOT NULL",
    "CREATE INDEX receipt_by_object_at ON receipt (object, at) WHERE object <> ''",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let from_text = match backend {
            DatabaseBackend::Postgres => FROM_POSTGRES,
            _ => FROM_SQLITE,
        };
        let db = manager.get_connection();
        for statement in [&[COLUMN, from_text], INDEXES].concat() {
            db.execute_unprepared(&spelled(statement, backend)).await?;
        }
        Ok(())
    }
}
