//! The browsers a person is signed in with, the last used first.

use super::DeviceError;
use crate::App;
use contract::device::{DevicePage, DeviceRow};
use store::session::SignedIn;

pub async fn list(app: &App, signed_in: &SignedIn) -> Result<DevicePage, DeviceError> {
    let now = app.clock.now().timestamp_micros();
    let devices = store::session::devices(&app.db, signed_in.identity, now).await?;
    let items = devices.into_iter().map(|device| DeviceRow {
        id: device.id,
        label: device.label,
        signed_in_at: crate::instant(device.created_at),
        last_used_at: crate::instant(device.last_used_at),
        current: device.id == signed_in.device,
    });
    Ok(DevicePage {
        items: items.collect(),
    })
}
