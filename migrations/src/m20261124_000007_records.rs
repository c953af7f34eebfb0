//! What staff need to find records by: the day each sorts by, over a whole firm; and, of every version from now on,
//! who it was open to.

use crate::m20261122_000001_house::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    "ALTER TABLE record ADD COLUMN day INTEGER NOT NULL DEFAULT -2147483648",
    "UPDATE record SET day = CASE WHEN happened_day = -2147483648 THEN due_day ELSE happened_day END",
    "CREATE INDEX record_by_firm_day_seq ON record (firm, day, seq)",
    "CREATE INDEX record_by_firm_due_day_seq ON record (firm, due_day, seq)",
    "CREATE INDEX record_by_firm_sort_text_seq ON record (firm, sort_text, seq)",
    "CREATE INDEX record_by_firm_amount_pence_seq ON record (firm, amount_pence, seq)",
    "ALTER TABLE record_version ADD COLUMN standing SMALLINT",
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
