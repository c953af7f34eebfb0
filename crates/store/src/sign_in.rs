//! The rows of signing in: what was asked, by whom, the links, the codes and the wrong guesses. Tokens and
//! codes come in as hashes only.

mod guesses;

pub use guesses::{
    LiveCode, NewCode, add_try, count_failures, count_mails, end_codes, insert_code,
    insert_failure, live_codes,
};

use crate::entity::{code_failure, sign_in_code, sign_in_link, sign_in_request};
use crate::firms::logo::{COLUMNS, JOINS};
use crate::firms::{FACE, read_face};
use crate::outbox::skipping_locked;
use crate::sql::Sql;
use crate::{Db, OPEN, StoreError, Tx, codes};
use contract::id::IdentityId;
use domain::face::Face;
use domain::sign_in::{Link, crowded_out};
use sea_orm::prelude::{Expr, Uuid};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Set,
};

/// What somebody typed into the sign-in form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub id: Uuid,
    pub email: String,
    pub browser_hash: String,
    pub ip: String,
    pub agent: String,
    pub at: i64,
}

/// Somebody who may sign in, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub identity: IdentityId,
    pub email: String,
    pub name: String,
    /// At least one.
    pub places: Vec<Place>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// `None` for the firm's own people.
    pub third_party: Option<String>,
    pub firm: Face,
}

/// The one thing that asking does, whatever the address.
pub async fn insert_request(tx: &Tx, request: Request) -> Result<(), StoreError> {
    let row = sign_in_request::ActiveModel {
        id: Set(request.id),
        email: Set(request.email),
        browser_hash: Set(request.browser_hash),
        ip: Set(request.ip),
        agent: Set(request.agent),
        at: Set(request.at),
        handled_at: Set(None),
    };
    sign_in_request::Entity::insert(row)
        .exec_without_returning(tx.raw())
        .await?;
    Ok(())
}

/// Whether anybody waits. A read, so that an idle worker takes no lock.
pub async fn has_requests(db: &Db) -> Result<bool, StoreError> {
    let sql = Sql::new("SELECT id FROM sign_in_request WHERE handled_at IS NULL LIMIT 1");
    Ok(sql.one(db.reads()).await?.is_some())
}

