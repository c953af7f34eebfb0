//! Records as their firm sees and writes them: everything they hold, whoever else may see it.

use crate::day::Day;
use crate::file::FileSummary;
use crate::id::{FileId, LineId, RecordId, SubjectId, ThirdPartyId};
use crate::kind::{ChaseState, LineState, RecordKind, Standing, Status};
use crate::money::Money;
use crate::record::SubjectRef;
use serde::{Deserialize, Serialize};

/// A third party, as far as a record needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThirdPartyRef {
    pub id: ThirdPartyId,
    pub name: String,
}

/// One record of the firm's in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirmRecordRow {
    pub id: RecordId,
    pub kind: RecordKind,
    /// The sort within the kind: `eicr`, `gas-safety`; empty where a kind has none.
    pub sub_kind: String,
    pub title: String,
    pub status: Status,
    pub standing: Standing,
    /// Whom it is shared with by name; nobody else sees it while it stands `shared`.
    pub shared_with: Vec<ThirdPartyRef>,
    pub subject: SubjectRef,
    /// Whom it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addressed_to: Option<ThirdPartyRef>,
    /// The day it happened or was issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub happened_on: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Day>,
    /// Money kinds only: the whole sum including VAT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<Money>,
    /// How many files it has.
    pub file_count: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirmRecordPage {
    pub items: Vec<FirmRecordRow>,
    /// Hand this back as `cursor` for the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// One record with everything the firm knows of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirmRecordView {
    #[serde(flatten)]
    pub row: FirmRecordRow,
    /// What an edit names in `If-Match`.
    pub revision: String,
    pub body: RecordBody,
    /// Where it came from: `staff`, or the system it was imported from, and its name there.
    pub source: String,
    pub reference: String,
    /// Who asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raised_by: Option<ThirdPartyRef>,
    /// The files it has now, in their order, then those taken away.
    pub files: Vec<FirmFile>,
    /// Every version, newest first.
    pub history: Vec<RecordChange>,
}

/// A file as it is now, and what it was before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirmFile {
    #[serde(flatten)]
    pub latest: FileSummary,
    /// Taken away: kept, and shown to nobody outside.
    pub removed: bool,
    /// Newest first; the first is the one that is sent.
    pub versions: Vec<FileVersion>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileVersion {
    /// The version of the record that brought it.
    pub version: i32,
    pub name: String,
    pub size: u64,
    pub sha256: String,
    /// RFC 3339, UTC.
    pub at: String,
}

/// One version of a record: who made it of the one before, and what became different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordChange {
    pub version: i32,
    /// RFC 3339, UTC.
    pub at: String,
    /// Somebody of the staff by name, or what else wrote it.
    pub by: String,
    /// The fields of the body that differ from the version before, and `standing`, `files` or `shared_with`.
    pub changed: Vec<String>,
    /// Who it was open to from then on; absent of versions older than this was kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
}

/// What each kind holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RecordBody {
    Job(JobBody),
    Visit(VisitBody),
    Document(DocumentBody),
    PhotoSet(PhotoSetBody),
    Invoice(InvoiceBody),
    Milestone(MilestoneBody),
    StagePayment(StagePaymentBody),
}

