//! Subjects in their tree and who stands how to them, as their firm sees them.

use crate::codes::{OPEN, id, relation, subject_kind, uuid};
use crate::people::held;
use crate::sql::Sql;
use crate::{Db, StoreError};
use chrono::NaiveDate;
use contract::id::{SubjectId, ThirdPartyId};
use contract::kind::SubjectKind;
use contract::subject::SubjectRow;
use contract::tree::{
    InterestRow, KindCount, RegisterRow, TreeEffect, TreeRow, TreeStep, TreeView,
};
use domain::day::{date_number, from_number, number, or_forever};
use domain::fold::words;
use domain::interest::{Interest, Period};
use domain::policy::{EditSubjects, SeeSubjects, StaffPermit};
use domain::query::PageAsk;
use domain::record::kind_from_code;
use domain::register::registers;
use domain::revision::revision;
use domain::share::{Fraction, total};
use domain::slice::{Scope, Slice, mint_whole};
use domain::subject::{Subject, found_by};
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QueryResult};
use std::collections::HashMap;

/// What of the tree is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    pub words: String,
    pub within: Option<SubjectId>,
    pub kind: Option<SubjectKind>,
}

const SUBJECT: &str = "SELECT u.id AS id, u.kind AS kind, u.name AS name, u.address AS address, u.postcode AS postcode, \
    u.uprn AS uprn, u.sort_text AS sort_text, (SELECT COUNT(*) FROM subject c WHERE c.parent = u.id) AS children \
    FROM subject u WHERE u.firm = ";

/// A page of subjects by name. `None` if the cursor is not one of this list's.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the firm"
)]
pub async fn list(
    db: &Db,
    permit: &StaffPermit<SeeSubjects>,
    part: &Part,
    today: NaiveDate,
    ask: &PageAsk,
) -> Result<Option<(Slice<Vec<TreeRow>>, Option<String>)>, StoreError> {
    let mut sql = Sql::new(SUBJECT);
    sql.bind(uuid(permit.firm()));
    let wanted = words(&part.words);
    match (part.within, wanted.is_empty()) {
        (None, true) => {
            sql.push(" AND u.parent IS NULL");
        }
        (None, false) => {}
        (Some(above), true) => {
            sql.push(" AND u.parent = ").bind(uuid(above));
        }
        (Some(above), false) => {
            sql.push(
                " AND u.id IN (SELECT p.descendant FROM subject_path p WHERE p.depth > 0 AND p.ancestor = ",
            )
            .bind(uuid(above))
            .push(")");
        }
    }
    for word in &wanted {
        // As in the portal's search: a number is meant whole, any other word may be its beginning. Folded words hold
        // letters and digits alone, so nothing in them is a pattern.
        let whole = word.bytes().all(|b| b.is_ascii_digit());
        let end = if whole { " " } else { "" };
        sql.push(" AND (' ' || u.words || ' ') LIKE ")
            .bind(format!("% {word}{end}%"));
    }
    if let Some(kind) = part.kind {
        sql.push(" AND u.kind = ").bind(kind.name());
    }
    if let Some(cursor) = &ask.cursor {
        let Some((name, last)) = decode(cursor) else {
            return Ok(None);
        };
        sql.push(" AND (u.sort_text, u.id) > (")
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
            let subject: SubjectId = id(last.try_get("", "id")?);
            let name: String = last.try_get("", "sort_text")?;
            Some(hex::encode(format!("{subject}{name}")))
        }
    };
    let mut rows = placed(db, &rows, today).await?;
    for one in &mut rows {
        one.found_by = found_by(&subject_of(&one.row), &wanted);
    }
    Ok(Some((mint_whole(permit, rows), next)))
}

fn decode(cursor: &str) -> Option<(String, SubjectId)> {
    let text = String::from_utf8(hex::decode(cursor).ok()?).ok()?;
    let (subject, name) = text.split_at_checked("sub_".len() + 36)?;
    Some((name.to_owned(), subject.parse().ok()?))
}

