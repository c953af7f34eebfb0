//! A weaker viewer never sees more: whatever is taken away (a rule, a kind of a role, a module, an interest,
//! a share, an address, the history), nothing comes to light that was not there before.

use crate::world::{day, viewer_with};
use contract::day::Day;
use contract::kind::{Action, Module, RecordKind, Relation};
use domain::interest::Period;
use domain::policy::scope_all;
use domain::profile::{
    Allowed, Audit, Digest, Extent, Lens, Nudge, NudgeWhen, Profile, Role, Rule, Since, SubKinds,
};
use domain::record::{FieldGroup, Standing};
use domain::slice::{Grant, Holding, Past, RecordFacts, Scope, Verdict, VersionKeys, decide, why};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::{BTreeMap, BTreeSet};

const KINDS: [RecordKind; 2] = [RecordKind::Document, RecordKind::Job];
const RELATIONS: [Relation; 2] = [Relation::Manages, Relation::Owns];

#[derive(Debug, Clone)]
struct World {
    profile: Profile,
    off: BTreeSet<Module>,
    facts: RecordFacts,
}

impl World {
    fn scope(&self) -> Scope {
        scope_all(&viewer_with(&self.profile, "r", |viewer| {
            viewer.off = self.off.clone();
        }))
    }

    fn role(&mut self) -> &mut Role {
        self.profile.roles.get_mut("r").unwrap()
    }
}

/// Days around today, few enough that edges meet.
fn any_day() -> impl Strategy<Value = Day> {
    select(vec![
        "2025-01-01",
        "2025-06-30",
        "2025-07-01",
        "2025-12-31",
        "2026-03-13",
        "2026-03-14",
        "2026-03-15",
        "2026-12-31",
    ])
    .prop_map(day)
}

fn any_period() -> impl Strategy<Value = Period> {
    (
        select(vec![
            day("2025-01-01"),
            day("2025-07-01"),
            day("2026-03-14"),
        ]),
        option::weighted(0.7, any_day()),
    )
        .prop_filter_map("ends before it begins", |(first, last)| {
            Period::new(first, last)
        })
}

fn any_sub_kind() -> impl Strategy<Value = String> {
    select(vec!["eicr", "epc", ""]).prop_map(str::to_owned)
}

prop_compose! {
    fn any_rule()(
        of in prop_oneof![
            4 => Just(SubKinds::All),
            1 => any_sub_kind().prop_map(|s| SubKinds::Only([s].into())),
        ],
        extent in prop_oneof![
            5 => Just(Extent::Whole),
            3 => select(vec![Extent::Own, Extent::Addressed, Extent::Site]),
        ],
        since in select(vec![Since::Interest, Since::Always]),
        groups in vec(select(FieldGroup::ALL.to_vec()), 0..4),
        actions in vec(select(Action::ALL.to_vec()), 0..3),
        weighted in any::<bool>(),
    ) -> Rule {
        let lens = groups.into_iter().fold(Lens::default(), Lens::with);
        Rule { of, extent, since, lens, actions: actions.into_iter().collect(), weighted }
    }
}

fn any_rules() -> impl Strategy<Value = BTreeMap<RecordKind, Rule>> {
    proptest::collection::btree_map(select(KINDS.to_vec()), any_rule(), 1..3)
}

fn any_allowed<T: Ord + Copy + std::fmt::Debug + 'static>(
    all: &[T],
) -> impl Strategy<Value = Allowed<T>> {
    prop_oneof![
        9 => Just(Allowed::All),
        1 => vec(select(all.to_vec()), 0..3).prop_map(|some| Allowed::Only(some.into_iter().collect())),
    ]
}

prop_compose! {
    fn any_profile()(
        relations in proptest::collection::btree_map(select(RELATIONS.to_vec()), any_rules(), 1..3),
        shared in any_rules(),
        see in any_allowed(&KINDS),
        act in any_allowed(Action::ALL),
        history in proptest::bool::weighted(0.9),
    ) -> Profile {
        Profile {
            id: "random".to_owned(),
            words: BTreeMap::new(),
            relations,
            shared,
            roles: [("r".to_owned(), Role { see, act, colleagues: BTreeSet::new(), colleagues_equal: false })].into(),
            dashboard: Vec::new(),
            off: BTreeSet::new(),
            history,
            offline: false,
            nudge: Nudge { new_document: NudgeWhen::Never, digest: Digest::Never, quiet: None },
            audit: Audit { evidential: false, keep_days: 1, ip_days: 1 },
        }
    }
}

