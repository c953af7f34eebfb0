//! The slice index and the search texts: written by one function, in the transaction of whatever changed a
//! record, an interest, a share or the tree. It depends on no profile and on no day, so neither a changed rule
//! nor midnight makes it narrower than the right.

mod turned;
mod verify;

pub(crate) use turned::refresh_below_for;
pub use verify::{Report, verify};

use crate::changes::{self, Was};
use crate::codes::{OPEN, uuid};
use crate::entity::{record, search_text, share, slice_index, subject};
use crate::sql::Sql;
use crate::{StoreError, Tx, epochs};
use contract::id::SubjectId;
use domain::day::{FOREVER, NO_DAY, or_none};
use domain::fold::sort_text;
use domain::interest::{ADDRESSED_BIT, SHARED_BIT};
use domain::record::{Body, Standing};
use sea_orm::prelude::Uuid;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
};
use std::collections::{BTreeMap, BTreeSet};

/// How many records are worked on at once: their index rows fit into one statement.
const CHUNK: usize = 400;

/// What a change is, to those who follow it.
#[derive(Clone, Copy)]
pub(crate) enum Cause<'a> {
    /// The records are new.
    New,
    /// One record was written anew; before, it was this.
    Changed(&'a Was),
    /// Something around the records: an interest, the tree. Who saw what before cannot be told.
    Around,
}

/// Makes the index right for some records, and tells everybody who saw or sees them that something changed.
pub async fn refresh(tx: &Tx, records: &[i64]) -> Result<(), StoreError> {
    refresh_because(tx, records, Cause::Around).await
}

pub(crate) async fn refresh_because(
    tx: &Tx,
    records: &[i64],
    cause: Cause<'_>,
) -> Result<(), StoreError> {
    for chunk in records.chunks(CHUNK) {
        let before = slice_index::Entity::find()
            .select_only()
            .column(slice_index::Column::ThirdParty)
            .distinct()
            .filter(slice_index::Column::Record.is_in(chunk.iter().copied()))
            .into_tuple::<Uuid>()
            .all(tx.raw())
            .await?;
        let wanted = compute(tx, chunk).await?;
        slice_index::Entity::delete_many()
            .filter(slice_index::Column::Record.is_in(chunk.iter().copied()))
            .exec(tx.raw())
            .await?;
        search_text::Entity::delete_many()
            .filter(search_text::Column::Record.is_in(chunk.iter().copied()))
            .exec(tx.raw())
            .await?;
        let mut touched: BTreeMap<Uuid, BTreeSet<i64>> = BTreeMap::new();
        for row in &wanted.rows {
            touched
                .entry(row.third_party)
                .or_default()
                .insert(row.record);
        }
        for party in before {
            // Only one that was there can have been seen before.
            let records = touched.entry(party).or_default();
            if let Cause::Changed(_) = cause {
                records.extend(chunk);
            }
        }
        insert_rows(tx, &wanted.rows).await?;
        insert_texts(tx, &wanted.texts).await?;
        let epochs = epochs::bump(tx, touched.keys().copied()).await?;
        changes::note(tx, &epochs, &touched, cause).await?;
    }
    Ok(())
}

async fn insert_rows(tx: &Tx, rows: &[slice_index::Model]) -> Result<(), StoreError> {
    for rows in rows.chunks(1000) {
        let rows = rows.iter().cloned().map(row_active);
        slice_index::Entity::insert_many(rows)
            .exec_without_returning(tx.raw())
            .await?;
    }
    Ok(())
}

async fn insert_texts(tx: &Tx, texts: &[Text]) -> Result<(), StoreError> {
    for texts in texts.chunks(2000) {
        let texts = texts
            .iter()
            .map(|((record, version, grp), text)| search_text::ActiveModel {
                record: Set(*record),
                version: Set(*version),
                grp: Set(*grp),
                text: Set(text.clone()),
                ..Default::default()
            });
        search_text::Entity::insert_many(texts)
            .exec_without_returning(tx.raw())
            .await?;
    }
    Ok(())
}

/// The same for every record on some subjects or below them: after an interest or the tree changed.
pub async fn refresh_below(tx: &Tx, subjects: &[SubjectId]) -> Result<(), StoreError> {
    let records = below(tx, subjects).await?;
    refresh(tx, &records).await
}

async fn below(tx: &Tx, subjects: &[SubjectId]) -> Result<Vec<i64>, StoreError> {
    let mut records = BTreeSet::new();
    for chunk in subjects.chunks(500) {
        let mut sql = Sql::new(
            "SELECT r.seq FROM subject_path p JOIN record r ON r.subject = p.descendant WHERE p.ancestor IN ",
        );
        sql.bind_list(chunk.iter().map(|s| uuid(*s)));
        for row in sql.all(tx.raw()).await? {
            records.insert(row.try_get_by_index::<i64>(0)?);
        }
    }
    Ok(records.into_iter().collect())
}

