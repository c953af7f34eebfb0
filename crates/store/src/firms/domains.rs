//! Names of the firms' own that lead to their pages.

use crate::codes::uuid;
use crate::entity::firm;
use crate::{Db, StoreError, Tx};
use contract::id::FirmId;
use domain::host::Host;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _,
};

/// The firm's own.
pub async fn find(tx: &Tx, firm: FirmId) -> Result<Option<String>, StoreError> {
    find_in(tx.raw(), firm).await
}

pub(crate) async fn find_in(
    db: &impl ConnectionTrait,
    firm: FirmId,
) -> Result<Option<String>, StoreError> {
    let found = firm::Entity::find_by_id(uuid(firm))
        .select_only()
        .column(firm::Column::Domain)
        .into_tuple::<Option<String>>()
        .one(db)
        .await?;
    Ok(found.flatten())
}

/// Whether another firm has it. To be asked while nobody else may set one.
pub async fn is_taken(tx: &Tx, firm: FirmId, name: &Host) -> Result<bool, StoreError> {
    let found = firm::Entity::find()
        .filter(firm::Column::Domain.eq(name.as_str()))
        .filter(firm::Column::Id.ne(uuid(firm)))
        .select_only()
        .column(firm::Column::Slug)
        .into_tuple::<String>()
        .one(tx.raw())
        .await?;
    Ok(found.is_some())
}

pub async fn set(tx: &Tx, firm: FirmId, name: Option<&Host>) -> Result<(), StoreError> {
    firm::Entity::update_many()
        .col_expr(firm::Column::Domain, name.map(Host::as_str).into())
        .filter(firm::Column::Id.eq(uuid(firm)))
        .exec(tx.raw())
        .await?;
    Ok(())
}

/// Every one there is.
pub async fn all(db: &Db) -> Result<Vec<String>, StoreError> {
    Ok(firm::Entity::find()
        .filter(firm::Column::Domain.is_not_null())
        .select_only()
        .column(firm::Column::Domain)
        .into_tuple::<String>()
        .all(db.reads())
        .await?)
}
