//! Interests that take each other's place, with everything that follows from it.

use crate::codes::{OPEN, id, relation_code, uuid};
use crate::entity::interest::{self, Column};
use crate::people::{External, close_interest, held, insert_interests};
use crate::sql::Sql;
use crate::{Change, StoreError, Tx, index};
use contract::day::Day;
use contract::id::{FirmId, InterestId, SubjectId, ThirdPartyId};
use contract::kind::Relation;
use domain::day::number;
use domain::interest::Interest;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use std::collections::BTreeSet;

/// One interest of a firm that is on record now.
pub async fn find(
    tx: &Tx,
    firm: FirmId,
    interest: InterestId,
) -> Result<Option<(Interest, External)>, StoreError> {
    let row = interest::Entity::find()
        .filter(Column::Firm.eq(uuid(firm)))
        .filter(Column::Id.eq(uuid(interest)))
        .filter(Column::RecordedToAt.eq(OPEN))
        .one(tx.raw())
        .await?;
    row.map(held).transpose()
}

/// Every interest in the subject itself that is on record now.
pub async fn in_subject(
    tx: &Tx,
    subject: SubjectId,
) -> Result<Vec<(Interest, External)>, StoreError> {
    let rows = interest::Entity::find()
        .filter(Column::Subject.eq(uuid(subject)))
        .filter(Column::RecordedToAt.eq(OPEN))
        .order_by_asc(Column::FirstDay)
        .all(tx.raw())
        .await?;
    rows.into_iter().map(held).collect()
}

/// What lies above a subject and is held by a third party in a relation on a day, the nearest first.
pub async fn above(
    tx: &Tx,
    subject: SubjectId,
    holder: ThirdPartyId,
    relation: Relation,
    on: Day,
) -> Result<Option<String>, StoreError> {
    let mut sql = Sql::default();
    let on = sql.keep(number(on));
    sql.push(
        "SELECT u.name FROM subject_path p JOIN interest i ON i.subject = p.ancestor \
         JOIN subject u ON u.id = p.ancestor WHERE p.depth > 0 AND p.descendant = ",
    );
    sql.bind(uuid(subject)).push(" AND i.third_party = ");
    sql.bind(uuid(holder)).push(&format!(
        " AND i.relation = {} AND i.recorded_to_at = {OPEN} AND i.first_day <= {on} AND i.last_day >= {on} \
         ORDER BY p.depth LIMIT 1",
        relation_code(relation)
    ));
    let row = sql.one(tx.raw()).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

/// Closes some interests and opens others, and brings after it whatever shows who sees what: the index of every record
/// on their subjects and below them, and the epochs of their holders, whose open pages hear of it when this commits.
/// A day to come needs nothing more: neither the index nor an epoch depends on the day, every read asks for the
/// interests in force today, and at midnight each open page is told to look again.
pub async fn turn(
    tx: &Tx,
    firm: FirmId,
    close: &[InterestId],
    open: &[(Interest, External)],
    change: &Change,
) -> Result<(), StoreError> {
    let mut turned: Vec<Interest> = open.iter().map(|(interest, _)| interest.clone()).collect();
    for interest in close {
        turned.extend(find(tx, firm, *interest).await?.map(|(old, _)| old));
        close_interest(tx, firm, *interest, change).await?;
    }
    insert_interests(tx, firm, open, change).await?;
    let subjects: BTreeSet<SubjectId> = turned.iter().map(|one| one.subject).collect();
    let subjects: Vec<SubjectId> = subjects.into_iter().collect();
    let mut holders: BTreeSet<_> = turned.iter().map(|one| uuid(one.third_party)).collect();
    // What somebody sees follows from her own interests alone, but for a share: it changes what is the others' part.
    for subject in turned
        .iter()
        .filter(|one| one.share.is_some())
        .map(|one| one.subject)
    {
        let held = in_subject(tx, subject).await?;
        let shares = held.iter().filter(|(one, _)| one.share.is_some());
        holders.extend(shares.map(|(one, _)| uuid(one.third_party)));
    }
    index::refresh_below_for(tx, &subjects, &holders).await
}

/// Whoever has anything to do with a subject or with one above it.
pub async fn holders_above(
    tx: &Tx,
    subject: SubjectId,
) -> Result<BTreeSet<ThirdPartyId>, StoreError> {
    let mut sql = Sql::new(
        "SELECT DISTINCT i.third_party FROM subject_path p JOIN interest i ON i.subject = p.ancestor \
         WHERE p.descendant = ",
    );
    sql.bind(uuid(subject))
        .push(&format!(" AND i.recorded_to_at = {OPEN}"));
    let rows = sql.all(tx.raw()).await?;
    rows.iter()
        .map(|row| Ok(id(row.try_get_by_index(0)?)))
        .collect()
}
