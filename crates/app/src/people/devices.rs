//! Staff sign a contact out: in one browser, or wherever she has opened the firm's page. A session is the person's and not
//! the firm's, so one that opened other firms' pages as well is over there too: she signs in again with a fresh link, and
//! neither firm hears of the other.

use super::PeopleError;
use crate::App;
use crate::once::Once;
use contract::id::{ContactId, DeviceId};
use domain::policy::{EndAccess, StaffPermit, permit_end_for_firm};
use domain::receipt::{Act, Draft};
use store::Tx;
use store::whole::people::FoundContact;

pub async fn end_device(
    app: &App,
    permit: &StaffPermit<EndAccess>,
    id: ContactId,
    device: DeviceId,
    mut receipt: Draft,
) -> Result<(), PeopleError> {
    let tx = app.write_people(permit.firm()).await?;
    let found = found(&tx, permit, id).await?;
    let opened = store::session::opened_in(&tx, found.identity, permit.firm()).await?;
    let permit = permit_end_for_firm(permit, device, &opened)?;
    let ended = domain::session::end_for_firm(permit, app.clock.now().timestamp_micros());
    // One that is over already is as it was wanted.
    if !store::session::end(&tx, ended).await? {
        return Ok(());
    }
    tell(&mut receipt, Act::ContactDeviceEnded, &found);
    Ok(app.commit(tx, receipt).await?)
}

pub async fn end_devices(
    app: &App,
    permit: &StaffPermit<EndAccess>,
    id: ContactId,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), PeopleError> {
    let tx = app.write_people(permit.firm()).await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    let found = found(&tx, permit, id).await?;
    let opened = store::session::opened_in(&tx, found.identity, permit.firm()).await?;
    let mut count = 0;
    for device in &opened {
        let permit = permit_end_for_firm(permit, *device, &opened)?;
        let ended = domain::session::end_for_firm(permit, app.clock.now().timestamp_micros());
        count += u32::from(store::session::end(&tx, ended).await?);
    }
    tell(&mut receipt, Act::ContactDevicesEnded, &found);
    receipt.query = Some(format!("browsers={count}"));
    Ok(app.commit(tx, receipt).await?)
}

async fn found(
    tx: &Tx,
    permit: &StaffPermit<EndAccess>,
    id: ContactId,
) -> Result<FoundContact, PeopleError> {
    let found = store::whole::people::contact_in(tx, permit.firm(), id).await?;
    found.ok_or(PeopleError::Unknown)
}

fn tell(receipt: &mut Draft, act: Act, found: &FoundContact) {
    receipt.act = act;
    receipt.object = Some(found.row.id.into());
    receipt.third_party = Some(found.third_party);
}
