//! Random worlds: what the queries find through the slice index is what the rules say, no more and no less.

use crate::databases::{self, Fresh, run};
use crate::oracle::{Asker, Seen, sees};
use crate::world::{World, day};
use contract::id::{DeviceId, IdentityId};
use contract::kind::{Module, RecordKind};
use contract::page::RecordQuery;
use domain::policy::{Attested, Viewer, scope_all};
use domain::profile::{Library, resolve};
use domain::slice::{Holding, Past, RecordFacts, Scope, Verdict, VersionKeys, decide};
use rand::RngExt as _;
use rand::seq::SliceRandom as _;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Worlds for each database in one run; the two run different ones.
const WORLDS: u64 = 110;

#[test]
fn queries_through_the_slice_index_say_what_the_rules_say_on_sqlite() {
    on(databases::sqlite, 0);
}

#[test]
fn queries_through_the_slice_index_say_what_the_rules_say_on_postgresql() {
    on(databases::postgres, 1_000);
}

/// Each database has worlds of its own, so that a run sees twice as many.
fn on<Fut: Future<Output = Fresh>>(database: impl FnOnce() -> Fut, first_seed: u64) {
    run(async {
        let fresh = database().await;
        let (mut seen, mut kept) = (0usize, 0usize);
        for seed in first_seed..first_seed + WORLDS {
            let (s, k) = one_world(&fresh, seed).await;
            seen += s;
            kept += k;
        }
        // A test over empty slices would prove nothing.
        assert!(seen > 400, "only {seen} records were seen");
        assert!(kept > 20, "only {kept} kept views were seen");
        let tx = fresh.db.write().await.unwrap();
        let report = store::index::verify(&tx, false, |_| ()).await.unwrap();
        assert_eq!(report.differences, Vec::<String>::new());
    });
}

async fn one_world(fresh: &Fresh, seed: u64) -> (usize, usize) {
    let mut world = World::new(seed);
    world.write(&fresh.db).await.unwrap();
    let (mut seen, mut kept) = (0, 0);
    for at in 0..world.parties.len() {
        let profile = resolve(&world.parties[at].toml, &Library::default()).unwrap();
        for role in ["all", "some"] {
            let off: BTreeSet<Module> = Module::ALL
                .iter()
                .copied()
                .filter(|_| world.rng.random_bool(0.1))
                .collect();
            let sites = world.rng.random_bool(0.3).then(|| world.some_subjects());
            let viewer = viewer(&mut world, at, &profile, role, &off, sites.clone());
            let scope = scope_all(&viewer);
            let asker = Asker {
                party: world.parties[at].id,
                profile: &profile,
                role,
                off: &off,
                sites: sites.as_deref(),
            };
            let expected: BTreeMap<_, _> = world
                .records
                .iter()
                .filter_map(|r| Some((r.id, sees(&world, &asker, r)?)))
                .collect();
            seen += expected.len();
            kept += expected.values().filter(|s| s.kept_of.is_some()).count();
            let context = format!("world {seed}, party {at}, role {role}");
            decisions(&world, &asker, &scope, &expected, &context);
            lists(fresh, &mut world, &scope, &expected, &context).await;
            details(fresh, &world, &scope, &expected, &context).await;
            if role == "all" {
                words(fresh, &world, &scope, &expected, &context).await;
            }
        }
    }
    (seen, kept)
}

#[expect(clippy::disallowed_methods, reason = "the test plays the session")]
fn viewer(
    world: &mut World,
    at: usize,
    profile: &domain::profile::Profile,
    role: &str,
    off: &BTreeSet<Module>,
    sites: Option<Vec<contract::id::SubjectId>>,
) -> Viewer {
    Viewer::attest(Attested {
        identity: IdentityId::from_bytes([1; 16]),
        device: DeviceId::from_bytes([1; 16]),
        contact: world.contact(),
        contact_name: "Jo".to_owned(),
        third_party: world.parties[at].id,
        firm: world.firm,
        profile: Arc::new(profile.clone()),
        role: role.to_owned(),
        // Any switch closes a module; they are thrown by firm, third party and person in turn.
        firm_off: off.iter().copied().step_by(3).collect(),
        third_party_off: off.iter().copied().skip(1).step_by(3).collect(),
        off: off.iter().copied().skip(2).step_by(3).collect(),
        cannot: BTreeSet::new(),
        sites,
        today: domain::day::date(day(world.today)).unwrap(),
    })
}

type Expected = BTreeMap<contract::id::RecordId, Seen>;

/// The title, which names record and version.
fn title(world: &World, id: contract::id::RecordId, seen: Seen) -> String {
    let record = world.records.iter().find(|r| r.id == id).unwrap();
    record.versions[seen.version].1.spine().title
}

