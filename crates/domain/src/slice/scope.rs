//! The scope: the rules that apply to one viewer today, as plain data that the store turns into a query.

use crate::day;
use crate::policy::{Viewer, ViewerKey};
use crate::profile::{Extent, Lens, Since, SubKinds};
use crate::record::FieldGroup;
use chrono::NaiveDate;
use contract::day::Day;
use contract::id::{ContactId, FirmId, SubjectId, ThirdPartyId};
use contract::kind::{Action, RecordKind, Relation};
use std::collections::BTreeSet;

/// What ties a third party to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    Relation(Relation),
    /// Shared with it by name.
    Shared,
}

/// One rule that applies to the viewer: already narrowed by role and switches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub via: Via,
    pub kind: RecordKind,
    pub of: SubKinds,
    pub extent: Extent,
    pub since: Since,
    pub lens: Lens,
    pub actions: BTreeSet<Action>,
    pub weighted: bool,
}

#[derive(Debug, Clone)]
pub struct Scope {
    key: ViewerKey,
    firm: FirmId,
    third_party: ThirdPartyId,
    contact: ContactId,
    today: NaiveDate,
    sites: Option<Vec<SubjectId>>,
    history: bool,
    /// In a fixed order; the position is the grant's bit in a matched mask.
    grants: Vec<Grant>,
}

/// What a list can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortField {
    Day,
    Due,
    Title,
    Amount,
}

impl Scope {
    pub(crate) fn new(viewer: &Viewer, history: bool, grants: Vec<Grant>) -> Self {
        Self {
            key: viewer.key(),
            firm: viewer.firm(),
            third_party: viewer.third_party(),
            contact: viewer.contact(),
            today: viewer.today(),
            sites: viewer.sites().map(<[SubjectId]>::to_vec),
            history,
            grants,
        }
    }

    #[must_use]
    pub const fn key(&self) -> ViewerKey {
        self.key
    }
    #[must_use]
    pub const fn firm(&self) -> FirmId {
        self.firm
    }
    #[must_use]
    pub const fn third_party(&self) -> ThirdPartyId {
        self.third_party
    }
    #[must_use]
    pub const fn contact(&self) -> ContactId {
        self.contact
    }
    #[must_use]
    pub const fn day(&self) -> NaiveDate {
        self.today
    }

    /// Whether the other lets through exactly what this one does, for whomever it is.
    #[must_use]
    pub fn same_rights(&self, other: &Self) -> bool {
        self.firm == other.firm
            && self.third_party == other.third_party
            && self.today == other.today
            && self.sites == other.sites
            && self.history == other.history
            && self.grants == other.grants
    }

    #[must_use]
    pub fn today(&self) -> Option<Day> {
        day::from_date(self.today)
    }
    #[must_use]
    pub fn today_number(&self) -> i32 {
        day::date_number(self.today)
    }
    #[must_use]
    pub fn sites(&self) -> Option<&[SubjectId]> {
        self.sites.as_deref()
    }
    #[must_use]
    pub const fn history(&self) -> bool {
        self.history
    }
    #[must_use]
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// The same scope for some of its kinds.
    #[must_use]
    pub fn narrowed(&self, kinds: &[RecordKind]) -> Self {
        let mut scope = self.clone();
        scope.grants.retain(|g| kinds.contains(&g.kind));
        scope
    }

    /// The kinds that any rule opens, each once.
    #[must_use]
    pub fn kinds(&self) -> Vec<RecordKind> {
        let kinds: BTreeSet<_> = self.grants.iter().map(|g| g.kind).collect();
        kinds.into_iter().collect()
    }

    /// Whether a group is open in *every* rule, so that sorting or filtering by it betrays nothing.
    #[must_use]
    pub fn opens_everywhere(&self, group: FieldGroup) -> bool {
        self.grants.iter().all(|g| g.lens.opens(group))
    }

    #[must_use]
    pub fn may_sort_by(&self, field: SortField) -> bool {
        match field {
            SortField::Title => true,
            SortField::Day | SortField::Due => self.opens_everywhere(FieldGroup::Schedule),
            // A weighted viewer must not learn from the order what the whole sums are.
            SortField::Amount => {
                self.opens_everywhere(FieldGroup::Money) && !self.grants.iter().any(|g| g.weighted)
            }
        }
    }

    #[must_use]
    pub fn has_weighted(&self) -> bool {
        self.grants.iter().any(|g| g.weighted)
    }

    /// The relations through which subjects themselves are seen.
    #[must_use]
    pub fn relations(&self) -> Vec<Relation> {
        let relations: BTreeSet<_> = self
            .grants
            .iter()
            .filter_map(|g| match g.via {
                Via::Relation(relation) => Some(relation),
                Via::Shared => None,
            })
            .collect();
        relations.into_iter().collect()
    }

    /// What the grants in a mask open together: the lens, the actions, and whether money is whole for some.
    #[must_use]
    pub(crate) fn opened(&self, matched: u64, kind: RecordKind) -> Option<Opened> {
        let mut opened: Option<Opened> = None;
        for (bit, grant) in self.grants.iter().enumerate() {
            if matched & (1 << bit) == 0 || grant.kind != kind {
                continue;
            }
            let entry = opened.get_or_insert_with(Opened::default);
            entry.lens = entry.lens.union(grant.lens);
            entry.actions.extend(grant.actions.iter().copied());
            if grant.lens.opens(FieldGroup::Money) && !grant.weighted {
                entry.whole_money = true;
            }
        }
        opened
    }
}

#[derive(Debug, Default)]
pub(crate) struct Opened {
    pub lens: Lens,
    pub actions: BTreeSet<Action>,
    pub whole_money: bool,
}
