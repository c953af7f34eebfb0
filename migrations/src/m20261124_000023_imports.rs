//! Imports in the browser: what arrived for each, what it would do, and what it did, for taking it back.

use crate::m20261122_000001_house::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    // `ended_at` is 0 until it has come to an end; `touched_at` is when whoever works on it last said so.
    "CREATE TABLE import_run (
        id {uuid} NOT NULL PRIMARY KEY,
        firm {uuid} NOT NULL REFERENCES firm (id),
        staff {uuid} NOT NULL,
        state {ctext} NOT NULL,
        begun_at BIGINT NOT NULL,
        touched_at BIGINT NOT NULL,
        ended_at BIGINT NOT NULL,
        summary TEXT NOT NULL,
        why TEXT NOT NULL
    )",
    "CREATE INDEX import_run_by_firm_begun_at ON import_run (firm, begun_at)",
    // The files of its folder, each an upload.
    "CREATE TABLE import_file (
        run {uuid} NOT NULL REFERENCES import_run (id),
        path {ctext} NOT NULL,
        upload {uuid} NOT NULL,
        length BIGINT NOT NULL,
        PRIMARY KEY (run, path)
    )",
    // Its report, line by line.
    "CREATE TABLE import_line (
        run {uuid} NOT NULL REFERENCES import_run (id),
        sort {ctext} NOT NULL,
        position INTEGER NOT NULL,
        line TEXT NOT NULL,
        PRIMARY KEY (run, sort, position)
    )",
    // What it wrote, in order, with what was there before.
    "CREATE TABLE import_effect (
        run {uuid} NOT NULL REFERENCES import_run (id),
        position INTEGER NOT NULL,
        effect TEXT NOT NULL,
        PRIMARY KEY (run, position)
    )",
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
