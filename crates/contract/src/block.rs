//! Blocks: the pieces a page is made of, computed on the server. The app draws each with one component,
//! so a new third-party type needs no new app code.

use crate::day::Day;
use crate::id::{FileId, RecordId};
use crate::kind::{Action, Validity};
use crate::money::Money;
use crate::record::{RecordRow, SubjectRef};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Block {
    Totals(TotalsBlock),
    BySubject(BySubjectBlock),
    Records(RecordsBlock),
}

/// The strip of figures at the top.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TotalsBlock {
    pub totals: Vec<Total>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Total {
    /// Which figure: `due`, `overdue`, `expiring`, `expired`, `booked`.
    pub of: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub money: Option<Money>,
    pub count: u64,
}

/// One row per subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BySubjectBlock {
    /// In the profile's words: `properties`.
    pub noun: String,
    /// How many subjects the slice holds in all; the rows may be fewer.
    pub count: u64,
    pub columns: Vec<String>,
    pub rows: Vec<BySubjectRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BySubjectRow {
    pub subject: SubjectRef,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificates: Option<Vec<CertificateChip>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photos: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balance: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_visit: Option<VisitChip>,
}

/// The newest document of one sort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CertificateChip {
    pub record: RecordId,
    pub sub_kind: String,
    pub validity: Validity,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<FileId>,
    pub can: Vec<Action>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisitChip {
    pub record: RecordId,
    pub on: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<String>,
}

/// A short list of records under a heading: what is to pay, what is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordsBlock {
    /// Which list: `to-pay`, `open-jobs`, `certificates`, `photos`, `invoices`, `visits`, `plan`.
    pub of: String,
    pub count: u64,
    pub rows: Vec<RecordRow>,
}

/// A contact's first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dashboard {
    pub blocks: Vec<Block>,
}
