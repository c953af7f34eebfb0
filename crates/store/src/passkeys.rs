//! Passkeys of a person, and the exchanges that make and use them. The verifier's own texts are kept unread.

use crate::codes::{id, uuid};
use crate::sql::Sql;
use crate::{Db, StoreError, Tx};
use contract::id::{DeviceId, IdentityId, PasskeyId};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, QueryResult};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    pub id: PasskeyId,
    pub identity: IdentityId,
    /// The authenticator's own name of it.
    pub credential: String,
    pub name: String,
    pub seen: Seen,
    pub made_at: i64,
    pub used_at: Option<i64>,
}

/// What it was like when it was last shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What its proofs are held against.
    pub state: String,
    /// How often it says that it was used; 0 for ever where it does not count.
    pub counter: u32,
    /// Whether whatever holds it can keep a copy elsewhere, and does.
    pub may_sync: bool,
    pub synced: bool,
}

/// An exchange under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ceremony {
    /// In which session a passkey is being added; none to sign in.
    pub session: Option<DeviceId>,
    pub state: String,
    pub expires_at: i64,
}

/// In `used_at`: never.
const NEVER: i64 = 0;

const COLUMNS: &str =
    "id, identity, credential, name, state, counter, may_sync, synced, made_at, used_at";

fn read(row: &QueryResult) -> Result<Passkey, StoreError> {
    let counter: i64 = row.try_get("", "counter")?;
    let flag = |column| Ok::<_, StoreError>(row.try_get::<i16>("", column)? != 0);
    let used_at = row.try_get("", "used_at")?;
    Ok(Passkey {
        id: id(row.try_get("", "id")?),
        identity: id(row.try_get("", "identity")?),
        credential: row.try_get("", "credential")?,
        name: row.try_get("", "name")?,
        seen: Seen {
            state: row.try_get("", "state")?,
            counter: u32::try_from(counter)
                .map_err(|_| StoreError::corrupt(format!("counter {counter}")))?,
            may_sync: flag("may_sync")?,
            synced: flag("synced")?,
        },
        made_at: row.try_get("", "made_at")?,
        used_at: Some(used_at).filter(|at| *at != NEVER),
    })
}

/// A person's, the oldest first.
pub async fn list(db: &Db, identity: IdentityId) -> Result<Vec<Passkey>, StoreError> {
    of(db.reads(), identity).await
}

/// The same within a write; nobody else changes them until it ends.
pub async fn list_in(tx: &Tx, identity: IdentityId) -> Result<Vec<Passkey>, StoreError> {
    tx.alone(&format!("passkeys of {identity}")).await?;
    of(tx.raw(), identity).await
}

async fn of(db: &impl ConnectionTrait, identity: IdentityId) -> Result<Vec<Passkey>, StoreError> {
    let mut sql = Sql::new(&format!("SELECT {COLUMNS} FROM passkey WHERE identity = "));
    sql.bind(uuid(identity)).push(" ORDER BY made_at, id");
    sql.all(db).await?.iter().map(read).collect()
}

/// By the authenticator's own name of it, whosesoever it is.
pub async fn find(tx: &Tx, credential: &str) -> Result<Option<Passkey>, StoreError> {
    let mut sql = Sql::new(&format!(
        "SELECT {COLUMNS} FROM passkey WHERE credential = "
    ));
    sql.bind(credential);
    sql.one(tx.raw()).await?.as_ref().map(read).transpose()
}

pub async fn insert(tx: &Tx, new: &Passkey) -> Result<(), StoreError> {
    let mut sql = Sql::new(&format!("INSERT INTO passkey ({COLUMNS}) VALUES ("));
    sql.bind(uuid(new.id))
        .push(", ")
        .bind(uuid(new.identity))
        .push(", ")
        .bind(new.credential.clone())
        .push(", ")
        .bind(new.name.clone())
        .push(", ")
        .bind(new.seen.state.clone())
        .push(", ")
        .bind(i64::from(new.seen.counter))
        .push(", ")
        .bind(i16::from(new.seen.may_sync))
        .push(", ")
        .bind(i16::from(new.seen.synced))
        .push(", ")
        .bind(new.made_at)
        .push(", ")
        .bind(new.used_at.unwrap_or(NEVER))
        .push(")");
    sql.run(tx.raw()).await.map(drop)
}

/// It was shown and is good.
pub async fn used(tx: &Tx, passkey: PasskeyId, seen: &Seen, at: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE passkey SET state = ");
    sql.bind(seen.state.clone())
        .push(", counter = ")
        .bind(i64::from(seen.counter))
        .push(", may_sync = ")
        .bind(i16::from(seen.may_sync))
        .push(", synced = ")
        .bind(i16::from(seen.synced))
        .push(", used_at = ")
        .bind(at)
        .push(" WHERE id = ")
        .bind(uuid(passkey));
    sql.run(tx.raw()).await.map(drop)
}

pub async fn delete(tx: &Tx, passkey: PasskeyId) -> Result<(), StoreError> {
    let mut sql = Sql::new("DELETE FROM passkey WHERE id = ");
    sql.bind(uuid(passkey));
    sql.run(tx.raw()).await.map(drop)
}

pub async fn begin(tx: &Tx, token_hash: String, ceremony: &Ceremony) -> Result<(), StoreError> {
    let mut sql =
        Sql::new("INSERT INTO passkey_ceremony (token_hash, session, state, expires_at) VALUES (");
    sql.bind(token_hash)
        .push(", ")
        .bind(ceremony.session.map(uuid))
        .push(", ")
        .bind(ceremony.state.clone())
        .push(", ")
        .bind(ceremony.expires_at)
        .push(")");
    sql.run(tx.raw()).await.map(drop)
}

/// Takes an exchange out, so that nobody can finish it a second time.
pub async fn take(tx: &Tx, token_hash: &str) -> Result<Option<Ceremony>, StoreError> {
    let mut sql = Sql::new("DELETE FROM passkey_ceremony WHERE token_hash = ");
    sql.bind(token_hash)
        .push(" RETURNING session, state, expires_at");
    let Some(row) = sql.one(tx.raw()).await? else {
        return Ok(None);
    };
    Ok(Some(Ceremony {
        session: row.try_get::<Option<Uuid>>("", "session")?.map(id),
        state: row.try_get("", "state")?,
        expires_at: row.try_get("", "expires_at")?,
    }))
}

/// Deletes exchanges that nobody can finish any more.
pub async fn sweep(tx: &Tx, now: i64) -> Result<u64, StoreError> {
    let mut sql = Sql::new("DELETE FROM passkey_ceremony WHERE expires_at <= ");
    sql.bind(now);
    sql.run(tx.raw()).await
}
