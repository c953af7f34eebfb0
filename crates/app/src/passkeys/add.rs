//! Adding a passkey to whoever is signed in.

use super::{PasskeyError, close, ids, now, open, seen, verifier};
use crate::App;
use crate::ports::Keeper;
use crate::sign_in::label;
use contract::id::PasskeyId;
use contract::passkey::{NewPasskey, PasskeyCeremony};
use domain::passkey::{MOST, name};
use domain::policy::permit_add_passkey;
use domain::receipt::Draft;
use store::passkeys::Passkey;
use store::session::SignedIn;

pub async fn begin_adding(app: &App, me: &SignedIn) -> Result<PasskeyCeremony, PasskeyError> {
    let verifier = verifier(app)?;
    let hers = store::passkeys::list(&app.db, me.identity).await?;
    may_add(me, &hers)?;
    let person = store::sign_in::person(&app.db, me.identity).await?;
    let person = person.ok_or(PasskeyError::Refused(None))?;
    let has: Vec<String> = hers.into_iter().map(|one| one.credential).collect();
    let keeper = Keeper {
        handle: me.identity.bytes(),
        email: &person.email,
        name: &person.name,
    };
    let challenge = verifier.challenge_new(keeper, &has)?;
    open(app, Some(me.device), challenge).await
}

/// The receipt has the browser's agent, after which a passkey without a name is called.
pub async fn add(
    app: &App,
    me: &SignedIn,
    new: &NewPasskey,
    mut receipt: Draft,
) -> Result<PasskeyId, PasskeyError> {
    let verifier = verifier(app)?;
    let name = match &new.name {
        Some(typed) => name(typed).ok_or(PasskeyError::Name)?,
        None => label(receipt.agent.as_deref().unwrap_or_default()),
    };
    let state = close(app, &new.ceremony, Some(me.device)).await?;
    let (credential, shown) = verifier.check_new(&state, &new.credential)?;

    let tx = app.db.write().await?;
    // Looked at again: meanwhile she may have added another elsewhere.
    let hers = store::passkeys::list_in(&tx, me.identity).await?;
    may_add(me, &hers)?;
    if store::passkeys::find(&tx, &credential).await?.is_some() {
        return Err(PasskeyError::Refused(None));
    }
    let passkey = Passkey {
        id: domain::clock::new_id(&*app.clock, &*app.entropy),
        identity: me.identity,
        credential,
        name,
        seen: seen(shown),
        made_at: now(app),
        used_at: None,
    };
    store::passkeys::insert(&tx, &passkey).await?;
    receipt.object = Some(passkey.id.into());
    app.commit(tx, receipt).await?;
    Ok(passkey.id)
}

fn may_add(me: &SignedIn, hers: &[Passkey]) -> Result<(), PasskeyError> {
    permit_add_passkey(me.identity, me.assurance, &ids(hers))?;
    if hers.len() < MOST {
        Ok(())
    } else {
        Err(PasskeyError::TooMany)
    }
}
