//! Bringing records in from a folder of CSV files: what arrives, what it would do, what it did, and taking it back.

use crate::id::{ImportId, UploadId};
use serde::{Deserialize, Serialize};

names! {
    /// Where an import stands.
    ImportState {
        /// Its files are on their way.
        Gathering = "gathering",
        /// It is held against what is on record.
        Checking = "checking",
        /// What it would do can be read; nothing was written.
        Checked = "checked",
        Writing = "writing",
        Done = "done",
        /// What it wrote is being taken back.
        Undoing = "undoing",
        Undone = "undone",
        Cancelled = "cancelled",
        /// It broke off, and nothing was written.
        Failed = "failed",
    }
}

names! {
    /// What a line of an import's report is about.
    LineSort {
        /// A row that differs from what is on record.
        Changed = "changed",
        /// One that differs from what somebody wrote here by hand; it is left out unless it is chosen.
        Conflict = "conflict",
        /// One that cannot be taken.
        Fault = "fault",
        /// Something that was changed since, and is left as it is by taking the import back.
        Left = "left",
    }
}

/// A file that has arrived, and where in the folder it lies: `jobs.csv`, `files/photos/board.jpg`. A ZIP stands for all
/// that is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportFile {
    #[cfg_attr(feature = "openapi", schema(max_length = 400))]
    pub path: String,
    pub upload: UploadId,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportFiles {
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub files: Vec<ImportFile>,
}

/// One row of a file, by its own name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportRow {
    pub file: String,
    pub reference: String,
}

/// How it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportChoice {
    /// Leave refused rows out instead of writing nothing.
    #[serde(default)]
    pub skip_bad: bool,
    /// Rows that are to be written over what somebody wrote here by hand.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub overwrite: Vec<ImportRow>,
}

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportProgress {
    /// What is being done, in words.
    pub stage: String,
    pub done: u64,
    /// 0 where it is not known.
    pub total: u64,
}

/// The rows of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportCount {
    pub file: String,
    pub added: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub refused: u64,
}

/// What an import would do, or did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportSummary {
    pub counts: Vec<ImportCount>,
    pub conflicts: u64,
    pub faults: u64,
    /// Whether a whole file is at fault: then nothing of it can be written.
    pub whole_file: bool,
    /// Records that change though no row of theirs is there.
    pub beside: u64,
    /// What happens beside the rows, as sentences.
    pub notes: Vec<String>,
    /// What taking it back has left, because it was changed since.
    #[serde(default)]
    pub left: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportView {
    pub id: ImportId,
    pub state: ImportState,
    /// Who began it.
    pub by: String,
    /// RFC 3339, UTC.
    pub begun_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<String>,
    /// How many files have arrived.
    pub files: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<ImportProgress>,
    pub summary: ImportSummary,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Whether it is the last one that wrote, so that it can be taken back.
    pub can_undo: bool,
}

/// The last twenty, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportPage {
    pub items: Vec<ImportView>,
}

/// One column of a row, as it is on record and as the row has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportValue {
    pub column: String,
    pub before: String,
    pub after: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportLine {
    pub file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What the row is called; empty for a fault.
    pub reference: String,
    /// Why, for a fault and for what was left.
    pub why: String,
    pub values: Vec<ImportValue>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportLinePage {
    pub items: Vec<ImportLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// Which lines of its report are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ImportLineQuery {
    /// `changed`, `conflict`, `fault` or `left`.
    pub sort: String,
    /// From the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// 1 to 200; 50 if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
}
