//! One third party becoming another of the same type: what happens to each of its people and interests, decided before
//! anything is written. Nothing that was open to nobody opens by it but what the two of them held.

use crate::interest::{Interest, Period};
use contract::id::{ContactId, IdentityId, SubjectId, ThirdPartyId};
use contract::kind::{Module, Relation};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody at one of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub contact: ContactId,
    pub identity: IdentityId,
    /// Whether she may sign in there.
    pub is_open: bool,
    pub off: BTreeSet<Module>,
}

/// What becomes of somebody of the one that goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Becomes {
    /// She is a person of the other from now on, with these modules off for her. What was off for everybody where she
    /// comes from stays off for her.
    Moves(BTreeSet<Module>),
    /// She is at both: there she stays as she is, here she ends.
    IsThere(ContactId),
    /// She was at the other before and has access here: she gets it there again, with these modules off.
    Returns(ContactId, BTreeSet<Module>),
    /// She has access at neither, and is on record at both.
    Stays,
}

/// What becomes of the interests.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Interests {
    /// Of either, closed as they stood.
    pub closed: Vec<Interest>,
    /// Opened in their place, the other's.
    pub opened: Vec<Interest>,
    /// How many of the one's became one with an interest that the other held already.
    pub joined: u32,
}

/// Why it cannot be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum NotMerged {
    #[error("choose another third party than this one")]
    Same,
    #[error("both must be of the same type")]
    OtherType,
    #[error("an archived third party is brought back first")]
    Archived,
    /// Two shares of one subject on one day are the register's to put together, not ours to add up.
    #[error("both hold shares of this on the same day: set who holds which share first")]
    BothHoldShares(SubjectId),
}

/// What becomes of each person of the one that goes. `off` is what was off there for everybody.
#[must_use]
pub fn people(from: &[Person], into: &[Person], off: &BTreeSet<Module>) -> Vec<Becomes> {
    let becomes = |person: &Person| {
        let there = into.iter().filter(|one| one.identity == person.identity);
        // Whoever may sign in is she; of those who may not, any.
        let there = there.max_by_key(|one| one.is_open);
        let off = || person.off.union(off).copied().collect();
        match there {
            None => Becomes::Moves(off()),
            Some(there) if there.is_open && person.is_open => Becomes::IsThere(there.contact),
            Some(there) if person.is_open => Becomes::Returns(there.contact, off()),
            Some(_) => Becomes::Stays,
        }
    };
    from.iter().map(becomes).collect()
}

/// What becomes of the interests of both, once all are held by `to`. One that says the same as another for some of the same
/// days becomes one with it, over the days of both.
pub fn interests(
    from: &[Interest],
    into: &[Interest],
    to: ThirdPartyId,
) -> Result<Interests, NotMerged> {
    let mut places: BTreeMap<(SubjectId, Relation), Vec<Held<'_>>> = BTreeMap::new();
    for (is_moving, all) in [(false, into), (true, from)] {
        for interest in all {
            let place = places.entry((interest.subject, interest.relation));
            place.or_default().push(Held {
                interest,
                is_moving,
            });
        }
    }
    let mut done = Interests::default();
    for mut held in places.into_values() {
        held.sort_by_key(|one| (one.interest.period.first, one.is_moving));
        let mut group: Vec<Held<'_>> = Vec::new();
        let mut days: Option<Period> = None;
        for one in held {
            let period = one.interest.period;
            days = match days {
                Some(so_far) if so_far.overlaps(&period) => Some(over_both(so_far, period)),
                Some(so_far) => {
                    settle(&mut done, &group, so_far, to)?;
                    group.clear();
                    Some(period)
                }
                None => Some(period),
            };
            group.push(one);
        }
        if let Some(days) = days {
            settle(&mut done, &group, days, to)?;
        }
    }
    Ok(done)
}

struct Held<'a> {
    interest: &'a Interest,
    is_moving: bool,
}

/// Interests of one relation in one subject whose days run into each other: together they are one, over all the days.
fn settle(
    done: &mut Interests,
    group: &[Held<'_>],
    days: Period,
    to: ThirdPartyId,
) -> Result<(), NotMerged> {
    let moving = group.iter().filter(|one| one.is_moving);
    let Some(first) = group.first().filter(|_| moving.clone().count() > 0) else {
        return Ok(());
    };
    let there = group.iter().find(|one| !one.is_moving);
    let kept = there.unwrap_or(first).interest;
    if kept.relation == Relation::HoldsShare && group.len() > 1 {
        return Err(NotMerged::BothHoldShares(kept.subject));
    }
    if there.is_some() {
        done.joined += u32::try_from(moving.count()).unwrap_or(u32::MAX);
    }
    done.closed
        .extend(group.iter().map(|one| one.interest.clone()));
    done.opened.push(Interest {
        third_party: to,
        period: days,
        ..kept.clone()
    });
    Ok(())
}

fn over_both(one: Period, other: Period) -> Period {
    Period {
        first: one.first.min(other.first),
        last: one.last.zip(other.last).map(|(one, other)| one.max(other)),
    }
}
