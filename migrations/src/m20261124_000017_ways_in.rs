//! The ways into a contact's page: in which browsers it was opened, and when she was last sent one.

use crate::m20261122_000001_house::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    // Under which hats a browser was used. A session is a person's; this says whose page it has opened.
    "CREATE TABLE session_hat (
        session {uuid} NOT NULL REFERENCES session (id),
        contact {uuid} NOT NULL REFERENCES contact (id),
        first_at BIGINT NOT NULL,
        PRIMARY KEY (session, contact)
    )",
    // `job` is its mail's in the outbox, which forgets it a week after it was sent.
    "CREATE TABLE invitation (
        row_id {auto},
        contact {uuid} NOT NULL REFERENCES contact (id),
        job {uuid} NOT NULL,
        at BIGINT NOT NULL
    )",
    "CREATE INDEX invitation_by_contact_row_id ON invitation (contact, row_id)",
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
