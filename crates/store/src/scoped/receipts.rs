//! What the viewer herself did, newest first: never another's act, not even one under the same roof.

use crate::codes::{id, uuid};
use crate::sql::Sql;
use crate::{Db, StoreError};
use chrono::DateTime;
use contract::kind::Grade;
use contract::receipt::ReceiptRow;
use domain::clock::rfc3339;
use domain::receipt::{Cursor, Facts};
use domain::slice::{ReceiptFacts, ReceiptKind, Scope, Slice, mint_all};
use sea_orm::QueryResult;
use sea_orm::prelude::Uuid;

/// A page of them, and the cursor of the next.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the scope"
)]
pub async fn list(
    db: &Db,
    scope: &Scope,
    after: Option<Cursor>,
    limit: u32,
) -> Result<(Slice<Vec<ReceiptRow>>, Option<String>), StoreError> {
    let mut sql = Sql::new("SELECT id, at, text, hash, contact FROM receipt WHERE contact = ");
    sql.bind(uuid(scope.contact()));
    sql.push(" AND chain = ").bind(uuid(scope.firm()));
    if let Some(Cursor { at, id }) = after {
        sql.push(" AND (at, id) < (")
            .bind(at)
            .push(", ")
            .bind(uuid(id))
            .push(")");
    }
    sql.push(" ORDER BY at DESC, id DESC LIMIT ")
        .bind(i64::from(limit) + 1);
    let mut rows = sql.all(db.reads()).await?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > wanted;
    rows.truncate(wanted);
    let next = match rows.last() {
        Some(row) if more => Some(cursor(row)?.encode()),
        _ => None,
    };
    let facts = rows.iter().map(facts).collect::<Result<Vec<_>, _>>()?;
    Ok((mint_all::<ReceiptKind>(scope, facts), next))
}

fn cursor(row: &QueryResult) -> Result<Cursor, StoreError> {
    Ok(Cursor {
        id: id(row.try_get_by_index(0)?),
        at: row.try_get_by_index(1)?,
    })
}

/// The facts are the text's own, so that the list shows what is hashed.
fn facts(row: &QueryResult) -> Result<ReceiptFacts, StoreError> {
    let Cursor { id: receipt, .. } = cursor(row)?;
    let unreadable = || StoreError::corrupt(format!("receipt {receipt}"));
    let text: String = row.try_get_by_index(2)?;
    let text = Facts::parse(&text).ok_or_else(unreadable)?;
    let at = DateTime::from_timestamp_micros(text.at).ok_or_else(unreadable)?;
    Ok(ReceiptFacts {
        contact: id(row.try_get_by_index::<Uuid>(4)?),
        row: ReceiptRow {
            id: receipt,
            at: rfc3339(at),
            action: text.act,
            object: text.object,
            sha256: text.sha256,
            grade: Grade::parse(&text.grade).ok_or_else(unreadable)?,
            outcome: text.outcome,
            hash: row.try_get_by_index(3)?,
        },
    })
}
