//! How the last walk of the canary ended: every contact's reads, held against the rules.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CanaryState {
    /// Nothing before its first night.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<CanaryRun>,
}

/// One walk over the firm's contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CanaryRun {
    pub began_at: String,
    pub ended_at: String,
    /// Contacts as whom it read.
    pub contacts: u64,
    /// Lists, details, files, searches, first pages and subjects that were read.
    pub reads: u64,
    /// Ids outside somebody's slice that were tried.
    pub tried: u64,
    /// How many things were shown to somebody who may not see them.
    pub leaks: u64,
    /// How many were not shown to somebody who may.
    pub missing: u64,
    /// How many ids were drawn for each contact; nothing if every one was tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sample: Option<u64>,
    /// What they were drawn with, so that the same can be drawn again.
    pub seed: u64,
    /// The first of what was found, in words.
    pub found: Vec<String>,
}
