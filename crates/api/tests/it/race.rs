//! Readers who never wait against another process that changes things under them: whoever asks while nobody is
//! writing is told what a process that has just started would say.

use crate::memory::{change_something, questions};
use actix_web::rt::time::sleep;
use actix_web::test::TestRequest;
use app::App;
use app::import::{Folder, Options};
use contract::paths;
use futures_util::future::join_all;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use std::cell::Cell;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::Duration;
use store::{Db, DbSettings};
use testkit::{Answer, Database, Persona, TestApp, Visitor, firm};

const READERS: usize = 6;
const CHANGES: usize = 40;

/// How often something began or ended to change: while it is even, nothing is changing.
#[derive(Default)]
struct World {
    turns: Cell<u64>,
    compared: Cell<u64>,
    over: Cell<bool>,
}

impl World {
    fn still(&self) -> Option<u64> {
        let turns = self.turns.get();
        turns.is_multiple_of(2).then_some(turns)
    }
}

/// Another third party of the bookkeeper's, as a back office exports it; the job's title says which export it was.
fn export(number: usize) -> Folder {
    let files = [
        (
            "third_parties.csv",
            "ref,name,type\nA1,Elm Lettings,letting-agent\n".to_owned(),
        ),
        (
            "contacts.csv",
            format!(
                "ref,third_party,name,email,role\nC1,A1,Bea Lister,{},principal\n",
                Persona::Bookkeeper.email()
            ),
        ),
        (
            "subjects.csv",
            "ref,kind,name,address,postcode\nP1,property,9 Elm Row,Leeds,LS1 1AA\n".to_owned(),
        ),
        (
            "interests.csv",
            "ref,third_party,subject,relation,first_day,last_day\nN1,A1,P1,manages,01/04/2024,\n"
                .to_owned(),
        ),
        (
            "jobs.csv",
            format!(
                "ref,subject,reference,title,status,raised_on\nJ1,P1,J-1,Export {number},open,16/03/2026\n"
            ),
        ),
    ];
    Folder::in_memory(files.map(|(name, text)| (name.to_owned(), text.into_bytes().into())))
}

async fn import(elsewhere: &App, number: usize) {
    // What was done to the interest meanwhile stands in the way of its row.
    let options = Options {
        skip_bad: true,
        ..Options::default()
    };
    let summary = app::import::apply(elsewhere, firm::HALDEN, &export(number), &options).await;
    summary.unwrap();
}

/// The same program on a connection of its own, as another process has it.
async fn another_process(app: &TestApp) -> App {
    let settings = DbSettings {
        url: app.url.clone(),
        connections: 2,
    };
    App {
        db: Db::connect(&settings).await.unwrap(),
        profiles: std::sync::Arc::default(),
        ..app.app.clone()
    }
}

async fn write(world: &World, app: &TestApp, elsewhere: &App, mut rng: StdRng) {
    for step in 1..=CHANGES {
        // Sometimes at once, sometimes when several have asked what is true now.
        if rng.random_bool(0.5) {
            let enough = world.compared.get() + rng.random_range(2..8);
            while world.compared.get() < enough {
                sleep(Duration::from_millis(1)).await;
            }
        }
        world.turns.update(|turns| turns + 1);
        // No two changes at one instant: what is closed twice is closed at two.
        app.clock.advance(chrono::TimeDelta::milliseconds(1));
        if rng.random_bool(0.25) {
            import(elsewhere, step).await;
        } else {
            change_something(&elsewhere.db, &app.clock, &mut rng, step).await;
        }
        world.turns.update(|turns| turns + 1);
    }
    world.over.set(true);
}

async fn read(world: &World, app: &TestApp, people: &[Visitor], mut rng: StdRng, seed: u64) {
    let questions = questions();
    while !world.over.get() {
        let (who, path) = (
            people.choose(&mut rng).unwrap(),
            questions.choose(&mut rng).unwrap(),
        );
        let before = world.still();
        let ours = app.get(who, path).await;
        if before.is_none() || world.still() != before {
            continue;
        }
        let theirs = app
            .send_elsewhere(who.request(TestRequest::get(), path))
            .await;
        if world.still() == before {
            assert_eq!(
                said(&ours),
                said(&theirs),
                "seed {seed}, turn {before:?}: {path}"
            );
            world.compared.update(|compared| compared + 1);
        }
    }
}

fn said(answer: &Answer) -> (u16, Option<String>, String) {
    let tag = answer
        .headers
        .get("etag")
        .map(|tag| tag.to_str().unwrap().to_owned());
    let body = match answer.status {
        200 => String::from_utf8_lossy(&answer.body).into_owned(),
        // A problem names its own trace.
        _ => String::new(),
    };
    (answer.status, tag, body)
}

#[actix_web::test]
async fn no_answer_is_stale_while_another_process_writes() {
    for database in Database::BOTH {
        let seed = RandomState::new().build_hasher().finish();
        let app = TestApp::new(database).await;
        let elsewhere = another_process(&app).await;
        import(&elsewhere, 0).await;
        let mut people = Vec::new();
        for persona in Persona::ALL {
            people.push(app.as_(persona).await);
        }
        let bea = people[0].clone();
        let session = app
            .send(bea.signed(TestRequest::get(), paths::SESSION))
            .await
            .json();
        let hats = session["hats"].as_array().unwrap();
        let elm = hats
            .iter()
            .find(|hat| hat["third_party"] == "Elm Lettings")
            .unwrap();
        people.push(Visitor {
            hat: elm["id"].as_str().unwrap().parse().unwrap(),
            ..bea
        });
        let world = World::default();
        let dice = |n: u64| StdRng::seed_from_u64(seed ^ n);
        let readers = (0..READERS).map(|n| read(&world, &app, &people, dice(n as u64 + 1), seed));
        futures_util::join!(write(&world, &app, &elsewhere, dice(0)), join_all(readers));
        assert!(
            world.compared.get() > CHANGES as u64,
            "{} compared",
            world.compared.get()
        );
    }
}
