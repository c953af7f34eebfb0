//! The decision for one record, in plain code: what `why` explains, and what the store's queries are held
//! against. It follows the text of the rules, one function a rule.

use super::scope::{Grant, Scope, Via};
use crate::interest::Period;
use crate::profile::{Extent, Since, SubKinds};
use crate::record::{Body, Standing};
use contract::day::Day;
use contract::kind::{RecordKind, Relation, Status};
use std::fmt::Write as _;

/// An interest of the viewer's third party that covers the record's subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    pub relation: Relation,
    pub period: Period,
    /// Held on the record's very subject, not on one above it.
    pub direct: bool,
}

/// What of a version decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionKeys {
    pub sub_kind: String,
    pub day: Option<Day>,
    /// Not issued yet: nobody outside the firm sees it.
    pub draft: bool,
}

impl VersionKeys {
    #[must_use]
    pub fn of(body: &Body) -> Self {
        let spine = body.spine();
        Self {
            day: spine.day(),
            draft: spine.status == Status::Draft,
            sub_kind: spine.sub_kind,
        }
    }
}

/// The last version on record by an interest's last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    pub last: Day,
    pub keys: VersionKeys,
}

/// Everything a decision on one record needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFacts {
    pub kind: RecordKind,
    pub standing: Standing,
    pub addressed: bool,
    pub raised: bool,
    pub shared: bool,
    /// Whether the record lies on one of the viewer's sites; true where she is not limited to sites.
    pub on_site: bool,
    pub current: VersionKeys,
    pub past: Vec<Past>,
    pub holdings: Vec<Holding>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Hidden,
    /// The grants that hold, as bits by their position in the scope; `as_of` is the last day of the interest
    /// whose kept view this is, or none for the present.
    Visible {
        matched: u64,
        as_of: Option<Day>,
    },
}

/// What the scope lets this viewer see of the record.
#[must_use]
pub fn decide(scope: &Scope, facts: &RecordFacts) -> Verdict {
    let mask = |holds: &dyn Fn(&Grant) -> bool| {
        scope
            .grants()
            .iter()
            .enumerate()
            .filter(|(_, grant)| holds(grant))
            .fold(0u64, |mask, (bit, _)| mask | (1 << bit))
    };
    let Some(today) = scope.today() else {
        return Verdict::Hidden;
    };
    if facts.standing == Standing::Internal || !facts.on_site {
        return Verdict::Hidden;
    }
    let matched = mask(&|grant| holds_now(grant, facts, today));
    if matched != 0 {
        return Verdict::Visible {
            matched,
            as_of: None,
        };
    }
    if scope.history() {
        let mut kept: Vec<&Past> = facts.past.iter().filter(|p| p.last < today).collect();
        kept.sort_by_key(|past| std::cmp::Reverse(past.last));
        for past in kept {
            let matched = mask(&|grant| held_then(grant, facts, past));
            if matched != 0 {
                return Verdict::Visible {
                    matched,
                    as_of: Some(past.last),
                };
            }
        }
    }
    Verdict::Hidden
}

fn kind_fits(grant: &Grant, facts: &RecordFacts, keys: &VersionKeys) -> bool {
    grant.kind == facts.kind
        && !keys.draft
        && match &grant.of {
            SubKinds::All => true,
            SubKinds::Only(_) => grant.of.allows(&keys.sub_kind),
        }
}

fn in_time(since: Since, period: &Period, day: Option<Day>) -> bool {
    match since {
        Since::Always => true,
        Since::Interest => day.is_some_and(|d| period.contains(d)),
    }
}

fn extent_fits(grant: &Grant, facts: &RecordFacts, holding: &Holding) -> bool {
    match grant.extent {
        Extent::Whole => true,
        Extent::Site => holding.direct,
        Extent::Own => facts.raised,
        Extent::Addressed => false,
    }
}

