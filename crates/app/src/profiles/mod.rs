//! The firm's third-party types: judged by line and by whom they would show what, before they are saved.

mod add;
mod draft;
mod edit;
mod effect;
mod switches;

pub use add::add;
pub use draft::draft;
pub use edit::edit;
pub use effect::{effect, effect_on_contact};
pub use switches::{effect_of_firm_modules, effect_of_third_party_modules};

use crate::once::OnceError;
use contract::problem::FieldError;
use domain::revision::Changed;
use store::StoreError;

#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    #[error("the firm has no such type, third party or contact")]
    Unknown,
    #[error("what was sent does not fit")]
    Invalid(Vec<FieldError>),
    #[error(transparent)]
    Changed(#[from] Changed),
    #[error(transparent)]
    Once(#[from] OnceError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
