//! Files on their way in, piece by piece. A line that breaks half-way loses nothing: what came is kept, and the sender
//! goes on from there. Nothing here is shown to anybody; a file becomes part of a record by another act.

mod append;
mod begin;
mod name;
mod sweep;

pub use append::{Arriving, append, progress};
pub use begin::begin;
pub(crate) use sweep::sweep;

use crate::once::OnceError;
use crate::ports::{FilesError, Uploads};
use contract::problem::FieldError;
use std::sync::Arc;
use store::StoreError;
use tokio::sync::Semaphore;

/// What a firm may have under way at a time: a day's photos of a large site, twice over.
pub const MOST_UNDER_WAY: u64 = 8 * 1024 * 1024 * 1024;
pub const MOST_FILES: u64 = 4_000;

/// Files decoded at once: one picture can take a few hundred megabytes.
const AT_ONCE: usize = 2;

/// Where files arrive.
pub struct Inbox {
    pub bytes: Arc<dyn Uploads>,
    /// Held by whoever makes a file ready to be stored.
    pub(crate) preparing: Semaphore,
}

impl Inbox {
    #[must_use]
    pub fn new(bytes: Arc<dyn Uploads>) -> Self {
        Self {
            bytes,
            preparing: Semaphore::new(AT_ONCE),
        }
    }
}

/// How far a file has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub offset: u64,
    pub length: u64,
}

#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// Another firm's, used already, or nobody's: the same to whoever asks.
    #[error("the firm has no such upload")]
    Unknown,
    #[error("what was sent does not fit")]
    Invalid(Vec<FieldError>),
    /// More than a file may have, or than this one was said to have.
    #[error("there are more bytes than there may be")]
    TooLarge,
    /// The firm has too much under way.
    #[error("too much is under way")]
    TooMuch,
    /// The piece belongs elsewhere than it was sent to.
    #[error("the upload goes on at another place")]
    WrongOffset(Progress),
    #[error(transparent)]
    Once(#[from] OnceError),
    #[error(transparent)]
    Files(#[from] FilesError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