impl RecordBody {
    #[must_use]
    pub const fn kind(&self) -> RecordKind {
        match self {
            Self::Job(_) => RecordKind::Job,
            Self::Visit(_) => RecordKind::Visit,
            Self::Document(_) => RecordKind::Document,
            Self::PhotoSet(_) => RecordKind::PhotoSet,
            Self::Invoice(_) => RecordKind::Invoice,
            Self::Milestone(_) => RecordKind::Milestone,
            Self::StagePayment(_) => RecordKind::StagePayment,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobBody {
    #[serde(default)]
    pub reference: String,
    pub title: String,
    /// `open`, `booked`, `done` or `cancelled`.
    pub status: Status,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raised_on: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booked_for: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_on: Option<Day>,
    #[serde(default)]
    pub description: String,
    /// For the firm alone.
    #[serde(default)]
    pub staff_note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisitBody {
    pub title: String,
    /// `booked`, `done`, `missed` or `cancelled`.
    pub status: Status,
    pub on: Day,
    /// `09:00-11:00`, or empty while no hour is agreed.
    #[serde(default)]
    pub window: String,
    #[serde(default)]
    pub engineer: String,
    #[serde(default)]
    pub outcome: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<RecordId>,
    #[serde(default)]
    pub staff_note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentBody {
    /// `eicr`, `gas-safety`, `epc`, `pat`, `ev-charger` …
    pub sub_kind: String,
    pub title: String,
    #[serde(default)]
    pub number: String,
    pub issued_on: Day,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_due: Option<Day>,
    #[serde(default)]
    pub result: String,
    #[serde(default)]
    pub inspector: String,
    #[serde(default)]
    pub remarks: String,
    /// A newer one of its sort counts instead.
    #[serde(default)]
    pub superseded: bool,
    #[serde(default)]
    pub staff_note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhotoSetBody {
    pub title: String,
    pub taken_on: Day,
    #[serde(default)]
    pub stage: String,
    #[serde(default)]
    pub remarks: String,
    /// Its photos in their order. One that is left out is taken away; without the list all stay as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photos: Option<Vec<FileId>>,
    #[serde(default)]
    pub staff_note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvoiceBody {
    pub number: String,
    #[serde(default)]
    pub purchase_order: String,
    #[serde(default)]
    pub title: String,
    pub issued_on: Day,
    pub due_on: Day,
    /// Not issued yet: the firm's own.
    #[serde(default)]
    pub draft: bool,
    #[serde(default = "not_chased")]
    pub chase: ChaseState,
    pub lines: Vec<InvoiceLineBody>,
    #[serde(default)]
    pub staff_note: String,
}

const fn not_chased() -> ChaseState {
    ChaseState::None
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvoiceLineBody {
    /// Of a line that the invoice has already; left out of a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<LineId>,
    pub description: String,
    /// Without VAT.
    pub net: Money,
    /// In hundredths of a per cent: 2000 is 20 %.
    pub vat_rate: u32,
    #[serde(default = "open")]
    pub state: LineState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<RecordId>,
}

const fn open() -> LineState {
    LineState::Open
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MilestoneBody {
    pub position: u32,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_on: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached_on: Option<Day>,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub staff_note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StagePaymentBody {
    pub position: u32,
    pub title: String,
    #[serde(default)]
    pub milestone: String,
    pub amount: Money,
    pub retention: Money,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_on: Option<Day>,
    #[serde(default)]
    pub staff_note: String,
}

/// A record to be made. It begins `internal`; publishing it is another step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRecord {
    /// What it is about.
    pub subject: SubjectId,
    /// Whom it is for: who is to pay an invoice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressed_to: Option<ThirdPartyId>,
    pub body: RecordBody,
}

/// Everything about a record that can be changed, as it is to be. Its kind stays, and so does who sees it, except that
/// an invoice made a draft again is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordEdit {
    pub subject: SubjectId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressed_to: Option<ThirdPartyId>,
    pub body: RecordBody,
}

/// Who some records are to be open to from now on: all of them, or, if one cannot be, none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Publication {
    /// 1 to 200 records, unless `all` says which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<RecordId>,
    /// With `by_rule`, instead of naming them: whatever is the firm's own of a kind, drafts aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<AllOf>,
    pub standing: Standing,
    /// With `shared`: these third parties see them, and nobody else outside the firm.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared_with: Vec<ThirdPartyId>,
}

/// All records of a kind on a subject or below it; at most 200.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AllOf {
    pub kind: RecordKind,
    pub subject: SubjectId,
}

/// A job was done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobClosing {
    /// Today, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
}

/// What a list of the firm's records accepts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct FirmRecordQuery {
    /// Kinds, separated by commas: `invoice,document`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Sort within the kind: `eicr`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_kind: Option<String>,
    /// Records on this subject or below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// `internal`, `by_rule` or `shared`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<String>,
    /// A status, or `outstanding` for whatever still wants something done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Words to find, in notes for staff as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// `day`, `due`, `title` or `amount`; a leading `-` turns the order round. Newest first if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// From the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// 1 to 200; 50 if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
}
