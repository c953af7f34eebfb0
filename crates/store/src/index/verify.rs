//! The index and the search texts held against what they should say, worked out anew.

use super::{CHUNK, compute, refresh, versions};
use crate::codes::{id, uuid};
use crate::entity::{record, search_text, slice_index};
use crate::{StoreError, Tx};
use domain::day::{FOREVER, or_none};
use domain::fold::sort_text;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use std::collections::{BTreeMap, BTreeSet};

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
