//! The index after interests took each other's place: only the rows of those whom it concerns are looked at, and only
//! what differs is written. Everybody else's rows, and the texts of versions that stay shown, are as they were.

use super::{
    CHUNK, Cause, Text, below, ending, insert_rows, insert_texts, reaches, rows_of, shares, spines,
    subjects_of, versions,
};
use crate::entity::{record, search_text, slice_index};
use crate::{StoreError, Tx, changes, epochs};
use contract::id::SubjectId;
use domain::record::Standing;
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use std::collections::{BTreeMap, BTreeSet};

type Key = (Uuid, i64, i32);

fn key(row: &slice_index::Model) -> Key {
    (row.third_party, row.record, row.as_of)
}

/// Makes the index right for every record on some subjects or below them, where nobody but some third parties sees
/// anything else than before: nobody else is told.
pub(crate) async fn refresh_below_for(
    tx: &Tx,
    subjects: &[SubjectId],
    parties: &BTreeSet<Uuid>,
) -> Result<(), StoreError> {
    let records = below(tx, subjects).await?;
    for chunk in records.chunks(CHUNK) {
        refresh(tx, chunk, parties).await?;
    }
    Ok(())
}

async fn refresh(tx: &Tx, chunk: &[i64], parties: &BTreeSet<Uuid>) -> Result<(), StoreError> {
    let spines = spines(tx, chunk).await?;
    let wanted = rows(tx, &spines, chunk, parties).await?;
    let stored: BTreeMap<Key, slice_index::Model> = slice_index::Entity::find()
        .filter(slice_index::Column::Record.is_in(chunk.iter().copied()))
        .filter(slice_index::Column::ThirdParty.is_in(parties.iter().copied()))
        .all(tx.raw())
        .await?
        .into_iter()
        .map(|row| (key(&row), row))
        .collect();
    // Who has a row before or after may see something else; by what she sees, not by what is written.
    let mut touched: BTreeMap<Uuid, BTreeSet<i64>> = BTreeMap::new();
    for (party, record, _) in stored.keys().chain(wanted.keys()) {
        touched.entry(*party).or_default().insert(*record);
    }
    let mut stale: BTreeMap<Uuid, BTreeSet<i64>> = BTreeMap::new();
    let differs = |(key, row): &(&Key, &slice_index::Model)| wanted.get(*key) != Some(*row);
    let gone = stored.iter().filter(differs).map(|(key, _)| key);
    let come = wanted.keys().filter(|key| !stored.contains_key(*key));
    for (party, record, _) in gone.chain(come) {
        stale.entry(*party).or_default().insert(*record);
    }
    for (party, records) in &stale {
        slice_index::Entity::delete_many()
            .filter(slice_index::Column::ThirdParty.eq(*party))
            .filter(slice_index::Column::Record.is_in(records.iter().copied()))
            .exec(tx.raw())
            .await?;
    }
    let is_stale = |row: &slice_index::Model| {
        stale
            .get(&row.third_party)
            .is_some_and(|records| records.contains(&row.record))
    };
    let fresh: Vec<_> = wanted.into_values().filter(is_stale).collect();
    insert_rows(tx, &fresh).await?;
    let records: BTreeSet<i64> = stale.into_values().flatten().collect();
    texts(tx, &spines, &records).await?;
    let epochs = epochs::bump(tx, touched.keys().copied()).await?;
    changes::note(tx, &epochs, &touched, Cause::Around).await
}

/// What the index should say of some records for some third parties.
async fn rows(
    tx: &Tx,
    spines: &[record::Model],
    chunk: &[i64],
    parties: &BTreeSet<Uuid>,
) -> Result<BTreeMap<Key, slice_index::Model>, StoreError> {
    let on: BTreeSet<Uuid> = spines.iter().map(|r| r.subject).collect();
    let reaches = reaches(tx, &on, Some(parties)).await?;
    let shares = shares(tx, chunk).await?;
    let ending = ending(&reaches);
    let of_old: Vec<_> = spines
        .iter()
        .filter(|spine| ending.contains(&spine.subject))
        .cloned()
        .collect();
    let versions = if of_old.is_empty() {
        BTreeMap::new()
    } else {
        versions(tx, &of_old, &ending).await?
    };
    let mut wanted = BTreeMap::new();
    for spine in spines {
        if Standing::from_code(spine.standing) == Standing::Internal {
            continue;
        }
        let reached = reaches.get(&spine.subject).map(Vec::as_slice);
        let shared = shares.get(&spine.seq).map(Vec::as_slice);
        let known = versions.get(&spine.seq).map(Vec::as_slice);
        let rows = rows_of(
            spine,
            reached.unwrap_or_default(),
            shared.unwrap_or_default(),
            known.unwrap_or_default(),
        );
        let theirs = rows
            .into_iter()
            .filter(|row| parties.contains(&row.third_party));
        wanted.extend(theirs.map(|row| (key(&row), row)));
    }
    Ok(wanted)
}

/// Search texts for the newest version of some records and for each older one that somebody is shown, and no others.
async fn texts(
    tx: &Tx,
    spines: &[record::Model],
    records: &BTreeSet<i64>,
) -> Result<(), StoreError> {
    if records.is_empty() {
        return Ok(());
    }
    let spines: Vec<_> = spines
        .iter()
        .filter(|spine| records.contains(&spine.seq))
        .cloned()
        .collect();
    let mut needed: BTreeSet<(i64, i32)> = slice_index::Entity::find()
        .select_only()
        .column(slice_index::Column::Record)
        .column(slice_index::Column::Version)
        .distinct()
        .filter(slice_index::Column::Record.is_in(records.iter().copied()))
        .into_tuple()
        .all(tx.raw())
        .await?
        .into_iter()
        .collect();
    needed.extend(spines.iter().map(|spine| (spine.seq, spine.version)));
    let there: BTreeSet<(i64, i32)> = search_text::Entity::find()
        .select_only()
        .column(search_text::Column::Record)
        .column(search_text::Column::Version)
        .distinct()
        .filter(search_text::Column::Record.is_in(records.iter().copied()))
        .into_tuple()
        .all(tx.raw())
        .await?
        .into_iter()
        .collect();
    for (record, version) in there.difference(&needed) {
        search_text::Entity::delete_many()
            .filter(search_text::Column::Record.eq(*record))
            .filter(search_text::Column::Version.eq(*version))
            .exec(tx.raw())
            .await?;
    }
    let missing: BTreeSet<_> = needed.difference(&there).copied().collect();
    if missing.is_empty() {
        return Ok(());
    }
    let of: Vec<_> = spines
        .into_iter()
        .filter(|spine| missing.iter().any(|(record, _)| *record == spine.seq))
        .collect();
    let on: BTreeSet<Uuid> = of.iter().map(|spine| spine.subject).collect();
    let subjects = subjects_of(tx, &on).await?;
    // Every version of each: which of them were missing is told above.
    let versions = versions(tx, &of, &on).await?;
    let mut texts: Vec<Text> = Vec::new();
    for spine in &of {
        let Some(subject) = subjects.get(&spine.subject) else {
            continue;
        };
        let known = versions.get(&spine.seq).map(Vec::as_slice);
        for version in known.unwrap_or_default() {
            if missing.contains(&(spine.seq, version.version)) {
                let found = crate::search::texts(&version.body, subject);
                texts.extend(
                    found
                        .into_iter()
                        .map(|(group, text)| ((spine.seq, version.version, group.code()), text)),
                );
            }
        }
    }
    insert_texts(tx, &texts).await
}
