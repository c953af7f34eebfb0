//! A subject passing from one third party to another in the same relation: the old interest ends the day before, the
//! new one begins that day. Neither is ever in force beside the other, and no day is left between them.
//!
//! An interest reaches the whole tree below its subject, so a handed-over block takes its flats along; what lies below
//! and has interests of its own keeps those.

use crate::day;
use crate::interest::{Interest, Period};
use contract::day::Day;
use contract::id::ThirdPartyId;
use contract::kind::Relation;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandOver {
    pub relation: Relation,
    pub from: ThirdPartyId,
    pub to: ThirdPartyId,
    pub on: Day,
}

/// What it comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOver {
    /// The old interest as it stands from now on.
    pub ended: Interest,
    /// When the new one is in force: it goes on, whatever was agreed with the one before.
    pub begins: Period,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotHandedOver {
    #[error("it has it already")]
    Same,
    #[error("it has no such interest here on that day")]
    NotHeld,
    #[error("it would have had it for no day at all")]
    FirstDay,
    #[error("it has the same interest for some of these days")]
    Overlaps,
}

/// Judges it by the interests in the subject itself that are on record.
pub fn hand_over(held: &[Interest], ask: &HandOver) -> Result<HandedOver, NotHandedOver> {
    if ask.from == ask.to {
        return Err(NotHandedOver::Same);
    }
    let of = |party| {
        held.iter()
            .filter(move |one| one.third_party == party && one.relation == ask.relation)
    };
    let old = of(ask.from)
        .find(|one| one.period.contains(ask.on))
        .ok_or(NotHandedOver::NotHeld)?;
    let last = day::before(ask.on).filter(|last| *last >= old.period.first);
    let begins = Period {
        first: ask.on,
        last: None,
    };
    if of(ask.to).any(|one| one.period.overlaps(&begins)) {
        return Err(NotHandedOver::Overlaps);
    }
    let mut ended = old.clone();
    ended.period.last = Some(last.ok_or(NotHandedOver::FirstDay)?);
    Ok(HandedOver { ended, begins })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::{InterestId, SubjectId};
    use proptest::prelude::*;

    const OLD: ThirdPartyId = ThirdPartyId::from_bytes([1; 16]);
    const NEW: ThirdPartyId = ThirdPartyId::from_bytes([2; 16]);

    fn day(n: i32) -> Day {
        day::from_number(20_000 + n).unwrap()
    }

    fn held(party: ThirdPartyId, first: i32, last: Option<i32>) -> Interest {
        Interest {
            id: InterestId::from_bytes([3; 16]),
            third_party: party,
            subject: SubjectId::from_bytes([4; 16]),
            relation: Relation::Manages,
            period: Period::new(day(first), last.map(day)).unwrap(),
            share: None,
        }
    }

    fn on(n: i32) -> HandOver {
        HandOver {
            relation: Relation::Manages,
            from: OLD,
            to: NEW,
            on: day(n),
        }
    }

    #[test]
    fn what_cannot_be_handed_over_says_why() {
        let open = [held(OLD, 0, None)];
        let same = HandOver { to: OLD, ..on(5) };
        assert_eq!(hand_over(&open, &same), Err(NotHandedOver::Same));
        assert_eq!(hand_over(&open, &on(-1)), Err(NotHandedOver::NotHeld));
        assert_eq!(hand_over(&open, &on(0)), Err(NotHandedOver::FirstDay));
        let owned = HandOver {
            relation: Relation::Owns,
            ..on(5)
        };
        assert_eq!(hand_over(&open, &owned), Err(NotHandedOver::NotHeld));
        let ended = [held(OLD, 0, Some(4))];
        assert_eq!(hand_over(&ended, &on(5)), Err(NotHandedOver::NotHeld));
        let both = [held(OLD, 0, None), held(NEW, 9, Some(10))];
        assert_eq!(hand_over(&both, &on(5)), Err(NotHandedOver::Overlaps));
        assert_eq!(hand_over(&both, &on(11)).unwrap().begins.first, day(11));
    }

    proptest! {
        #[test]
        fn every_day_has_one_of_them_and_never_both(
            first in 0..20, last in prop::option::of(0..30i32), at in -5..40i32
        ) {
            let old = held(OLD, first, last.map(|l| first + l));
            let Ok(done) = hand_over(std::slice::from_ref(&old), &on(at)) else {
                prop_assert!(at <= first || !old.period.contains(day(at)));
                return Ok(());
            };
            for n in -10..60 {
                let (was, is) = (done.ended.period.contains(day(n)), done.begins.contains(day(n)));
                prop_assert!(!(was && is));
                prop_assert_eq!(was, n >= first && n < at);
                prop_assert_eq!(is, n >= at);
            }
        }
    }
}
