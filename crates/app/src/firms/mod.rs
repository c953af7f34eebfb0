//! What staff decide for the whole firm. Each act is one transaction with its receipt.

mod add;
mod brand;
mod domain;
mod face;
mod logo;
mod modules;

pub use self::domain::edit_domain;
pub use add::{add, slug};
pub use brand::set_brand;
pub use face::edit_face;
pub use logo::{clear_logo, set_logo};
pub use modules::switch_modules;

use crate::once::OnceError;
use crate::ports::FilesError;
use ::domain::revision::Changed;
use contract::problem::FieldError;
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
    Files(#[from] FilesError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl FirmError {
    fn field(field: &str, code: &str, message: String) -> Self {
        Self::Invalid(vec![FieldError {
            field: field.to_owned(),
            code: code.to_owned(),
            message,
        }])
    }
}
