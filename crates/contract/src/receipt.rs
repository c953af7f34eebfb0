//! Receipts as the person herself sees them: what she opened.

use crate::id::{ReceiptId, RecordId};
use crate::kind::Grade;
use crate::record::SubjectRef;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptRow {
    pub id: ReceiptId,
    pub at: String,
    /// `record.view`, `file.download`, `record.list` …
    pub action: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// What that is, as far as she may see it now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<ReceiptAbout>,
    /// Of a file: the SHA-256 of exactly what was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    pub grade: Grade,
    pub outcome: String,
    /// The entry's hash, in hex. Its number stays with the firm: it would tell how much others do there.
    pub hash: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptPage {
    pub items: Vec<ReceiptRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// The record a receipt is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptAbout {
    pub record: RecordId,
    pub title: String,
    pub subject: SubjectRef,
}

/// What was opened from the last copy on a device while there was no network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfflineReceipts {
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub items: Vec<OfflineOpening>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfflineOpening {
    /// `rec_…` or `sub_…`
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub object: String,
    /// By the device's clock, RFC 3339.
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub opened_at: String,
}