/// Tells everybody with an interest in some subjects, or in one above them, that something of the subjects
/// themselves changed: a subject shows even without a record.
pub(crate) async fn bump_above(tx: &Tx, subjects: &[SubjectId]) -> Result<(), StoreError> {
    let mut parties = BTreeSet::new();
    for chunk in subjects.chunks(500) {
        let mut sql = Sql::new(
            "SELECT DISTINCT i.third_party FROM subject_path p JOIN interest i ON i.subject = p.ancestor \
             WHERE p.descendant IN ",
        );
        sql.bind_list(chunk.iter().map(|s| uuid(*s)))
            .push(&format!(" AND i.recorded_to_at = {OPEN}"));
        for row in sql.all(tx.raw()).await? {
            parties.insert(row.try_get_by_index::<Uuid>(0)?);
        }
    }
    epochs::bump(tx, parties).await.map(drop)
}

/// What is found of a record: by record, version and field group.
type Text = ((i64, i32, i16), String);

/// What the index should say of some records.
#[derive(Default)]
struct Wanted {
    rows: Vec<slice_index::Model>,
    texts: Vec<Text>,
}

#[derive(Clone, Copy)]
struct Reach {
    third_party: Uuid,
    relation: i32,
    first_day: i32,
    last_day: i32,
}

async fn spines(tx: &Tx, records: &[i64]) -> Result<Vec<record::Model>, StoreError> {
    Ok(record::Entity::find()
        .filter(record::Column::Seq.is_in(records.iter().copied()))
        .order_by_asc(record::Column::Seq)
        .all(tx.raw())
        .await?)
}

async fn subjects_of(
    tx: &Tx,
    on: &BTreeSet<Uuid>,
) -> Result<BTreeMap<Uuid, domain::subject::Subject>, StoreError> {
    subject::Entity::find()
        .filter(subject::Column::Id.is_in(on.iter().copied()))
        .all(tx.raw())
        .await?
        .into_iter()
        .map(|row| Ok((row.id, crate::subjects::read(row)?)))
        .collect()
}

/// With whom each record is shared by name.
async fn shares(tx: &Tx, records: &[i64]) -> Result<BTreeMap<i64, Vec<Uuid>>, StoreError> {
    let mut shares: BTreeMap<i64, Vec<Uuid>> = BTreeMap::new();
    for row in share::Entity::find()
        .filter(share::Column::Record.is_in(records.iter().copied()))
        .filter(share::Column::RecordedToAt.eq(OPEN))
        .all(tx.raw())
        .await?
    {
        shares.entry(row.record).or_default().push(row.third_party);
    }
    Ok(shares)
}

/// The subjects where an interest ends: there, older versions are kept views.
fn ending(reaches: &BTreeMap<Uuid, Vec<Reach>>) -> BTreeSet<Uuid> {
    reaches
        .iter()
        .filter(|(_, r)| r.iter().any(|r| r.last_day != FOREVER))
        .map(|(subject, _)| *subject)
        .collect()
}

async fn compute(tx: &Tx, records: &[i64]) -> Result<Wanted, StoreError> {
    let spines = spines(tx, records).await?;
    let on: BTreeSet<Uuid> = spines.iter().map(|r| r.subject).collect();
    let reaches = reaches(tx, &on, None).await?;
    let subjects = subjects_of(tx, &on).await?;
    let shares = shares(tx, records).await?;
    let ending = ending(&reaches);
    let versions = versions(tx, &spines, &ending).await?;
    let mut wanted = Wanted::default();
    for spine in &spines {
        let none = Vec::new();
        let known = versions.get(&spine.seq).unwrap_or(&none);
        let reached = reaches
            .get(&spine.subject)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let shared = shares
            .get(&spine.seq)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let mut shown: BTreeSet<i32> = BTreeSet::from([spine.version]);
        if Standing::from_code(spine.standing) != Standing::Internal {
            let rows = rows_of(spine, reached, shared, known);
            shown.extend(rows.iter().map(|r| r.version));
            wanted.rows.extend(rows);
        }
        let Some(subject) = subjects.get(&spine.subject) else {
            continue;
        };
        for version in known.iter().filter(|v| shown.contains(&v.version)) {
            for (group, text) in crate::search::texts(&version.body, subject) {
                wanted
                    .texts
                    .push(((spine.seq, version.version, group.code()), text));
            }
        }
    }
    Ok(wanted)
}

/// Who reaches which of the subjects, through an interest in it or in one above it; all who do, or some of them.
async fn reaches(
    tx: &Tx,
    subjects: &BTreeSet<Uuid>,
    only: Option<&BTreeSet<Uuid>>,
) -> Result<BTreeMap<Uuid, Vec<Reach>>, StoreError> {
    let mut sql = Sql::new(
        "SELECT p.descendant, i.third_party, i.relation, i.since_day, i.last_day \
         FROM subject_path p JOIN interest i ON i.subject = p.ancestor WHERE p.descendant IN ",
    );
    sql.bind_list(subjects.iter().copied())
        .push(&format!(" AND i.recorded_to_at = {OPEN}"));
    if let Some(only) = only {
        sql.push(" AND i.third_party IN ")
            .bind_list(only.iter().copied());
    }
    let mut reaches: BTreeMap<Uuid, Vec<Reach>> = BTreeMap::new();
    for row in sql.all(tx.raw()).await? {
        reaches
            .entry(row.try_get_by_index(0)?)
            .or_default()
            .push(Reach {
                third_party: row.try_get_by_index(1)?,
                relation: row.try_get_by_index(2)?,
                first_day: row.try_get_by_index(3)?,
                last_day: row.try_get_by_index(4)?,
            });
    }
    Ok(reaches)
}