prop_compose! {
    fn any_keys()(sub_kind in any_sub_kind(), day in option::weighted(0.9, any_day()), draft in proptest::bool::weighted(0.1)) -> VersionKeys {
        VersionKeys { sub_kind, day, draft }
    }
}

prop_compose! {
    fn any_holding()(relation in select(RELATIONS.to_vec()), period in any_period(), direct in any::<bool>())
        -> Holding { Holding { relation, period, since: period.first, direct } }
}

prop_compose! {
    fn any_facts()(
        kind in select(KINDS.to_vec()),
        standing in prop_oneof![
            12 => Just(Standing::ByRule), 1 => Just(Standing::Shared), 1 => Just(Standing::Internal),
        ],
        addressed in proptest::bool::weighted(0.1),
        [raised, shared] in [any::<bool>(), any::<bool>()],
        on_site in proptest::bool::weighted(0.9),
        current in any_keys(),
        then in vec(any_keys(), 5),
        holdings in vec(any_holding(), 2..6),
    ) -> RecordFacts {
        // Only an invoice can be a draft.
        let keys = |keys: VersionKeys| VersionKeys {
            draft: keys.draft && kind == RecordKind::Invoice,
            ..keys
        };
        let current = keys(current);
        let then = then.into_iter().map(keys);
        // As the store loads them: one version for each last day there is.
        let lasts: BTreeSet<Day> = holdings.iter().filter_map(|h| h.period.last).collect();
        let past = lasts.into_iter().zip(then).map(|(last, keys)| Past { last, keys }).collect();
        RecordFacts { kind, standing, addressed, raised, shared, on_site, current, past, holdings }
    }
}

prop_compose! {
    fn any_world()(
        profile in any_profile(),
        off in proptest::collection::btree_set(select(Module::ALL.to_vec()), 0..2),
        facts in any_facts(),
    ) -> World { World { profile, off, facts } }
}

/// Everything that can be taken away from a world, one at a time.
fn weakened(world: &World) -> Vec<(String, World)> {
    let mut out = Vec::new();
    let mut take = |what: String, change: &dyn Fn(&mut World)| {
        let mut weaker = world.clone();
        change(&mut weaker);
        out.push((what, weaker));
    };
    for kind in KINDS {
        for relation in RELATIONS {
            take(format!("the rule {relation}.{kind}"), &|w| {
                if let Some(rules) = w.profile.relations.get_mut(&relation) {
                    rules.remove(&kind);
                }
            });
        }
        take(format!("the rule shared.{kind}"), &|w| {
            w.profile.shared.remove(&kind);
        });
        take(format!("{kind} of the role"), &|w| {
            let left = KINDS
                .into_iter()
                .filter(|k| *k != kind && w.role().see.allows(k))
                .collect();
            w.role().see = Allowed::Only(left);
        });
    }
    for action in Action::ALL {
        take(format!("{action} of the role"), &|w| {
            let left = Action::ALL
                .iter()
                .copied()
                .filter(|a| a != action && w.role().act.allows(a))
                .collect();
            w.role().act = Allowed::Only(left);
        });
    }
    for module in Module::ALL {
        take(format!("the module {module}"), &|w| {
            w.off.insert(*module);
        });
    }
    take("the role".to_owned(), &|w| w.profile.roles.clear());
    take("the history".to_owned(), &|w| w.profile.history = false);
    for at in 0..world.facts.holdings.len() {
        take(format!("interest {at}"), &|w| {
            w.facts.holdings.remove(at);
        });
        take(format!("the site of interest {at}"), &|w| {
            w.facts.holdings[at].direct = false;
        });
    }
    for at in 0..world.facts.past.len() {
        take(format!("past version {at}"), &|w| {
            w.facts.past.remove(at);
        });
    }
    take("the address".to_owned(), &|w| w.facts.addressed = false);
    take("the share".to_owned(), &|w| w.facts.shared = false);
    take("having raised it".to_owned(), &|w| w.facts.raised = false);
    take("the site".to_owned(), &|w| w.facts.on_site = false);
    take("the standing".to_owned(), &|w| {
        w.facts.standing = Standing::Internal;
    });
    out
}

