//! What the viewer herself did, newest first: never another's act, not even one under the same roof.

use super::predicate::Predicate;
use crate::codes::{id, uuid};
use crate::sql::Sql;
use crate::{Db, StoreError};
use chrono::DateTime;
use contract::id::{FileId, RecordId};
use contract::kind::Grade;
use contract::receipt::{ReceiptAbout, ReceiptRow};
use domain::clock::rfc3339;
use domain::receipt::{Cursor, Facts};
use domain::slice::{ReceiptFacts, ReceiptKind, RowKind, Scope, Slice, mint_all};
use sea_orm::QueryResult;
use sea_orm::prelude::Uuid;
use std::collections::HashMap;

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
    let mut facts = rows.iter().map(facts).collect::<Result<Vec<_>, _>>()?;
    say_about(db, scope, &mut facts).await?;
    Ok((mint_all::<ReceiptKind>(scope, facts), next))
}

/// Adds what the records and files are called, as far as they are in the slice now: what was opened once and is
/// hidden since keeps only its id.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the scope"
)]
async fn say_about(db: &Db, scope: &Scope, facts: &mut [ReceiptFacts]) -> Result<(), StoreError> {
    let objects = || facts.iter().filter_map(|f| f.row.object.as_deref());
    let files: Vec<Uuid> = objects()
        .filter_map(|o| o.parse::<FileId>().ok())
        .map(uuid)
        .collect();
    let mut of_file: HashMap<FileId, RecordId> = HashMap::new();
    if !files.is_empty() {
        let mut sql = Sql::new(
            "SELECT f.id, r.id FROM file f JOIN record r ON r.seq = f.record WHERE f.id IN ",
        );
        sql.bind_list(files);
        for row in sql.all(db.reads()).await? {
            of_file.insert(id(row.try_get_by_index(0)?), id(row.try_get_by_index(1)?));
        }
    }
    let record_of = |object: &str| -> Option<RecordId> {
        let file = || {
            object
                .parse()
                .ok()
                .and_then(|file: FileId| of_file.get(&file).copied())
        };
        object.parse().ok().or_else(file)
    };
    let mut wanted: Vec<Uuid> = objects().filter_map(record_of).map(uuid).collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::default();
    let predicate = Predicate::bind(scope, &mut sql);
    sql.push(&super::rows::select(&predicate)).push("r.id IN ");
    sql.bind_list(wanted)
        .push(" AND ")
        .push(&predicate.visible());
    let found = super::rows::fetch(db.reads(), scope, sql, "seq").await?;
    let rows = mint_all::<RowKind>(scope, found.into_iter().map(|row| row.facts));
    for fact in facts {
        let record = fact.row.object.as_deref().and_then(record_of);
        fact.row.about = rows
            .iter()
            .find(|row| Some(row.id) == record)
            .map(|row| ReceiptAbout {
                record: row.id,
                title: row.title.clone(),
                subject: row.subject.clone(),
            });
    }
    Ok(())
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
            about: None,
            sha256: text.sha256,
            grade: Grade::parse(&text.grade).ok_or_else(unreadable)?,
            outcome: text.outcome,
            hash: row.try_get_by_index(3)?,
        },
    })
}
