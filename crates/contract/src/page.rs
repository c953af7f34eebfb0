//! Lists: how a page is asked for. Answers carry named page types beside their rows.

use serde::{Deserialize, Serialize};

/// What a list of records accepts. Unknown parameters, and fields the viewer cannot see, are refused alike.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct RecordQuery {
    /// Kinds, separated by commas: `invoice,document`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Sort within the kind: `eicr`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_kind: Option<String>,
    /// Records on this subject or below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// A status, or `outstanding` for whatever still wants something done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Words to find.
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

/// What a list of subjects or receipts accepts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct PageQuery {
    /// From the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// 1 to 200; 50 if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
}
