//! A write under the key of whoever asks for it: the first time it is done, every other time it is answered as the
//! first was, under today's rights, and nothing happens again.

use crate::App;
use contract::id::Id;
use store::once::{Begun, Call, begin, made};
use store::{StoreError, Tx};

/// The key of one write; or none, and then it is done whenever it is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Once(Option<Call>);

#[derive(Debug, thiserror::Error)]
pub enum OnceError {
    #[error("the key was given to another write before")]
    Reused,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Once {
    #[must_use]
    pub const fn by(call: Call) -> Self {
        Self(Some(call))
    }

    /// Whether it was done before.
    pub(crate) async fn is_done(&self, app: &App, tx: &Tx) -> Result<bool, OnceError> {
        Ok(!matches!(self.begin(app, tx).await?, Begun::First))
    }

    /// What it made when it was done before.
    pub(crate) async fn made<K>(&self, app: &App, tx: &Tx) -> Result<Option<Id<K>>, OnceError> {
        match self.begin(app, tx).await? {
            Begun::Before(Some(object)) => Ok(Some(Id::from_bytes(object))),
            // Of a write that made nothing, which this is not.
            Begun::Before(None) | Begun::Another => Err(OnceError::Reused),
            Begun::First => Ok(None),
        }
    }

    async fn begin(&self, app: &App, tx: &Tx) -> Result<Begun, OnceError> {
        let Some(call) = &self.0 else {
            return Ok(Begun::First);
        };
        match begin(tx, call, app.clock.now().timestamp_micros()).await? {
            Begun::Another => Err(OnceError::Reused),
            begun => Ok(begun),
        }
    }

    /// Notes what it made, for the next time.
    pub(crate) async fn note<K>(&self, tx: &Tx, id: Id<K>) -> Result<(), OnceError> {
        if let Some(call) = &self.0 {
            made(tx, call, id.bytes()).await?;
        }
        Ok(())
    }
}
