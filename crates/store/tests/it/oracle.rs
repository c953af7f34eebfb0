//! The naive oracle: the text of the slice's rules read over all facts in memory, row by row. It shares no code
//! with the engine but the words; what it says, every query must say.

use crate::world::{Rec, World, day};
use contract::id::{SubjectId, ThirdPartyId};
use contract::kind::{Module, Relation};
use domain::profile::{Extent, Profile, Rule, Since};
use domain::record::{Body, Standing};
use std::collections::BTreeSet;

pub struct Asker<'a> {
    pub party: ThirdPartyId,
    pub profile: &'a Profile,
    pub role: &'a str,
    pub off: &'a BTreeSet<Module>,
    pub sites: Option<&'a [SubjectId]>,
}

/// What is seen of a record: which version, and whether it is a kept view and of which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub version: usize,
    pub kept_of: Option<i32>,
}

pub fn sees(world: &World, asker: &Asker<'_>, rec: &Rec) -> Option<Seen> {
    if rec.standing == Standing::Internal {
        return None;
    }
    let kind = rec.versions[0].1.kind();
    let role = asker.profile.roles.get(asker.role)?;
    if !role.see.allows(&kind) || asker.off.contains(&kind.module()) {
        return None;
    }
    let place = world.index_of(rec.subject);
    if let Some(sites) = asker.sites
        && !sites
            .iter()
            .any(|s| world.is_below(place, world.index_of(*s)))
    {
        return None;
    }
    let newest = rec.versions.len() - 1;
    if now(world, asker, rec, &rec.versions[newest].1) {
        return Some(Seen {
            version: newest,
            kept_of: None,
        });
    }
    if !asker.profile.history || rec.standing != Standing::ByRule {
        return None;
    }
    // The latest ended interest that showed it, in the last version recorded by its last day.
    let mut ends: Vec<i32> = world
        .interests
        .iter()
        .filter(|i| i.third_party == asker.party)
        .filter_map(|i| i.period.last.map(domain::day::number))
        .filter(|last| *last < world.today)
        .collect();
    ends.sort_unstable();
    for end in ends.into_iter().rev() {
        let Some(version) = rec.versions.iter().rposition(|(on, _)| *on <= end) else {
            continue;
        };
        let body = &rec.versions[version].1;
        if is_draft(body) {
            continue;
        }
        let shown = rules(asker, body).any(|(relation, rule)| {
            world.interests.iter().any(|i| {
                i.third_party == asker.party
                    && i.relation == relation
                    && i.period.last == Some(day(end))
                    && reaches(world, asker, rec, rule, i.subject)
                    && timely(rule, i, body)
            })
        });
        if shown {
            return Some(Seen {
                version,
                kept_of: Some(end),
            });
        }
    }
    None
}

/// A draft is the firm's own until it is issued.
fn is_draft(body: &Body) -> bool {
    matches!(body, Body::Invoice(invoice) if invoice.draft)
}

fn rules<'a>(asker: &'a Asker<'_>, body: &'a Body) -> impl Iterator<Item = (Relation, &'a Rule)> {
    asker
        .profile
        .relations
        .iter()
        .filter_map(|(relation, rules)| {
            let rule = rules.get(&body.kind())?;
            rule.of
                .allows(&body.spine().sub_kind)
                .then_some((*relation, rule))
        })
}

fn now(world: &World, asker: &Asker<'_>, rec: &Rec, body: &Body) -> bool {
    if is_draft(body) {
        return false;
    }
    let shared_rule = asker.profile.shared.get(&body.kind());
    if rec.standing == Standing::Shared
        && rec.shared.contains(&asker.party)
        && shared_rule.is_some_and(|r| r.of.allows(&body.spine().sub_kind))
    {
        return true;
    }
    let today = day(world.today);
    rules(asker, body).any(|(relation, rule)| {
        let addressed = rec.addressed == Some(asker.party);
        addressed
            || rec.standing == Standing::ByRule
                && world.interests.iter().any(|i| {
                    i.third_party == asker.party
                        && i.relation == relation
                        && i.period.contains(today)
                        && reaches(world, asker, rec, rule, i.subject)
                        && timely(rule, i, body)
                })
    })
}

fn reaches(world: &World, asker: &Asker<'_>, rec: &Rec, rule: &Rule, held: SubjectId) -> bool {
    let (place, held) = (world.index_of(rec.subject), world.index_of(held));
    world.is_below(place, held)
        && match rule.extent {
            Extent::Whole => true,
            Extent::Site => place == held,
            Extent::Own => rec.raised == Some(asker.party),
            Extent::Addressed => false,
        }
}

fn timely(rule: &Rule, interest: &domain::interest::Interest, body: &Body) -> bool {
    rule.since == Since::Always
        || body
            .spine()
            .day()
            .is_some_and(|d| interest.period.contains(d))
}
