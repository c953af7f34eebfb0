//! From an empty installation to a firm with an owner. Whoever reads the server's log may make them: a key is printed
//! there at each start, for as long as there is no firm.

mod found;
mod offer;

pub use found::found;
pub use offer::{offer, setup_url};

use crate::App;
use crate::sign_in::SignInError;
use contract::problem::FieldError;
use store::StoreError;

#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// Never printed, replaced by a later start, or used: one answer to all of them.
    #[error("the set-up link does not work")]
    UnknownKey,
    #[error("what was sent does not fit")]
    Invalid(Vec<FieldError>),
    #[error(transparent)]
    SignIn(#[from] SignInError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whether there is no firm yet.
pub async fn is_open(app: &App) -> Result<bool, StoreError> {
    store::setup::is_empty(&app.db).await
}
