//! The share register of one subject: who holds which part of what was issued, and how one register follows another.
//! A register that is set is whole: nobody's part is missing, and nobody's is too much.

use crate::day;
use crate::interest::{Interest, Period};
use crate::share::{Fraction, total};
use contract::day::Day;
use contract::id::{InterestId, ThirdPartyId};
use contract::kind::Relation;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Parts that can be told apart.
pub const MOST_PARTS: u32 = 1_000_000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register(Vec<(ThirdPartyId, Fraction)>);

/// What is wrong with a register. Holders are named by where they stand in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RegisterFault {
    #[error("between 1 and {} parts are issued", MOST_PARTS)]
    Issued,
    #[error("a holder has at least one part, and at most all of them")]
    Parts(usize),
    #[error("this holder is in the register twice")]
    Twice(usize),
    #[error("the parts come to {total} of {issued}: {by} too many")]
    Over { total: u64, issued: u64, by: u64 },
    #[error("the parts come to {total} of {issued}: {by} are nobody's")]
    Under { total: u64, issued: u64, by: u64 },
}

impl Register {
    /// Reads a register; every fault at once.
    pub fn new(issued: u32, holders: &[(ThirdPartyId, u32)]) -> Result<Self, Vec<RegisterFault>> {
        if !(1..=MOST_PARTS).contains(&issued) {
            return Err(vec![RegisterFault::Issued]);
        }
        let (mut faults, mut seen, mut shares) = (Vec::new(), BTreeSet::new(), Vec::new());
        for (at, (holder, parts)) in holders.iter().enumerate() {
            match Fraction::new(*parts, issued) {
                Some(share) => shares.push((*holder, share)),
                None => faults.push(RegisterFault::Parts(at)),
            }
            if !seen.insert(*holder) {
                faults.push(RegisterFault::Twice(at));
            }
        }
        let total: u64 = holders.iter().map(|(_, parts)| u64::from(*parts)).sum();
        let issued = u64::from(issued);
        let by = total.abs_diff(issued);
        match total.cmp(&issued) {
            Ordering::Greater => faults.push(RegisterFault::Over { total, issued, by }),
            Ordering::Less => faults.push(RegisterFault::Under { total, issued, by }),
            Ordering::Equal => {}
        }
        if faults.is_empty() {
            Ok(Self(shares))
        } else {
            Err(faults)
        }
    }

    #[must_use]
    pub fn shares(&self) -> &[(ThirdPartyId, Fraction)] {
        &self.0
    }

    /// What becomes of the shares held, so that from this day on the register is this one. Whatever was planned for
    /// later days is replaced; whoever holds the same share as before goes on holding it, for her records reach back
    /// as far as her interest.
    #[must_use]
    pub fn follow(&self, held: &[Interest], from: Day) -> Turn {
        let mut begin = self.0.clone();
        let mut turn = Turn::default();
        for one in held.iter().filter(|one| is_share(one)) {
            if one.period.last.is_some_and(|last| last < from) {
                continue;
            }
            let same = (one.period.first <= from)
                .then(|| {
                    begin.iter().position(|(holder, share)| {
                        *holder == one.third_party && Some(*share) == one.share
                    })
                })
                .flatten();
            let last = match same {
                Some(at) => {
                    begin.remove(at);
                    None
                }
                None => match day::before(from).filter(|last| *last >= one.period.first) {
                    Some(last) => Some(last),
                    None => {
                        turn.close.push(one.id);
                        continue;
                    }
                },
            };
            if one.period.last != last {
                let mut changed = one.clone();
                changed.period.last = last;
                turn.close.push(one.id);
                turn.reopen.push(changed);
            }
        }
        turn.begin = begin;
        turn
    }
}

/// From one register to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Turn {
    pub close: Vec<InterestId>,
    /// Those of the closed ones that stand again, with another last day.
    pub reopen: Vec<Interest>,
    /// Who begins to hold what, with no last day.
    pub begin: Vec<(ThirdPartyId, Fraction)>,
}

fn is_share(interest: &Interest) -> bool {
    interest.relation == Relation::HoldsShare && interest.share.is_some()
}

