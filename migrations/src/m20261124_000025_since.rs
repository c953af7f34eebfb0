//! When the time of an interest's holder began: with the interest, or with the first of her uninterrupted shares.

use crate::m20261122_000001_house::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    "ALTER TABLE interest ADD COLUMN since_day INTEGER NOT NULL DEFAULT 0",
    "UPDATE interest SET since_day = first_day",
    // 64 is a share; the largest number, what is on record now.
    "UPDATE interest SET since_day = (
        WITH RECURSIVE back (day) AS (
            SELECT interest.first_day
            UNION
            SELECT b.first_day FROM interest b JOIN back ON b.last_day = back.day - 1
            WHERE b.subject = interest.subject AND b.third_party = interest.third_party AND b.relation = 64
            AND b.recorded_to_at = 9223372036854775807
        ) SELECT MIN(day) FROM back
    ) WHERE relation = 64 AND recorded_to_at = 9223372036854775807",
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
