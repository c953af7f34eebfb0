//! What the server remembers is given again only while it is true: whatever changes, whoever changes it, a process
//! that remembers answers what one that has just started does.

use actix_web::test::TestRequest;
use contract::id::{Id, InterestId, RecordId, SubjectId};
use contract::kind::Module;
use contract::paths;
use domain::clock::Clock as _;
use domain::profile::Library;
use domain::receipt::Chain;
use domain::record::{Body, Standing};
use domain::subject::Subject;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use std::collections::BTreeSet;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use store::{Change, Db, Tx, firms, people, records, subjects, switches};
use testkit::{Database, Persona, TestApp, TestClock, Visitor, firm};

fn reads(statements: &[String]) -> usize {
    statements
        .iter()
        .filter(|sql| sql.contains("slice_index") || sql.contains("FROM session"))
        .count()
}

#[actix_web::test]
async fn what_is_asked_again_is_not_read_again_and_has_its_receipt() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        for path in [
            paths::RECORDS.to_owned(),
            paths::DASHBOARD.to_owned(),
            paths::SUBJECTS.to_owned(),
            paths::record(firm::OAKLINE_INVOICE),
            format!("{}?q=mill", paths::SEARCH),
        ] {
            let first = app.get(&bea, &path).await;
            let before = app.chain(Chain::firm(firm::HALDEN)).await.len();
            let (again, ran) = app.traced(app.get(&bea, &path)).await;
            assert_eq!((again.status, &again.body), (200, &first.body), "{path}");
            assert_eq!(again.header("etag"), first.header("etag"));
            assert_eq!(reads(&ran), 0, "{database:?} {path}: {ran:#?}");
            let receipts = app.chain(Chain::firm(firm::HALDEN)).await;
            assert_eq!(receipts.len(), before + 1, "{path}");
        }
    }
}

#[actix_web::test]
async fn a_session_that_ended_and_a_role_that_was_closed_end_what_is_remembered() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let (bea, paul) = (
            app.as_(Persona::Bookkeeper).await,
            app.as_(Persona::Principal).await,
        );
        let hidden = paths::record(firm::NEST_INVOICE);
        for path in [paths::RECORDS, paths::DASHBOARD, &hidden] {
            app.get(&bea, path).await;
            app.get(&paul, path).await;
        }
        let gone = app
            .send(bea.signed(TestRequest::delete(), paths::SESSION))
            .await;
        assert_eq!(gone.status, 204);
        for path in [paths::RECORDS, paths::DASHBOARD, &hidden, paths::SUBJECTS] {
            assert_eq!(app.get(&bea, path).await.status, 401, "{database:?} {path}");
        }
        let tx = app.app.db.write().await.unwrap();
        let change = Change::now(&*app.clock, "test");
        people::close_role(&tx, paul.hat, &change).await.unwrap();
        tx.commit().await.unwrap();
        for path in [paths::RECORDS, paths::DASHBOARD, &hidden, paths::SUBJECTS] {
            assert_eq!(
                app.get(&paul, path).await.status,
                409,
                "{database:?} {path}"
            );
        }
    }
}

#[actix_web::test]
async fn without_a_named_hat_nothing_is_remembered() {
    let app = TestApp::new(Database::Sqlite).await;
    let bea = app.as_(Persona::Bookkeeper).await;
    let ask = || bea.signed(TestRequest::get(), paths::RECORDS);
    assert_eq!(app.send(ask()).await.status, 200);
    let (again, ran) = app.traced(app.send(ask())).await;
    assert_eq!(again.status, 200);
    assert!(reads(&ran) >= 2, "{ran:#?}");
}