/// The registers of a subject one after the other, oldest first: each with the days in which nothing of it changes.
/// Days on which nobody holds anything have none.
#[must_use]
pub fn registers(held: &[Interest]) -> Vec<(Period, Vec<&Interest>)> {
    let shares: Vec<&Interest> = held.iter().filter(|one| is_share(one)).collect();
    let turns: BTreeSet<Day> = shares
        .iter()
        .flat_map(|one| [Some(one.period.first), one.period.last.and_then(day::after)])
        .flatten()
        .collect();
    let mut registers = Vec::new();
    let mut turns = turns.into_iter().peekable();
    while let Some(first) = turns.next() {
        let holders: Vec<&Interest> = shares
            .iter()
            .copied()
            .filter(|one| one.period.contains(first))
            .collect();
        if !holders.is_empty() {
            let last = turns.peek().and_then(|next| day::before(*next));
            registers.push((Period { first, last }, holders));
        }
    }
    registers
}

/// Why an interest stays on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "without it the shares from {from} come to {total} of the whole: set who holds which share instead"
)]
pub struct NotWithdrawn {
    pub from: Day,
    pub total: Fraction,
}

/// Whether an interest can be taken off the record as if it had never been. A share only if on each of its days it
/// was the whole: any other would leave a register in which somebody's part is nobody's.
pub fn may_withdraw(held: &[Interest], which: InterestId) -> Result<(), NotWithdrawn> {
    let is_it = |one: &&Interest| one.id == which;
    let Some(gone) = held.iter().find(is_it).filter(|one| is_share(one)) else {
        return Ok(());
    };
    let rest: Vec<Interest> = held.iter().filter(|one| one.id != which).cloned().collect();
    for (period, holders) in registers(&rest) {
        let total = total(holders.iter().filter_map(|one| one.share));
        if total != Fraction::WHOLE && period.overlaps(&gone.period) {
            let from = period.first.max(gone.period.first);
            return Err(NotWithdrawn { from, total });
        }
    }
    Ok(())
}

