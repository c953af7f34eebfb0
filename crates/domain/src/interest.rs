//! Interests: which third party stands how to which subject, from when to when.

use crate::day;
use crate::share::Fraction;
use contract::day::Day;
use contract::id::{InterestId, SubjectId, ThirdPartyId};
use contract::kind::Relation;

/// A span of days, both ends included; no last day means it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub first: Day,
    pub last: Option<Day>,
}

impl Period {
    /// `None` if it would end before it begins.
    #[must_use]
    pub fn new(first: Day, last: Option<Day>) -> Option<Self> {
        (last.is_none_or(|l| l >= first)).then_some(Self { first, last })
    }

    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        day >= self.first && self.last.is_none_or(|last| day <= last)
    }

    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.last.is_none_or(|last| other.first <= last)
            && other.last.is_none_or(|last| self.first <= last)
    }

    #[must_use]
    pub fn last_number(&self) -> i32 {
        day::or_forever(self.last)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interest {
    pub id: InterestId,
    pub third_party: ThirdPartyId,
    pub subject: SubjectId,
    pub relation: Relation,
    pub period: Period,
    /// Only for [`Relation::HoldsShare`].
    pub share: Option<Fraction>,
}

/// Relations as bits, for the `relations` column of the slice index.
#[must_use]
pub const fn relation_bit(relation: Relation) -> i32 {
    match relation {
        Relation::Manages => 1,
        Relation::Owns => 1 << 1,
        Relation::Occupies => 1 << 2,
        Relation::PaysFor => 1 << 3,
        Relation::GuardianOf => 1 << 4,
        Relation::Adjusts => 1 << 5,
        Relation::HoldsShare => 1 << 6,
    }
}
/// The record is addressed to the third party.
pub const ADDRESSED_BIT: i32 = 1 << 20;
/// The record is shared with the third party by name.
pub const SHARED_BIT: i32 = 1 << 21;