/// One change of any sort, as an import, a colleague or the clock makes it.
pub(super) async fn change_something(
    db: &Db,
    clock: &TestClock,
    rng: &mut StdRng,
    step: usize,
) -> &'static str {
    let change = Change::now(clock, "test");
    let tx = db.write().await.unwrap();
    let known = [
        firm::MILL_LANE_EICR,
        firm::OAKLINE_INVOICE,
        firm::MILL_LANE_PHOTOS,
        firm::PARK_ROAD_JOB,
    ];
    let on: SubjectId = *[firm::MILL_LANE, firm::PARK_ROAD, firm::COPPER_COURT]
        .choose(rng)
        .unwrap();
    let what = match rng.random_range(0..13) {
        0 | 1 => {
            let id = *known.choose(rng).unwrap();
            rewrite(&tx, id, &change, |record| rename(&mut record.body, step)).await;
            "a record's title"
        }
        2 => {
            let id = *known.choose(rng).unwrap();
            let standing = *[Standing::Internal, Standing::ByRule, Standing::Shared]
                .choose(rng)
                .unwrap();
            let with: Vec<_> = [firm::OAKLINE, firm::NEST]
                .into_iter()
                .filter(|_| rng.random())
                .collect();
            rewrite(&tx, id, &change, |record| {
                record.standing = standing;
                record.shared_with = with;
                record.shared_with.sort_unstable();
            })
            .await;
            "a standing"
        }
        3 => {
            let id = *known.choose(rng).unwrap();
            rewrite(&tx, id, &change, |record| record.subject = on).await;
            "a record's subject"
        }
        4 => {
            let mut subject = subject(&tx, on).await;
            subject.name = format!("{step} Changed Road");
            subjects::update(&tx, &subject).await.unwrap();
            "a subject's name"
        }
        5 => {
            let new = Subject {
                id: SubjectId::from_bytes(rng.random()),
                parent: Some(on),
                name: format!("Flat {step}"),
                ..subject(&tx, on).await
            };
            subjects::insert(
                &tx,
                firm::HALDEN,
                &[(new, firm::external(&format!("flat {step}")))],
            )
            .await
            .unwrap();
            "an empty subject below another"
        }
        6 | 7 => {
            let all = people::interests(&tx, firm::HALDEN).await.unwrap();
            let (mut interest, _) = all.choose(rng).unwrap().clone();
            let close = [interest.id];
            interest.id = InterestId::from_bytes(rng.random());
            if rng.random() {
                interest.subject = on;
            } else {
                let today = domain::day::from_date(clock.today()).unwrap();
                interest.period.last = rng.random_bool(0.5).then_some(today);
            }
            let reference = firm::external(&format!("interest {step}"));
            store::interests::turn(&tx, firm::HALDEN, &close, &[(interest, reference)], &change)
                .await
                .unwrap();
            "an interest"
        }
        8 => {
            let off: BTreeSet<_> = Module::ALL
                .iter()
                .copied()
                .filter(|_| rng.random_bool(0.2))
                .collect();
            firms::set_modules(&tx, firm::HALDEN, &off, &change)
                .await
                .unwrap();
            "the firm's switches"
        }
        9 => {
            let library = Library::built_in();
            let text = library.text("letting-agent").unwrap();
            let text = if rng.random() {
                text.replace("lens = \"full\"", "lens = \"status\"")
            } else {
                text.to_owned()
            };
            firms::set_profile(&tx, firm::HALDEN, "letting-agent", &text, &change)
                .await
                .unwrap();
            "a profile"
        }
        10 => {
            let contacts = people::contacts(&tx, firm::HALDEN).await.unwrap();
            let mut contact = contacts.choose(rng).unwrap().clone();
            contact.off = Module::ALL
                .iter()
                .copied()
                .filter(|_| rng.random_bool(0.2))
                .collect();
            contact.sites = rng.random_bool(0.3).then(|| vec![on]);
            let fresh = Id::from_bytes(contact.id.bytes());
            let identity = people::identity_of(&tx, &contact.email, fresh, &change)
                .await
                .unwrap();
            people::update_contact(&tx, &contact, identity, &change)
                .await
                .unwrap();
            "a contact's switches and sites"
        }
        11 => {
            let off: BTreeSet<_> = Module::ALL
                .iter()
                .copied()
                .filter(|_| rng.random_bool(0.2))
                .collect();
            let party = *[firm::OAKLINE, firm::NEST].choose(rng).unwrap();
            switches::set_of_third_party(&tx, firm::HALDEN, party, &off, &change)
                .await
                .unwrap();
            "a third party's switches"
        }
        _ => {
            clock.advance(chrono::TimeDelta::hours(rng.random_range(1..30)));
            "the clock"
        }
    };
    tx.commit().await.unwrap();
    what
}

