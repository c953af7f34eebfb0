//! Records as a contact sees them: a row of a list, and one record in full. A field that her lens does
//! not open is absent, never null-with-a-meaning.

use crate::day::Day;
use crate::file::FileSummary;
use crate::id::{LineId, RecordId, SubjectId};
use crate::kind::{Action, ChaseState, LineState, RecordKind, Status, Validity};
use crate::money::Money;
use serde::{Deserialize, Serialize};

/// The subject a record hangs on, as far as a row needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubjectRef {
    pub id: SubjectId,
    /// What people call it: `14 Mill Lane`.
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
}

/// One record in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordRow {
    pub id: RecordId,
    pub kind: RecordKind,
    /// The sort within the kind: `eicr`, `gas-safety`; empty where a kind has none.
    pub sub_kind: String,
    pub title: String,
    pub status: Status,
    pub subject: SubjectRef,
    /// The day it happened or was issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub happened_on: Option<Day>,
    /// The day it is due: a certificate's next inspection, an invoice's payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Day>,
    /// Documents only: how it stands today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validity: Option<Validity>,
    /// Money kinds only: the whole sum including VAT, or this viewer's exact part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Money>,
    /// Money kinds only: what is still to pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<Money>,
    /// The file that a download of this record would give.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<crate::id::FileId>,
    /// Photo sets only: how many photos.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photos: Option<u32>,
    /// What this viewer may do with it now.
    pub can: Vec<Action>,
}

/// A page of records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordPage {
    pub items: Vec<RecordRow>,
    /// Hand this back as `cursor` for the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// One record, with what its kind holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordView {
    #[serde(flatten)]
    pub row: RecordRow,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<RecordDetail>,
    /// Documents and photo sets: the files, first page or photo first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<Vec<FileSummary>>,
    /// Set when this is a kept view of the past: what was on record by that day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_recorded_by: Option<Day>,
}

/// What each kind holds beyond the common fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RecordDetail {
    Job(JobDetail),
    Visit(VisitDetail),
    Document(DocumentDetail),
    PhotoSet(PhotoSetDetail),
    Invoice(InvoiceDetail),
    Milestone(MilestoneDetail),
    StagePayment(StagePaymentDetail),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobDetail {
    pub reference: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisitDetail {
    /// `09:00-11:00`, local time; absent while no hour is agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub engineer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentDetail {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What the inspection found: `satisfactory`, `pass`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inspector: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhotoSetDetail {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvoiceDetail {
    pub number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purchase_order: Option<String>,
    pub chase: ChaseState,
    pub lines: Vec<InvoiceLineView>,
    pub net: Money,
    pub vat: Money,
    pub total: Money,
    pub open: Money,
    /// Only for a viewer who pays a share: proof that the parts make the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<ShareProof>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvoiceLineView {
    pub id: LineId,
    pub description: String,
    pub state: LineState,
    pub net: Money,
    /// In hundredths of a per cent: 2000 is 20 %.
    pub vat_rate: u32,
    pub vat: Money,
    pub total: Money,
    pub open: Money,
}

/// What one share-holder may know of the others: that everything adds up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShareProof {
    /// The viewer's own part, as `1/4`.
    pub own: String,
    /// What all parts in force that day come to, as `1/1`.
    pub all: String,
    /// Whether every penny of every line was given to somebody.
    pub allocated_in_full: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MilestoneDetail {
    pub position: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StagePaymentDetail {
    pub position: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub milestone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention: Option<Money>,
}
