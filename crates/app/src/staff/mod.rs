//! People of the firm: who they are, and the one rule that a firm is never without an owner.

mod add;
mod edit;
mod end;
mod session;

pub use add::add;
pub use edit::edit;
pub use end::end;
pub use session::{act_as_staff, view};

use crate::mail::MailTextError;
use crate::once::OnceError;
use contract::staff::StaffRole;
use domain::revision::Changed;
use store::StoreError;
use store::staff::Staff;

#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    #[error("nobody of the staff has that address")]
    Unknown,
    #[error("this is the firm's last owner; make somebody else one first")]
    LastOwner,
    #[error("that address is staff here already")]
    Already,
    #[error("a name is 1 to 200 characters on one line")]
    Name,
    #[error(transparent)]
    Changed(#[from] Changed),
    #[error(transparent)]
    Once(#[from] OnceError),
    #[error(transparent)]
    MailText(#[from] MailTextError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

const MOST_NAME: usize = 200;

fn is_last_owner(all: &[Staff], one: &Staff) -> bool {
    let is_other_owner = |staff: &&Staff| staff.role == StaffRole::Owner && staff.id != one.id;
    one.role == StaffRole::Owner && !all.iter().any(|staff| is_other_owner(&staff))
}

/// As it is kept.
pub(crate) fn name(name: &str) -> Result<String, StaffError> {
    let name = name.trim();
    let fits = (1..=MOST_NAME).contains(&name.chars().count());
    if fits && !name.chars().any(char::is_control) {
        Ok(name.to_owned())
    } else {
        Err(StaffError::Name)
    }
}