/// One subject of the firm's, with everything on record of its own.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the firm"
)]
pub async fn get(
    db: &Db,
    permit: &StaffPermit<SeeSubjects>,
    subject: SubjectId,
    today: NaiveDate,
) -> Result<Option<Slice<TreeView>>, StoreError> {
    let mut sql = Sql::new(SUBJECT);
    sql.bind(uuid(permit.firm()))
        .push(" AND u.id = ")
        .bind(uuid(subject));
    let found: Vec<_> = sql.one(db.reads()).await?.into_iter().collect();
    let Some(row) = placed(db, &found, today).await?.pop() else {
        return Ok(None);
    };
    let (interests, names) = interests(db, subject).await?;
    let registers: Vec<_> = registers(&interests)
        .into_iter()
        .map(|(period, holders)| RegisterRow {
            first_day: period.first,
            last_day: period.last,
            total: total(holders.iter().filter_map(|one| one.share)).to_string(),
            holders: holders.iter().map(|one| row_of(one, &names)).collect(),
        })
        .collect();
    let today = date_number(today);
    let in_force = |register: &&RegisterRow| {
        (number(register.first_day)..=or_forever(register.last_day)).contains(&today)
    };
    let view = TreeView {
        revision: revision_of_subject(&Subject {
            parent: row.path.last().map(|step| step.id),
            ..subject_of(&row.row)
        }),
        shares_revision: revision_of_shares(&interests),
        row,
        interests: interests.iter().map(|one| row_of(one, &names)).collect(),
        register: registers.iter().find(in_force).cloned(),
        registers,
        records: counts(db, subject).await?,
    };
    Ok(Some(mint_whole(permit, view)))
}

/// What a change in the tree would do, told to the firm's staff. `None` if any of the scopes it was seen through is
/// another firm's.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: all who were looked at are people of the permit's firm"
)]
pub fn foreseen<'s>(
    permit: &StaffPermit<EditSubjects>,
    effect: TreeEffect,
    mut of: impl Iterator<Item = &'s Scope>,
) -> Option<Slice<TreeEffect>> {
    of.all(|scope| scope.firm() == permit.firm())
        .then(|| mint_whole(permit, effect))
}

/// Of what can be changed of a subject: what it is called, where it is and what it lies below.
#[must_use]
pub fn revision_of_subject(of: &Subject) -> String {
    revision(&(
        of.kind,
        &of.name,
        &of.address,
        &of.postcode,
        &of.uprn,
        of.parent,
    ))
}

/// Of what can be changed of an interest.
#[must_use]
pub fn revision_of_interest(period: Period) -> String {
    revision(&(period.first, period.last))
}

/// Of everything that a register replaces.
#[must_use]
pub fn revision_of_shares(held: &[Interest]) -> String {
    let mut shares: Vec<_> = held
        .iter()
        .filter_map(|one| {
            Some((
                one.id,
                one.period.first,
                one.period.last,
                one.share?.to_string(),
            ))
        })
        .collect();
    shares.sort();
    revision(&shares)
}

fn subject_of(row: &SubjectRow) -> Subject {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Subject {
        id: row.id,
        parent: None,
        kind: row.kind,
        name: row.name.clone(),
        address: text(&row.address),
        postcode: text(&row.postcode),
        uprn: text(&row.uprn),
    }
}

type Names = HashMap<ThirdPartyId, String>;

/// Every interest in the subject itself, the latest to begin first, and what their holders are called.
async fn interests(db: &Db, subject: SubjectId) -> Result<(Vec<Interest>, Names), StoreError> {
    use crate::entity::{interest, third_party};
    let rows = interest::Entity::find()
        .filter(interest::Column::Subject.eq(uuid(subject)))
        .filter(interest::Column::RecordedToAt.eq(OPEN))
        .order_by_desc(interest::Column::FirstDay)
        .order_by_asc(interest::Column::Id)
        .all(db.reads())
        .await?;
    let parties = third_party::Entity::find()
        .filter(third_party::Column::Id.is_in(rows.iter().map(|row| row.third_party)))
        .all(db.reads())
        .await?;
    let names = parties
        .into_iter()
        .map(|party| (id(party.id), party.name))
        .collect();
    let interests = rows
        .into_iter()
        .map(|row| held(row).map(|(interest, _)| interest))
        .collect::<Result<_, _>>()?;
    Ok((interests, names))
}

fn row_of(interest: &Interest, names: &Names) -> InterestRow {
    InterestRow {
        id: interest.id,
        third_party: interest.third_party,
        third_party_name: names
            .get(&interest.third_party)
            .cloned()
            .unwrap_or_default(),
        relation: interest.relation,
        first_day: interest.period.first,
        last_day: interest.period.last,
        share: interest.share.map(|share| share.to_string()),
        revision: revision_of_interest(interest.period),
    }
}

