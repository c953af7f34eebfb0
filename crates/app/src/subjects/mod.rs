//! Subjects, who stands how to them, and what passes from one third party to another, as staff change it. Each act is
//! one transaction with its receipt. History is kept: an interest is closed as it stood and opened anew, never changed.

mod add;
mod check;
mod effect;
mod hand_over;
mod interest;
mod place;
mod shares;
mod withdraw;

pub use add::{add_subject, edit_subject};
pub use hand_over::{effect_of_hand_over, hand_over};
pub use interest::{begin_interest, edit_interest};
pub use place::{effect_of_place, place_subject};
pub use shares::set_shares;
pub use withdraw::{effect_of_withdrawal, withdraw_interest};

use crate::once::OnceError;
use contract::id::InterestId;
use contract::problem::FieldError;
use domain::revision::Changed;
use store::StoreError;
use store::people::External;

#[derive(Debug, thiserror::Error)]
pub enum SubjectError {
    /// Not of this firm, or nobody's: the same to whoever asks.
    #[error("there is no such subject or interest here")]
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

/// Where an interest comes from that staff made by hand.
pub(crate) fn by_hand(id: InterestId) -> External {
    External {
        source: crate::people::BY_HAND.to_owned(),
        reference: id.to_string(),
    }
}
