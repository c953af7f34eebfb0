//! How far a new firm has come, for its owner.

use crate::codes::uuid;
use crate::sql::Sql;
use crate::{Db, StoreError};
use contract::setup::StartState;
use domain::policy::{EditFirm, StaffPermit};
use domain::receipt::Act;
use domain::slice::{Slice, mint_whole};

#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read her own firm"
)]
pub async fn state(
    db: &Db,
    permit: &StaffPermit<EditFirm>,
) -> Result<Slice<StartState>, StoreError> {
    let firm = uuid(permit.firm());
    let mut branded = Sql::new("SELECT 1 FROM firm WHERE id = ");
    branded
        .bind(firm)
        .push(" AND (brand IS NOT NULL OR logo_light IS NOT NULL OR logo_dark IS NOT NULL)");
    let mut records = Sql::new("SELECT 1 FROM record WHERE firm = ");
    records.bind(firm).push(" LIMIT 1");
    // An invitation may be forgotten with the person; that one was sent is not.
    let mut invited = Sql::new("SELECT 1 FROM receipt WHERE chain = ");
    invited.bind(firm).push(" AND action = ");
    invited.bind(Act::ContactInvited.name()).push(" LIMIT 1");
    let state = StartState {
        branded: branded.one(db.reads()).await?.is_some(),
        records: records.one(db.reads()).await?.is_some(),
        invited: invited.one(db.reads()).await?.is_some(),
    };
    Ok(mint_whole(permit, state))
}