/// Rows of subjects with what lies above each and who holds it today.
async fn placed(
    db: &Db,
    rows: &[QueryResult],
    today: NaiveDate,
) -> Result<Vec<TreeRow>, StoreError> {
    let ids: Vec<Uuid> = rows
        .iter()
        .map(|row| row.try_get("", "id"))
        .collect::<Result<_, _>>()?;
    let (mut above, mut holders) = (
        above(db, &ids).await?,
        holders(db, &ids, date_number(today)).await?,
    );
    rows.iter()
        .zip(ids)
        .map(|(row, subject)| {
            let some = |column: &str| -> Result<Option<String>, StoreError> {
                let text: String = row.try_get("", column)?;
                Ok(Some(text).filter(|text| !text.is_empty()))
            };
            let (kind, children): (String, i64) =
                (row.try_get("", "kind")?, row.try_get("", "children")?);
            Ok(TreeRow {
                row: SubjectRow {
                    id: id(subject),
                    kind: subject_kind(&kind)?,
                    name: row.try_get("", "name")?,
                    address: some("address")?,
                    postcode: some("postcode")?,
                    uprn: some("uprn")?,
                },
                path: above.remove(&subject).unwrap_or_default(),
                children: u32::try_from(children).unwrap_or(u32::MAX),
                held_by: holders.remove(&subject).unwrap_or_default(),
                found_by: None,
            })
        })
        .collect()
}

/// What lies above each, from the root down.
async fn above(db: &Db, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<TreeStep>>, StoreError> {
    let mut sql = Sql::new(
        "SELECT p.descendant, u.id, u.name FROM subject_path p JOIN subject u ON u.id = p.ancestor \
         WHERE p.depth > 0 AND p.descendant IN ",
    );
    sql.bind_list(ids.iter().copied())
        .push(" ORDER BY p.depth DESC");
    let mut above: HashMap<Uuid, Vec<TreeStep>> = HashMap::new();
    for row in sql.all(db.reads()).await? {
        above
            .entry(row.try_get_by_index(0)?)
            .or_default()
            .push(TreeStep {
                id: id(row.try_get_by_index(1)?),
                name: row.try_get_by_index(2)?,
            });
    }
    Ok(above)
}

/// Whose interest in each itself is in force on a day.
async fn holders(
    db: &Db,
    ids: &[Uuid],
    on: i32,
) -> Result<HashMap<Uuid, Vec<InterestRow>>, StoreError> {
    let mut sql = Sql::default();
    let on = sql.keep(on);
    sql.push(
        "SELECT i.subject, i.id, i.third_party, t.name, i.relation, i.first_day, i.last_day, i.share_over, \
         i.share_under FROM interest i JOIN third_party t ON t.id = i.third_party WHERE i.subject IN ",
    );
    sql.bind_list(ids.iter().copied()).push(&format!(
        " AND i.recorded_to_at = {OPEN} AND i.first_day <= {on} AND i.last_day >= {on} \
         ORDER BY i.relation, t.sort_text, i.id"
    ));
    let mut holders: HashMap<Uuid, Vec<InterestRow>> = HashMap::new();
    for row in sql.all(db.reads()).await? {
        let first = from_number(row.try_get_by_index(5)?)
            .ok_or_else(|| StoreError::corrupt("an interest's first day"))?;
        let last = from_number(row.try_get_by_index(6)?);
        let (over, under): (i32, i32) = (row.try_get_by_index(7)?, row.try_get_by_index(8)?);
        let share = u32::try_from(over)
            .ok()
            .zip(u32::try_from(under).ok())
            .and_then(|(over, under)| Fraction::new(over, under));
        holders
            .entry(row.try_get_by_index(0)?)
            .or_default()
            .push(InterestRow {
                id: id(row.try_get_by_index(1)?),
                third_party: id(row.try_get_by_index(2)?),
                third_party_name: row.try_get_by_index(3)?,
                relation: relation(row.try_get_by_index(4)?)?,
                first_day: first,
                last_day: last,
                share: share.map(|share| share.to_string()),
                revision: revision_of_interest(Period { first, last }),
            });
    }
    Ok(holders)
}

/// Records on it and on everything below it, by kind.
async fn counts(db: &Db, subject: SubjectId) -> Result<Vec<KindCount>, StoreError> {
    let mut sql = Sql::new(
        "SELECT r.kind, COUNT(*) FROM subject_path p JOIN record r ON r.subject = p.descendant WHERE p.ancestor = ",
    );
    sql.bind(uuid(subject))
        .push(" GROUP BY r.kind ORDER BY r.kind");
    let mut counts = Vec::new();
    for row in sql.all(db.reads()).await? {
        let (code, count): (i16, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        counts.push(KindCount {
            kind: kind_from_code(code)
                .ok_or_else(|| StoreError::corrupt(format!("kind {code}")))?,
            count: u32::try_from(count).unwrap_or(u32::MAX),
        });
    }
    Ok(counts)
}
