//! What staff find subjects by: the words of name, address, postcode and UPRN in one folded text.

use crate::m20261122_000001_house::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    "ALTER TABLE subject ADD COLUMN words {ctext} NOT NULL DEFAULT ''",
    // Near enough until each is next written: lower case, commas as gaps, apostrophes inside words.
    "UPDATE subject SET words = REPLACE(REPLACE(LOWER(name || ' ' || address || ' ' || postcode || ' ' || \
     REPLACE(postcode, ' ', '') || ' ' || uprn), ',', ' '), '''', '')",
    "CREATE INDEX subject_by_firm_parent_sort_text_id ON subject (firm, parent, sort_text, id)",
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