/// The day on which a holder's time began: that of the interest itself, or, of a share, the first day of those shares
/// of hers in the same subject that lead up to it without a day between. Another fraction is no other holder: her
/// records of before stay hers, each weighed by the register of its day.
#[must_use]
pub fn since(one: &Interest, held: &[Interest]) -> Day {
    let mut first = one.period.first;
    if !is_share(one) {
        return first;
    }
    while let Some(before) = day::before(first)
        && let Some(earlier) = held.iter().find(|other| {
            is_share(other)
                && other.third_party == one.third_party
                && other.subject == one.subject
                && other.period.first < first
                && other.period.contains(before)
        })
    {
        first = earlier.period.first;
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::SubjectId;
    use proptest::prelude::*;

    fn party(n: u8) -> ThirdPartyId {
        ThirdPartyId::from_bytes([n; 16])
    }

    fn day(n: i32) -> Day {
        day::from_number(20_000 + n).unwrap()
    }

    #[test]
    fn a_register_over_or_under_the_whole_is_refused_with_the_exact_difference() {
        let told = |issued, parts: &[u32]| {
            let holders: Vec<_> = (1..).map(party).zip(parts.iter().copied()).collect();
            let faults = Register::new(issued, &holders).unwrap_err();
            faults.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(
            told(40, &[20, 23]),
            ["the parts come to 43 of 40: 3 too many"]
        );
        assert_eq!(
            told(40, &[20, 17]),
            ["the parts come to 37 of 40: 3 are nobody's"]
        );
        assert_eq!(
            told(40, &[]),
            ["the parts come to 0 of 40: 40 are nobody's"]
        );
        assert_eq!(told(0, &[]), ["between 1 and 1000000 parts are issued"]);
        let whole = Register::new(40, &[(party(1), 10), (party(2), 30)]).unwrap();
        assert_eq!(whole.shares()[0].1, Fraction::new(1, 4).unwrap());
    }

    #[test]
    fn every_holder_who_is_wrong_is_named() {
        let holders = [(party(1), 10), (party(2), 0), (party(1), 10)];
        let faults = Register::new(20, &holders).unwrap_err();
        assert_eq!(faults, [RegisterFault::Parts(1), RegisterFault::Twice(2)]);
    }

    fn share(n: u8, holder: u8, (first, last): (i32, Option<i32>), of: u32) -> Interest {
        Interest {
            id: InterestId::from_bytes([n; 16]),
            third_party: party(holder),
            subject: SubjectId::from_bytes([9; 16]),
            relation: Relation::HoldsShare,
            period: Period::new(day(first), last.map(day)).unwrap(),
            share: Fraction::new(1, of),
        }
    }

    #[test]
    fn a_share_is_withdrawn_only_where_it_was_the_whole() {
        let held = [
            share(1, 1, (0, Some(9)), 1),
            share(2, 1, (10, None), 2),
            share(3, 2, (10, None), 2),
        ];
        let id = |n: u8| InterestId::from_bytes([n; 16]);
        assert_eq!(may_withdraw(&held, id(1)), Ok(()));
        let refused = may_withdraw(&held, id(3)).unwrap_err();
        assert_eq!(
            (refused.from, refused.total),
            (day(10), Fraction::new(1, 2).unwrap())
        );
        assert_eq!(
            refused.to_string(),
            format!(
                "without it the shares from {} come to 1/2 of the whole: set who holds which share instead",
                day(10)
            )
        );
        let managing = Interest {
            relation: Relation::Manages,
            share: None,
            ..share(4, 3, (0, None), 1)
        };
        assert_eq!(may_withdraw(&[managing], id(4)), Ok(()));
    }

    #[test]
    fn a_holders_time_begins_with_the_first_share_that_leads_up_without_a_day_between() {
        let held = [
            share(1, 1, (0, Some(4)), 2),
            // A day without one.
            share(2, 1, (6, Some(9)), 2),
            share(3, 1, (10, Some(19)), 4),
            share(4, 1, (20, None), 8),
            share(5, 2, (15, None), 2),
        ];
        let began = held.each_ref().map(|one| since(one, &held));
        assert_eq!(began, [0, 6, 6, 6, 15].map(day));
        // What is no share begins when it begins.
        let mut managing = held.clone();
        for one in &mut managing {
            (one.relation, one.share) = (Relation::Manages, None);
        }
        assert_eq!(since(&managing[3], &managing), day(20));
    }

    #[derive(Debug, Clone)]
    struct Set {
        from: i32,
        parts: Vec<(u8, u32)>,
    }

    /// A register of some of five holders, and the day from which it is to be.
    fn set() -> impl Strategy<Value = Set> {
        let parts = prop::collection::btree_map(1..6u8, 1..9u32, 1..5);
        (0..40i32, parts).prop_map(|(from, parts)| Set {
            from,
            parts: parts.into_iter().collect(),
        })
    }

    fn carry_out(held: &mut Vec<Interest>, register: &Register, from: Day, fresh: &mut u8) {
        let turn = register.follow(held, from);
        held.retain(|one| !turn.close.contains(&one.id));
        held.extend(turn.reopen);
        for (holder, share) in turn.begin {
            *fresh += 1;
            held.push(Interest {
                id: InterestId::from_bytes([*fresh; 16]),
                third_party: holder,
                subject: SubjectId::from_bytes([9; 16]),
                relation: Relation::HoldsShare,
                period: Period {
                    first: from,
                    last: None,
                },
                share: Some(share),
            });
        }
    }

    proptest! {
        /// The oracle: for each day, the register that was set last among those that begin by then, where a later
        /// setting wipes out what was planned from its day on.
        #[test]
        fn whatever_is_set_in_whatever_order_is_the_register_of_each_day(sets in prop::collection::vec(set(), 1..6)) {
            let (mut held, mut fresh) = (Vec::new(), 0);
            let mut right: Vec<Vec<(ThirdPartyId, Fraction)>> = vec![Vec::new(); 60];
            for set in &sets {
                let issued = set.parts.iter().map(|(_, parts)| parts).sum();
                let holders: Vec<_> = set.parts.iter().map(|(n, parts)| (party(*n), *parts)).collect();
                let register = Register::new(issued, &holders).unwrap();
                for day in &mut right[usize::try_from(set.from).unwrap()..] {
                    *day = register.shares().to_vec();
                }
                carry_out(&mut held, &register, day(set.from), &mut fresh);
                // Set twice, it is set.
                let again = register.follow(&held, day(set.from));
                prop_assert_eq!(again, Turn::default());
            }
            let history = registers(&held);
            for (n, right) in right.iter().enumerate() {
                let on = day(i32::try_from(n).unwrap());
                let mut found: Vec<_> = history
                    .iter()
                    .filter(|(period, _)| period.contains(on))
                    .flat_map(|(_, holders)| holders.iter().map(|one| (one.third_party, one.share.unwrap())))
                    .collect();
                found.sort_by_key(|(holder, _)| *holder);
                prop_assert_eq!(&found, right);
                let sum = total(found.iter().map(|(_, share)| *share));
                prop_assert!(found.is_empty() || sum == Fraction::WHOLE);
            }
        }
    }
}
