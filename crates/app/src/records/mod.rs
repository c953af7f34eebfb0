//! What staff do with records. Each act is one transaction: the record's next version, whoever watches, the receipt.

mod close;
mod publish;

pub use close::close_job;
pub use publish::publish_document;

use crate::App;
use contract::id::{FirmId, RecordId};
use contract::kind::{Grade, RecordKind};
use domain::receipt::{Act, Actor, Chain, Draft};
use domain::record::NotNow;
use store::records::Record;
use store::{Change, StoreError, Tx};

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
    #[error(transparent)]
    NotNow(#[from] NotNow),
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

/// Writes the record's next version, with its receipt or not at all.
async fn write(app: &App, tx: Tx, record: Record, act: Act) -> Result<RecordId, RecordError> {
    let change = Change::now(&*app.clock, "command line");
    let mut receipt = Draft::new(Chain::firm(record.firm), Actor::System, act, Grade::System);
    receipt.object = Some(record.id.into());
    store::records::update(&tx, &record, &change).await?;
    app.commit(tx, receipt).await?;
    Ok(record.id)
}