/// The engine's own decision in plain code.
fn decisions(world: &World, asker: &Asker<'_>, scope: &Scope, expected: &Expected, context: &str) {
    for rec in &world.records {
        let place = world.index_of(rec.subject);
        let keys = VersionKeys::of;
        let own = || {
            world.interests.iter().filter(|i| {
                i.third_party == asker.party && world.is_below(place, world.index_of(i.subject))
            })
        };
        let facts = RecordFacts {
            kind: rec.versions[0].1.kind(),
            standing: rec.standing,
            addressed: rec.addressed == Some(asker.party),
            raised: rec.raised == Some(asker.party),
            shared: rec.shared.contains(&asker.party),
            on_site: asker
                .sites
                .is_none_or(|s| s.iter().any(|s| world.is_below(place, world.index_of(*s)))),
            current: keys(&rec.versions.last().unwrap().1),
            past: own()
                .filter_map(|i| i.period.last)
                .filter_map(|last| {
                    let end = domain::day::number(last);
                    let then = rec.versions.iter().rev().find(|(on, _)| *on <= end)?;
                    Some(Past {
                        last,
                        keys: keys(&then.1),
                    })
                })
                .collect(),
            holdings: own()
                .map(|i| Holding {
                    relation: i.relation,
                    period: i.period,
                    since: domain::register::since(i, &world.interests),
                    direct: i.subject == rec.subject,
                })
                .collect(),
        };
        let decided = match decide(scope, &facts) {
            Verdict::Hidden => None,
            Verdict::Visible { as_of, .. } => Some(as_of.map(domain::day::number)),
        };
        assert_eq!(
            decided,
            expected.get(&rec.id).map(|s| s.kept_of),
            "{context}, {}",
            rec.id
        );
    }
}

/// Lists in some of the orders, page by page, and by kind.
async fn lists(
    fresh: &Fresh,
    world: &mut World,
    scope: &Scope,
    expected: &Expected,
    context: &str,
) {
    let all: BTreeSet<_> = expected
        .iter()
        .map(|(id, seen)| (*id, title(world, *id, *seen)))
        .collect();
    let mut sorts = ["day", "-day", "due", "-due", "title", "-title"];
    sorts.shuffle(&mut world.rng);
    for sort in &sorts[..2] {
        let mut query = RecordQuery {
            sort: Some((*sort).to_owned()),
            limit: Some("3".to_owned()),
            ..RecordQuery::default()
        };
        let mut found = BTreeSet::new();
        loop {
            let (narrowed, list) = domain::query::record_list(scope, query.clone()).unwrap();
            let (page, next) = store::scoped::records::list(&fresh.db, &narrowed, &list)
                .await
                .unwrap()
                .expect("a cursor just given");
            assert!(page.len() <= 3);
            for row in page.iter() {
                assert!(
                    found.insert((row.id, row.title.clone())),
                    "{context}: {} twice by {sort}",
                    row.id
                );
            }
            match next {
                Some(cursor) => query.cursor = Some(cursor),
                None => break,
            }
        }
        assert_eq!(found, all, "{context}, sorted by {sort}");
    }
    for kind in scope.kinds() {
        let query = RecordQuery {
            kind: Some(kind.to_string()),
            ..RecordQuery::default()
        };
        let (narrowed, list) = domain::query::record_list(scope, query).unwrap();
        let (page, _) = store::scoped::records::list(&fresh.db, &narrowed, &list)
            .await
            .unwrap()
            .unwrap();
        let found: BTreeSet<_> = page.iter().map(|r| (r.id, r.title.clone())).collect();
        let of_kind = |id: &contract::id::RecordId| -> RecordKind {
            world.records.iter().find(|r| r.id == *id).unwrap().versions[0]
                .1
                .kind()
        };
        let right: BTreeSet<_> = all
            .iter()
            .filter(|(id, _)| of_kind(id) == kind)
            .cloned()
            .collect();
        assert_eq!(found, right, "{context}, kind {kind}");
    }
}

/// Opening each record of the world by its id.
async fn details(fresh: &Fresh, world: &World, scope: &Scope, expected: &Expected, context: &str) {
    for rec in &world.records {
        let found = store::scoped::records::get(&fresh.db, scope, rec.id)
            .await
            .unwrap();
        let found = found.map(|v| {
            (
                v.row.title.clone(),
                v.as_recorded_by.map(domain::day::number),
            )
        });
        let right = expected
            .get(&rec.id)
            .map(|seen| (title(world, rec.id, *seen), seen.kept_of));
        assert_eq!(found, right, "{context}, record {}", rec.id);
    }
}

/// A word of one version finds it only where that version is what the viewer sees; a staff note finds nothing.
async fn words(fresh: &Fresh, world: &World, scope: &Scope, expected: &Expected, context: &str) {
    if scope.grants().is_empty() {
        return;
    }
    for rec in &world.records {
        for (version, (_, body)) in rec.versions.iter().enumerate() {
            let asked = domain::search::understand(&body.spine().title).unwrap();
            let hits = store::scoped::records::search(&fresh.db, scope, &asked)
                .await
                .unwrap();
            let found: Vec<_> = hits.iter().map(|r| r.id).collect();
            let right = expected.get(&rec.id).is_some_and(|s| s.version == version);
            assert_eq!(
                found,
                if right { vec![rec.id] } else { Vec::new() },
                "{context}, {}",
                body.spine().title
            );
        }
    }
    let asked = domain::search::understand("hiddenword").unwrap();
    assert!(
        store::scoped::records::search(&fresh.db, scope, &asked)
            .await
            .unwrap()
            .is_empty(),
        "{context}"
    );
}
