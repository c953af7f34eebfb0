//! Third parties and their people, as staff see and change them.

use crate::device::DeviceRow;
use crate::email::Email;
use crate::id::{ContactId, SubjectId, ThirdPartyId};
use crate::kind::{Action, Module};
use crate::switch::SwitchedOff;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An organisation or household outside the firm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThirdPartyRow {
    pub id: ThirdPartyId,
    pub name: String,
    /// Its type: the id of one of the firm's profiles.
    #[serde(rename = "type")]
    pub profile: String,
    /// People of its who may sign in.
    pub contacts: u32,
    /// When any of them last opened her page; RFC 3339, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<String>,
    /// When one of them was last invited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invited_at: Option<String>,
    /// When it was put away; nothing while it is in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived_at: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThirdPartyPage {
    pub items: Vec<ThirdPartyRow>,
    pub next_cursor: Option<String>,
}

/// One third party with everybody of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThirdPartyView {
    #[serde(flatten)]
    pub row: ThirdPartyRow,
    /// What an edit names in `If-Match`.
    pub revision: String,
    /// Modules switched off for everybody of it. The firm, its type or a person may have others off besides.
    pub off: Vec<Module>,
    /// What the firm or its type has off already.
    pub off_above: Vec<SwitchedOff>,
    /// The one it became, if it was merged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<ThirdPartyId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into_name: Option<String>,
    /// The path of its bookmark.
    pub bookmark: String,
    /// The roles that its type knows.
    pub roles: Vec<String>,
    /// What each of them opens to do.
    pub actions: BTreeMap<String, Vec<Action>>,
    /// Everybody, those whose access was ended last.
    pub people: Vec<ContactRow>,
}

names! {
    /// What became of a mail.
    MailState {
        /// Not sent yet, or to be tried again.
        OnItsWay = "on_its_way",
        /// The mail server took it.
        Sent = "sent",
        /// It was refused, or given up after the last try.
        Failed = "failed",
    }
}

/// A person at a third party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactRow {
    pub id: ContactId,
    pub name: String,
    pub email: Email,
    /// Nothing once her access was ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Modules switched off for her.
    pub off: Vec<Module>,
    /// What she may not do, of what her role opens.
    pub cannot: Vec<Action>,
    /// The sites she sees; nothing if she sees all of her third party's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sites: Option<Vec<SubjectId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<String>,
    /// When she was last invited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invited_at: Option<String>,
    /// What became of that mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation_mail: Option<MailState>,
}

/// A person with the browsers she has opened this firm's page in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactView {
    #[serde(flatten)]
    pub row: ContactRow,
    /// What an edit names in `If-Match`.
    pub revision: String,
    pub third_party: ThirdPartyId,
    pub third_party_name: String,
    /// What the firm, her third party's type or her third party has off already, whatever her own switches say.
    pub off_above: Vec<SwitchedOff>,
    pub devices: Vec<DeviceRow>,
}

/// What a list of third parties accepts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ThirdPartyQuery {
    /// Words of its name, or of a person's name or address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Of this type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// `true` for those that were archived; without it, those in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// From the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// 1 to 200; 50 if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
}

/// A type that a third party of the firm's can be of: one of its profiles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TypeRow {
    pub id: String,
    /// The roles that its people can have.
    pub roles: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TypeList {
    pub items: Vec<TypeRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewThirdParty {
    pub name: String,
    #[serde(rename = "type")]
    pub profile: String,
}

/// What is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThirdPartyPatch {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewContact {
    pub third_party: ThirdPartyId,
    pub name: String,
    pub email: Email,
    pub role: String,
    #[serde(default)]
    pub off: Vec<Module>,
    /// What she may not do, of what her role opens.
    #[serde(default)]
    pub cannot: Vec<Action>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sites: Option<Vec<SubjectId>>,
}

/// Everything about a contact that can be changed, as it is to be. Only what she may not do stays as it is if it is left
/// out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactEdit {
    pub name: String,
    pub email: Email,
    pub role: String,
    pub off: Vec<Module>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cannot: Option<Vec<Action>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sites: Option<Vec<SubjectId>>,
}

/// The id of what was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Made {
    pub id: String,
}

/// A mail before it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MailPreview {
    pub to: String,
    pub subject: String,
    pub text: String,
}
