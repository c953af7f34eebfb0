//! Writes that happen once: the key a client gave, and what came of it.

use crate::m20261122_000001_house::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    "CREATE TABLE idempotency (
        hat {uuid} NOT NULL,
        route {ctext} NOT NULL,
        idempotency_key {ctext} NOT NULL,
        body_hash {ctext} NOT NULL,
        object {uuid},
        at BIGINT NOT NULL,
        PRIMARY KEY (hat, route, idempotency_key)
    )",
    "CREATE INDEX idempotency_by_at ON idempotency (at)",
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