fn holds_now(grant: &Grant, facts: &RecordFacts, today: Day) -> bool {
    if !kind_fits(grant, facts, &facts.current) {
        return false;
    }
    match grant.via {
        Via::Shared => facts.standing == Standing::Shared && facts.shared,
        Via::Relation(relation) => {
            // What is addressed to a third party stays with it, whatever becomes of the interest.
            facts.addressed
                || facts.standing == Standing::ByRule
                    && facts.holdings.iter().any(|h| {
                        h.relation == relation
                            && h.period.contains(today)
                            && in_time(grant.since, &h.period, facts.current.day)
                            && extent_fits(grant, facts, h)
                    })
        }
    }
}

fn held_then(grant: &Grant, facts: &RecordFacts, past: &Past) -> bool {
    let Via::Relation(relation) = grant.via else {
        return false;
    };
    facts.standing == Standing::ByRule
        && kind_fits(grant, facts, &past.keys)
        && facts.holdings.iter().any(|h| {
            h.relation == relation
                && h.period.last == Some(past.last)
                && in_time(grant.since, &h.period, past.keys.day)
                && extent_fits(grant, facts, h)
        })
}

/// A decision with its reasons, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    pub verdict: Verdict,
    pub reasons: Vec<String>,
}

/// Explains the decision, rule by rule.
#[must_use]
pub fn why(scope: &Scope, facts: &RecordFacts) -> Why {
    let verdict = decide(scope, facts);
    let mut reasons = Vec::new();
    match facts.standing {
        Standing::Internal => {
            reasons.push("the record is internal: no third party sees it".to_owned())
        }
        Standing::Shared if !facts.shared => {
            reasons.push("the record is shared by name, and not with this third party".to_owned());
        }
        Standing::Shared => {
            reasons.push("the record is shared with this third party by name".to_owned())
        }
        Standing::ByRule => reasons.push("the record follows the profile's rules".to_owned()),
    }
    if facts.current.draft {
        reasons.push("the record is a draft: nobody outside the firm sees it yet".to_owned());
    }
    if !facts.on_site {
        reasons.push("the contact is limited to other sites".to_owned());
    }
    if facts.addressed {
        reasons.push("the record is addressed to this third party".to_owned());
    }
    for holding in &facts.holdings {
        let mut text = format!(
            "interest: {} since {}",
            holding.relation, holding.period.first
        );
        if let Some(last) = holding.period.last {
            let _ = write!(text, " until {last}");
        }
        text.push_str(if holding.direct {
            ", on this very subject"
        } else {
            ", on a subject above it"
        });
        reasons.push(text);
    }
    if facts.holdings.is_empty() {
        reasons.push("the third party has no interest in the subject".to_owned());
    }
    if !scope.grants().iter().any(|g| g.kind == facts.kind) {
        reasons.push(format!("no rule opens a {} here", facts.kind));
    }
    let matched = match verdict {
        Verdict::Visible { matched, as_of } => {
            if let Some(day) = as_of {
                reasons.push(format!(
                    "kept view: as it was on record by {day}, the interest's last day"
                ));
            }
            matched
        }
        Verdict::Hidden => 0,
    };
    for (bit, grant) in scope
        .grants()
        .iter()
        .enumerate()
        .filter(|(_, g)| g.kind == facts.kind)
    {
        let via = match grant.via {
            Via::Relation(relation) => format!("relation.{relation}.{}", grant.kind),
            Via::Shared => format!("shared.{}", grant.kind),
        };
        let holds = matched & (1 << bit) != 0;
        let mut text = format!(
            "rule {via} {}",
            if holds { "holds" } else { "does not hold" }
        );
        // A rule that holds for a kept view may be for the sort the record was then.
        if !holds
            && let SubKinds::Only(of) = &grant.of
            && !of.contains(&facts.current.sub_kind)
        {
            let _ = write!(text, ": it is not for `{}`", facts.current.sub_kind);
        }
        reasons.push(text);
    }
    Why { verdict, reasons }
}
