//! The one search box: words, kinds, sorts and months in any order, answered with hits and what can be done.

use crate::record::RecordRow;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct SearchQuery {
    /// For example `14 mill lane march invoice`.
    pub q: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchAnswer {
    /// How the words were understood.
    pub understood: Understood,
    pub hits: Vec<RecordRow>,
}

/// What the search made of the words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Understood {
    pub words: Vec<String>,
    pub kinds: Vec<crate::kind::RecordKind>,
    pub sub_kinds: Vec<String>,
    /// `2026-03`, or `03` where no year was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<String>,
}
