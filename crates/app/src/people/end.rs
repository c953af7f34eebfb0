//! Staff end somebody's access.

use super::PeopleError;
use super::write::close;
use crate::App;
use contract::id::ContactId;
use domain::policy::{EndAccess, StaffPermit};
use domain::receipt::Draft;

pub async fn end_contact(
    app: &App,
    permit: &StaffPermit<EndAccess>,
    id: ContactId,
    mut receipt: Draft,
) -> Result<(), PeopleError> {
    let tx = app.write_people(permit.firm()).await?;
    let found = store::whole::people::contact_in(&tx, permit.firm(), id).await?;
    let found = found.ok_or(PeopleError::Unknown)?;
    // It is over already: there is nothing to end, and nothing to tell.
    if found.row.role.is_none() {
        return Ok(());
    }
    close(app, &tx, permit, permit.firm(), &found, &mut receipt).await?;
    Ok(app.commit(tx, receipt).await?)
}
