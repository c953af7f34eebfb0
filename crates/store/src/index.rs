//! The slice index and the search texts: written by one function, in the transaction of whatever changed a
//! record, an interest, a share or the tree. It depends on no profile and on no day, so neither a changed rule
//! nor midnight makes it narrower than the right.

use crate::changes::{self, Was};
use crate::codes::{OPEN, id, uuid};
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
    /// The same, but only these have another view of them now.
    For(&'a BTreeSet<Uuid>),
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
        if let Cause::For(parties) = cause {
            touched.retain(|party, _| parties.contains(party));
        }
        for rows in wanted.rows.chunks(1000) {
            let rows = rows.iter().cloned().map(row_active);
            slice_index::Entity::insert_many(rows)
                .exec_without_returning(tx.raw())
                .await?;
        }
        for texts in wanted.texts.chunks(2000) {
            let texts =
                texts
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
        let epochs = epochs::bump(tx, touched.keys().copied()).await?;
        changes::note(tx, &epochs, &touched, cause).await?;
    }
    Ok(())
}

/// The same for every record on some subjects or below them: after an interest or the tree changed.
pub async fn refresh_below(tx: &Tx, subjects: &[SubjectId]) -> Result<(), StoreError> {
    let records = below(tx, subjects).await?;
    refresh(tx, &records).await
}

