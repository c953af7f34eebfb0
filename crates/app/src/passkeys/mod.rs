//! Passkeys: one is made in a session, used to begin one, and removed. Every exchange has a token that works once.

mod add;
mod list;
mod remove;
mod reset;
mod sign_in;

pub use add::{add, begin_adding};
pub use list::list;
pub use remove::remove;
pub use reset::reset;
pub use sign_in::{begin_sign_in, sign_in};

use crate::App;
use crate::mail::MailTextError;
use crate::ports::{Challenge, PasskeyFault, Passkeys, Shown};
use crate::sign_in::{Secret, secret};
use contract::id::{DeviceId, IdentityId, PasskeyId};
use contract::passkey::PasskeyCeremony;
use domain::policy::Denial;
use store::passkeys::{Ceremony, Passkey, Seen};
use store::{StoreError, Tx};

#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    #[error("passkeys need the installation to have a name")]
    Off,
    /// Too late, used already, of nobody, or not what was asked for: one answer, or a guesser would learn from it.
    #[error("the passkey does not work")]
    Refused(#[source] Option<PasskeyFault>),
    /// It is hers and signs well, and counts backwards.
    #[error("there may be two of this passkey")]
    Copied(IdentityId, PasskeyId),
    #[error("a name is 1 to 60 characters on one line")]
    Name,
    #[error("nobody needs more passkeys than that; remove one first")]
    TooMany,
    /// For the command line only.
    #[error("nobody with this address may sign in")]
    UnknownAddress,
    /// For the command line only.
    #[error("she has no passkey")]
    None,
    #[error(transparent)]
    Denied(#[from] Denial),
    #[error(transparent)]
    Broken(PasskeyFault),
    #[error(transparent)]
    MailText(#[from] MailTextError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<PasskeyFault> for PasskeyError {
    fn from(fault: PasskeyFault) -> Self {
        match fault {
            PasskeyFault::Broken(_) => Self::Broken(fault),
            PasskeyFault::Refused(_) | PasskeyFault::Copied => Self::Refused(Some(fault)),
        }
    }
}

fn now(app: &App) -> i64 {
    app.clock.now().timestamp_micros()
}

fn verifier(app: &App) -> Result<&dyn Passkeys, PasskeyError> {
    app.passkeys.as_deref().ok_or(PasskeyError::Off)
}

fn ids(hers: &[Passkey]) -> Vec<PasskeyId> {
    hers.iter().map(|passkey| passkey.id).collect()
}

fn seen(shown: Shown) -> Seen {
    Seen {
        state: shown.state,
        counter: shown.counter,
        may_sync: shown.may_sync,
        synced: shown.synced,
    }
}

/// Keeps what an exchange's answer will be held against, and gives the browser its part.
async fn open(
    app: &App,
    session: Option<DeviceId>,
    challenge: Challenge,
) -> Result<PasskeyCeremony, PasskeyError> {
    let token = Secret::fresh(&*app.entropy);
    let ceremony = Ceremony {
        session,
        state: challenge.state,
        expires_at: domain::passkey::expires_at(now(app)),
    };
    let tx = app.db.write().await?;
    store::passkeys::begin(&tx, secret::hash(token.expose()), &ceremony).await?;
    tx.commit().await?;
    Ok(PasskeyCeremony {
        ceremony: token.expose().to_owned(),
        options: challenge.options,
    })
}

/// Takes an exchange out for good, whatever becomes of it, and answers its state if it may still be finished there.
async fn close(app: &App, token: &str, session: Option<DeviceId>) -> Result<String, PasskeyError> {
    let tx: Tx = app.db.write().await?;
    let found = store::passkeys::take(&tx, &secret::hash(token)).await?;
    tx.commit().await?;
    found
        .filter(|found| found.session == session)
        .filter(|found| domain::passkey::is_live(found.expires_at, now(app)))
        .map(|found| found.state)
        .ok_or(PasskeyError::Refused(None))
}
