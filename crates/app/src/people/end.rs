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
    let tx = app.write_people(permit.firm()).await?;
    let change = Change::now(&*app.clock, &permit.staff().to_string());
    let found = store::whole::people::contact_in(&tx, permit.firm(), id).await?;
    let found = found.ok_or(PeopleError::Unknown)?;
    // It is over already: there is nothing to end, and nothing to tell.
    if found.row.role.is_none() {
        return Ok(());
    }
    store::people::close_role(&tx, id, &change).await?;
    receipt.act = Act::ContactEnded;
    receipt.object = Some(id.into());
    receipt.third_party = Some(found.third_party);
    Ok(app.commit(tx, receipt).await?)
}
