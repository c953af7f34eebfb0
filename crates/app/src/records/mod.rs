//! What staff do with records. Each act is one transaction: the records' next versions, whoever watches, the receipts.

mod add;
mod attach;
mod author;
mod body;
mod check;
mod close;
mod edit;
mod publish;
mod standing;

pub use add::add;
pub use attach::attach;
pub use close::{close, close_job};
pub use edit::edit;
pub use publish::publish_document;
pub use standing::set_standing;

use crate::once::OnceError;
use crate::ports::FilesError;
use author::Author;
use contract::id::{FirmId, RecordId};
use contract::kind::RecordKind;
use contract::problem::FieldError;
use domain::record::NotNow;
use domain::revision::Changed;
use store::records::Record;
use store::{StoreError, Tx};

/// Which record an act is about: by its id, or by its reference in the firm's back office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    Id(RecordId),
    Reference(String),
}

impl Which {
    /// What a person types.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        text.parse()
            .map_or_else(|_| Self::Reference(text.to_owned()), Self::Id)
    }
}

#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    #[error("the firm has no such {0}")]
    Unknown(RecordKind),
    /// Another firm's, or nobody's: the same to whoever asks.
    #[error("the firm has no such record")]
    NotThere,
    #[error("what was sent does not fit")]
    Invalid(Vec<FieldError>),
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// She may see it, but not do this.
    #[error("her role may not do that")]
    Forbidden,
    #[error(transparent)]
    Changed(#[from] Changed),
    #[error(transparent)]
    Once(#[from] OnceError),
    #[error(transparent)]
    Files(#[from] FilesError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The record, if it is of this kind.
async fn find(
    tx: &Tx,
    firm: FirmId,
    which: &Which,
    kind: RecordKind,
) -> Result<Record, RecordError> {
    let found = match which {
        Which::Id(id) => store::records::find(tx, firm, *id).await?,
        Which::Reference(text) => {
            let reference = format!("{kind}:{text}");
            store::records::find_by_reference(tx, firm, &reference).await?
        }
    };
    found
        .filter(|record| record.body.kind() == kind)
        .ok_or(RecordError::Unknown(kind))
}
