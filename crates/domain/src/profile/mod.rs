//! Profiles: what a kind of third party sees, may do and is called, as data. Closed until opened: a kind, a
//! field or an action that no rule names is not there.

mod compare;
mod form;
mod judge;
mod parse;
mod resolve;
mod revise;

pub use compare::compare;
pub use contract::kind::{Digest, Extent, NudgeWhen, Since};
pub use form::form;
pub use judge::{Judged, judge};
pub use parse::{ProfileError, parse};
pub use resolve::{Library, resolve};
pub use revise::revise;

use crate::record::FieldGroup;
use contract::kind::{Action, Module, RecordKind, Relation};
use std::collections::{BTreeMap, BTreeSet};

/// A profile ready to be asked: its `extends` followed and every rule checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    pub id: String,
    /// Singular and plural, by the thing they name.
    pub words: BTreeMap<String, (String, String)>,
    pub relations: BTreeMap<Relation, BTreeMap<RecordKind, Rule>>,
    /// Rules for records shared by name.
    pub shared: BTreeMap<RecordKind, Rule>,
    pub roles: BTreeMap<String, Role>,
    pub dashboard: Vec<BlockSpec>,
    /// Modules that nobody of this type has.
    pub off: BTreeSet<Module>,
    /// Whether a third party keeps seeing, after its interest ended, what was its then.
    pub history: bool,
    /// Whether a copy may be kept on the device for reading without a network.
    pub offline: bool,
    pub nudge: Nudge,
    pub audit: Audit,
}

impl Profile {
    /// What a role opens to do with anything at all.
    #[must_use]
    pub fn opens(&self, role: &str) -> BTreeSet<Action> {
        let Some(role) = self.roles.get(role) else {
            return BTreeSet::new();
        };
        let kinds = RecordKind::ALL.iter();
        kinds.flat_map(|kind| self.opened(role, *kind)).collect()
    }

    /// The same with one kind of record.
    #[must_use]
    pub fn opened(&self, role: &Role, kind: RecordKind) -> BTreeSet<Action> {
        let by_relation = self.relations.values().filter_map(|rules| rules.get(&kind));
        let rules = by_relation.chain(self.shared.get(&kind));
        let actions = rules.flat_map(|rule| rule.actions.iter().copied());
        let open = actions.filter(|action| role.see.allows(&kind) && role.act.allows(action));
        open.collect()
    }
}

/// What one relation opens of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub of: SubKinds,
    pub extent: Extent,
    pub since: Since,
    pub lens: Lens,
    pub actions: BTreeSet<Action>,
    pub weighted: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubKinds {
    All,
    Only(BTreeSet<String>),
}

/// The field groups a rule opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lens(u16);

impl Lens {
    #[must_use]
    pub const fn with(self, group: FieldGroup) -> Self {
        Self(self.0 | (1 << group.code()))
    }
    #[must_use]
    pub const fn opens(self, group: FieldGroup) -> bool {
        self.0 & (1 << group.code()) != 0
    }
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    /// Everything, the firm's own notes included: staff only.
    #[must_use]
    pub fn staff() -> Self {
        FieldGroup::ALL
            .into_iter()
            .fold(Self::default(), Self::with)
    }
    /// The groups in their fixed order.
    pub fn groups(self) -> impl Iterator<Item = FieldGroup> {
        FieldGroup::ALL.into_iter().filter(move |g| self.opens(*g))
    }

    /// The lenses that need no definition of their own.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        use FieldGroup::{Detail, Files, Money, People, Schedule, Summary};
        let groups: &[FieldGroup] = match name {
            "full" => &[Summary, Schedule, Detail, People, Files, Money],
            "evidence" => &[Summary, Schedule, Detail, Files],
            "schedule" => &[Summary, Schedule],
            "status" => &[Summary],
            _ => return None,
        };
        Some(groups.iter().copied().fold(Self::default(), Self::with))
    }
}

/// What one role of the profile is allowed of what the relations open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    pub see: Allowed<RecordKind>,
    pub act: Allowed<Action>,
    /// The roles whose holders, at her own third party, one of this role manages.
    pub colleagues: BTreeSet<String>,
    /// Whether two of this role may change and end each other. Not by itself: of two parents neither removes the other.
    pub colleagues_equal: bool,
}

impl Role {
    /// Whether it sees nothing and does nothing that the other does not.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        let sees = |kind| !self.see.allows(kind) || other.see.allows(kind);
        let does = |action| !self.act.allows(action) || other.act.allows(action);
        RecordKind::ALL.iter().all(sees) && Action::ALL.iter().all(does)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed<T> {
    All,
    Only(BTreeSet<T>),
}

impl<T: Ord> Allowed<T> {
    #[must_use]
    pub fn allows(&self, value: &T) -> bool {
        match self {
            Self::All => true,
            Self::Only(values) => values.contains(value),
        }
    }
}

impl SubKinds {
    #[must_use]
    pub fn allows(&self, sub_kind: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(values) => values.contains(sub_kind),
        }
    }
}

/// One block of the first page, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockSpec {
    Totals(Vec<String>),
    BySubject(Vec<String>),
    Records(String),
}

impl BlockSpec {
    pub const TOTALS: [&'static str; 5] = ["due", "overdue", "expiring", "expired", "booked"];
    pub const COLUMNS: [&'static str; 4] = ["certificates", "photos", "balance", "next-visit"];
    pub const LISTS: [&'static str; 7] = [
        "to-pay",
        "open-jobs",
        "certificates",
        "photos",
        "invoices",
        "visits",
        "plan",
    ];

    /// What it is called in a file.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Totals(_) => "totals",
            Self::BySubject(_) => "by-subject",
            Self::Records(_) => "records",
        }
    }

    /// What it shows, in order.
    #[must_use]
    pub fn of(&self) -> &[String] {
        match self {
            Self::Totals(of) | Self::BySubject(of) => of,
            Self::Records(list) => std::slice::from_ref(list),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nudge {
    pub new_document: NudgeWhen,
    pub digest: Digest,
    /// Local hours in which nothing is sent, as minutes of the day.
    pub quiet: Option<(u16, u16)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    pub evidential: bool,
    /// How long receipts are kept, in days.
    pub keep_days: u32,
    /// How long the address a person came from is kept, in days.
    pub ip_days: u32,
}

impl Profile {
    /// The words for a thing, singular and plural; the thing's own name if the profile has none.
    #[must_use]
    pub fn word(&self, thing: &str) -> (String, String) {
        self.words
            .get(thing)
            .cloned()
            .unwrap_or_else(|| (thing.to_owned(), format!("{thing}s")))
    }
}
