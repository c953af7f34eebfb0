//! People of the firm: who they are, and the one rule that a firm is never without an owner.

mod add;
mod end;
mod session;

pub use add::{NewStaff, add};
pub use end::end;
pub use session::{act_as_staff, view};

use crate::mail::MailTextError;
use store::StoreError;

#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    #[error("nobody of the staff has that address")]
    Unknown,
    #[error("this is the firm's last owner; make somebody else one first")]
    LastOwner,
    #[error("that address is staff here already, and nothing about it would change")]
    Already,
    #[error(transparent)]
    MailText(#[from] MailTextError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
