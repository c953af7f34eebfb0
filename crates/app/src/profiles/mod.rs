//! The firm's third-party types: judged by line and by whom they would show what, before they are saved.

mod edit;
mod effect;
mod judge;

pub use edit::edit;
pub use effect::{effect, effect_on_contact};

use crate::once::OnceError;
use contract::problem::FieldError;
use domain::revision::Changed;
use store::StoreError;

#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    #[error("the firm has no such type")]
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
