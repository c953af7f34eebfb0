//! Ending a device. One's own that has ended already is as it was wanted; anybody else's does not exist.

use super::DeviceError;
use crate::App;
use contract::id::DeviceId;
use domain::policy::permit_end_device;
use domain::receipt::Draft;
use store::session::SignedIn;

pub async fn end(
    app: &App,
    signed_in: &SignedIn,
    device: DeviceId,
    receipt: Draft,
) -> Result<(), DeviceError> {
    let tx = app.db.write().await?;
    let owner = store::session::owner(&tx, device).await?;
    let permit = permit_end_device(signed_in.identity, device, owner)?;
    let ended = domain::session::end(permit, app.clock.now().timestamp_micros());
    store::session::end(&tx, ended).await?;
    Ok(app.commit(tx, receipt).await?)
}
