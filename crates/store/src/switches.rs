//! What a firm has switched off for everybody, and for everybody of one third party. Whoever is remembered under such
//! a hat is asked for anew: what she may see hangs on it.

use crate::codes::{OPEN, uuid};
use crate::entity::{firm_policy, third_party_policy};
use crate::people::names;
use crate::{Change, StoreError, Tx, epochs};
use contract::id::{FirmId, ThirdPartyId};
use contract::kind::Module;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    Set,
};
use std::collections::BTreeSet;

/// A JSON array of module names; empty text is none. A name this program does not know could be a switch it
/// would not obey, so it is an error.
pub(crate) fn modules(text: &str) -> Result<BTreeSet<Module>, StoreError> {
    if text.is_empty() {
        return Ok(BTreeSet::new());
    }
    serde_json::from_str(text).map_err(|_| StoreError::corrupt(format!("modules `{text}`")))
}

/// What is off for everybody of the firm.
pub async fn of_firm(tx: &Tx, firm: FirmId) -> Result<BTreeSet<Module>, StoreError> {
    of_firm_in(tx.raw(), firm).await
}

pub(crate) async fn of_firm_in(
    db: &impl ConnectionTrait,
    firm: FirmId,
) -> Result<BTreeSet<Module>, StoreError> {
    use firm_policy::Column;
    let row = firm_policy::Entity::find()
        .filter(Column::Firm.eq(uuid(firm)))
        .filter(Column::RecordedToAt.eq(OPEN))
        .one(db)
        .await?;
    modules(&row.map(|row| row.modules_off).unwrap_or_default())
}

/// What is off for everybody of a third party, whatever the firm has off besides.
pub async fn of_third_party(tx: &Tx, party: ThirdPartyId) -> Result<BTreeSet<Module>, StoreError> {
    of_third_party_in(tx.raw(), party).await
}

pub(crate) async fn of_third_party_in(
    db: &impl ConnectionTrait,
    party: ThirdPartyId,
) -> Result<BTreeSet<Module>, StoreError> {
    use third_party_policy::Column;
    let row = third_party_policy::Entity::find()
        .filter(Column::ThirdParty.eq(uuid(party)))
        .filter(Column::RecordedToAt.eq(OPEN))
        .one(db)
        .await?;
    modules(&row.map(|row| row.modules_off).unwrap_or_default())
}

/// Switches modules off for everybody of a third party, and all others on as far as this level goes.
pub async fn set_of_third_party(
    tx: &Tx,
    firm: FirmId,
    party: ThirdPartyId,
    off: &BTreeSet<Module>,
    change: &Change,
) -> Result<(), StoreError> {
    use third_party_policy::Column;
    third_party_policy::Entity::update_many()
        .col_expr(Column::RecordedToAt, change.at.into())
        .filter(Column::ThirdParty.eq(uuid(party)))
        .filter(Column::RecordedToAt.eq(OPEN))
        .exec(tx.raw())
        .await?;
    third_party_policy::ActiveModel {
        third_party: Set(uuid(party)),
        modules_off: Set(names(off.iter().map(|m| m.name()))),
        recorded_from_at: Set(change.at),
        recorded_to_at: Set(OPEN),
        ..Default::default()
    }
    .insert(tx.raw())
    .await?;
    // The third party's own epoch says that records changed; rights hang on the firm's.
    epochs::bump(tx, [uuid(firm)]).await.map(drop)
}
