//! A fresh key for an installation without a firm.

use crate::App;
use crate::sign_in::{Secret, secret};
use store::StoreError;

/// The key that the first firm can be made with, in place of whichever was printed before; none once there is a firm.
pub async fn offer(app: &App) -> Result<Option<Secret>, StoreError> {
    // Nearly always: it costs a start one read.
    if !store::setup::is_empty(&app.db).await? {
        return Ok(None);
    }
    let tx = app.db.write().await?;
    store::setup::alone(&tx).await?;
    if !store::setup::is_empty_in(&tx).await? {
        return Ok(None);
    }
    let key = Secret::fresh(&*app.entropy);
    let now = app.clock.now().timestamp_micros();
    store::setup::replace(&tx, &secret::hash(key.expose()), now).await?;
    tx.commit().await?;
    Ok(Some(key))
}

/// Where it is used. It stands after `#`, which browsers send to no server.
#[must_use]
pub fn setup_url(app: &App, key: &Secret) -> String {
    format!(
        "{}/admin/setup#{}",
        app.settings.public_url.trim_end_matches('/'),
        key.expose()
    )
}
