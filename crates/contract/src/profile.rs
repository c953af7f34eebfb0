//! Third-party types as the firm's staff see and change them: a text each, checked by line, and what a change of it
//! would do to people.

use crate::id::{ContactId, ThirdPartyId};
use crate::kind::{
    Action, Digest, Extent, LineChange, Module, NudgeWhen, RecordKind, Relation, Since,
};
use crate::why::KindCount;
use serde::{Deserialize, Serialize};

/// One of the firm's third-party types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileRow {
    pub id: String,
    /// What one of them is called, if the text says so: `third_party` among its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Counted from 1.
    pub version: u32,
    /// RFC 3339, UTC.
    pub changed_at: String,
    /// Who of the firm changed it; nothing where a command did, or it came with the product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed_by: Option<String>,
    /// Its text is the one that comes with the product.
    pub shipped: bool,
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
    /// Who of the firm wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// A type's text as it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileText {
    pub text: String,
}

/// A type that the firm has not yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewProfile {
    /// Small letters, digits and hyphens; the text says the same.
    pub id: String,
    /// TOML.
    pub text: String,
}

/// A text that is being worked on, and what to do with it next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileDraftAsk {
    pub text: String,
    /// Written into the text, which otherwise stays as it is, its comments included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<ProfileChange>,
    /// The text that the lines are told against; the one that is saved if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<String>,
}

/// A change of a type as a form makes it. What it says takes the place of what the text said of the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "set", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProfileChange {
    /// What one and several of a thing are called; with both empty, what the base calls them.
    Word {
        thing: String,
        one: String,
        many: String,
    },
    /// What a role sees of what the rules open.
    See {
        role: String,
        all: bool,
        kinds: Vec<RecordKind>,
    },
    /// What a role does of what the rules allow.
    Do {
        role: String,
        all: bool,
        actions: Vec<Action>,
    },
    /// The blocks of the first page, in order.
    Blocks { blocks: Vec<BlockForm> },
    /// Whether a third party keeps seeing, after its interest ended, what was its then.
    History { on: bool },
    /// Whether a copy may be kept on a device.
    Offline { on: bool },
}

/// A text as it stands now, and what can be said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileDraft {
    pub text: String,
    /// With any of these it cannot be saved, and a form cannot change it.
    pub faults: Vec<ProfileFault>,
    /// What it says; nothing while it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<ProfileForm>,
    /// Where it differs, with two lines around each place; none where it does not.
    pub lines: Vec<TextLine>,
}

/// A line of two texts side by side. Where the numbers jump, lines that are the same in both are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextLine {
    pub change: LineChange,
    /// Its number before, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<u32>,
    pub text: String,
}

/// What a type says, with all that it extends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileForm {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extends: Option<String>,
    pub words: Vec<WordForm>,
    pub roles: Vec<RoleForm>,
    pub relations: Vec<RelationForm>,
    /// For records that are shared by name.
    pub shared: Vec<RuleForm>,
    /// Every kind that some rule opens: a role sees of these.
    pub opens: Vec<RecordKind>,
    /// Every action that some rule allows.
    pub allows: Vec<Action>,
    /// The first page, in order.
    pub blocks: Vec<BlockForm>,
    /// What a block can be made of.
    pub known_blocks: Vec<BlockForm>,
    pub history: bool,
    pub offline: bool,
    /// Modules that nobody of this type has.
    pub off: Vec<Module>,
    pub new_document: NudgeWhen,
    pub digest: Digest,
    /// The hours in which nothing is sent, such as `20:00-07:30`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quiet: Option<String>,
    pub evidential: bool,
    /// How long receipts are kept, in days.
    pub keep_days: u32,
    /// How long the address that somebody came from is kept, in days.
    pub ip_days: u32,
}

/// What one thing is called. Empty where the text and what it extends say nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WordForm {
    pub thing: String,
    pub one: String,
    pub many: String,
    /// The text itself says so, not what it extends.
    pub own: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoleForm {
    pub name: String,
    /// Whatever the rules open.
    pub sees_all: bool,
    pub sees: Vec<RecordKind>,
    pub does_all: bool,
    pub does: Vec<Action>,
    /// The roles whose holders, at her own third party, she lets in and out.
    pub colleagues: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RelationForm {
    pub relation: Relation,
    pub rules: Vec<RuleForm>,
}

/// What of one kind is opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleForm {
    pub kind: RecordKind,
    /// Only these sorts of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only: Option<Vec<String>>,
    pub extent: Extent,
    pub since: Since,
    /// The groups of fields that are shown, in their fixed order.
    pub shows: Vec<String>,
    pub actions: Vec<Action>,
    /// Money is shown as the holder's exact part.
    pub weighted: bool,
}

/// A block of the first page: `totals`, `by-subject` or `records`, and what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlockForm {
    pub block: String,
    pub of: Vec<String>,
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
