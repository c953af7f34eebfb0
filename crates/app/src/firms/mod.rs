//! What staff decide for the whole firm. Each act is one transaction with its receipt.

mod add;
mod brand;
mod face;
mod modules;

pub use add::{add, slug};
pub use brand::set_brand;
pub use face::edit_face;
pub use modules::switch_modules;

use crate::once::OnceError;
use contract::problem::FieldError;
use domain::revision::Changed;
use store::StoreError;

#[derive(Debug, thiserror::Error)]
pub enum FirmError {
    #[error("what was sent does not fit")]
    Invalid(Vec<FieldError>),
    #[error(transparent)]
    Changed(#[from] Changed),
    #[error(transparent)]
    Once(#[from] OnceError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
