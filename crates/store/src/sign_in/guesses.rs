//! Codes, the tries at them, and the wrong ones of a day.

use crate::entity::{code_failure, sign_in_code};
use crate::{OPEN, StoreError, Tx, codes};
use contract::id::IdentityId;
use domain::sign_in::{Code, LIFE, crowded_out};
use sea_orm::prelude::{Expr, Uuid};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, ExprTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, Set,
};

#[derive(Debug, Clone)]
pub struct NewCode {
    pub id: Uuid,
    pub identity: IdentityId,
    pub email: String,
    pub browser_hash: String,
    pub code_hmac: String,
}

/// A code that can still be tried in the browser that asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveCode {
    pub id: Uuid,
    pub identity: IdentityId,
    pub code_hmac: String,
    pub code: Code,
}

/// Adds a code; older ones of the same browser make room for it.
pub async fn insert_code(tx: &Tx, new: NewCode, now: i64) -> Result<(), StoreError> {
    let live: Vec<Uuid> = live_codes(tx, &new.email, &new.browser_hash, now)
        .await?
        .into_iter()
        .map(|c| c.id)
        .collect();
    end_codes(tx, crowded_out(&live), now).await?;
    let fresh = Code::fresh(now);
    let row = sign_in_code::ActiveModel {
        id: Set(new.id),
        identity: Set(codes::uuid(new.identity)),
        email: Set(new.email),
        browser_hash: Set(new.browser_hash),
        code_hmac: Set(new.code_hmac),
        tries: Set(fresh.tries),
        expires_at: Set(fresh.expires_at),
        ended_at: Set(OPEN),
    };
    sign_in_code::Entity::insert(row)
        .exec_without_returning(tx.raw())
        .await?;
    Ok(())
}

/// The codes that this browser may try for this address, oldest first.
pub async fn live_codes(
    tx: &Tx,
    email: &str,
    browser_hash: &str,
    now: i64,
) -> Result<Vec<LiveCode>, StoreError> {
    use sign_in_code::Column;
    let rows = sign_in_code::Entity::find()
        .filter(Column::Email.eq(email))
        .filter(Column::BrowserHash.eq(browser_hash))
        .filter(Column::EndedAt.eq(OPEN))
        .filter(Column::ExpiresAt.gt(now))
        .order_by_asc(Column::ExpiresAt)
        .order_by_asc(Column::Id)
        .all(tx.raw())
        .await?;
    let live = rows.into_iter().map(|row| LiveCode {
        id: row.id,
        identity: codes::id(row.identity),
        code_hmac: row.code_hmac,
        code: Code {
            tries: row.tries,
            expires_at: row.expires_at,
        },
    });
    Ok(live.collect())
}

/// Counts one more try at each of these codes.
pub async fn add_try(tx: &Tx, ids: &[Uuid]) -> Result<(), StoreError> {
    use sign_in_code::Column;
    sign_in_code::Entity::update_many()
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(tx.raw())
        .await?;
    Ok(())
}

/// Ends codes: used, worn out or crowded out.
pub async fn end_codes(tx: &Tx, ids: &[Uuid], now: i64) -> Result<(), StoreError> {
    use sign_in_code::Column;
    sign_in_code::Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(now))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(tx.raw())
        .await?;
    Ok(())
}

/// How many mails were queued to an address since an instant: each made one code.
pub async fn count_mails(tx: &Tx, email: &str, since: i64) -> Result<u64, StoreError> {
    use sign_in_code::Column;
    Ok(sign_in_code::Entity::find()
        .filter(Column::Email.eq(email))
        .filter(Column::ExpiresAt.gt(since.saturating_add(LIFE)))
        .count(tx.raw())
        .await?)
}

pub async fn count_failures(tx: &Tx, email: &str, since: i64) -> Result<u64, StoreError> {
    use code_failure::Column;
    Ok(code_failure::Entity::find()
        .filter(Column::Email.eq(email))
        .filter(Column::At.gte(since))
        .count(tx.raw())
        .await?)
}

pub async fn insert_failure(tx: &Tx, email: &str, now: i64) -> Result<(), StoreError> {
    let row = code_failure::ActiveModel {
        email: Set(email.to_owned()),
        at: Set(now),
        ..Default::default()
    };
    code_failure::Entity::insert(row)
        .exec_without_returning(tx.raw())
        .await?;
    Ok(())
}
