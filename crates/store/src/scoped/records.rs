//! Lists, single records and searches within a scope: one statement for a page, however large the slice.

use super::predicate::Predicate;
use super::rows::{self, Loaded};
use crate::codes::uuid;
use crate::sql::Sql;
use crate::{Db, StoreError, asked};
use chrono::NaiveDate;
use contract::file::FileSummary;
use contract::id::RecordId;
use contract::kind::RecordKind;
use contract::record::{RecordRow, RecordView};
use contract::why::KindCount;
use domain::day::{self, from_number};
use domain::query::{Cursor, CursorKey, RecordList};
use domain::record::{FieldGroup, kind_code, kind_from_code};
use domain::search::{Asked, Month};
use domain::slice::{CountKind, RowKind, Scope, Slice, SortField, ViewFacts, ViewKind};
use sea_orm::{ConnectionTrait, DatabaseBackend, QueryResult};

/// The most hits a search answers.
const MOST_HITS: i64 = 30;

/// A page of the slice. `None` if the cursor's record is not in it (any more).
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the scope"
)]
pub async fn list(
    db: &Db,
    scope: &Scope,
    list: &RecordList,
) -> Result<Option<(Slice<Vec<RecordRow>>, Option<String>)>, StoreError> {
    let db = db.reads();
    let after = match &list.after {
        None => None,
        Some(cursor) => match place_of(db, scope, cursor.record).await? {
            None => return Ok(None),
            Some(seq) => Some((&cursor.key, seq)),
        },
    };
    let mut sql = Sql::default();
    let predicate = Predicate::bind(scope, &mut sql);
    sql.push(&rows::select(&predicate))
        .push(&predicate.visible());
    filter(&mut sql, db.get_database_backend(), scope, list);
    let (column, direction) = (
        asked::column(list.sort),
        if list.descending { "DESC" } else { "ASC" },
    );
    if let Some(after) = after {
        asked::beyond(&mut sql, "s", "record", list, after);
    }
    let order = format!("{column} {direction}, seq {direction}");
    let wanted = i64::from(list.limit) + 1;
    let mut rows = rows::fetch_first(db, scope, sql, &order, wanted).await?;
    let limit = usize::try_from(list.limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows
        .last()
        .filter(|_| more)
        .map(|last| cursor(list.sort, last).encode());
    let slice = domain::slice::mint_all::<RowKind>(scope, rows.into_iter().map(|r| r.facts));
    Ok(Some((slice, next)))
}

fn cursor(sort: SortField, row: &Loaded) -> Cursor {
    let key = match sort {
        SortField::Day => CursorKey::Number(i64::from(row.day)),
        SortField::Due => CursorKey::Number(i64::from(day::or_none(row.facts.due_on))),
        SortField::Title => CursorKey::Text(row.sort_text.clone()),
        SortField::Amount => CursorKey::Number(row.facts.amount_pence),
    };
    Cursor {
        key,
        record: row.facts.id,
    }
}

/// How many records of each kind the slice holds.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the scope"
)]
pub async fn counts(db: &Db, scope: &Scope) -> Result<Slice<Vec<KindCount>>, StoreError> {
    let mut sql = Sql::default();
    let predicate = Predicate::bind(scope, &mut sql);
    sql.push("SELECT s.kind, COUNT(*) FROM slice_index s JOIN record r ON r.seq = s.record WHERE ")
        .push(&predicate.visible())
        .push(" GROUP BY s.kind ORDER BY s.kind");
    let counts = read_counts(sql.all(db.reads()).await?)?;
    Ok(domain::slice::mint_all::<CountKind>(scope, counts))
}

/// How many records of each kind the one scope lets through and the other does not; both are of one third party.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the scope"
)]
pub async fn beyond(
    db: &Db,
    scope: &Scope,
    without: &Scope,
) -> Result<Slice<Vec<KindCount>>, StoreError> {
    let mut sql = Sql::default();
    let (more, less) = (
        Predicate::bind(scope, &mut sql),
        Predicate::bind(without, &mut sql),
    );
    let seen = "SELECT s.kind AS kind, s.record AS record FROM slice_index s JOIN record r ON r.seq = s.record WHERE ";
    sql.push("SELECT d.kind, COUNT(*) FROM (")
        .push(seen)
        .push(&more.visible())
        .push(" EXCEPT ")
        .push(seen)
        .push(&less.visible())
        .push(") d GROUP BY d.kind ORDER BY d.kind");
    let counts = read_counts(sql.all(db.reads()).await?)?;
    Ok(domain::slice::mint_all::<CountKind>(scope, counts))
}

