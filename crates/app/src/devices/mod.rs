//! Where a person is signed in, and ending it from there.

mod end;
mod list;

pub use end::end;
pub use list::list;

use domain::policy::Denial;
use store::StoreError;

#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    #[error(transparent)]
    Denied(#[from] Denial),
    #[error(transparent)]
    Store(#[from] StoreError),
}
