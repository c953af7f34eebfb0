//! Papers that run out: what somebody has to see to before the third party asks.

use crate::day::Day;
use crate::firm_record::ThirdPartyRef;
use crate::id::RecordId;
use crate::kind::Validity;
use crate::record::SubjectRef;
use serde::{Deserialize, Serialize};

/// A document whose validity ends soon or has ended, and that nothing newer of its sort replaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DutyRow {
    pub record: RecordId,
    /// `eicr`, `gas-safety`.
    pub sub_kind: String,
    pub title: String,
    pub subject: SubjectRef,
    /// The last day it holds.
    pub due_on: Day,
    /// Expired or due soon.
    pub validity: Validity,
    /// The next visit that is arranged there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visit_on: Option<Day>,
    /// Who has an interest in the subject today, by name.
    pub held_by: Vec<ThirdPartyRef>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DutyPage {
    /// The day it is at the firm.
    pub today: Day,
    /// How many there are, of which the page holds the first 200.
    pub count: u64,
    /// The longest overdue first.
    pub items: Vec<DutyRow>,
}
