//! The log of receipts as the firm reads it: who did what, as whom, to what, how surely; and whether the chain is whole.

use crate::id::{ReceiptId, RecordId, ThirdPartyId};
use crate::kind::Grade;
use serde::{Deserialize, Serialize};

/// One entry of the firm's chain, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirmReceiptRow {
    pub id: ReceiptId,
    /// Its place in the chain.
    pub number: u64,
    /// RFC 3339, UTC.
    pub at: String,
    /// What whoever acted is called.
    pub who: String,
    /// `con_…` or `stf_…`; nothing for the program itself and for strangers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who_id: Option<String>,
    /// For whom: her third party, or the contact as whom staff looked at a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_whom: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub third_party: Option<ThirdPartyId>,
    /// `record.view`, `file.download`, `contact.added` …
    pub action: String,
    /// The same in words, to go after the name: `opened a record`.
    pub did: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// What that is called now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Of a record or one of its files: the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Of a file: the SHA-256 of exactly what was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// What was asked of a list, in closed words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// What she typed, unless it was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub typed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    pub grade: Grade,
    /// `ok`, `unchanged`, `partial` or `refused`
    pub outcome: String,
    /// Which personal values of it were erased: `ip`, `agent`, `personal`.
    pub erased: Vec<String>,
    /// The entry's hash, in hex.
    pub hash: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirmReceiptPage {
    pub items: Vec<FirmReceiptRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// Which receipts are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ReceiptFilter {
    /// Of one contact's or one person of the firm's own acts: `con_…` or `stf_…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Of anything done under a hat of this third party.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub third_party: Option<String>,
    /// About this, of any kind: `rec_…`, `fil_…`, `con_…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// `record.view`, `file.download` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<String>,
    /// `ok`, `unchanged`, `partial` or `refused`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// `person` for what a person looked at herself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// First day, by the firm's calendar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// The same, a page at a time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct FirmReceiptQuery {
    /// Of one contact's or one person of the firm's own acts: `con_…` or `stf_…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Of anything done under a hat of this third party.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub third_party: Option<String>,
    /// About this, of any kind: `rec_…`, `fil_…`, `con_…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// `record.view`, `file.download` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<String>,
    /// `ok`, `unchanged`, `partial` or `refused`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// `person` for what a person looked at herself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// First day, by the firm's calendar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// From the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// 1 to 200; 50 if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
}

impl FirmReceiptQuery {
    /// What is asked of every page alike.
    #[must_use]
    pub fn filter(&self) -> ReceiptFilter {
        ReceiptFilter {
            person: self.person.clone(),
            third_party: self.third_party.clone(),
            object: self.object.clone(),
            act: self.act.clone(),
            outcome: self.outcome.clone(),
            grade: self.grade.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
        }
    }
}

/// How the firm's chain of receipts stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChainState {
    /// Entries in it.
    pub entries: u64,
    /// The newest head that was signed, if one is on file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed: Option<SignedHead>,
    /// Whether everything from `checked_from` to the end is as it was written.
    pub whole: bool,
    /// The first entry that was looked at: of a long chain only the end is; `sightline audit verify` reads all of it.
    pub checked_from: u64,
    /// The first thing found wrong, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
}

/// An entry that a signature outside the database names: nothing up to it can be cut or changed unnoticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedHead {
    pub number: u64,
    pub at: String,
}