struct Version {
    version: i32,
    on_day: i32,
    by_rule: bool,
    body: Body,
}

/// The newest version of each record, and every older one where an interest ends: oldest first.
async fn versions(
    tx: &Tx,
    spines: &[record::Model],
    ending: &BTreeSet<Uuid>,
) -> Result<BTreeMap<i64, Vec<Version>>, StoreError> {
    let mut sql = Sql::new(
        "SELECT v.record, v.version, v.on_day, v.body, v.standing FROM record_version v JOIN record r ON r.seq = v.record \
         WHERE v.record IN ",
    );
    sql.bind_list(spines.iter().map(|s| s.seq))
        .push(" AND (v.version = r.version OR v.record IN ");
    sql.bind_list(
        spines
            .iter()
            .filter(|s| ending.contains(&s.subject))
            .map(|s| s.seq),
    )
    .push(") ORDER BY v.record, v.version");
    let mut versions: BTreeMap<i64, Vec<Version>> = BTreeMap::new();
    for row in sql.all(tx.raw()).await? {
        let text: String = row.try_get_by_index(3)?;
        versions
            .entry(row.try_get_by_index(0)?)
            .or_default()
            .push(Version {
                version: row.try_get_by_index(1)?,
                on_day: row.try_get_by_index(2)?,
                by_rule: crate::records::was_by_rule(row.try_get_by_index(4)?),
                body: crate::records::read_body(&text)?,
            });
    }
    Ok(versions)
}

/// One row for the present per third party that anything ties to the record, and one for each day on which
/// one of its interests ends: with the keys of the last version on record by then.
fn rows_of(
    spine: &record::Model,
    reached: &[Reach],
    shared: &[Uuid],
    versions: &[Version],
) -> Vec<slice_index::Model> {
    let mut ties: BTreeMap<Uuid, (i32, i32, i32)> = BTreeMap::new();
    let mut tie = |third_party: Uuid, bit: i32, first: i32, last: i32| {
        let entry = ties.entry(third_party).or_insert((0, first, last));
        *entry = (entry.0 | bit, entry.1.min(first), entry.2.max(last));
    };
    for reach in reached {
        tie(
            reach.third_party,
            reach.relation,
            reach.first_day,
            reach.last_day,
        );
    }
    if let Some(party) = spine.addressed_to {
        tie(party, ADDRESSED_BIT, NO_DAY, FOREVER);
    }
    for party in shared {
        tie(*party, SHARED_BIT, NO_DAY, FOREVER);
    }
    let mut rows: Vec<_> = ties
        .iter()
        .map(|(party, tie)| present_row(spine, *party, *tie))
        .collect();
    let ends: BTreeMap<(Uuid, i32), (i32, i32)> = reached
        .iter()
        .filter(|r| r.last_day != FOREVER)
        .fold(BTreeMap::new(), |mut ends, r| {
            let entry = ends
                .entry((r.third_party, r.last_day))
                .or_insert((0, r.first_day));
            *entry = (entry.0 | r.relation, entry.1.min(r.first_day));
            ends
        });
    for ((party, last_day), (relations, first_day)) in ends {
        let then = versions.iter().rev().find(|v| v.on_day <= last_day);
        // What was not open then is not what was seen then.
        if let Some(version) = then.filter(|version| version.by_rule) {
            let keys = version.body.spine();
            rows.push(slice_index::Model {
                as_of: last_day,
                version: version.version,
                sub_kind: keys.sub_kind.clone(),
                status: keys.status.name().to_owned(),
                outstanding: i16::from(keys.outstanding),
                day: or_none(keys.day()),
                happened_day: or_none(keys.happened_on),
                due_day: or_none(keys.due_on),
                sort_text: sort_text(&keys.title),
                amount_pence: keys.amount_pence,
                open_pence: keys.open_pence,
                ..present_row(spine, party, (relations, first_day, last_day))
            });
        }
    }
    rows
}

fn present_row(
    spine: &record::Model,
    third_party: Uuid,
    (relations, first_day, last_day): (i32, i32, i32),
) -> slice_index::Model {
    slice_index::Model {
        third_party,
        record: spine.seq,
        as_of: FOREVER,
        version: spine.version,
        relations,
        kind: spine.kind,
        sub_kind: spine.sub_kind.clone(),
        status: spine.status.clone(),
        outstanding: spine.outstanding,
        day: spine.day,
        happened_day: spine.happened_day,
        due_day: spine.due_day,
        sort_text: spine.sort_text.clone(),
        amount_pence: spine.amount_pence,
        open_pence: spine.open_pence,
        first_day,
        last_day,
    }
}

/// Every column as written: an active model made from a model would leave all of them unset.
fn row_active(row: slice_index::Model) -> slice_index::ActiveModel {
    row.into_active_model().reset_all()
}
