//! Subjects in their tree, and who stands how to them, as staff see and change them.

use crate::day::Day;
use crate::id::{ContactId, InterestId, SubjectId, ThirdPartyId};
use crate::kind::{RecordKind, Relation, SubjectKind};
use crate::subject::SubjectRow;
use serde::{Deserialize, Deserializer, Serialize};

/// A subject with its place and who has it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TreeRow {
    #[serde(flatten)]
    pub row: SubjectRow,
    /// What lies above it, from the root down.
    pub path: Vec<TreeStep>,
    /// How many lie directly below it.
    pub children: u32,
    /// Whose interest in it is in force today. What is held of something above it stands there.
    pub held_by: Vec<InterestRow>,
    /// What the words of a search were found in, where its name does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found_by: Option<FoundBy>,
}

names! {
    /// What of a subject the words of a search were found in.
    FoundBy {
        Address = "address",
        Postcode = "postcode",
        Uprn = "uprn",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TreeStep {
    pub id: SubjectId,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TreePage {
    pub items: Vec<TreeRow>,
    pub next_cursor: Option<String>,
}

/// Who stands how to a subject, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InterestRow {
    pub id: InterestId,
    pub third_party: ThirdPartyId,
    pub third_party_name: String,
    pub relation: Relation,
    pub first_day: Day,
    /// Nothing if it goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Day>,
    /// Of a share: which part, as a fraction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<String>,
    /// What an edit of it names in `If-Match`.
    pub revision: String,
}

/// A share register, and the days on which it was or is this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisterRow {
    pub first_day: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Day>,
    pub holders: Vec<InterestRow>,
    /// What the shares come to: `1/1` if it is whole.
    pub total: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KindCount {
    pub kind: RecordKind,
    pub count: u32,
}

/// One subject with everything that is on record of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TreeView {
    #[serde(flatten)]
    pub row: TreeRow,
    /// What an edit names in `If-Match`.
    pub revision: String,
    /// The same for setting its shares.
    pub shares_revision: String,
    /// Past, present and to come, the latest to begin first.
    pub interests: Vec<InterestRow>,
    /// The register in force today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub register: Option<RegisterRow>,
    /// Every register, oldest first.
    pub registers: Vec<RegisterRow>,
    /// Records on it and on everything below it.
    pub records: Vec<KindCount>,
}

/// What a list of subjects accepts. Without words and without `within` it holds the roots.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct TreeQuery {
    /// Words of its name or address, its postcode, its UPRN. Finds at any depth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Directly below this one; with words, anywhere below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// Of this kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// From the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// 1 to 200; 50 if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSubject {
    /// What it lies below; nothing if it is a root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<SubjectId>,
    pub kind: SubjectKind,
    pub name: String,
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub postcode: String,
    #[serde(default)]
    pub uprn: String,
}

/// What is left out stays as it is; an empty text takes away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubjectPatch {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<SubjectKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uprn: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewInterest {
    pub third_party: ThirdPartyId,
    pub relation: Relation,
    pub first_day: Day,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Day>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InterestPatch {
    /// The first day it holds; left out, it stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_day: Option<Day>,
    /// The last day it holds; `null` if it goes on. It must be said: leaving it out is no way to let it go on.
    #[serde(deserialize_with = "said")]
    pub last_day: Option<Day>,
}

/// `null` is something said; nothing at all is not.
fn said<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

/// Where a subject is to lie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubjectPlace {
    /// What it is to lie below; `null` if it is to be a root. It must be said.
    #[serde(deserialize_with = "said")]
    pub parent: Option<SubjectId>,
}

/// What a change in the tree would give to people and take from them, on the day from which it counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TreeEffect {
    /// Everybody for whom something would be different.
    pub contacts: Vec<TreeGain>,
    /// People of the third parties concerned for whom nothing would be.
    pub untouched: u32,
    /// There are more people than were looked at.
    pub more: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TreeGain {
    pub contact: ContactId,
    pub name: String,
    pub third_party: ThirdPartyId,
    pub third_party_name: String,
    /// Subjects she would see and does not see now.
    pub subjects_gained: u32,
    /// Subjects she sees now and would not see.
    pub subjects_lost: u32,
    /// The same of records.
    pub gained: Vec<KindCount>,
    pub lost: Vec<KindCount>,
    /// Records she would go on seeing as they were on record on the last day, and no more as they are.
    pub kept: Vec<KindCount>,
}

/// From a day on, who holds how many parts of what was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRegister {
    pub from_day: Day,
    /// How many parts were issued. All of them are held.
    pub of: u32,
    pub shares: Vec<SharePart>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharePart {
    pub third_party: ThirdPartyId,
    pub parts: u32,
}

/// A subject passes from one third party to another: the old interest ends the day before, the new one begins `on`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubjectMove {
    pub relation: Relation,
    pub from_third_party: ThirdPartyId,
    pub to_third_party: ThirdPartyId,
    pub on: Day,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_day_is_said_or_the_change_says_nothing() {
        let read = |text: &str| serde_json::from_str::<InterestPatch>(text).map(|p| p.last_day);
        assert_eq!(read(r#"{"last_day":null}"#).unwrap(), None);
        assert_eq!(
            read(r#"{"last_day":"2026-11-30"}"#).unwrap(),
            Day::new(2026, 11, 30)
        );
        assert!(
            read("{}")
                .unwrap_err()
                .to_string()
                .contains("missing field")
        );
    }
}
