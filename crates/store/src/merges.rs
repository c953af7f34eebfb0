//! Putting third parties away and bringing them back, and making one another: what hangs on it, counted and moved.

use crate::codes::{OPEN, id, uuid};
use crate::entity::{contact, interest, record, share, third_party};
use crate::people::held;
use crate::sql::Sql;
use crate::{Change, StoreError, Tx, epochs, index};
use contract::id::{ContactId, FirmId, ThirdPartyId};
use domain::interest::Interest;
use domain::merge::Person;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    Set,
};
use std::collections::{BTreeMap, BTreeSet};

/// A third party that is out of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Archived {
    pub at: i64,
    /// The one it became, if it was merged.
    pub into: Option<ThirdPartyId>,
}

/// Whether a third party of the firm's is out of use.
pub async fn archived(
    tx: &Tx,
    firm: FirmId,
    party: ThirdPartyId,
) -> Result<Option<Archived>, StoreError> {
    let all = archives(tx, firm).await?;
    Ok(all.get(&party).copied())
}

/// Every one of them.
pub async fn archives(
    tx: &Tx,
    firm: FirmId,
) -> Result<BTreeMap<ThirdPartyId, Archived>, StoreError> {
    use third_party::Column;
    let rows = third_party::Entity::find()
        .filter(Column::Firm.eq(uuid(firm)))
        .filter(Column::ArchivedAt.is_not_null())
        .all(tx.raw())
        .await?;
    let archived = |row: third_party::Model| {
        let into = row.merged_into.map(id);
        let at = row.archived_at?;
        Some((id(row.id), Archived { at, into }))
    };
    Ok(rows.into_iter().filter_map(archived).collect())
}

/// Puts a third party away, or back in use with `None`.
pub async fn set_archived(
    tx: &Tx,
    firm: FirmId,
    party: ThirdPartyId,
    archived: Option<Archived>,
) -> Result<(), StoreError> {
    use third_party::Column;
    let into = archived.and_then(|archived| archived.into).map(uuid);
    third_party::Entity::update_many()
        .col_expr(
            Column::ArchivedAt,
            archived.map(|archived| archived.at).into(),
        )
        .col_expr(Column::MergedInto, into.into())
        .filter(Column::Id.eq(uuid(party)))
        .exec(tx.raw())
        .await?;
    epochs::bump(tx, [uuid(firm)]).await.map(drop)
}

/// Everybody of a third party, and what each is called.
pub async fn people(tx: &Tx, party: ThirdPartyId) -> Result<Vec<(Person, String)>, StoreError> {
    let mut sql = Sql::new(
        "SELECT c.id, c.identity, c.name, r.role, r.modules_off FROM contact c LEFT JOIN contact_role r \
         ON r.contact = c.id AND r.recorded_to_at = 9223372036854775807 WHERE c.third_party = ",
    );
    sql.bind(uuid(party)).push(" ORDER BY c.created_at, c.id");
    let mut people = Vec::new();
    for row in sql.all(tx.raw()).await? {
        let off: Option<String> = row.try_get_by_index(4)?;
        let person = Person {
            contact: id(row.try_get_by_index(0)?),
            identity: id(row.try_get_by_index(1)?),
            is_open: row.try_get_by_index::<Option<String>>(3)?.is_some(),
            off: crate::switches::modules(&off.unwrap_or_default())?,
        };
        people.push((person, row.try_get_by_index(2)?));
    }
    Ok(people)
}

/// Every interest of a third party that is on record now.
pub async fn interests_of(tx: &Tx, party: ThirdPartyId) -> Result<Vec<Interest>, StoreError> {
    use interest::Column;
    let rows = interest::Entity::find()
        .filter(Column::ThirdParty.eq(uuid(party)))
        .filter(Column::RecordedToAt.eq(OPEN))
        .order_by_asc(Column::FirstDay)
        .order_by_asc(Column::Id)
        .all(tx.raw())
        .await?;
    rows.into_iter()
        .map(|row| held(row).map(|(interest, _)| interest))
        .collect()
}

/// Records that name a third party.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Naming {
    /// For it.
    pub addressed: Vec<i64>,
    /// Asked for by it.
    pub raised: Vec<i64>,
    /// Shared with it by name.
    pub shared: Vec<i64>,
}

pub async fn naming(tx: &Tx, party: ThirdPartyId) -> Result<Naming, StoreError> {
    let seqs = async |sql: &str| -> Result<Vec<i64>, StoreError> {
        let mut sql = Sql::new(sql);
        let rows = sql.bind(uuid(party)).take().all(tx.raw()).await?;
        let seqs = rows.iter().map(|row| Ok(row.try_get_by_index(0)?));
        seqs.collect()
    };
    Ok(Naming {
        addressed: seqs("SELECT seq FROM record WHERE addressed_to = ").await?,
        raised: seqs("SELECT seq FROM record WHERE raised_by = ").await?,
        shared: seqs(
            "SELECT record FROM share WHERE recorded_to_at = 9223372036854775807 AND third_party = ",
        )
        .await?,
    })
}

/// Makes every record that names the one name the other, and brings the index and their views after it.
pub async fn move_records(
    tx: &Tx,
    from: ThirdPartyId,
    into: ThirdPartyId,
    named: &Naming,
    change: &Change,
) -> Result<(), StoreError> {
    use record::Column;
    for column in [Column::AddressedTo, Column::RaisedBy] {
        record::Entity::update_many()
            .col_expr(column, uuid(into).into())
            .filter(column.eq(uuid(from)))
            .exec(tx.raw())
            .await?;
    }
    move_shares(tx, from, into, change).await?;
    let all = [&named.addressed, &named.raised, &named.shared];
    let records: BTreeSet<i64> = all.into_iter().flatten().copied().collect();
    let records: Vec<i64> = records.into_iter().collect();
    index::refresh(tx, &records).await
}

async fn move_shares(
    tx: &Tx,
    from: ThirdPartyId,
    into: ThirdPartyId,
    change: &Change,
) -> Result<(), StoreError> {
    use share::Column;
    let open = async |party: ThirdPartyId| {
        share::Entity::find()
            .filter(Column::ThirdParty.eq(uuid(party)))
            .filter(Column::RecordedToAt.eq(OPEN))
            .all(tx.raw())
            .await
    };
    let there = open(into).await?;
    let there: BTreeSet<i64> = there.into_iter().map(|row| row.record).collect();
    for row in open(from).await? {
        share::Entity::update_many()
            .col_expr(Column::RecordedToAt, change.at.into())
            .filter(Column::RowId.eq(row.row_id))
            .exec(tx.raw())
            .await?;
        if there.contains(&row.record) {
            continue;
        }
        share::ActiveModel {
            record: Set(row.record),
            third_party: Set(uuid(into)),
            recorded_from_at: Set(change.at),
            recorded_to_at: Set(OPEN),
            ..Default::default()
        }
        .insert(tx.raw())
        .await?;
    }
    Ok(())
}

/// Makes somebody a person of another third party. Whoever is remembered as one of the old is asked for anew.
pub async fn move_contact(
    tx: &Tx,
    firm: FirmId,
    who: ContactId,
    into: ThirdPartyId,
) -> Result<(), StoreError> {
    contact::Entity::update_many()
        .col_expr(contact::Column::ThirdParty, uuid(into).into())
        .filter(contact::Column::Id.eq(uuid(who)))
        .exec(tx.raw())
        .await?;
    epochs::bump(tx, [uuid(firm)]).await.map(drop)
}