fn read_counts(rows: Vec<QueryResult>) -> Result<Vec<(RecordKind, u64)>, StoreError> {
    let read = |row: QueryResult| {
        let kind: i16 = row.try_get_by_index(0)?;
        let kind =
            kind_from_code(kind).ok_or_else(|| StoreError::corrupt(format!("kind {kind}")))?;
        let count: i64 = row.try_get_by_index(1)?;
        Ok((kind, u64::try_from(count).unwrap_or_default()))
    };
    rows.into_iter().map(read).collect()
}

/// Whether a record is in the slice, by the same condition that every read of it asks.
pub async fn has(db: &Db, scope: &Scope, record: RecordId) -> Result<bool, StoreError> {
    Ok(place_of(db.reads(), scope, record).await?.is_some())
}

/// Where a record stands in the viewer's own index; another's record has no place, like one that is not there.
async fn place_of(
    db: &impl ConnectionTrait,
    scope: &Scope,
    record: RecordId,
) -> Result<Option<i64>, StoreError> {
    let mut sql = Sql::default();
    let predicate = Predicate::bind(scope, &mut sql);
    sql.push("SELECT r.seq FROM record r JOIN slice_index s ON s.record = r.seq WHERE r.id = ")
        .bind(uuid(record))
        .push(" AND ")
        .push(&predicate.visible())
        .push(" LIMIT 1");
    Ok(sql
        .one(db)
        .await?
        .map(|row| row.try_get_by_index(0))
        .transpose()?)
}

fn filter(sql: &mut Sql, backend: DatabaseBackend, scope: &Scope, list: &RecordList) {
    asked::filter(sql, "s", list);
    for word in &list.words {
        sql.push(" AND ");
        has_word(sql, backend, scope, word);
    }
}

/// The word is found in a field group that every rule for the record's kind opens. Narrower than the lens where
/// rules differ, never wider.
fn has_word(sql: &mut Sql, backend: DatabaseBackend, scope: &Scope, word: &str) {
    sql.push("EXISTS (SELECT 1 FROM search_text t WHERE t.record = s.record AND t.version = s.version AND CASE s.kind");
    for kind in scope.kinds() {
        let narrowed = scope.narrowed(&[kind]);
        let groups: Vec<_> = FieldGroup::ALL
            .into_iter()
            .filter(|g| narrowed.opens_everywhere(*g))
            .map(|g| g.code().to_string())
            .collect();
        let groups = if groups.is_empty() {
            "NULL".to_owned()
        } else {
            groups.join(", ")
        };
        sql.push(&format!(
            " WHEN {} THEN t.grp IN ({groups})",
            kind_code(kind)
        ));
    }
    // A kind without a rule has no open group. (`1 = 0` rather than FALSE: one spelling for both databases.)
    sql.push(" ELSE 1 = 0 END AND ");
    crate::search::matches(sql, backend, word);
    sql.push(")");
}

/// One record with everything the lens opens.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the scope"
)]
pub async fn get(
    db: &Db,
    scope: &Scope,
    id: RecordId,
) -> Result<Option<Slice<RecordView>>, StoreError> {
    let db = db.reads();
    let mut sql = Sql::default();
    let predicate = Predicate::bind(scope, &mut sql);
    sql.push(&rows::select(&predicate))
        .push("r.id = ")
        .bind(uuid(id))
        .push(" AND ")
        .push(&predicate.visible());
    let Some(row) = rows::fetch(db, scope, sql, "seq").await?.into_iter().next() else {
        return Ok(None);
    };
    let body = rows::versions(db, &[(row.seq, row.version)])
        .await?
        .into_iter()
        .next()
        .map(|(_, body)| body)
        .ok_or_else(|| {
            StoreError::corrupt(format!("version {} of record {}", row.version, row.seq))
        })?;
    let files = if row.facts.file_count == 0 {
        Vec::new()
    } else {
        files(db, row.seq, row.version).await?
    };
    let as_of = rows::is_kept(row.as_of)
        .then(|| from_number(row.as_of))
        .flatten();
    let facts = ViewFacts {
        row: row.facts,
        body,
        files,
        as_of,
    };
    Ok(domain::slice::mint::<ViewKind>(scope, facts))
}

