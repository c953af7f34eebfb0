//! Files of a record, as a contact sees them. The name is for people; storage never uses it.

use crate::day::Day;
use crate::id::FileId;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileSummary {
    pub id: FileId,
    pub name: String,
    pub media_type: String,
    pub size: u64,
    /// SHA-256 of the bytes, in hex: the proof of what was downloaded.
    pub sha256: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_on: Option<Day>,
    pub has_thumbnail: bool,
}
