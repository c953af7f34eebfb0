//! Signing in without a password: ask, look at the link, redeem it or the code beside it, then a browser's
//! session for as long as it is used. Nothing here tells a stranger whether an address is known.

mod agent;
mod answer;
mod ask;
mod mint;
mod peek;
mod redeem;
pub(crate) mod secret;
mod session;

pub use agent::label;
pub(crate) use answer::answer;
pub use ask::{ask, renew};
pub(crate) use mint::invitation_link;
pub use mint::{link_url, mint_link};
pub use peek::peek;
pub use redeem::{Redeemed, redeem};
pub(crate) use redeem::{begin, begin_beside};
pub use secret::Secret;
pub use session::{
    Refreshed, SessionError, act_as, put_on, recognise, refresh, sign_out, view, view_as,
};

use crate::App;
use crate::mail::MailTextError;
use domain::sign_in::Spent;
use store::StoreError;
use store::sign_in::Place;

#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The link was good once; [`renew`] sends a fresh one.
    #[error(transparent)]
    Spent(#[from] Spent),
    /// No link of ours, or of somebody who may not sign in any more.
    #[error("the link is not known")]
    UnknownLink,
    /// Wrong, too old, worn out, or asked for in another browser: one answer, or a guesser would learn from it.
    #[error("the code does not work in this browser")]
    WrongCode,
    /// Too many wrong codes for this address today; links go on working. Counted for any address, known or not.
    #[error("codes are off for this address today")]
    CodesOff,
    /// For the command line only: a visitor never learns it.
    #[error("nobody with this address may sign in")]
    UnknownAddress,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    MailText(#[from] MailTextError),
}

/// `Oakline Lettings at Halden Electrical`.
pub(crate) fn place_text(place: &Place) -> String {
    match &place.third_party {
        Some(third_party) => format!("{third_party} at {}", place.firm.name),
        None => place.firm.name.clone(),
    }
}

fn now(app: &App) -> i64 {
    app.clock.now().timestamp_micros()
}

/// An id for a row that has no name on the wire.
pub(crate) fn row_id(app: &App) -> uuid::Uuid {
    store::uuid(domain::clock::new_id::<()>(&*app.clock, &*app.entropy))
}