/// Takes the oldest requests off the queue. They come ordered by address, so that two workers lock
/// addresses in the same order.
pub async fn claim_requests(tx: &Tx, now: i64, limit: u32) -> Result<Vec<Request>, StoreError> {
    let mut sql = Sql::new("UPDATE sign_in_request SET handled_at = ");
    sql.bind(now);
    sql.push(" WHERE id IN (SELECT id FROM sign_in_request WHERE handled_at IS NULL");
    sql.push(&format!(
        " ORDER BY at LIMIT {limit}{})",
        skipping_locked(tx)
    ));
    sql.push(" RETURNING id, email, browser_hash, ip, agent, at");
    let rows = sql.all(tx.raw()).await?;
    let mut requests = rows
        .iter()
        .map(|row| {
            Ok(Request {
                id: row.try_get("", "id")?,
                email: row.try_get("", "email")?,
                browser_hash: row.try_get("", "browser_hash")?,
                ip: row.try_get("", "ip")?,
                agent: row.try_get("", "agent")?,
                at: row.try_get("", "at")?,
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    requests.sort_by(|a, b| (&a.email, a.at).cmp(&(&b.email, b.at)));
    Ok(requests)
}

/// Lets one sign-in act at a time happen to an address, known or not, until the transaction ends. On SQLite
/// the writer is alone anyway.
pub async fn lock_address(tx: &Tx, email: &str) -> Result<(), StoreError> {
    tx.alone(email).await
}

/// The person with this address, if she is a contact or staff anywhere now.
pub async fn person_by_email(tx: &Tx, email: &str) -> Result<Option<Person>, StoreError> {
    person_where(tx.raw(), "i.email", email).await
}

/// The same by identity.
pub async fn person(db: &Db, identity: IdentityId) -> Result<Option<Person>, StoreError> {
    person_where(db.reads(), "i.id", codes::uuid(identity)).await
}

/// The same within a write.
pub async fn person_in(tx: &Tx, identity: IdentityId) -> Result<Option<Person>, StoreError> {
    person_where(tx.raw(), "i.id", codes::uuid(identity)).await
}

async fn person_where(
    db: &impl ConnectionTrait,
    column: &str,
    value: impl Into<sea_orm::Value>,
) -> Result<Option<Person>, StoreError> {
    let mut sql = Sql::default();
    let value = sql.keep(value);
    sql.push(&format!(
        "SELECT i.id AS identity, i.email AS email, c.name AS name, t.name AS third_party, {FACE}, {COLUMNS}, 0 AS rank, c.created_at AS since, c.id AS place
           FROM identity i
           JOIN contact c ON c.identity = i.id
           JOIN contact_role r ON r.contact = c.id AND r.recorded_to_at = {OPEN}
           JOIN third_party t ON t.id = c.third_party
           JOIN firm f ON f.id = c.firm{JOINS}
          WHERE {column} = {value}
         UNION ALL
         SELECT i.id, i.email, s.name, NULL, {FACE}, {COLUMNS}, 1, s.recorded_from_at, s.id
           FROM identity i
           JOIN staff s ON s.identity = i.id AND s.recorded_to_at = {OPEN}
           JOIN firm f ON f.id = s.firm{JOINS}
          WHERE {column} = {value}
          ORDER BY rank, since, place"
    ));
    let rows = sql.all(db).await?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    Ok(Some(Person {
        identity: codes::id(first.try_get("", "identity")?),
        email: first.try_get("", "email")?,
        name: first.try_get("", "name")?,
        places: rows
            .iter()
            .map(|row| {
                Ok(Place {
                    third_party: row.try_get("", "third_party")?,
                    firm: read_face(row)?,
                })
            })
            .collect::<Result<_, StoreError>>()?,
    }))
}

/// A link by its token's hash.
pub async fn find_link(
    db: &Db,
    token_hash: &str,
) -> Result<Option<(IdentityId, Link)>, StoreError> {
    link_where(db.reads(), token_hash).await
}

/// The same within a write.
pub async fn find_link_in(
    tx: &Tx,
    token_hash: &str,
) -> Result<Option<(IdentityId, Link)>, StoreError> {
    link_where(tx.raw(), token_hash).await
}

async fn link_where(
    db: &impl ConnectionTrait,
    token_hash: &str,
) -> Result<Option<(IdentityId, Link)>, StoreError> {
    let row = sign_in_link::Entity::find_by_id(token_hash.to_owned())
        .one(db)
        .await?;
    Ok(row.map(|row| {
        let link = match (row.redeemed, row.ended_at) {
            (0, OPEN) => Link::Live {
                expires_at: row.expires_at,
            },
            (0, _) => Link::Cancelled,
            _ => Link::Redeemed,
        };
        (codes::id(row.identity), link)
    }))
}

/// Adds a link; older ones make room for it.
pub async fn insert_link(
    tx: &Tx,
    identity: IdentityId,
    token_hash: String,
    now: i64,
    life: i64,
) -> Result<(), StoreError> {
    use sign_in_link::Column;
    let live: Vec<String> = sign_in_link::Entity::find()
        .select_only()
        .column(Column::TokenHash)
        .filter(Column::Identity.eq(codes::uuid(identity)))
        .filter(Column::EndedAt.eq(OPEN))
        .filter(Column::ExpiresAt.gt(now))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::TokenHash)
        .into_tuple()
        .all(tx.raw())
        .await?;
    sign_in_link::Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(now))
        .filter(Column::TokenHash.is_in(crowded_out(&live)))
        .exec(tx.raw())
        .await?;
    let row = sign_in_link::ActiveModel {
        token_hash: Set(token_hash),
        identity: Set(codes::uuid(identity)),
        created_at: Set(now),
        expires_at: Set(now.saturating_add(life)),
        ended_at: Set(OPEN),
        redeemed: Set(0),
    };
    sign_in_link::Entity::insert(row)
        .exec_without_returning(tx.raw())
        .await?;
    Ok(())
}

/// Writes what became of a link that was live.
pub async fn save_link(tx: &Tx, token_hash: &str, link: Link, now: i64) -> Result<(), StoreError> {
    let redeemed = match link {
        Link::Live { .. } => return Ok(()),
        Link::Redeemed => 1,
        Link::Cancelled => 0,
    };
    let row = sign_in_link::ActiveModel {
        token_hash: Set(token_hash.to_owned()),
        ended_at: Set(now),
        redeemed: Set(redeemed),
        ..Default::default()
    };
    row.update(tx.raw()).await?;
    Ok(())
}

/// Cancels every link of a person that is still open.
pub async fn cancel_links(tx: &Tx, identity: IdentityId, now: i64) -> Result<(), StoreError> {
    use sign_in_link::Column;
    sign_in_link::Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(now))
        .filter(Column::Identity.eq(codes::uuid(identity)))
        .filter(Column::EndedAt.eq(OPEN))
        .exec(tx.raw())
        .await?;
    Ok(())
}

const DAY: i64 = 24 * 3_600 * 1_000_000;

/// Deletes what nobody can use any more. Links stay a month, because an old one offers a fresh one.
pub async fn sweep(tx: &Tx, now: i64) -> Result<u64, StoreError> {
    let (day_ago, month_ago) = (now.saturating_sub(DAY), now.saturating_sub(30 * DAY));
    let requests = sign_in_request::Entity::delete_many()
        .filter(sign_in_request::Column::HandledAt.lt(day_ago))
        .exec(tx.raw())
        .await?;
    let codes = sign_in_code::Entity::delete_many()
        .filter(sign_in_code::Column::ExpiresAt.lt(day_ago))
        .exec(tx.raw())
        .await?;
    let links = sign_in_link::Entity::delete_many()
        .filter(sign_in_link::Column::ExpiresAt.lt(month_ago))
        .exec(tx.raw())
        .await?;
    // Counted by calendar day: two days cover the one that is being counted.
    let failures = code_failure::Entity::delete_many()
        .filter(code_failure::Column::At.lt(now.saturating_sub(2 * DAY)))
        .exec(tx.raw())
        .await?;
    let mut sql = Sql::new(
        "DELETE FROM session_retired WHERE session IN (SELECT id FROM session WHERE ended_at < ",
    );
    sql.bind(OPEN).push(" OR expires_at < ").bind(now).push(")");
    let retired = sql.run(tx.raw()).await?;
    Ok(requests.rows_affected
        + codes.rows_affected
        + links.rows_affected
        + failures.rows_affected
        + retired)
}
