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
    /// When its holder's time began: its first day, or that of the first uninterrupted share.
    pub since: Day,
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

fn in_time(since: Since, h: &Holding, day: Option<Day>) -> bool {
    match since {
        Since::Always => true,
        Since::Interest => day.is_some_and(|d| {
            let time = Period {
                first: h.since,
                last: h.period.last,
            };
            time.contains(d)
        }),
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
                    && facts
                        .holdings
                        .iter()
                        .any(|h| opens_now(grant, relation, facts, h, today))
        }
    }
}

/// Whether this interest is one that makes the rule hold today.
fn opens_now(grant: &Grant, of: Relation, facts: &RecordFacts, h: &Holding, today: Day) -> bool {
    h.relation == of
        && h.period.contains(today)
        && in_time(grant.since, h, facts.current.day)
        && extent_fits(grant, facts, h)
}

/// Whether it is one that made the rule hold on its last day.
fn opened_then(grant: &Grant, of: Relation, facts: &RecordFacts, h: &Holding, past: &Past) -> bool {
    h.relation == of
        && h.period.last == Some(past.last)
        && in_time(grant.since, h, past.keys.day)
        && extent_fits(grant, facts, h)
}

fn held_then(grant: &Grant, facts: &RecordFacts, past: &Past) -> bool {
    let Via::Relation(relation) = grant.via else {
        return false;
    };
    facts.standing == Standing::ByRule
        && kind_fits(grant, facts, &past.keys)
        && facts
            .holdings
            .iter()
            .any(|h| opened_then(grant, relation, facts, h, past))
}

/// A decision with its reasons, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    pub verdict: Verdict,
    pub reasons: Vec<String>,
    /// The rules that open it, by their names in the profile.
    pub rules: Vec<String>,
    /// The interests that those rest on; of a record that is hidden, all that the third party has there.
    pub interests: Vec<Holding>,
    /// Of a record that is hidden: each thing that stands in the way.
    pub stops: Vec<String>,
}

fn rule_name(grant: &Grant) -> String {
    match grant.via {
        Via::Relation(relation) => format!("relation.{relation}.{}", grant.kind),
        Via::Shared => format!("shared.{}", grant.kind),
    }
}

/// The interests without which the matched rules would not hold.
fn bases(scope: &Scope, facts: &RecordFacts, matched: u64, as_of: Option<Day>) -> Vec<Holding> {
    let rests_on = |grant: &Grant, holding: &Holding| match (grant.via, as_of, scope.today()) {
        (Via::Relation(of), None, Some(today)) => opens_now(grant, of, facts, holding, today),
        (Via::Relation(of), Some(day), _) => facts
            .past
            .iter()
            .any(|past| past.last == day && opened_then(grant, of, facts, holding, past)),
        _ => false,
    };
    let grants: Vec<_> = scope.grants().iter().enumerate().collect();
    let holds = |holding: &&Holding| {
        facts.standing == Standing::ByRule
            && grants
                .iter()
                .any(|(bit, grant)| matched & (1 << bit) != 0 && rests_on(grant, holding))
    };
    facts.holdings.iter().filter(holds).copied().collect()
}

/// What a rule of the record's kind lacks to hold.
fn lacks(grant: &Grant, facts: &RecordFacts, today: Day) -> String {
    let name = rule_name(grant);
    if !kind_fits(grant, facts, &facts.current) && !facts.current.draft {
        let sort = &facts.current.sub_kind;
        return format!("rule {name} is not for the sort `{sort}`");
    }
    let Via::Relation(relation) = grant.via else {
        return format!("rule {name} is for what is shared with the third party by name");
    };
    if facts.standing == Standing::Shared {
        return format!("rule {name} counts for nothing: the record is shared by name instead");
    }
    if grant.extent == Extent::Addressed {
        return format!("rule {name} is for what is addressed to the third party");
    }
    let held = || facts.holdings.iter().filter(|h| h.relation == relation);
    let in_force = || held().filter(|h| h.period.contains(today));
    if in_force().next().is_none() {
        let begins = held()
            .map(|h| h.period.first)
            .filter(|first| *first > today);
        let ended = held().filter_map(|h| h.period.last).max();
        return match (begins.min(), ended) {
            (Some(first), _) => format!("rule {name}: the interest begins on {first}"),
            (None, Some(last)) => format!("rule {name}: the interest ended on {last}"),
            (None, None) => format!("rule {name}: the third party is not one that {relation} it"),
        };
    }
    if !in_force().any(|h| extent_fits(grant, facts, h)) {
        return match grant.extent {
            Extent::Own => format!("rule {name} is for what the third party itself raised"),
            _ => format!("rule {name} is for records on the interest's very subject"),
        };
    }
    format!("rule {name}: the record's day lies outside the interest")
}

/// Everything that stands in the way of a record that is hidden.
fn stops(scope: &Scope, facts: &RecordFacts) -> Vec<String> {
    let mut stops = Vec::new();
    if facts.standing == Standing::Internal {
        stops.push("the record is internal: no third party sees it".to_owned());
    }
    if facts.current.draft {
        stops.push("the record is a draft: nobody outside the firm sees it yet".to_owned());
    }
    if !facts.on_site {
        stops.push("the contact is limited to other sites".to_owned());
    }
    if !stops.is_empty() {
        return stops;
    }
    let of_kind = || scope.grants().iter().filter(|g| g.kind == facts.kind);
    if of_kind().next().is_none() {
        stops.push(format!("no rule opens a {} here", facts.kind));
    }
    if let Some(today) = scope.today() {
        stops.extend(of_kind().map(|grant| lacks(grant, facts, today)));
    }
    stops
}

/// Whether the viewer sees a subject: through an interest in force of a relation that any rule is about. The
/// decision that `store` makes in SQL, in plain code.
#[must_use]
pub fn covers(scope: &Scope, holdings: &[Holding], on_site: bool) -> bool {
    let relations = scope.relations();
    let Some(today) = scope.today() else {
        return false;
    };
    on_site
        && holdings
            .iter()
            .any(|h| relations.contains(&h.relation) && h.period.contains(today))
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
    let (matched, interests) = match verdict {
        Verdict::Visible { matched, as_of } => {
            if let Some(day) = as_of {
                reasons.push(format!(
                    "kept view: as it was on record by {day}, the interest's last day"
                ));
            }
            (matched, bases(scope, facts, matched, as_of))
        }
        Verdict::Hidden => (0, facts.holdings.clone()),
    };
    let mut rules = Vec::new();
    for (bit, grant) in scope
        .grants()
        .iter()
        .enumerate()
        .filter(|(_, g)| g.kind == facts.kind)
    {
        let via = rule_name(grant);
        let holds = matched & (1 << bit) != 0;
        if holds {
            rules.push(via.clone());
        }
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
    let stops = match verdict {
        Verdict::Visible { .. } => Vec::new(),
        Verdict::Hidden => stops(scope, facts),
    };
    Why {
        verdict,
        reasons,
        rules,
        interests,
        stops,
    }
}
