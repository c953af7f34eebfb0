//! The people of one's own third party, as a contact who manages them sees and changes them.

use crate::email::Email;
use crate::id::{ContactId, SubjectId};
use crate::kind::{Action, Module};
use serde::{Deserialize, Serialize};

names! {
    /// What a contact may do with one of her colleagues.
    ColleagueAct {
        Change = "change",
        End = "end",
    }
}

/// Somebody of one's own third party, as a contact who manages colleagues sees her.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ColleagueRow {
    pub id: ContactId,
    pub name: String,
    pub role: String,
    /// Whether it is the asker herself.
    pub me: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<String>,
    /// Nothing where she is not the asker's to manage.
    pub can: Vec<ColleagueAct>,
    /// What a change begins with, where one may be made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<ColleagueDetails>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ColleagueDetails {
    pub email: Email,
    /// Modules switched off for her.
    pub off: Vec<Module>,
    /// What she may not do, of what her role opens.
    pub cannot: Vec<Action>,
    /// The sites she sees; nothing if she sees all of her third party's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sites: Option<Vec<SubjectId>>,
    /// What an edit names in `If-Match`.
    pub revision: String,
}

/// Everybody of one's own third party who may sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ColleagueList {
    pub items: Vec<ColleagueRow>,
    /// The roles that the asker can give to somebody new.
    pub roles: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewColleague {
    pub name: String,
    pub email: Email,
    pub role: String,
    #[serde(default)]
    pub off: Vec<Module>,
    /// What she may not do, of what her role opens; what the asker may not, if it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cannot: Option<Vec<Action>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sites: Option<Vec<SubjectId>>,
}

/// Everything about a colleague that can be changed, as it is to be. Her address stays: with another she would be
/// another person, with this one's receipts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ColleagueEdit {
    pub name: String,
    pub role: String,
    pub off: Vec<Module>,
    /// It stays as it is if it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cannot: Option<Vec<Action>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sites: Option<Vec<SubjectId>>,
}
