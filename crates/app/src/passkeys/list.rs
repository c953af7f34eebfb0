//! A person's own passkeys, with what she may do about them in this session.

use super::{PasskeyError, ids};
use crate::App;
use contract::passkey::{PasskeyPage, PasskeyRow};
use domain::passkey::MOST;
use domain::policy::{permit_add_passkey, permit_remove_passkey};
use store::session::SignedIn;

pub async fn list(app: &App, me: &SignedIn) -> Result<PasskeyPage, PasskeyError> {
    let hers = store::passkeys::list(&app.db, me.identity).await?;
    let ids = ids(&hers);
    let can_add = app.passkeys.is_some()
        && hers.len() < MOST
        && permit_add_passkey(me.identity, me.assurance, &ids).is_ok();
    let items = hers.into_iter().map(|passkey| PasskeyRow {
        id: passkey.id,
        name: passkey.name,
        added_at: crate::instant(passkey.made_at),
        last_used_at: passkey.used_at.map(crate::instant),
        synced: passkey.seen.synced,
        can_remove: permit_remove_passkey(me.assurance, passkey.id, &ids).is_ok(),
    });
    Ok(PasskeyPage {
        items: items.collect(),
        can_add,
    })
}
