//! Why somebody sees a record or does not, and all that one contact sees, as the firm's staff read it.

use crate::day::Day;
use crate::id::{ContactId, RecordId, ThirdPartyId};
use crate::kind::{Module, RecordKind, Relation};
use crate::record::{RecordRow, SubjectRef};
use serde::{Deserialize, Serialize};

/// A record, everybody who sees it, and whoever is near it and does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordWhy {
    pub record: RecordId,
    pub kind: RecordKind,
    pub title: String,
    pub subject: SubjectRef,
    /// `internal`, `by_rule` or `shared`
    pub standing: String,
    pub sees: Vec<WhyContact>,
    /// People of third parties that the record is addressed to or shared with, or that have or had an interest there.
    pub near: Vec<WhyContact>,
    /// There are more people near it than are told here.
    pub more: bool,
}

/// One contact, and what the decision on one record rests on for her.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WhyContact {
    pub contact: ContactId,
    pub name: String,
    pub third_party: ThirdPartyId,
    pub third_party_name: String,
    /// Nothing once her access was ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The rules that open it, by their names in the profile: `relation.manages.document`.
    pub rules: Vec<String>,
    /// The interests that those rest on; where she sees nothing, all that her third party has there.
    pub interests: Vec<WhyInterest>,
    /// Modules that are switched off for her: by the firm, by her third party's type, for her third party or for her.
    /// Which of them it is stands in the reasons.
    pub off: Vec<Module>,
    /// The record is addressed to her third party.
    pub addressed: bool,
    /// The record is shared with her third party by name.
    pub shared: bool,
    /// Set where she sees what was on record by that day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_recorded_by: Option<Day>,
    /// Whoever does not see it: each thing that stands in the way.
    pub stops: Vec<String>,
    /// All that was looked at, in words.
    pub reasons: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WhyInterest {
    pub relation: Relation,
    pub first: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Day>,
    /// Held on the record's very subject, not on one above it.
    pub direct: bool,
}

/// What of one contact's slice is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct SliceQuery {
    /// Kinds, separated by commas: `invoice,document`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// From the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// 1 to 200; 50 if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
}

/// Everything one contact sees: how much of each kind, and a page of it exactly as her own lists have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SliceView {
    pub contact: ContactId,
    pub name: String,
    pub third_party: ThirdPartyId,
    pub third_party_name: String,
    pub role: String,
    /// Of all kinds, whatever kinds the page is of.
    pub counts: Vec<KindCount>,
    pub items: Vec<RecordRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KindCount {
    pub kind: RecordKind,
    pub count: u64,
}
