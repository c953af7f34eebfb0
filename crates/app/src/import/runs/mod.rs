//! Imports that somebody makes in the browser: files arrive piece by piece, are held against what is on record, and are
//! written once she has read what that would do. It can be given up until it has written, and taken back afterwards.

mod begin;
mod cancel;
mod check;
mod commit;
mod jobs;
mod keep;
mod undo;
mod unpack;
mod view;

pub use begin::{add_files, begin};
pub use cancel::cancel;
pub use check::check;
pub use commit::commit;
pub use jobs::Jobs;
pub(super) use keep::keep;
pub use undo::undo;
pub(crate) use unpack::MOST_ZIP;
pub use view::{get, lines, list};

use super::ImportError;
use crate::App;
use crate::once::OnceError;
use crate::ports::FilesError;
use contract::id::{FirmId, ImportId};
use contract::problem::FieldError;
use domain::import::{Step, is_at_work, may};
use store::imports::Run;
use store::{StoreError, Tx};

/// Whoever works on an import says so this often, and is taken for gone after three times as long.
const BEAT_SECONDS: u64 = 20;
const SILENT_MICROS: i64 = 60 * 1_000_000;

#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error("the firm has no such import")]
    Unknown,
    #[error("what was sent does not fit")]
    Invalid(Vec<FieldError>),
    /// It is somewhere else by now, or another is.
    #[error("{0}")]
    NotNow(&'static str),
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    Once(#[from] OnceError),
    #[error(transparent)]
    Files(#[from] FilesError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<serde_json::Error> for RunError {
    fn from(error: serde_json::Error) -> Self {
        Self::Import(error.into())
    }
}

fn invalid(field: &str, code: &str, message: impl Into<String>) -> RunError {
    RunError::Invalid(vec![FieldError {
        field: field.to_owned(),
        code: code.to_owned(),
        message: message.into(),
    }])
}

/// One import is changed by one at a time.
async fn alone(tx: &Tx, import: ImportId) -> Result<(), StoreError> {
    tx.alone(&import.to_string()).await
}

/// The import, if this can be done with it now.
async fn ready(
    app: &App,
    tx: &Tx,
    firm: FirmId,
    import: ImportId,
    step: Step,
) -> Result<Run, RunError> {
    alone(tx, import).await?;
    let here = app.imports.here();
    let found = store::imports::find_in(tx, firm, import).await?;
    let run = found.ok_or(RunError::Unknown)?;
    // Nobody waits for somebody who is gone.
    let run = view::as_it_is(app, run, &here);
    if may(run.state, step) {
        return Ok(run);
    }
    Err(RunError::NotNow(if is_at_work(run.state) {
        "it is being worked on; wait until that is done, or give it up"
    } else {
        "this cannot be done with it any more"
    }))
}

fn now(app: &App) -> i64 {
    app.clock.now().timestamp_micros()
}
