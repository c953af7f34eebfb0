//! How many records of a kind are in the slice, counted within it.

use super::{Kind, Scope};
use contract::kind::RecordKind;
use contract::why::KindCount;

pub enum CountKind {}

impl Kind for CountKind {
    type Facts = (RecordKind, u64);
    type View = KindCount;

    fn project(scope: &Scope, (kind, count): (RecordKind, u64)) -> Option<KindCount> {
        scope
            .kinds()
            .contains(&kind)
            .then_some(KindCount { kind, count })
    }
}
