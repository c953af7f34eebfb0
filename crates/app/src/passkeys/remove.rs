//! Removing one of one's own passkeys.

use super::{PasskeyError, ids};
use crate::App;
use contract::id::PasskeyId;
use domain::policy::permit_remove_passkey;
use domain::receipt::Draft;
use store::session::SignedIn;

pub async fn remove(
    app: &App,
    me: &SignedIn,
    passkey: PasskeyId,
    receipt: Draft,
) -> Result<(), PasskeyError> {
    let tx = app.db.write().await?;
    let hers = store::passkeys::list_in(&tx, me.identity).await?;
    let permit = permit_remove_passkey(me.assurance, passkey, &ids(&hers))?;
    store::passkeys::delete(&tx, permit.passkey()).await?;
    Ok(app.commit(tx, receipt).await?)
}
