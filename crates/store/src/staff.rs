//! People of the firm. What somebody is is closed and opened anew, never changed.

use crate::codes::{OPEN, id, uuid};
use crate::entity::{identity, staff};
use crate::{Change, StoreError, Tx};
use contract::email::Email;
use contract::id::{FirmId, IdentityId, StaffId};
use contract::staff::StaffRole;
use domain::revision::revision;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, Set,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    pub id: StaffId,
    pub firm: FirmId,
    pub name: String,
    pub email: Email,
    pub role: StaffRole,
}

impl Staff {
    /// Of what can be changed of her.
    #[must_use]
    pub fn revision(&self) -> String {
        revision(&(&self.name, self.role))
    }
}

pub async fn insert(
    tx: &Tx,
    new: &Staff,
    identity: IdentityId,
    change: &Change,
) -> Result<(), StoreError> {
    staff::ActiveModel {
        id: Set(uuid(new.id)),
        firm: Set(uuid(new.firm)),
        identity: Set(uuid(identity)),
        name: Set(new.name.clone()),
        role: Set(new.role.name().to_owned()),
        recorded_from_at: Set(change.at),
        recorded_to_at: Set(OPEN),
        ..Default::default()
    }
    .insert(tx.raw())
    .await?;
    Ok(())
}

/// Ends what somebody is; her receipts stay.
pub async fn close(tx: &Tx, who: StaffId, change: &Change) -> Result<(), StoreError> {
    use staff::Column;
    staff::Entity::update_many()
        .col_expr(Column::RecordedToAt, change.at.into())
        .filter(Column::Id.eq(uuid(who)))
        .filter(Column::RecordedToAt.eq(OPEN))
        .exec(tx.raw())
        .await?;
    Ok(())
}

/// Everybody who is staff of the firm now, by name.
pub async fn list(tx: &Tx, firm: FirmId) -> Result<Vec<Staff>, StoreError> {
    list_in(tx.raw(), firm).await
}

pub(crate) async fn list_in(
    db: &impl ConnectionTrait,
    firm: FirmId,
) -> Result<Vec<Staff>, StoreError> {
    use staff::Column;
    let rows = staff::Entity::find()
        .filter(Column::Firm.eq(uuid(firm)))
        .filter(Column::RecordedToAt.eq(OPEN))
        .order_by_asc(Column::Name)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let identities = identity::Entity::find()
        .filter(identity::Column::Id.is_in(rows.iter().map(|row| row.identity)))
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            let email = identities.iter().find(|i| i.id == row.identity);
            let email = email.and_then(|i| Email::parse(&i.email).ok());
            Ok(Staff {
                id: id(row.id),
                firm: id(row.firm),
                name: row.name,
                email: email.ok_or_else(|| StoreError::corrupt("an e-mail address"))?,
                role: StaffRole::parse(&row.role)
                    .ok_or_else(|| StoreError::corrupt(format!("role `{}`", row.role)))?,
            })
        })
        .collect()
}
