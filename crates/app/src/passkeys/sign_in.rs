//! Signing in by passkey, without typing an address; in a browser that is signed in, the stronger session takes the
//! place of the one she has.

use super::{PasskeyError, close, now, open, seen, verifier};
use crate::App;
use crate::ports::PasskeyFault;
use crate::sign_in::{Redeemed, begin, secret};
use contract::id::IdentityId;
use contract::passkey::{PasskeyCeremony, PasskeyProof};
use contract::session::Assurance;
use domain::receipt::Draft;
use domain::session::end_raised;
use store::session::Known;

pub async fn begin_sign_in(app: &App) -> Result<PasskeyCeremony, PasskeyError> {
    let challenge = verifier(app)?.challenge_any()?;
    open(app, None, challenge).await
}

/// `earlier` is the secret of the session that this browser may have.
pub async fn sign_in(
    app: &App,
    proof: &PasskeyProof,
    earlier: Option<&str>,
    mut receipt: Draft,
) -> Result<Redeemed, PasskeyError> {
    let verifier = verifier(app)?;
    let state = close(app, &proof.ceremony, None).await?;
    let (credential, handle) = verifier.claimed(&proof.credential)?;
    let identity = IdentityId::from_bytes(handle);

    let tx = app.db.write().await?;
    // One proof at a time, so that two of one moment cannot both be the next in the count.
    let hers = store::passkeys::list_in(&tx, identity).await?;
    let kept = hers.into_iter().find(|one| one.credential == credential);
    let kept = kept.ok_or(PasskeyError::Refused(None))?;
    let shown = match verifier.check(&state, &proof.credential, &kept.seen.state) {
        Err(PasskeyFault::Copied) => return Err(PasskeyError::Copied(identity, kept.id)),
        checked => checked?,
    };
    // Whoever lost every role gets no session.
    let person = store::sign_in::person_in(&tx, identity).await?;
    person.ok_or(PasskeyError::Refused(None))?;

    let now = now(app);
    store::passkeys::used(&tx, kept.id, &seen(shown), now).await?;
    // The old session is not itself made stronger: whoever else holds its secret must not come up with it.
    if let Some(earlier) = earlier
        && let Known::SignedIn(old) =
            store::session::find_in(&tx, &secret::hash(earlier), now).await?
        && old.identity == identity
    {
        store::session::end(&tx, end_raised(old.device, now)).await?;
    }
    receipt.object = Some(kept.id.into());
    Ok(begin(app, tx, identity, Assurance::Passkey, receipt).await?)
}