async fn subject(tx: &Tx, id: SubjectId) -> Subject {
    let all = subjects::all(tx, firm::HALDEN).await.unwrap();
    all.into_iter().find(|(s, _)| s.id == id).unwrap().0
}

async fn rewrite(tx: &Tx, id: RecordId, change: &Change, edit: impl FnOnce(&mut records::Record)) {
    let mut record = records::find(tx, firm::HALDEN, id).await.unwrap().unwrap();
    edit(&mut record);
    assert!(records::update(tx, &record, change).await.unwrap());
}

fn rename(body: &mut Body, step: usize) {
    let title = format!("changed {step}");
    match body {
        Body::Document(document) => document.title = title,
        Body::Invoice(invoice) => invoice.number = title,
        Body::PhotoSet(set) => set.title = title,
        Body::Job(job) => job.title = title,
        _ => {}
    }
}

pub(super) fn questions() -> Vec<String> {
    let mut all = vec![
        paths::DASHBOARD.to_owned(),
        paths::SUBJECTS.to_owned(),
        paths::RECORDS.to_owned(),
        format!("{}?kind=invoice&status=outstanding", paths::RECORDS),
        format!("{}?kind=document&sort=due", paths::RECORDS),
        format!("{}?q=changed", paths::SEARCH),
        format!("{}?q=mill", paths::SEARCH),
    ];
    all.extend(
        [
            firm::MILL_LANE_EICR,
            firm::OAKLINE_INVOICE,
            firm::PARK_ROAD_JOB,
        ]
        .map(paths::record),
    );
    all.extend([firm::MILL_LANE, firm::PARK_ROAD, firm::COPPER_COURT].map(paths::subject));
    all
}

/// Random changes by others against random questions of everybody: never a stale answer.
#[actix_web::test]
async fn no_answer_is_ever_stale() {
    for database in Database::BOTH {
        let seed = RandomState::new().build_hasher().finish();
        let mut rng = StdRng::seed_from_u64(seed);
        let app = TestApp::new(database).await;
        let mut people: Vec<Visitor> = Vec::new();
        for persona in Persona::ALL {
            people.push(app.as_(persona).await);
        }
        let questions = questions();
        let mut compared = 0;
        for step in 0..60 {
            // Everything that may be asked is remembered before something changes.
            for _ in 0..6 {
                let who = people.choose(&mut rng).unwrap();
                app.get(who, questions.choose(&mut rng).unwrap()).await;
            }
            let what = change_something(&app.app.db, &app.clock, &mut rng, step).await;
            for _ in 0..8 {
                let who = people.choose(&mut rng).unwrap();
                let path = questions.choose(&mut rng).unwrap();
                let ours = app.get(who, path).await;
                let theirs = app
                    .send_elsewhere(who.request(TestRequest::get(), path))
                    .await;
                let said = (ours.status, ours.headers.get("etag").cloned());
                let right = (theirs.status, theirs.headers.get("etag").cloned());
                let context =
                    format!("{database:?}, seed {seed}, step {step}, after {what}: {path}");
                assert_eq!(said, right, "{context}");
                if ours.status == 200 {
                    assert_eq!(ours.body, theirs.body, "{context}");
                }
                compared += 1;
            }
        }
        assert_eq!(compared, 480);
    }
}
