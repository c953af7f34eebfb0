//! Files on their way in, piece by piece, after the core of the tus protocol 1.0: what a line that breaks half-way has
//! brought is kept, and the client goes on from there.

use crate::day::Day;
use crate::id::UploadId;
use serde::{Deserialize, Serialize};

/// The protocol's version, said in every answer.
pub const RESUMABLE: &str = "1.0.0";
pub const RESUMABLE_HEADER: &str = "Tus-Resumable";
/// How many bytes there are so far; of a piece, where it belongs.
pub const OFFSET_HEADER: &str = "Upload-Offset";
/// How many there will be.
pub const LENGTH_HEADER: &str = "Upload-Length";
/// `filename` and the file's name in base64.
pub const METADATA_HEADER: &str = "Upload-Metadata";
/// What a piece is sent as.
pub const PIECE: &str = "application/offset+octet-stream";

/// An upload that is complete, made a file of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewFile {
    pub upload: UploadId,
    /// Photos only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caption: String,
    /// Photos only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_on: Option<Day>,
}
