//! Records as their firm sees them: the list over all of them, and one with everything known of it.

mod history;

use super::instant;
use crate::codes::{OPEN, id, status, uuid};
use crate::records::revision_of;
use crate::sql::Sql;
use crate::{Db, StoreError, asked};
use contract::firm_record::{FirmRecordRow, FirmRecordView, ThirdPartyRef};
use contract::id::{RecordId, ThirdPartyId};
use contract::kind::RecordKind;
use contract::money::Money;
use contract::record::SubjectRef;
use domain::day::from_number;
use domain::policy::{SeeRecords, StaffPermit};
use domain::query::{Cursor, CursorKey, FirmRecordList};
use domain::record::{Standing, kind_code, kind_from_code};
use domain::slice::{Slice, SortField, mint_whole};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::BTreeMap;

const ROW: &str = "SELECT r.seq AS seq, r.id AS id, r.kind AS kind, r.sub_kind AS sub_kind, r.title AS title, \
    r.status AS status, r.standing AS standing, r.happened_day AS happened_day, r.due_day AS due_day, r.day AS day, \
    r.sort_text AS sort_text, r.amount_pence AS amount_pence, r.open_pence AS open_pence, r.file_count AS file_count, \
    r.source AS source, r.external_ref AS external_ref, r.version AS version, u.id AS subject, u.name AS subject_name, \
    u.postcode AS postcode, a.id AS addressed_to, a.name AS addressed_name, b.id AS raised_by, b.name AS raised_name \
    FROM record r JOIN subject u ON u.id = r.subject LEFT JOIN third_party a ON a.id = r.addressed_to \
    LEFT JOIN third_party b ON b.id = r.raised_by WHERE r.firm = ";

/// A page of the firm's records. `None` if the cursor's record is none of the firm's.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the firm"
)]
pub async fn list(
    db: &Db,
    permit: &StaffPermit<SeeRecords>,
    wanted: &FirmRecordList,
) -> Result<Option<(Slice<Vec<FirmRecordRow>>, Option<String>)>, StoreError> {
    let db = db.reads();
    let list = &wanted.list;
    let mut sql = Sql::new(ROW);
    sql.bind(uuid(permit.firm()));
    if !wanted.kinds.is_empty() {
        sql.push(" AND r.kind IN ")
            .bind_list(wanted.kinds.iter().map(|kind| kind_code(*kind)));
    }
    if let Some(standing) = wanted.standing {
        sql.push(" AND r.standing = ").bind(standing.code());
    }
    asked::filter(&mut sql, "r", list);
    for word in &list.words {
        sql.push(" AND EXISTS (SELECT 1 FROM search_text t WHERE t.record = r.seq AND t.version = r.version AND ");
        crate::search::matches(&mut sql, db.get_database_backend(), word);
        sql.push(")");
    }
    if let Some(cursor) = &list.after {
        let Some(seq) = place_of(db, permit, cursor.record).await? else {
            return Ok(None);
        };
        asked::beyond(&mut sql, "r", "seq", list, (&cursor.key, seq));
    }
    let (column, direction) = (
        asked::column(list.sort),
        if list.descending { "DESC" } else { "ASC" },
    );
    sql.push(&format!(
        " ORDER BY r.{column} {direction}, r.seq {direction} LIMIT {}",
        u64::from(list.limit) + 1
    ));
    let mut rows = sql.all(db).await?;
    let limit = usize::try_from(list.limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows
        .last()
        .filter(|_| more)
        .map(|last| cursor(list.sort, last));
    let next = next.transpose()?.map(|cursor| cursor.encode());
    let seqs = rows.iter().map(|row| row.try_get("", "seq"));
    let seqs: Vec<i64> = seqs.collect::<Result<_, _>>()?;
    let mut shared = shared_with(db, &seqs).await?;
    let rows = rows.iter().zip(&seqs).map(|(found, seq)| {
        let shared_with = shared.remove(seq).unwrap_or_default();
        row(found, shared_with)
    });
    let rows: Vec<_> = rows.collect::<Result<_, _>>()?;
    Ok(Some((mint_whole(permit, rows), next)))
}

/// One record of the firm's.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the firm"
)]
pub async fn get(
    db: &Db,
    permit: &StaffPermit<SeeRecords>,
    record: RecordId,
) -> Result<Option<Slice<FirmRecordView>>, StoreError> {
    let db = db.reads();
    let mut sql = Sql::new(ROW);
    sql.bind(uuid(permit.firm()))
        .push(" AND r.id = ")
        .bind(uuid(record));
    let Some(found) = sql.one(db).await? else {
        return Ok(None);
    };
    let seq: i64 = found.try_get("", "seq")?;
    let told = history::of(db, permit.firm(), seq, found.try_get("", "version")?).await?;
    let shared = shared_with(db, &[seq]).await?;
    let row = row(&found, shared.into_values().flatten().collect())?;
    let addressed_to = row.addressed_to.as_ref().map(|party| party.id);
    let view = FirmRecordView {
        revision: revision_of(row.subject.id, addressed_to, &told.body),
        row,
        body: told.body.into(),
        source: found.try_get("", "source")?,
        reference: found.try_get("", "external_ref")?,
        raised_by: third_party(&found, "raised_by", "raised_name")?,
        files: told.files,
        history: told.history,
    };
    Ok(Some(mint_whole(permit, view)))
}

