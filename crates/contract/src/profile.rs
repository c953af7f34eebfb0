//! Third-party types as the firm's staff see and change them: a text each, checked by line, and what a change of it
//! would do to people.

use crate::id::{ContactId, ThirdPartyId};
use crate::kind::RecordKind;
use crate::why::KindCount;
use serde::{Deserialize, Serialize};

/// One of the firm's third-party types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileRow {
    pub id: String,
    /// Counted from 1.
    pub version: u32,
    /// RFC 3339, UTC.
    pub changed_at: String,
    pub third_parties: u32,
    /// People of theirs who may sign in.
    pub contacts: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfilePage {
    pub items: Vec<ProfileRow>,
}

/// A type with its text, and the texts before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileView {
    #[serde(flatten)]
    pub row: ProfileRow,
    /// TOML.
    pub text: String,
    /// What an edit names in `If-Match`.
    pub revision: String,
    /// Newest first; at most 20.
    pub before: Vec<ProfileVersion>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileVersion {
    pub version: u32,
    pub text: String,
    /// RFC 3339, UTC.
    pub from: String,
    pub to: String,
}

/// A type's text as it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileText {
    pub text: String,
}

/// What is wrong with a text, and what it would change for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileEffect {
    /// With any of these it cannot be saved.
    pub faults: Vec<ProfileFault>,
    #[serde(flatten)]
    pub effect: Effect,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileFault {
    /// Counted from 1.
    pub line: u32,
    pub message: String,
}

/// What a change would give to people and take from them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Effect {
    /// Everybody for whom something would be different.
    pub contacts: Vec<ContactEffect>,
    /// People looked at for whom nothing would be.
    pub untouched: u32,
    /// There are more people than were looked at.
    pub more: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactEffect {
    pub contact: ContactId,
    pub name: String,
    pub third_party: ThirdPartyId,
    pub third_party_name: String,
    /// Records she would see and does not see now.
    pub gained: Vec<KindCount>,
    /// Records she sees now and would not see.
    pub lost: Vec<KindCount>,
    /// Kinds of which she would see other fields, or be able to do other things.
    pub otherwise: Vec<RecordKind>,
}
