//! The people of the viewer's own third party, for whoever manages them: never anybody of another's.

use super::{Kind, Scope, Slice};
use contract::colleague::{ColleagueList, ColleagueRow};
use contract::id::ThirdPartyId;

#[derive(Debug, Clone)]
pub struct ColleagueRowFacts {
    pub third_party: ThirdPartyId,
    pub row: ColleagueRow,
}

pub enum ColleagueKind {}

impl Kind for ColleagueKind {
    type Facts = ColleagueRowFacts;
    type View = ColleagueRow;

    fn project(scope: &Scope, facts: ColleagueRowFacts) -> Option<ColleagueRow> {
        (facts.third_party == scope.third_party()).then_some(facts.row)
    }
}

impl Slice<Vec<ColleagueRow>> {
    /// The rows as their list. `roles` are what the viewer can give, and say nothing of anybody.
    pub fn colleagues(self, roles: Vec<String>) -> Slice<ColleagueList> {
        Slice {
            key: self.key,
            value: ColleagueList {
                items: self.value,
                roles,
            },
        }
    }
}