/// The files of a record as they were at one of its versions.
pub(super) async fn files(
    db: &impl ConnectionTrait,
    record: i64,
    version: i32,
) -> Result<Vec<FileSummary>, StoreError> {
    let mut sql = Sql::new(
        "SELECT f.id, v.name, v.media_type, v.size, v.sha256, f.caption, f.taken_day, v.thumbnail_sha256 \
         FROM file f JOIN file_version v ON v.file = f.id WHERE f.record = ",
    );
    sql.bind(record)
        .push(" AND v.version = (SELECT MAX(w.version) FROM file_version w WHERE w.file = f.id AND w.version <= ")
        .bind(version)
        .push(") AND f.removed_version > ")
        .bind(version)
        .push(" ORDER BY f.position");
    sql.all(db)
        .await?
        .iter()
        .map(|row| {
            let size: i64 = row.try_get_by_index(3)?;
            let caption: String = row.try_get_by_index(5)?;
            let thumbnail: Option<String> = row.try_get_by_index(7)?;
            Ok(FileSummary {
                id: crate::codes::id(row.try_get_by_index(0)?),
                name: row.try_get_by_index(1)?,
                media_type: row.try_get_by_index(2)?,
                size: u64::try_from(size).unwrap_or_default(),
                sha256: row.try_get_by_index(4)?,
                caption: (!caption.is_empty()).then_some(caption),
                taken_on: from_number(row.try_get_by_index(6)?),
                has_thumbnail: thumbnail.is_some(),
            })
        })
        .collect()
}

/// What a question finds in the slice, newest first.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the scope"
)]
pub async fn search(
    db: &Db,
    scope: &Scope,
    asked: &Asked,
) -> Result<Slice<Vec<RecordRow>>, StoreError> {
    let narrowed = if asked.kinds.is_empty() {
        scope.clone()
    } else {
        scope.narrowed(&asked.kinds)
    };
    let nothing = asked.is_empty() || narrowed.grants().is_empty();
    if nothing {
        return Ok(domain::slice::mint_all::<RowKind>(scope, Vec::new()));
    }
    let db = db.reads();
    let mut sql = Sql::default();
    let predicate = Predicate::bind(&narrowed, &mut sql);
    sql.push(&rows::select(&predicate))
        .push(&predicate.visible());
    for word in &asked.words {
        sql.push(" AND ");
        has_word(&mut sql, db.get_database_backend(), &narrowed, word);
    }
    if !asked.sub_kinds.is_empty() {
        sql.push(" AND s.sub_kind IN ")
            .bind_list(asked.sub_kinds.iter().cloned());
    }
    if let Some(month) = asked.month
        && narrowed.opens_everywhere(FieldGroup::Schedule)
    {
        sql.push(" AND (1 = 0");
        for (first, last) in days_of(month, scope.today_number()) {
            sql.push(&format!(" OR s.day BETWEEN {first} AND {last}"));
        }
        sql.push(")");
    }
    let order = "outstanding DESC, day DESC, seq DESC";
    let rows = rows::fetch_first(db, &narrowed, sql, order, MOST_HITS).await?;
    Ok(domain::slice::mint_all::<RowKind>(
        &narrowed,
        rows.into_iter().map(|r| r.facts),
    ))
}

/// The days a month means: of its year, or of every year within living memory of the firm's records.
fn days_of(month: Month, today: i32) -> Vec<(i32, i32)> {
    let this_year = from_number(today).map_or(2026, |d| i32::from(d.year()));
    let years = match month.year {
        Some(year) => vec![i32::from(year)],
        None => ((this_year - 15)..=(this_year + 1)).collect(),
    };
    years
        .into_iter()
        .filter_map(|year| {
            let first = NaiveDate::from_ymd_opt(year, u32::from(month.month), 1)?;
            let next = first.checked_add_months(chrono::Months::new(1))?;
            Some((day::date_number(first), day::date_number(next) - 1))
        })
        .collect()
}