async fn place_of(
    db: &impl ConnectionTrait,
    permit: &StaffPermit<SeeRecords>,
    record: RecordId,
) -> Result<Option<i64>, StoreError> {
    let mut sql = Sql::new("SELECT seq FROM record WHERE firm = ");
    sql.bind(uuid(permit.firm()))
        .push(" AND id = ")
        .bind(uuid(record));
    let row = sql.one(db).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

fn cursor(sort: SortField, row: &QueryResult) -> Result<Cursor, StoreError> {
    let number = |column: &str| -> Result<CursorKey, StoreError> {
        let number: i32 = row.try_get("", column)?;
        Ok(CursorKey::Number(i64::from(number)))
    };
    let key = match sort {
        SortField::Day => number("day")?,
        SortField::Due => number("due_day")?,
        SortField::Title => CursorKey::Text(row.try_get("", "sort_text")?),
        SortField::Amount => CursorKey::Number(row.try_get("", "amount_pence")?),
    };
    Ok(Cursor {
        key,
        record: id(row.try_get("", "id")?),
    })
}

fn row(row: &QueryResult, shared_with: Vec<ThirdPartyRef>) -> Result<FirmRecordRow, StoreError> {
    let code: i16 = row.try_get("", "kind")?;
    let kind =
        kind_from_code(code).ok_or_else(|| StoreError::corrupt(format!("record kind {code}")))?;
    let has_money = matches!(kind, RecordKind::Invoice | RecordKind::StagePayment);
    let sum = |column: &str| -> Result<Option<Money>, StoreError> {
        let pence: i64 = row.try_get("", column)?;
        Ok(has_money.then(|| Money::gbp(pence)))
    };
    let files: i32 = row.try_get("", "file_count")?;
    let state: String = row.try_get("", "status")?;
    Ok(FirmRecordRow {
        id: id(row.try_get("", "id")?),
        kind,
        sub_kind: row.try_get("", "sub_kind")?,
        title: row.try_get("", "title")?,
        status: status(&state)?,
        standing: Standing::from_code(row.try_get("", "standing")?).into(),
        shared_with,
        subject: SubjectRef {
            id: id(row.try_get("", "subject")?),
            name: row.try_get("", "subject_name")?,
            postcode: Some(row.try_get::<String>("", "postcode")?).filter(|text| !text.is_empty()),
        },
        addressed_to: third_party(row, "addressed_to", "addressed_name")?,
        happened_on: from_number(row.try_get("", "happened_day")?),
        due_on: from_number(row.try_get("", "due_day")?),
        total: sum("amount_pence")?,
        open: sum("open_pence")?,
        file_count: u32::try_from(files).unwrap_or_default(),
    })
}

fn third_party(
    row: &QueryResult,
    party: &str,
    name: &str,
) -> Result<Option<ThirdPartyRef>, StoreError> {
    let party: Option<Uuid> = row.try_get("", party)?;
    let name: Option<String> = row.try_get("", name)?;
    Ok(party.zip(name).map(|(party, name)| ThirdPartyRef {
        id: id(party),
        name,
    }))
}

/// Whom each of these is shared with, by the record's place in the spine.
async fn shared_with(
    db: &impl ConnectionTrait,
    records: &[i64],
) -> Result<BTreeMap<i64, Vec<ThirdPartyRef>>, StoreError> {
    let mut sql = Sql::new(
        "SELECT t.id, t.name, h.record FROM share h JOIN third_party t ON t.id = h.third_party WHERE h.record IN ",
    );
    sql.bind_list(records.iter().copied()).push(&format!(
        " AND h.recorded_to_at = {OPEN} ORDER BY t.sort_text, t.id"
    ));
    let mut found: BTreeMap<i64, Vec<ThirdPartyRef>> = BTreeMap::new();
    for row in sql.all(db).await? {
        let party: ThirdPartyId = id(row.try_get_by_index(0)?);
        let named = ThirdPartyRef {
            id: party,
            name: row.try_get_by_index(1)?,
        };
        found
            .entry(row.try_get_by_index(2)?)
            .or_default()
            .push(named);
    }
    Ok(found)
}
