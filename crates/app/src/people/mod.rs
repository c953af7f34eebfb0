//! Third parties and their people, as staff make and change them, and colleagues each other. Each act is one transaction with its receipt.

mod archive;
mod check;
mod colleague;
mod contact;
mod devices;
mod end;
mod invite;
mod merge;
mod modules;
mod preview;
mod third_party;
mod write;

pub use archive::{archive, bring_back};
pub use colleague::{add_colleague, edit_colleague, end_colleague};
pub use contact::{add_contact, edit_contact};
pub use devices::{end_device, end_devices};
pub use end::end_contact;
pub use invite::{invite, preview};
pub use merge::{foresee_merge, merge};
pub use modules::switch_third_party;
pub use preview::as_contact;
pub use third_party::{add_third_party, edit_third_party};

pub(crate) use check::{Faults, profile};
pub(crate) use third_party::BY_HAND;

use crate::mail::MailTextError;
use crate::once::OnceError;
use contract::problem::FieldError;
use domain::policy::{Beyond, Denial};
use domain::revision::Changed;
use store::StoreError;

#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// Not of this firm, or nobody's: the same to whoever asks.
    #[error("there is no such third party or person here")]
    Unknown,
    #[error("what was sent does not fit")]
    Invalid(Vec<FieldError>),
    #[error("it goes beyond what she may give herself")]
    Beyond(Vec<FieldError>, Vec<Beyond>),
    #[error(transparent)]
    Denied(#[from] Denial),
    #[error(transparent)]
    Changed(#[from] Changed),
    #[error(transparent)]
    Once(#[from] OnceError),
    #[error(transparent)]
    MailText(#[from] MailTextError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
