//! Imports of a firm, for whoever of its staff may import.

use crate::codes::{id, uuid};
use crate::sql::Sql;
use crate::{Db, StoreError};
use contract::id::StaffId;
use domain::policy::{Import, StaffPermit};
use domain::slice::{Slice, mint_whole};
use std::collections::BTreeMap;

/// What was read within her firm.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: the import was found by its firm"
)]
pub fn shown<T>(permit: &StaffPermit<Import>, view: T) -> Slice<T> {
    mint_whole(permit, view)
}

/// What everybody who is or was staff is called.
pub async fn staff_names(
    db: &Db,
    permit: &StaffPermit<Import>,
) -> Result<BTreeMap<StaffId, String>, StoreError> {
    let mut sql = Sql::new("SELECT id, name FROM staff WHERE firm = ");
    sql.bind(uuid(permit.firm()))
        .push(" ORDER BY recorded_from_at");
    sql.all(db.reads())
        .await?
        .iter()
        .map(|row| Ok((id(row.try_get_by_index(0)?), row.try_get_by_index(1)?)))
        .collect()
}
