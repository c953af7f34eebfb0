//! Subjects within a scope: those under an interest in force through which any rule opens something.

use super::dashboard;
use crate::codes::{OPEN, id, relation_code, subject_kind, uuid};
use crate::sql::Sql;
use crate::{Db, StoreError, Tx};
use contract::id::SubjectId;
use contract::subject::{SubjectRow, SubjectView};
use domain::query::PageAsk;
use domain::slice::{Scope, Slice, SubjectFacts, SubjectRowKind};
use domain::subject::Subject;
use sea_orm::QueryResult;
use std::collections::BTreeSet;

/// The subject ids a viewer sees, as a `SELECT` of one column `id`.
pub(super) fn covered(sql: &mut Sql, scope: &Scope) -> String {
    let relations: Vec<_> = scope
        .relations()
        .into_iter()
        .map(|r| relation_code(r).to_string())
        .collect();
    let relations = if relations.is_empty() {
        "NULL".to_owned()
    } else {
        relations.join(", ")
    };
    let third_party = sql.keep(uuid(scope.third_party()));
    let today = sql.keep(scope.today_number());
    let sites = scope.sites().map_or_else(String::new, |sites| {
        let list: Vec<_> = sites.iter().map(|s| sql.keep(uuid(*s))).collect();
        let list = if list.is_empty() { "NULL".to_owned() } else { list.join(", ") };
        format!(
            " AND EXISTS (SELECT 1 FROM subject_path w WHERE w.descendant = p.descendant AND w.ancestor IN ({list}))"
        )
    });
    format!(
        "SELECT DISTINCT p.descendant AS id FROM interest i JOIN subject_path p ON p.ancestor = i.subject \
         WHERE i.third_party = {third_party} AND i.recorded_to_at = {OPEN} AND i.relation IN ({relations}) \
         AND i.first_day <= {today} AND i.last_day >= {today}{sites}"
    )
}

const COLUMNS: &str = "u.id, u.parent, u.kind, u.name, u.address, u.postcode, u.uprn, u.sort_text";

fn facts(row: &QueryResult) -> Result<SubjectFacts, StoreError> {
    let kind: String = row.try_get_by_index(2)?;
    Ok(SubjectFacts {
        subject: Subject {
            id: id(row.try_get_by_index(0)?),
            parent: row
                .try_get_by_index::<Option<sea_orm::prelude::Uuid>>(1)?
                .map(id),
            kind: subject_kind(&kind)?,
            name: row.try_get_by_index(3)?,
            address: row.try_get_by_index(4)?,
            postcode: row.try_get_by_index(5)?,
            uprn: row.try_get_by_index(6)?,
        },
        covered: true,
    })
}

/// A page of subjects by name. `None` if the cursor is not one of this list's.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the scope"
)]
pub async fn list(
    db: &Db,
    scope: &Scope,
    ask: &PageAsk,
) -> Result<Option<(Slice<Vec<SubjectRow>>, Option<String>)>, StoreError> {
    let mut sql = Sql::default();
    let covered = covered(&mut sql, scope);
    sql.push(&format!(
        "SELECT {COLUMNS} FROM subject u JOIN ({covered}) c ON c.id = u.id"
    ));
    if let Some(cursor) = &ask.cursor {
        let Some((name, last)) = decode(cursor) else {
            return Ok(None);
        };
        sql.push(" WHERE (u.sort_text, u.id) > (")
            .bind(name)
            .push(", ")
            .bind(uuid(last))
            .push(")");
    }
    sql.push(" ORDER BY u.sort_text, u.id LIMIT ")
        .bind(i64::from(ask.limit) + 1);
    let mut rows = sql.all(db.reads()).await?;
    let limit = usize::try_from(ask.limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = match rows.last().filter(|_| more) {
        None => None,
        Some(last) => {
            let subject: SubjectId = id(last.try_get_by_index(0)?);
            let name: String = last.try_get_by_index(7)?;
            Some(hex(&format!("{subject}{name}")))
        }
    };
    let facts: Vec<_> = rows.iter().map(facts).collect::<Result<_, _>>()?;
    Ok(Some((
        domain::slice::mint_all::<SubjectRowKind>(scope, facts),
        next,
    )))
}

fn hex(text: &str) -> String {
    hex::encode(text)
}

fn decode(cursor: &str) -> Option<(String, SubjectId)> {
    let text = String::from_utf8(hex::decode(cursor).ok()?).ok()?;
    let (subject, name) = text.split_at_checked("sub_".len() + 36)?;
    Some((name.to_owned(), subject.parse().ok()?))
}

/// Which of these she sees. Only ids that were named come back, so it tells nothing of any other.
pub async fn seen(
    tx: &Tx,
    scope: &Scope,
    named: &[SubjectId],
) -> Result<BTreeSet<SubjectId>, StoreError> {
    if named.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut sql = Sql::default();
    let covered = covered(&mut sql, scope);
    sql.push(&format!("SELECT c.id FROM ({covered}) c WHERE c.id IN "))
        .bind_list(named.iter().map(|subject| uuid(*subject)));
    let rows = sql.all(tx.raw()).await?;
    rows.iter()
        .map(|row| Ok(id(row.try_get_by_index(0)?)))
        .collect()
}

/// One subject with its blocks.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the scope"
)]
pub async fn get(
    db: &Db,
    scope: &Scope,
    subject: SubjectId,
) -> Result<Option<Slice<SubjectView>>, StoreError> {
    let mut sql = Sql::default();
    let covered = covered(&mut sql, scope);
    sql.push(&format!(
        "SELECT {COLUMNS} FROM subject u JOIN ({covered}) c ON c.id = u.id WHERE u.id = "
    ))
    .bind(uuid(subject));
    let Some(row) = sql.one(db.reads()).await? else {
        return Ok(None);
    };
    let Some(slice) = domain::slice::mint::<SubjectRowKind>(scope, facts(&row)?) else {
        return Ok(None);
    };
    let blocks = dashboard::subject_blocks(db, scope, subject).await?;
    Ok(Some(slice.with_blocks(blocks)?))
}
