//! Ending somebody's access: her role is closed, so her page and her live streams end at once; she and her receipts
//! stay on record.

use super::PeopleError;
use crate::App;
use contract::id::ContactId;
use domain::policy::{EndAccess, StaffPermit};
use domain::receipt::{Act, Draft};
use store::Change;

pub async fn end_contact(
    app: &App,
    permit: &StaffPermit<EndAccess>,
    id: ContactId,
    mut receipt: Draft,
) -> Result<(), PeopleError> {
    let change = Change::now(&*app.clock, &permit.staff().to_string());
    let tx = app.db.write().await?;
    let found = store::whole::people::contact_in(&tx, permit.firm(), id).await?;
    let found = found.ok_or(PeopleError::Unknown)?;
    store::people::close_role(&tx, id, &change).await?;
    receipt.act = Act::ContactEnded;
    receipt.object = Some(id.into());
    receipt.third_party = Some(found.third_party);
    Ok(app.commit(tx, receipt).await?)
}
