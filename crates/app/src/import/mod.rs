//! Import of a firm's records from a folder of CSV files and what they name. First everything is planned and
//! checked, then written in one transaction or not at all; the same folder again changes nothing.

mod attachments;
mod cells;
mod effect;
mod folder;
mod known;
mod plan;
mod reading;
mod report;
mod rows;
mod run;
pub mod runs;
mod sheet;
mod table;
mod template;
mod write;

pub(crate) use folder::MOST_CSV;
pub use folder::{Folder, FolderError};
pub use plan::Overwrite;
pub use report::{Changed, Outcome, Refusal, Summary, Tally};
pub use run::{apply, plan};
pub(crate) use runs::MOST_ZIP;
pub use sheet::{Column, Sheet};
pub use template::{TemplateError, example, template};

use crate::ports::FilesError;
use store::StoreError;

/// The source that references of an import belong to, unless it names another.
pub const SOURCE: &str = "import";

/// How an import is run.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Where the references come from: two sources may use the same ones for different things.
    pub source: &'a str,
    /// Who does it, for the versions that are written.
    pub by: &'a str,
    /// Leave refused rows out, and whatever depends on them, instead of writing nothing.
    pub skip_bad: bool,
    /// Which rows are written over what somebody changed here by hand since; the others are left out.
    pub overwrite: &'a Overwrite,
    pub progress: ProgressFn<'a>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            source: SOURCE,
            by: SOURCE,
            skip_bad: false,
            overwrite: &Overwrite::Nothing,
            progress: &|_| {},
        }
    }
}

pub type ProgressFn<'a> = &'a (dyn Fn(Progress) + Send + Sync);

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub stage: Stage,
    pub done: usize,
    /// 0 where it is not known.
    pub total: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Reading,
    Files,
    Comparing,
    Storing,
    Writing,
    TakingBack,
}

impl Stage {
    /// What is being done, for a person who waits.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reading => "reading the tables",
            Self::Files => "checking the files",
            Self::Comparing => "comparing with what is there",
            Self::Storing => "storing the files",
            Self::Writing => "writing",
            Self::TakingBack => "taking it back",
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Something was refused, so nothing was written.
    #[error("{0}")]
    Refused(Box<Summary>),
    #[error("the folder has no CSV file of an import; `--template` writes a folder to start from")]
    Empty,
    #[error("the file `{path}` changed while it was imported; nothing was written")]
    FileChanged { path: String },
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error("the database failed; nothing was written")]
    Store(#[from] StoreError),
    #[error("a file could not be stored; nothing was written")]
    Files(#[from] FilesError),
    /// Somebody gave it up while it was written.
    #[error("it was given up; nothing was written")]
    GivenUp,
    #[error("a step of the import broke off; nothing was written")]
    Panicked(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A report that was kept cannot be read any more.
    #[error("the import's own notes cannot be read")]
    Notes(#[from] serde_json::Error),
}

impl ImportError {
    fn panicked(error: tokio::task::JoinError) -> Self {
        Self::Panicked(Box::new(error))
    }
}
