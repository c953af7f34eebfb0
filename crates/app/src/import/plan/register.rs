//! What interests may not be together: the same one twice at a time, and shares of more than the whole on any day.

use contract::day::Day;
use contract::id::{SubjectId, ThirdPartyId};
use contract::kind::Relation;
use domain::interest::Interest;
use domain::share::{Fraction, total};
use std::collections::{BTreeMap, BTreeSet};

/// An interest that will be in force: from a row of the folder, or on record.
pub(super) struct Held<'a> {
    pub line: Option<u32>,
    /// As the row calls it.
    pub subject: &'a str,
    pub interest: &'a Interest,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub line: u32,
    pub column: &'static str,
    pub why: String,
}

/// Rows that say the same of the same third party and subject for the same days.
pub(super) fn overlaps(held: &[Held<'_>]) -> Vec<Fault> {
    let mut same: BTreeMap<(SubjectId, ThirdPartyId, Relation), Vec<&Held<'_>>> = BTreeMap::new();
    for one in held {
        let interest = one.interest;
        same.entry((interest.subject, interest.third_party, interest.relation))
            .or_default()
            .push(one);
    }
    let mut faults = Vec::new();
    for group in same.values().filter(|group| group.len() > 1) {
        for one in group {
            let Some(line) = one.line else { continue };
            let other = group.iter().find(|other| {
                other.interest.id != one.interest.id
                    && other.interest.period.overlaps(&one.interest.period)
            });
            if let Some(other) = other {
                let why = match other.line {
                    Some(other) => {
                        format!("the same interest is on line {other} for some of the same days")
                    }
                    None => "the same interest is on record already for some of the same days"
                        .to_owned(),
                };
                faults.push(Fault {
                    line,
                    column: "first_day",
                    why,
                });
            }
        }
    }
    faults
}

/// Rows whose shares, with the others of the same day, come to more than the whole.
pub(super) fn over_the_whole(held: &[Held<'_>]) -> Vec<Fault> {
    let mut registers: BTreeMap<SubjectId, Vec<(&Held<'_>, Fraction)>> = BTreeMap::new();
    for one in held {
        if let Some(share) = one.interest.share {
            registers
                .entry(one.interest.subject)
                .or_default()
                .push((one, share));
        }
    }
    let (mut faults, mut told) = (Vec::new(), BTreeSet::new());
    for register in registers
        .values()
        .filter(|register| register.iter().any(|(one, _)| one.line.is_some()))
    {
        // A sum only grows on a day on which somebody's share begins.
        let mut days: Vec<Day> = register
            .iter()
            .map(|(one, _)| one.interest.period.first)
            .collect();
        days.sort_unstable();
        days.dedup();
        for day in days {
            let on_day: Vec<_> = register
                .iter()
                .filter(|(one, _)| one.interest.period.contains(day))
                .collect();
            let sum = total(on_day.iter().map(|(_, share)| *share));
            if !sum.exceeds_whole() {
                continue;
            }
            let parts: Vec<_> = on_day
                .iter()
                .map(|(one, share)| part(one, *share))
                .collect();
            for (one, _) in &on_day {
                let Some(line) = one.line.filter(|line| told.insert(*line)) else {
                    continue;
                };
                let (subject, parts) = (one.subject, parts.join(" + "));
                let why = format!(
                    "the shares of `{subject}` come to {sum} on {day}, more than the whole: {parts}"
                );
                faults.push(Fault {
                    line,
                    column: "share",
                    why,
                });
            }
        }
    }
    faults
}

fn part(one: &Held<'_>, share: Fraction) -> String {
    match one.line {
        Some(line) => format!("{share} (line {line})"),
        None => format!("{share} (on record)"),
    }
}
