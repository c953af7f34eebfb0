//! Staff among the sessions: which places a signed-in person has, and the viewer she is at one of them.

use super::SignedIn;
use crate::firms::logo;
use crate::sql::Sql;
use crate::{Db, OPEN, StoreError, codes};
use contract::id::{IdentityId, StaffId};
use contract::logo::FirmLogo;
use contract::staff::StaffRole;
use domain::policy::{StaffFacts, StaffViewer};
use sea_orm::QueryResult;

/// One place where a person is staff.
#[derive(Debug, Clone)]
pub struct StaffPlace {
    pub viewer: StaffViewer,
    pub firm: String,
    pub logo: FirmLogo,
}

/// Every place where somebody is staff, the first come first.
#[expect(
    clippy::disallowed_methods,
    reason = "this module attests: the session has just been verified"
)]
pub async fn staff_places(db: &Db, me: &SignedIn) -> Result<Vec<StaffPlace>, StoreError> {
    let mut sql = Sql::new(
        "SELECT s.id AS staff, s.firm AS firm, s.name AS name, s.role AS role, f.name AS firm_name, \
         EXISTS (SELECT 1 FROM passkey p WHERE p.identity = s.identity) AS passkey, ",
    );
    sql.push(logo::COLUMNS)
        .push(" FROM staff s JOIN firm f ON f.id = s.firm")
        .push(logo::JOINS)
        .push(" WHERE s.identity = ");
    sql.bind(codes::uuid(me.identity)).push(&format!(
        " AND s.recorded_to_at = {OPEN} ORDER BY s.recorded_from_at, s.id"
    ));
    let rows = sql.all(db.reads()).await?;
    rows.iter()
        .map(|row| {
            Ok(StaffPlace {
                viewer: StaffViewer::attest(facts(row, me)?),
                firm: row.try_get("", "firm_name")?,
                logo: logo::read(row)?,
            })
        })
        .collect()
}

fn facts(row: &QueryResult, me: &SignedIn) -> Result<StaffFacts, StoreError> {
    let role: String = row.try_get("", "role")?;
    Ok(StaffFacts {
        identity: me.identity,
        device: me.device,
        staff: codes::id(row.try_get("", "staff")?),
        firm: codes::id(row.try_get("", "firm")?),
        name: row.try_get("", "name")?,
        role: StaffRole::parse(&role)
            .ok_or_else(|| StoreError::corrupt(format!("role `{role}`")))?,
        assurance: me.assurance,
        passkey: row.try_get("", "passkey")?,
    })
}

/// Whether somebody is staff anywhere.
pub async fn is_staff(db: &Db, identity: IdentityId) -> Result<bool, StoreError> {
    let mut sql = Sql::new("SELECT 1 FROM staff s WHERE s.identity = ");
    sql.bind(codes::uuid(identity))
        .push(&format!(" AND s.recorded_to_at = {OPEN} LIMIT 1"));
    Ok(sql.one(db.reads()).await?.is_some())
}

/// The place of that id, if it is one of hers.
pub async fn staff_place(
    db: &Db,
    me: &SignedIn,
    staff: StaffId,
) -> Result<Option<StaffPlace>, StoreError> {
    let places = staff_places(db, me).await?;
    Ok(places
        .into_iter()
        .find(|place| place.viewer.staff() == staff))
}
