//! A session's life in the database: begun, renewed, ended. The rules are `domain::session`'s.

use super::read::{SESSION, assurance_code, known};
use super::{Known, SignedIn};
use crate::entity::{identity, session as table, session_retired};
use crate::sql::Sql;
use crate::{Db, OPEN, StoreError, Tx, codes, epochs};
use contract::id::{ContactId, DeviceId, FirmId, IdentityId};
use contract::session::Assurance;
use domain::session::{Ended, Keys, LIFE, Session, Upkeep};
use sea_orm::prelude::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait as _, DatabaseBackend,
    EntityTrait as _, QueryFilter as _, QueryOrder as _, Set,
};
use std::collections::BTreeSet;

#[derive(Debug, Clone)]
pub struct NewSession {
    pub device: DeviceId,
    pub identity: IdentityId,
    pub secret_hash: String,
    pub assurance: Assurance,
    pub label: String,
}

/// One of a person's signed-in browsers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    pub id: DeviceId,
    pub label: String,
    pub created_at: i64,
    pub last_used_at: i64,
}

/// Which hashes a renewal moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renewal<'a> {
    Keep,
    /// The present secret becomes the predecessor of this one.
    Rotate(&'a str),
    /// This one takes the place of a successor that never arrived.
    Replace(&'a str),
}

pub async fn insert(tx: &Tx, new: NewSession, now: i64) -> Result<(), StoreError> {
    let session = Session::start(now);
    let row = table::ActiveModel {
        id: Set(codes::uuid(new.device)),
        identity: Set(codes::uuid(new.identity)),
        secret_hash: Set(new.secret_hash),
        previous_hash: Set(None),
        rotated_at: Set(now),
        successor_seen_at: Set(None),
        assurance: Set(assurance_code(new.assurance)),
        label: Set(new.label),
        created_at: Set(now),
        last_used_at: Set(session.last_used_at),
        expires_at: Set(session.expires_at()),
        ended_at: Set(OPEN),
        end_reason: Set(String::new()),
    };
    table::Entity::insert(row)
        .exec_without_returning(tx.raw())
        .await?;
    Ok(())
}

/// The session of a secret, held until the transaction ends. Retired secrets are not looked for.
pub async fn find_in(tx: &Tx, secret_hash: &str, now: i64) -> Result<Known, StoreError> {
    let mut sql = Sql::new("SELECT ");
    let hash = sql.keep(secret_hash);
    sql.push(SESSION);
    sql.push(&format!(
        " FROM session s WHERE (s.secret_hash = {hash} OR s.previous_hash = {hash}) AND s.ended_at = {OPEN}"
    ));
    if tx.raw().get_database_backend() == DatabaseBackend::Postgres {
        sql.push(" FOR UPDATE");
    }
    match sql.one(tx.raw()).await? {
        Some(row) => known(&row, secret_hash, now),
        None => Ok(Known::Nobody),
    }
}

/// Writes what a refresh decided.
pub async fn renew(
    tx: &Tx,
    device: DeviceId,
    session: &Session,
    renewal: Renewal<'_>,
) -> Result<(), StoreError> {
    let id = codes::uuid(device);
    let mut row = changed(device, session);
    if !matches!(renewal, Renewal::Keep) {
        let Some(old) = table::Entity::find_by_id(id).one(tx.raw()).await? else {
            return Err(StoreError::corrupt(format!("{device} is gone")));
        };
        // What falls out of the row is remembered: whoever shows it later holds a copy.
        let (new, falls_out) = match renewal {
            Renewal::Rotate(new) => {
                row.previous_hash = Set(Some(old.secret_hash));
                (new, old.previous_hash)
            }
            Renewal::Replace(new) => (new, Some(old.secret_hash)),
            Renewal::Keep => return Ok(()),
        };
        row.secret_hash = Set(new.to_owned());
        if let Some(hash) = falls_out {
            let retired = session_retired::ActiveModel {
                secret_hash: Set(hash),
                session: Set(id),
            };
            session_retired::Entity::insert(retired)
                .exec_without_returning(tx.raw())
                .await?;
        }
    }
    row.update(tx.raw()).await?;
    epochs::bump(tx, [id]).await.map(drop)
}

/// Writes what a request left to be written. Between its read and now another may have been quicker, so
/// it changes the row only as far as that was still so.
pub async fn upkeep(tx: &Tx, signed_in: &SignedIn, now: i64) -> Result<(), StoreError> {
    let update = table::Entity::update_many()
        .col_expr(table::Column::LastUsedAt, Expr::value(now))
        .col_expr(
            table::Column::ExpiresAt,
            Expr::value(now.saturating_add(LIFE)),
        )
        .filter(table::Column::Id.eq(codes::uuid(signed_in.device)))
        .filter(table::Column::EndedAt.eq(OPEN));
    let update = match (signed_in.upkeep, signed_in.session.keys) {
        (Upkeep::Nothing, _) => return Ok(()),
        (
            Upkeep::MarkSeen,
            Keys::Seen {
                rotated_at,
                seen_at,
            },
        ) => update
            .col_expr(table::Column::SuccessorSeenAt, Expr::value(seen_at))
            .filter(table::Column::SuccessorSeenAt.is_null())
            .filter(table::Column::RotatedAt.eq(rotated_at)),
        _ => update.filter(table::Column::LastUsedAt.lt(now)),
    };
    update.exec(tx.raw()).await?;
    epochs::bump(tx, [codes::uuid(signed_in.device)])
        .await
        .map(drop)
}

/// Ends a session; one that is over stays as it ended. Answers whether this ended it.
pub async fn end(tx: &Tx, ended: Ended) -> Result<bool, StoreError> {
    let done = table::Entity::update_many()
        .col_expr(table::Column::EndedAt, Expr::value(ended.at))
        .col_expr(table::Column::EndReason, Expr::value(ended.reason.name()))
        .filter(table::Column::Id.eq(codes::uuid(ended.device)))
        .filter(table::Column::EndedAt.eq(OPEN))
        .exec(tx.raw())
        .await?;
    epochs::bump(tx, [codes::uuid(ended.device)]).await?;
    Ok(done.rows_affected > 0)
}

/// Every session of a person that is not over.
pub async fn all_of(tx: &Tx, identity: IdentityId) -> Result<Vec<DeviceId>, StoreError> {
    let rows = table::Entity::find()
        .filter(table::Column::Identity.eq(codes::uuid(identity)))
        .filter(table::Column::EndedAt.eq(OPEN))
        .order_by_asc(table::Column::Id)
        .all(tx.raw())
        .await?;
    Ok(rows.into_iter().map(|row| codes::id(row.id)).collect())
}

/// Whose a device is, signed in or not.
pub async fn owner(tx: &Tx, device: DeviceId) -> Result<Option<IdentityId>, StoreError> {
    let row = table::Entity::find_by_id(codes::uuid(device))
        .one(tx.raw())
        .await?;
    Ok(row.map(|row| codes::id(row.identity)))
}

/// The device and its owner, to tell her of its end.
pub async fn replayed(
    tx: &Tx,
    device: DeviceId,
) -> Result<Option<(IdentityId, Device)>, StoreError> {
    let row = table::Entity::find_by_id(codes::uuid(device))
        .one(tx.raw())
        .await?;
    Ok(row.map(|row| (codes::id(row.identity), read(row))))
}

/// Notes that a browser was used under a hat; only the first time is kept.
pub async fn put_on(
    tx: &Tx,
    device: DeviceId,
    contact: ContactId,
    now: i64,
) -> Result<(), StoreError> {
    let mut sql = Sql::new("INSERT INTO session_hat (session, contact, first_at) VALUES (");
    sql.bind(codes::uuid(device)).push(", ");
    sql.bind(codes::uuid(contact)).push(", ").bind(now);
    sql.push(") ON CONFLICT (session, contact) DO NOTHING");
    sql.run(tx.raw()).await.map(drop)
}

/// A person's browsers that have opened a firm's page, signed in or not. What she does elsewhere is not the firm's to
/// know.
pub async fn opened_in(
    tx: &Tx,
    identity: IdentityId,
    firm: FirmId,
) -> Result<BTreeSet<DeviceId>, StoreError> {
    let rows = opened(identity, firm).all(tx.raw()).await?;
    rows.iter()
        .map(|row| Ok(codes::id(row.try_get("", "session")?)))
        .collect()
}

/// Those of them that are signed in, the last used first.
pub async fn devices_at(
    db: &Db,
    identity: IdentityId,
    firm: FirmId,
    now: i64,
) -> Result<Vec<Device>, StoreError> {
    let rows = opened(identity, firm).all(db.reads()).await?;
    let opened: BTreeSet<DeviceId> = rows
        .iter()
        .map(|row| Ok(codes::id(row.try_get("", "session")?)))
        .collect::<Result<_, StoreError>>()?;
    let mut devices = devices(db, identity, now).await?;
    devices.retain(|device| opened.contains(&device.id));
    Ok(devices)
}

fn opened(identity: IdentityId, firm: FirmId) -> Sql {
    let mut sql = Sql::new(
        "SELECT DISTINCT h.session AS session FROM session_hat h JOIN session s ON s.id = h.session \
         JOIN contact c ON c.id = h.contact WHERE s.identity = ",
    );
    sql.bind(codes::uuid(identity)).push(" AND c.firm = ");
    sql.bind(codes::uuid(firm));
    sql
}

/// Where a person is signed in, the last used first.
pub async fn devices(db: &Db, identity: IdentityId, now: i64) -> Result<Vec<Device>, StoreError> {
    let rows = table::Entity::find()
        .filter(table::Column::Identity.eq(codes::uuid(identity)))
        .filter(table::Column::EndedAt.eq(OPEN))
        .filter(table::Column::ExpiresAt.gt(now))
        .order_by_desc(table::Column::LastUsedAt)
        .order_by_desc(table::Column::Id)
        .all(db.reads())
        .await?;
    Ok(rows.into_iter().map(read).collect())
}

/// The address a session signs in as.
pub async fn email(db: &Db, identity: IdentityId) -> Result<Option<String>, StoreError> {
    let row = identity::Entity::find_by_id(codes::uuid(identity))
        .one(db.reads())
        .await?;
    Ok(row.map(|row| row.email))
}

fn read(row: table::Model) -> Device {
    Device {
        id: codes::id(row.id),
        label: row.label,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    }
}

fn changed(device: DeviceId, session: &Session) -> table::ActiveModel {
    let (rotated_at, seen_at) = match session.keys {
        Keys::First { since } => (since, None),
        Keys::Unseen { rotated_at } => (rotated_at, None),
        Keys::Seen {
            rotated_at,
            seen_at,
        } => (rotated_at, Some(seen_at)),
    };
    table::ActiveModel {
        id: Set(codes::uuid(device)),
        rotated_at: Set(rotated_at),
        successor_seen_at: Set(seen_at),
        last_used_at: Set(session.last_used_at),
        expires_at: Set(session.expires_at()),
        ..Default::default()
    }
}
