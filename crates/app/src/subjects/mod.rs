//! Subjects, who stands how to them, and what passes from one third party to another, as staff change it. Each act is
//! one transaction with its receipt. History is kept: an interest is closed as it stood and opened anew, never changed.

mod add;
mod check;
mod hand_over;
mod interest;
mod shares;

pub use add::{add_subject, edit_subject};
pub use hand_over::hand_over;
pub use interest::{begin_interest, edit_interest};
pub use shares::set_shares;

use contract::id::{FirmId, InterestId, SubjectId};
use contract::problem::FieldError;
use domain::interest::Interest;
use store::people::External;
use store::{Change, StoreError, Tx, index, people};

#[derive(Debug, thiserror::Error)]
pub enum SubjectError {
    /// Not of this firm, or nobody's: the same to whoever asks.
    #[error("there is no such subject or interest here")]
    Unknown,
    #[error("what was sent does not fit")]
    Invalid(Vec<FieldError>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Where an interest comes from that staff made by hand.
fn by_hand(id: InterestId) -> External {
    External {
        source: crate::people::BY_HAND.to_owned(),
        reference: id.to_string(),
    }
}

/// Interests in one subject that are replaced by others.
#[derive(Default)]
struct Turn {
    close: Vec<InterestId>,
    open: Vec<(Interest, External)>,
}

impl Turn {
    /// Writes it, and brings after it whatever shows who sees what: the index of every record on the subject and below
    /// it, and the epochs of all who saw or see one, so that their open pages hear of it when this commits. A day to
    /// come needs nothing more: neither the index nor an epoch depends on the day, every read asks for the interests
    /// in force today, and at midnight each open page is told to look again.
    async fn write(
        self,
        tx: &Tx,
        firm: FirmId,
        subject: SubjectId,
        change: &Change,
    ) -> Result<(), StoreError> {
        if self.close.is_empty() && self.open.is_empty() {
            return Ok(());
        }
        for interest in self.close {
            people::close_interest(tx, firm, interest, change).await?;
        }
        people::insert_interests(tx, firm, &self.open, change).await?;
        index::refresh_below(tx, &[subject]).await
    }
}