/// The same where nobody but some third parties sees anything else than before: nobody else is told.
pub(crate) async fn refresh_below_for(
    tx: &Tx,
    subjects: &[SubjectId],
    parties: &BTreeSet<Uuid>,
) -> Result<(), StoreError> {
    let records = below(tx, subjects).await?;
    refresh_because(tx, &records, Cause::For(parties)).await
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

/// What the index should say of some records.
#[derive(Default)]
struct Wanted {
    rows: Vec<slice_index::Model>,
    /// By record, version and field group.
    texts: Vec<((i64, i32, i16), String)>,
}

#[derive(Clone, Copy)]
struct Reach {
    third_party: Uuid,
    relation: i32,
    first_day: i32,
    last_day: i32,
}

async fn compute(tx: &Tx, records: &[i64]) -> Result<Wanted, StoreError> {
    let spines = record::Entity::find()
        .filter(record::Column::Seq.is_in(records.iter().copied()))
        .order_by_asc(record::Column::Seq)
        .all(tx.raw())
        .await?;
    let on: BTreeSet<Uuid> = spines.iter().map(|r| r.subject).collect();
    let reaches = reaches(tx, &on).await?;
    let subjects: BTreeMap<Uuid, domain::subject::Subject> = subject::Entity::find()
        .filter(subject::Column::Id.is_in(on.iter().copied()))
        .all(tx.raw())
        .await?
        .into_iter()
        .map(|row| Ok((row.id, crate::subjects::read(row)?)))
        .collect::<Result<_, StoreError>>()?;
    let mut shares: BTreeMap<i64, Vec<Uuid>> = BTreeMap::new();
    for row in share::Entity::find()
        .filter(share::Column::Record.is_in(records.iter().copied()))
        .filter(share::Column::RecordedToAt.eq(OPEN))
        .all(tx.raw())
        .await?
    {
        shares.entry(row.record).or_default().push(row.third_party);
    }
    let ending: BTreeSet<Uuid> = reaches
        .iter()
        .filter(|(_, r)| r.iter().any(|r| r.last_day != FOREVER))
        .map(|(subject, _)| *subject)
        .collect();
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

/// Who reaches which of the subjects, through an interest in it or in one above it.
async fn reaches(
    tx: &Tx,
    subjects: &BTreeSet<Uuid>,
) -> Result<BTreeMap<Uuid, Vec<Reach>>, StoreError> {
    let mut sql = Sql::new(
        "SELECT p.descendant, i.third_party, i.relation, i.first_day, i.last_day \
         FROM subject_path p JOIN interest i ON i.subject = p.ancestor WHERE p.descendant IN ",
    );
    sql.bind_list(subjects.iter().copied())
        .push(&format!(" AND i.recorded_to_at = {OPEN}"));
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

/// What `index verify` found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub records: u64,
    pub rows: u64,
    /// One line a difference, the first hundred of them.
    pub differences: Vec<String>,
    pub different: u64,
}

impl Report {
    fn say(&mut self, line: String) {
        self.different += 1;
        if self.differences.len() < 100 {
            self.differences.push(line);
        }
    }
}

/// Works the whole index out anew and says where the stored one differs: index rows, search texts, and the
/// spines themselves. With `mend`, what differs is written right.
pub async fn verify(
    tx: &Tx,
    mend: bool,
    mut progress: impl FnMut(u64),
) -> Result<Report, StoreError> {
    let mut report = Report::default();
    let mut after = i64::MIN;
    loop {
        let spines = record::Entity::find()
            .filter(record::Column::Seq.gt(after))
            .order_by_asc(record::Column::Seq)
            .limit(CHUNK as u64)
            .all(tx.raw())
            .await?;
        let Some(last) = spines.last() else {
            return Ok(report);
        };
        after = last.seq;
        let seqs: Vec<i64> = spines.iter().map(|r| r.seq).collect();
        check_spines(tx, &spines, &mut report).await?;
        let differing = check_index(tx, &seqs, &mut report).await?;
        if mend {
            refresh(tx, &differing.into_iter().collect::<Vec<_>>()).await?;
        }
        report.records += seqs.len() as u64;
        progress(report.records);
    }
}

async fn check_spines(
    tx: &Tx,
    spines: &[record::Model],
    report: &mut Report,
) -> Result<(), StoreError> {
    let versions = versions(tx, spines, &BTreeSet::new()).await?;
    for row in spines {
        let Some(version) = versions.get(&row.seq).and_then(|v| v.last()) else {
            report.say(format!("record {} has no version {}", row.id, row.version));
            continue;
        };
        let spine = version.body.spine();
        let right = row.title == spine.title
            && row.sub_kind == spine.sub_kind
            && row.status == spine.status.name()
            && row.happened_day == or_none(spine.happened_on)
            && row.due_day == or_none(spine.due_on)
            && row.day == or_none(spine.day())
            && row.amount_pence == spine.amount_pence
            && row.open_pence == spine.open_pence
            && row.outstanding == i16::from(spine.outstanding)
            && row.sort_text == sort_text(&spine.title)
            && row.file == spine.file.map(uuid);
        if !right {
            report.say(format!(
                "record {}: its columns do not say what its body says",
                row.id
            ));
        }
    }
    Ok(())
}

async fn check_index(
    tx: &Tx,
    seqs: &[i64],
    report: &mut Report,
) -> Result<BTreeSet<i64>, StoreError> {
    let wanted = compute(tx, seqs).await?;
    let mut differing = BTreeSet::new();
    let key = |r: &slice_index::Model| (r.third_party, r.record, r.as_of);
    let stored: BTreeMap<_, _> = slice_index::Entity::find()
        .filter(slice_index::Column::Record.is_in(seqs.iter().copied()))
        .all(tx.raw())
        .await?
        .into_iter()
        .map(|r| (key(&r), r))
        .collect();
    report.rows += stored.len() as u64;
    let right: BTreeMap<_, _> = wanted.rows.into_iter().map(|r| (key(&r), r)).collect();
    for (at, row) in &right {
        let fault = match stored.get(at) {
            None => "missing",
            Some(found) if found != row => "different",
            Some(_) => continue,
        };
        differing.insert(row.record);
        report.say(format!("slice index: {fault} row, {}", place(row)));
    }
    for (at, row) in &stored {
        if !right.contains_key(at) {
            differing.insert(row.record);
            report.say(format!("slice index: superfluous row, {}", place(row)));
        }
    }
    let mut texts: BTreeMap<_, _> = wanted.texts.into_iter().collect();
    for row in search_text::Entity::find()
        .filter(search_text::Column::Record.is_in(seqs.iter().copied()))
        .all(tx.raw())
        .await?
    {
        if texts
            .remove(&(row.record, row.version, row.grp))
            .is_none_or(|text| text != row.text)
        {
            differing.insert(row.record);
            report.say(format!(
                "search text of record {}, version {} is wrong",
                row.record, row.version
            ));
        }
    }
    for (record, version, _) in texts.into_keys() {
        differing.insert(record);
        report.say(format!(
            "search text of record {record}, version {version} is missing"
        ));
    }
    Ok(differing)
}

fn place(row: &slice_index::Model) -> String {
    let party: contract::id::ThirdPartyId = id(row.third_party);
    let when = if row.as_of == FOREVER {
        "the present".to_owned()
    } else {
        format!("day {}", row.as_of)
    };
    format!("record {} for {party}, {when}", row.record)
}
