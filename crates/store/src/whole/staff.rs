//! The people of a firm, as its owner sees them.

use crate::codes::uuid;
use crate::sql::Sql;
use crate::{Db, StoreError, staff};
use contract::staff::{StaffPage, StaffRow};
use domain::policy::{ManageStaff, StaffPermit};
use domain::slice::{Slice, mint_whole};
use sea_orm::prelude::Uuid;
use std::collections::BTreeMap;

#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the firm"
)]
pub async fn list(
    db: &Db,
    permit: &StaffPermit<ManageStaff>,
) -> Result<Slice<StaffPage>, StoreError> {
    let all = staff::list_in(db.reads(), permit.firm()).await?;
    let mut sql = Sql::new(
        "SELECT s.id AS id, MAX(o.last_used_at) AS seen FROM staff s JOIN session o ON o.identity = s.identity",
    );
    sql.push(" WHERE s.id IN ");
    sql.bind_list(all.iter().map(|one| uuid(one.id)));
    sql.push(" GROUP BY s.id");
    let mut seen: BTreeMap<Uuid, i64> = BTreeMap::new();
    for row in sql.all(db.reads()).await? {
        if let Some(at) = row.try_get("", "seen")? {
            seen.insert(row.try_get("", "id")?, at);
        }
    }
    let row = |one: staff::Staff| StaffRow {
        revision: one.revision(),
        last_seen_at: seen.get(&uuid(one.id)).copied().and_then(super::instant),
        id: one.id,
        name: one.name,
        email: one.email,
        role: one.role,
    };
    let items = all.into_iter().map(row).collect();
    Ok(mint_whole(permit, StaffPage { items }))
}
