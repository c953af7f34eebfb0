//! The papers that run out: a firm's documents whose validity ends soon or has ended, and that nothing newer replaces.

use crate::codes::{OPEN, id, uuid};
use crate::sql::Sql;
use crate::{Db, StoreError};
use chrono::NaiveDate;
use contract::duty::{DutyPage, DutyRow};
use contract::firm_record::ThirdPartyRef;
use contract::kind::RecordKind;
use contract::record::SubjectRef;
use domain::day::{NO_DAY, date_number, from_date, from_number};
use domain::policy::{SeeRecords, StaffPermit};
use domain::record::kind_code;
use domain::slice::{DUE_SOON_DAYS, Slice, mint_whole, validity_on};
use sea_orm::prelude::Uuid;
use std::collections::HashMap;

/// How many are told; all of them are counted.
const MOST: u32 = 200;

#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the firm"
)]
pub async fn list(
    db: &Db,
    permit: &StaffPermit<SeeRecords>,
    today: NaiveDate,
) -> Result<Slice<DutyPage>, StoreError> {
    let on = date_number(today);
    let mut sql = Sql::new(
        "SELECT r.id AS id, r.sub_kind AS sub_kind, r.title AS title, r.due_day AS due_day, u.id AS subject, \
         u.name AS name, u.postcode AS postcode, ",
    );
    let (day, visit) = (sql.keep(on), sql.keep(kind_code(RecordKind::Visit)));
    sql.push(&format!(
        "(SELECT MIN(v.day) FROM record v WHERE v.subject = r.subject AND v.kind = {visit} AND v.outstanding = 1 \
         AND v.day >= {day}) AS visit_day, COUNT(*) OVER () AS whole FROM record r JOIN subject u ON u.id = r.subject \
         WHERE r.firm = "
    ));
    sql.bind(uuid(permit.firm())).push(" AND r.kind = ");
    sql.bind(kind_code(RecordKind::Document))
        .push(&format!(
            " AND r.outstanding = 1 AND r.due_day > {NO_DAY} AND r.due_day <= "
        ))
        .bind(on + DUE_SOON_DAYS);
    // The older of two is not always marked as such by whoever brought both in.
    sql.push(&format!(
        " AND NOT EXISTS (SELECT 1 FROM record n WHERE n.subject = r.subject AND n.kind = r.kind \
         AND n.sub_kind = r.sub_kind AND n.day > r.day) ORDER BY r.due_day, r.seq LIMIT {MOST}"
    ));
    let rows = sql.all(db.reads()).await?;
    let count: i64 = match rows.first() {
        Some(row) => row.try_get("", "whole")?,
        None => 0,
    };
    let subjects: Vec<Uuid> = rows
        .iter()
        .map(|row| row.try_get("", "subject"))
        .collect::<Result<_, _>>()?;
    let holders = holders(db, &subjects, on).await?;
    let items = rows
        .iter()
        .map(|row| {
            let subject: Uuid = row.try_get("", "subject")?;
            let due: i32 = row.try_get("", "due_day")?;
            let visit: Option<i32> = row.try_get("", "visit_day")?;
            Ok(DutyRow {
                record: id(row.try_get("", "id")?),
                sub_kind: row.try_get("", "sub_kind")?,
                title: row.try_get("", "title")?,
                subject: SubjectRef {
                    id: id(subject),
                    name: row.try_get("", "name")?,
                    postcode: Some(row.try_get::<String>("", "postcode")?)
                        .filter(|text| !text.is_empty()),
                },
                due_on: from_number(due)
                    .ok_or_else(|| StoreError::corrupt("a document outstanding for no day"))?,
                validity: validity_on(due, on),
                visit_on: visit.and_then(from_number),
                held_by: holders.get(&subject).cloned().unwrap_or_default(),
            })
        })
        .collect::<Result<_, StoreError>>()?;
    let today = from_date(today).ok_or_else(|| StoreError::corrupt("a day beyond the calendar"))?;
    let count = u64::try_from(count).unwrap_or_default();
    Ok(mint_whole(
        permit,
        DutyPage {
            today,
            count,
            items,
        },
    ))
}

/// Whose interest in each, or in what it is part of, is in force on a day.
async fn holders(
    db: &Db,
    subjects: &[Uuid],
    on: i32,
) -> Result<HashMap<Uuid, Vec<ThirdPartyRef>>, StoreError> {
    let mut holders: HashMap<Uuid, Vec<ThirdPartyRef>> = HashMap::new();
    if subjects.is_empty() {
        return Ok(holders);
    }
    let mut sql = Sql::default();
    let day = sql.keep(on);
    sql.push(
        "SELECT DISTINCT p.descendant, t.id, t.name, t.sort_text FROM subject_path p \
         JOIN interest i ON i.subject = p.ancestor JOIN third_party t ON t.id = i.third_party WHERE p.descendant IN ",
    );
    sql.bind_list(subjects.iter().copied()).push(&format!(
        " AND i.recorded_to_at = {OPEN} AND i.first_day <= {day} AND i.last_day >= {day} ORDER BY t.sort_text, t.id"
    ));
    for row in sql.all(db.reads()).await? {
        holders
            .entry(row.try_get_by_index(0)?)
            .or_default()
            .push(ThirdPartyRef {
                id: id(row.try_get_by_index(1)?),
                name: row.try_get_by_index(2)?,
            });
    }
    Ok(holders)
}
