//! One third party becoming another: nobody is lost or let in twice, and no day of an interest is lost or counted twice.

use crate::world::day;
use contract::id::{ContactId, IdentityId, InterestId, SubjectId, ThirdPartyId};
use contract::kind::{Module, Relation};
use domain::interest::{Interest, Period};
use domain::merge::{Becomes, NotMerged, Person, interests, people};
use domain::share::Fraction;
use proptest::prelude::*;
use std::collections::BTreeSet;

const FROM: ThirdPartyId = ThirdPartyId::from_bytes([1; 16]);
const INTO: ThirdPartyId = ThirdPartyId::from_bytes([2; 16]);

fn person(contact: u8, identity: u8, is_open: bool, off: &[Module]) -> Person {
    Person {
        contact: ContactId::from_bytes([contact; 16]),
        identity: IdentityId::from_bytes([identity; 16]),
        is_open,
        off: off.iter().copied().collect(),
    }
}

#[test]
fn everybody_has_one_place_afterwards_and_what_was_off_stays_off() {
    let off = BTreeSet::from([Module::Photos]);
    let from = [
        person(1, 1, true, &[Module::Jobs]),
        person(2, 2, true, &[]),
        person(3, 3, true, &[]),
        person(4, 4, false, &[]),
        person(5, 5, false, &[]),
    ];
    let into = [
        person(12, 2, true, &[]),
        person(13, 3, false, &[]),
        person(14, 4, true, &[]),
    ];
    let there = |id: u8| ContactId::from_bytes([id; 16]);
    assert_eq!(
        people(&from, &into, &off),
        [
            Becomes::Moves([Module::Jobs, Module::Photos].into()),
            Becomes::IsThere(there(12)),
            Becomes::Returns(there(13), off.clone()),
            Becomes::Stays,
            Becomes::Moves(off.clone()),
        ]
    );
}

fn interest(id: u8, party: ThirdPartyId, first: &str, last: Option<&str>) -> Interest {
    Interest {
        id: InterestId::from_bytes([id; 16]),
        third_party: party,
        subject: SubjectId::from_bytes([9; 16]),
        relation: Relation::Manages,
        period: Period::new(day(first), last.map(day)).unwrap(),
        share: None,
    }
}

#[test]
fn interests_that_say_the_same_become_one_over_the_days_of_both() {
    let from = [interest(1, FROM, "2020-01-01", Some("2022-06-30"))];
    let into = [interest(2, INTO, "2022-01-01", None)];
    let done = interests(&from, &into, INTO).unwrap();
    assert_eq!(done.joined, 1);
    assert_eq!(done.closed.len(), 2);
    assert_eq!(done.opened, [interest(2, INTO, "2020-01-01", None)]);
    // Where they do not meet, each keeps its own days and its name.
    let into = [interest(2, INTO, "2022-07-01", None)];
    let done = interests(&from, &into, INTO).unwrap();
    assert_eq!((done.joined, done.closed.clone()), (0, from.to_vec()));
    assert_eq!(
        done.opened,
        [interest(1, INTO, "2020-01-01", Some("2022-06-30"))]
    );
}

#[test]
fn two_shares_of_one_subject_on_one_day_are_not_added_up() {
    let share = |id, party, first: &str, last| {
        let mut one = interest(id, party, first, last);
        one.relation = Relation::HoldsShare;
        one.share = Fraction::new(1, 4);
        one
    };
    let from = [share(1, FROM, "2020-01-01", None)];
    let refused = interests(&from, &[share(2, INTO, "2024-01-01", None)], INTO);
    let subject = SubjectId::from_bytes([9; 16]);
    assert_eq!(refused, Err(NotMerged::BothHoldShares(subject)));
    // One after the other is no quarrel, and what is another relation is another thing.
    let before = [
        share(2, INTO, "2019-01-01", Some("2019-12-31")),
        interest(3, INTO, "2020-01-01", None),
    ];
    let done = interests(&from, &before, INTO).unwrap();
    assert_eq!(done.opened, [share(1, INTO, "2020-01-01", None)]);
}

/// Spans that do not overlap each other, as one third party holds them in one subject.
fn apart(party: ThirdPartyId, start: u8) -> impl Strategy<Value = Vec<Interest>> {
    proptest::collection::vec((1..9_u32, 0..9_u32), 0..5).prop_map(move |spans| {
        let (mut at, mut all) = (0, Vec::new());
        for (id, (gap, length)) in (start..).zip(spans) {
            let first = at + gap;
            at = first + length;
            let on = |n: u32| format!("2024-{:02}-{:02}", n / 28 + 1, n % 28 + 1);
            all.push(interest(id, party, &on(first), Some(&on(at))));
        }
        all
    })
}

proptest! {
    #[test]
    fn no_day_is_lost_or_held_twice(from in apart(FROM, 1), into in apart(INTO, 101)) {
        let done = interests(&from, &into, INTO).unwrap();
        let mut after: Vec<Interest> = into
            .iter()
            .filter(|one| !done.closed.contains(one))
            .cloned()
            .collect();
        after.extend(done.opened.iter().cloned());
        prop_assert!(from.iter().all(|one| done.closed.contains(one)));
        for n in 0..112_u32 {
            let on = day(&format!("2024-{:02}-{:02}", n / 28 + 1, n % 28 + 1));
            let held = |all: &[Interest]| all.iter().filter(|one| one.period.contains(on)).count();
            let before = held(&from) + held(&into);
            prop_assert_eq!(held(&after), usize::from(before > 0), "{}", on);
        }
        let names: BTreeSet<_> = after.iter().map(|one| one.id).collect();
        prop_assert_eq!(names.len(), after.len());
    }
}
