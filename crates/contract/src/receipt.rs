//! Receipts as the person herself sees them: what she opened.

use crate::id::ReceiptId;
use crate::kind::Grade;
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
