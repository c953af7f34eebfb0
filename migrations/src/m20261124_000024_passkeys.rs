//! Passkeys, and the exchanges that make and use them.

use crate::m20261122_000001_house::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    // `credential` is the authenticator's own name of it, `state` what its proofs are held against: its public key and
    // whatever else the verifier wants to know again. `counter`, `may_sync` and `synced` are read out of it, to be looked
    // at. `used_at` is 0 before the first time.
    "CREATE TABLE passkey (
        id {uuid} NOT NULL PRIMARY KEY,
        identity {uuid} NOT NULL REFERENCES identity (id),
        credential {ctext} NOT NULL UNIQUE,
        state TEXT NOT NULL,
        name TEXT NOT NULL,
        counter BIGINT NOT NULL,
        may_sync SMALLINT NOT NULL,
        synced SMALLINT NOT NULL,
        made_at BIGINT NOT NULL,
        used_at BIGINT NOT NULL
    )",
    "CREATE INDEX passkey_by_identity ON passkey (identity)",
    // Exchanges under way: each is taken out by whoever finishes it. `session` is that in which a passkey is being added;
    // to sign in there is none yet.
    "CREATE TABLE passkey_ceremony (
        token_hash {ctext} NOT NULL PRIMARY KEY,
        session {uuid} REFERENCES session (id),
        state TEXT NOT NULL,
        expires_at BIGINT NOT NULL
    )",
    "CREATE INDEX passkey_ceremony_by_expires_at ON passkey_ceremony (expires_at)",
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
