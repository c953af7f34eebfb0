//! The feed of changes: which records each step of a third party's epoch was about, and what a decision on each
//! rested on before. Written with the change, read by whoever keeps pages live, swept when nobody can want it.

use crate::codes::{OPEN, uuid};
use crate::entity::{record, share};
use crate::index::Cause;
use crate::sql::Sql;
use crate::{Db, StoreError, Tx};
use contract::id::ThirdPartyId;
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// More records than this in one step are not named one by one.
const MOST: usize = 50;
/// Stands for them.
const MANY: i64 = 0;
/// A stream that missed more steps than this begins anew.
const STEPS: i64 = 100;
/// Steps that are kept for streams that come back.
const KEPT: i64 = 1_000;

/// What the decision on a record rested on before it was written anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Was {
    pub(crate) version: i32,
    pub(crate) subject: Uuid,
    pub(crate) standing: i16,
    addressed_to: Option<Uuid>,
    raised_by: Option<Uuid>,
    shared_with: BTreeSet<Uuid>,
}

impl Was {
    /// Of a row that is about to be changed.
    pub(crate) async fn of(tx: &Tx, row: &record::Model) -> Result<Self, StoreError> {
        let shares = share::Entity::find()
            .filter(share::Column::Record.eq(row.seq))
            .filter(share::Column::RecordedToAt.eq(OPEN))
            .all(tx.raw())
            .await?;
        Ok(Self {
            version: row.version,
            subject: row.subject,
            standing: row.standing,
            addressed_to: row.addressed_to,
            raised_by: row.raised_by,
            shared_with: shares.into_iter().map(|share| share.third_party).collect(),
        })
    }
}

/// The same, as far as one third party goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    pub(crate) version: i32,
    pub(crate) subject: Uuid,
    pub(crate) standing: i16,
    pub(crate) addressed: bool,
    pub(crate) raised: bool,
    pub(crate) shared: bool,
}

/// What happened to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    pub(crate) record: i64,
    /// None if it was not there before.
    pub(crate) before: Option<Before>,
}

/// What happened since an epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    Records(Vec<Changed>),
    /// More, or something else, than can be told record by record; or it is too long ago.
    Much,
}

/// Writes down what a step was about.
pub(crate) async fn note(
    tx: &Tx,
    epochs: &HashMap<Uuid, i64>,
    touched: &BTreeMap<Uuid, BTreeSet<i64>>,
    cause: Cause<'_>,
) -> Result<(), StoreError> {
    let mut rows: Vec<(Uuid, i64, i64, Option<Before>)> = Vec::new();
    for (party, records) in touched {
        let epoch = epochs.get(party).copied().unwrap_or_default();
        let before = match cause {
            Cause::Changed(was) => Some(Before {
                version: was.version,
                subject: was.subject,
                standing: was.standing,
                addressed: was.addressed_to == Some(*party),
                raised: was.raised_by == Some(*party),
                shared: was.shared_with.contains(party),
            }),
            Cause::New if records.len() <= MOST => None,
            Cause::New | Cause::Around => {
                rows.push((*party, epoch, MANY, None));
                continue;
            }
        };
        rows.extend(
            records
                .iter()
                .map(|record| (*party, epoch, *record, before)),
        );
    }
    for chunk in rows.chunks(500) {
        let mut sql = Sql::new(
            "INSERT INTO change (third_party, epoch, record, was_version, was_subject, was_standing, \
             was_addressed, was_raised, was_shared) VALUES ",
        );
        for (at, (party, epoch, record, before)) in chunk.iter().enumerate() {
            let flag = |set: fn(&Before) -> bool| before.as_ref().map_or(0, |b| i16::from(set(b)));
            sql.push(if at == 0 { "(" } else { ", (" });
            sql.bind(*party)
                .push(", ")
                .bind(*epoch)
                .push(", ")
                .bind(*record);
            sql.push(", ").bind(before.map_or(0, |b| b.version));
            sql.push(", ").bind(before.map(|b| b.subject));
            sql.push(", ").bind(before.map_or(0, |b| b.standing));
            sql.push(", ").bind(flag(|b| b.addressed));
            sql.push(", ").bind(flag(|b| b.raised));
            sql.push(", ").bind(flag(|b| b.shared)).push(")");
        }
        sql.run(tx.raw()).await?;
    }
    Ok(())
}

/// What happened for a third party after one epoch, up to another.
pub async fn since(
    db: &Db,
    party: ThirdPartyId,
    after: i64,
    until: i64,
) -> Result<Since, StoreError> {
    if until - after > STEPS {
        return Ok(Since::Much);
    }
    let mut sql = Sql::new(
        "SELECT epoch, record, was_version, was_subject, was_standing, was_addressed, was_raised, was_shared \
         FROM change WHERE third_party = ",
    );
    sql.bind(uuid(party)).push(" AND epoch > ").bind(after);
    sql.push(" AND epoch <= ")
        .bind(until)
        .push(" ORDER BY epoch, record");
    let mut steps = BTreeSet::new();
    let mut changed: Vec<Changed> = Vec::new();
    for row in sql.all(db.reads()).await? {
        steps.insert(row.try_get_by_index::<i64>(0)?);
        let record: i64 = row.try_get_by_index(1)?;
        if record == MANY {
            return Ok(Since::Much);
        }
        // The first of several changes says what was there before all of them.
        if changed.iter().any(|c| c.record == record) {
            continue;
        }
        let flag =
            |at: usize| -> Result<bool, StoreError> { Ok(row.try_get_by_index::<i16>(at)? != 0) };
        let version: i32 = row.try_get_by_index(2)?;
        let subject: Option<Uuid> = row.try_get_by_index(3)?;
        let before = match subject {
            Some(subject) if version > 0 => Some(Before {
                version,
                subject,
                standing: row.try_get_by_index(4)?,
                addressed: flag(5)?,
                raised: flag(6)?,
                shared: flag(7)?,
            }),
            _ => None,
        };
        changed.push(Changed { record, before });
    }
    // A step without a row was about something else than records, or has been swept.
    let told = i64::try_from(steps.len()).unwrap_or_default();
    if told == until - after && changed.len() <= MOST {
        Ok(Since::Records(changed))
    } else {
        Ok(Since::Much)
    }
}

/// Forgets what no stream will ask for any more.
pub async fn sweep(tx: &Tx) -> Result<u64, StoreError> {
    let mut sql = Sql::new("DELETE FROM change WHERE epoch + ");
    sql.bind(KEPT)
        .push(" < (SELECT value FROM epoch WHERE epoch.owner = change.third_party)");
    sql.run(tx.raw()).await
}