fn opened(scope: &Scope, matched: u64) -> Vec<&Grant> {
    scope
        .grants()
        .iter()
        .enumerate()
        .filter(|(bit, _)| matched & (1 << bit) != 0)
        .map(|(_, g)| g)
        .collect()
}

/// Whether a grant gives nothing that another does not give too.
fn within(weak: &Grant, strong: &Grant) -> bool {
    weak.via == strong.via
        && weak.kind == strong.kind
        && weak.lens == strong.lens
        && weak.weighted == strong.weighted
        && weak.actions.is_subset(&strong.actions)
}

#[test]
fn the_worlds_tried_are_seen_hidden_and_kept_often_enough_to_prove_something() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (mut seen, mut kept) = (0, 0);
    for _ in 0..1000 {
        let world = any_world().new_tree(&mut runner).unwrap().current();
        match decide(&world.scope(), &world.facts) {
            Verdict::Visible { as_of: None, .. } => seen += 1,
            Verdict::Visible { as_of: Some(_), .. } => kept += 1,
            Verdict::Hidden => {}
        }
    }
    assert!(
        seen > 150 && kept > 30 && seen + kept < 850,
        "{seen} seen, {kept} kept"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn whatever_is_taken_away_nothing_more_is_seen(world in any_world()) {
        let strong_scope = world.scope();
        let strong = decide(&strong_scope, &world.facts);
        for (what, weaker) in weakened(&world) {
            let weak_scope = weaker.scope();
            let Verdict::Visible { matched, as_of } = decide(&weak_scope, &weaker.facts) else { continue };
            let Verdict::Visible { matched: before, as_of: kept_before } = strong else {
                return Err(TestCaseError::fail(format!("without {what} it appeared")));
            };
            // A kept view never becomes the present, nor a later one, by taking something away.
            prop_assert!(
                kept_before.is_none() || as_of.is_some_and(|day| Some(day) <= kept_before),
                "without {} it moved from {:?} to {:?}", what, kept_before, as_of
            );
            // Of one and the same version, no more rules hold than before.
            if as_of == kept_before {
                let strong_grants = opened(&strong_scope, before);
                for grant in opened(&weak_scope, matched) {
                    prop_assert!(
                        strong_grants.iter().any(|s| within(grant, s)),
                        "without {} there is {:?}", what, grant
                    );
                }
            }
        }
    }

    #[test]
    fn why_decides_as_decide_does_and_always_says_why(world in any_world()) {
        let scope = world.scope();
        let explained = why(&scope, &world.facts);
        prop_assert_eq!(explained.verdict, decide(&scope, &world.facts));
        prop_assert!(!explained.reasons.is_empty());
        prop_assert!(explained.reasons.iter().all(|reason| !reason.trim().is_empty()));
        if let Verdict::Visible { matched, .. } = explained.verdict {
            let told = explained.reasons.iter().filter(|r| r.starts_with("rule ") && r.ends_with(" holds")).count();
            prop_assert_eq!(told, matched.count_ones() as usize);
            prop_assert_eq!(explained.rules.len(), told);
        }
        // Whoever sees it is stopped by nothing; whoever does not is told by what.
        let hidden = explained.verdict == Verdict::Hidden;
        prop_assert_eq!(hidden, !explained.stops.is_empty(), "{:?}", explained);
    }

    #[test]
    fn whatever_is_seen_is_seen_through_a_rule_of_its_own_kind(world in any_world()) {
        let scope = world.scope();
        if let Verdict::Visible { matched, as_of } = decide(&scope, &world.facts) {
            prop_assert!(matched != 0 && matched >> scope.grants().len() == 0);
            prop_assert!(opened(&scope, matched).iter().all(|g| g.kind == world.facts.kind));
            prop_assert!(world.facts.on_site && world.facts.standing != Standing::Internal);
            prop_assert!(as_of.is_none() || world.profile.history);
        }
    }
}
