//! Switches over modules at their four levels: each hides and shows again at once, wherever the module's records are
//! told of; what it would do is told before; and staff are told which of them it is.

use crate::live::Stream;
use actix_web::test::TestRequest;
use contract::id::{FirmId, Staff};
use contract::paths;
use contract::staff::StaffRole;
use domain::policy::Level;
use domain::profile::Library;
use domain::receipt::Chain;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use store::{Change, firms};
use testkit::{Answer, Database, Persona, TestApp, Visitor, firm};

const AGENT: &str = "letting-agent";

async fn put(
    app: &TestApp,
    who: &Visitor<Staff>,
    path: &str,
    held: Option<&str>,
    body: Value,
) -> Answer {
    let mut request = TestRequest::put()
        .insert_header(("origin", "https://pages.halden.example"))
        .set_json(&body);
    if let Some(held) = held {
        request = request.insert_header(("if-match", held));
    }
    app.send(who.request(request, path)).await
}

async fn effect(app: &TestApp, who: &Visitor<Staff>, path: &str, body: Value) -> Value {
    let request = TestRequest::post()
        .insert_header(("origin", "https://pages.halden.example"))
        .set_json(&body);
    let told = app.send(who.request(request, path)).await;
    assert_eq!(told.status, 200, "{told:?}");
    told.json()
}

/// The letting agents' type with these modules off.
fn agents(off: &[&str]) -> Value {
    let text = Library::built_in().text(AGENT).unwrap().to_owned();
    json!({ "text": format!("off = {}\n{text}", json!(off)) })
}

/// Throws one level's switch, as staff do; for the levels below the firm, Oakline's or Bea's.
async fn switch(app: &TestApp, hal: &Visitor<Staff>, level: Level, off: &[&str]) {
    let (path, body) = match level {
        Level::Firm => (paths::FIRM_MODULES.to_owned(), json!({ "off": off })),
        Level::Type => (paths::profile(AGENT), agents(off)),
        Level::ThirdParty => (
            paths::third_party_modules(firm::OAKLINE),
            json!({ "off": off }),
        ),
        Level::Person => (
            paths::contact(Persona::Bookkeeper.hat()),
            json!({
                "name": "Bea Lister", "email": Persona::Bookkeeper.email(), "role": "bookkeeper", "off": off,
            }),
        ),
    };
    let done = put(app, hal, &path, Some("*"), body).await;
    assert_eq!(done.status, 204, "{level:?} {done:?}");
}

/// All that somebody is told of, asked in every way there is.
async fn told(app: &TestApp, who: &Visitor) -> BTreeMap<String, (u16, Value)> {
    let mut all = BTreeMap::new();
    for path in [
        paths::RECORDS.to_owned(),
        format!("{}?kind=document", paths::RECORDS),
        paths::DASHBOARD.to_owned(),
        paths::SUBJECTS.to_owned(),
        paths::subject(firm::MILL_LANE),
        format!("{}?q=eicr", paths::SEARCH),
        format!("{}?q=mill", paths::SEARCH),
        paths::record(firm::MILL_LANE_EICR),
        paths::record(firm::MILL_LANE_PHOTOS),
        paths::record(firm::OAKLINE_INVOICE),
        paths::file(firm::EICR_FILE),
        paths::thumbnail(firm::PHOTO_FILE),
    ] {
        let answer = app.get(who, &path).await;
        let body = if answer.header("content-type") == "application/json" {
            answer.json()
        } else {
            Value::Null
        };
        all.insert(path, (answer.status, body));
    }
    all
}

fn hits(told: &BTreeMap<String, (u16, Value)>, word: &str) -> usize {
    let (_, found) = &told[&format!("{}?q={word}", paths::SEARCH)];
    found["hits"].as_array().unwrap().len()
}

fn kinds(told: &BTreeMap<String, (u16, Value)>) -> BTreeSet<String> {
    let (_, list) = &told[paths::RECORDS];
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|item| item["kind"].as_str().unwrap().to_owned())
        .collect()
}

/// Certificates and photo sets as the first page counts them.
fn counted(told: &BTreeMap<String, (u16, Value)>) -> (u64, u64) {
    let (_, page) = &told[paths::DASHBOARD];
    let blocks = page["blocks"].as_array().unwrap().iter();
    let rows = blocks
        .filter_map(|block| block["rows"].as_array())
        .flatten();
    rows.fold((0, 0), |(certificates, photos), row| {
        let chips = row["certificates"].as_array().map_or(0, Vec::len) as u64;
        let sets = row["photos"].as_u64().unwrap_or_default();
        (certificates + chips, photos + sets)
    })
}

const OFF: [&str; 2] = ["certificates", "photos"];

#[actix_web::test]
async fn each_level_hides_at_once_wherever_it_is_asked_and_shows_again_at_once() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        // What she is told without a switch, with the type's text as it is then written.
        switch(&app, &hal, Level::Type, &[]).await;
        let before = told(&app, &bea).await;
        assert_eq!((hits(&before, "eicr"), counted(&before)), (1, (1, 1)));
        let mut without: Option<BTreeMap<String, (u16, Value)>> = None;
        for level in Level::ALL {
            let mut stream = Stream::begun(&app, &bea).await;
            // Remembered by now.
            assert_eq!(told(&app, &bea).await, before, "{database:?} {level:?}");
            switch(&app, &hal, level, &OFF).await;
            assert_eq!(stream.heard(&app).await, ["slice"], "{level:?}");
            let now = told(&app, &bea).await;
            assert_eq!(
                kinds(&now),
                BTreeSet::from(["invoice", "job", "visit"].map(str::to_owned)),
                "{level:?}"
            );
            for gone in [
                paths::record(firm::MILL_LANE_EICR),
                paths::record(firm::MILL_LANE_PHOTOS),
                paths::file(firm::EICR_FILE),
                paths::thumbnail(firm::PHOTO_FILE),
            ] {
                assert_eq!((before[&gone].0, now[&gone].0), (200, 404), "{gone}");
            }
            let invoice = paths::record(firm::OAKLINE_INVOICE);
            assert_eq!(now[&invoice], before[&invoice], "{level:?}");
            assert_eq!((hits(&now, "eicr"), counted(&now)), (0, (0, 0)));
            // Whichever level it is, she is told the same to the letter.
            let same = without.get_or_insert_with(|| silent(&now));
            assert_eq!(&silent(&now), same, "{database:?} {level:?}");

            switch(&app, &hal, level, &[]).await;
            assert_eq!(stream.heard(&app).await, ["slice"], "{level:?}");
            assert_eq!(told(&app, &bea).await, before, "{database:?} {level:?}");
        }
    }
}

/// Without what is different in every refusal.
fn silent(told: &BTreeMap<String, (u16, Value)>) -> BTreeMap<String, (u16, Value)> {
    let mut told = told.clone();
    for (_, body) in told.values_mut() {
        if let Some(body) = body.as_object_mut() {
            body.remove("trace_id");
        }
    }
    told
}

#[actix_web::test]
async fn a_switch_reaches_those_below_it_and_nobody_else() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let mut people = Vec::new();
        for persona in Persona::ALL {
            people.push(app.as_(persona).await);
        }
        for level in Level::ALL {
            switch(&app, &hal, level, &["certificates"]).await;
            let mut hidden = Vec::new();
            for who in &people {
                let path = format!("{}?kind=document", paths::RECORDS);
                hidden.push(app.get(who, &path).await.status != 200);
            }
            // Bea and Paul at Oakline, Rita at the other agents, and Paul as a landlord. A kind that is not hers at all
            // is no kind to ask for.
            let expected = match level {
                Level::Firm => [true, true, true, true],
                Level::Type => [true, true, true, false],
                Level::ThirdParty => [true, true, false, false],
                Level::Person => [true, false, false, false],
            };
            assert_eq!(hidden, expected, "{database:?} {level:?}");
            switch(&app, &hal, level, &[]).await;
        }
    }
}

#[actix_web::test]
async fn staff_are_told_which_levels_have_it_off_in_their_order() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let stops = async || {
            let why = app
                .get(&hal, &paths::record_why(firm::MILL_LANE_EICR))
                .await;
            let why = why.json();
            let near = why["near"].as_array().unwrap().iter();
            let hat = json!(Persona::Bookkeeper.hat());
            let mut hers = near.filter(|one| one["contact"] == hat);
            let hers = hers.next().unwrap_or_else(|| panic!("{why:#}"));
            assert_eq!(hers["off"], json!(["certificates"]));
            hers["stops"].clone()
        };
        let said = [
            "switch: the firm has certificates switched off",
            "switch: the type letting-agent has certificates switched off",
            "switch: the third party has certificates switched off",
            "switch: certificates is switched off for this contact",
        ];
        for (level, said) in Level::ALL.into_iter().zip(said) {
            switch(&app, &hal, level, &["certificates"]).await;
            assert_eq!(stops().await, json!([said]), "{database:?}");
            switch(&app, &hal, level, &[]).await;
        }
        for level in Level::ALL.into_iter().rev() {
            switch(&app, &hal, level, &["certificates"]).await;
        }
        assert_eq!(stops().await, json!(said), "{database:?}");
    }
}

/// How many records of each kind each of them sees.
async fn seen(app: &TestApp, people: &[Visitor]) -> Vec<BTreeMap<String, i64>> {
    let mut all = Vec::new();
    for who in people {
        let page = app.get(who, &format!("{}?limit=200", paths::RECORDS)).await;
        let mut seen = BTreeMap::new();
        for item in page.json()["items"].as_array().unwrap() {
            *seen
                .entry(item["kind"].as_str().unwrap().to_owned())
                .or_default() += 1;
        }
        all.push(seen);
    }
    all
}

fn foretold(
    before: &[BTreeMap<String, i64>],
    people: &[Visitor],
    effect: &Value,
) -> Vec<BTreeMap<String, i64>> {
    let mut after = before.to_vec();
    for (who, seen) in people.iter().zip(&mut after) {
        let all = effect["contacts"].as_array().unwrap().iter();
        for one in all.filter(|one| one["contact"] == json!(who.hat)) {
            for (list, sign) in [("gained", 1), ("lost", -1)] {
                for count in one[list].as_array().unwrap() {
                    let kind = count["kind"].as_str().unwrap().to_owned();
                    *seen.entry(kind).or_default() += sign * count["count"].as_i64().unwrap();
                }
            }
        }
        seen.retain(|_, count| *count != 0);
    }
    after
}

#[actix_web::test]
async fn what_a_switch_would_do_is_told_person_by_person_and_is_what_it_then_does() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let mut people = Vec::new();
        for persona in Persona::ALL {
            people.push(app.as_(persona).await);
        }
        let ways = [
            (
                Level::Firm,
                paths::FIRM_MODULES_EFFECT.to_owned(),
                // Everybody of the firm, landlord and rival included.
                4,
            ),
            (
                Level::ThirdParty,
                paths::third_party_effect(firm::OAKLINE),
                2,
            ),
            (Level::Type, paths::profile_effect(AGENT), 3),
        ];
        for (level, path, reached) in ways {
            for off in [&["certificates", "invoices"][..], &["certificates"], &[]] {
                let body = match level {
                    Level::Type => agents(off),
                    _ => json!({ "off": off }),
                };
                let before = seen(&app, &people).await;
                let told = effect(&app, &hal, &path, body.clone()).await;
                let context = format!("{database:?} {level:?} {off:?} {told}");
                assert_eq!(seen(&app, &people).await, before, "asking changes nothing");
                let touched = told["contacts"].as_array().unwrap().len();
                assert!(touched > 0, "{context}");
                assert_eq!(
                    touched as u64 + told["untouched"].as_u64().unwrap(),
                    reached
                );
                switch(&app, &hal, level, off).await;
                let after = seen(&app, &people).await;
                assert_eq!(foretold(&before, &people, &told), after, "{context}");
                // Told again, it would do nothing.
                let again = effect(&app, &hal, &path, body).await;
                assert_eq!(again["contacts"], json!([]), "{context}");
            }
        }
        // What another level has off is not shown by this one.
        switch(&app, &hal, Level::Firm, &["certificates"]).await;
        switch(&app, &hal, Level::ThirdParty, &["certificates"]).await;
        let path = paths::third_party_effect(firm::OAKLINE);
        let told = effect(&app, &hal, &path, json!({ "off": [] })).await;
        assert_eq!(
            (&told["contacts"], &told["untouched"]),
            (&json!([]), &json!(2))
        );
    }
}

#[actix_web::test]
async fn a_switch_is_thrown_on_what_was_seen_once_and_every_state_of_it_is_kept() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let party = paths::third_party(firm::OAKLINE);
        for (view, path) in [
            (party.as_str(), paths::third_party_modules(firm::OAKLINE)),
            (paths::FIRM_MODULES, paths::FIRM_MODULES.to_owned()),
        ] {
            let first = app.get(&hal, view).await.json();
            assert_eq!(first["off"], json!([]));
            let held = format!("\"{}\"", first["revision"].as_str().unwrap());
            let photos = json!({ "off": ["photos", "jobs", "photos"] });
            assert_eq!(
                put(&app, &hal, &path, None, photos.clone()).await.status,
                428
            );
            let done = put(&app, &hal, &path, Some(&held), photos.clone()).await;
            assert_eq!(done.status, 204, "{done:?}");
            let now = app.get(&hal, view).await.json();
            assert_eq!(now["off"], json!(["jobs", "photos"]));
            assert_ne!(now["revision"], first["revision"]);
            let late = put(&app, &hal, &path, Some(&held), json!({ "off": [] })).await;
            assert_eq!(late.status, 412, "{database:?}");
            let wrong = put(&app, &hal, &path, Some("*"), json!({ "off": ["fotos"] })).await;
            assert!([400, 422].contains(&wrong.status), "{wrong:?}");
            assert_eq!(app.get(&hal, view).await.json(), now);
            // Sent twice under one key, it is done once.
            for _ in 0..2 {
                let request = TestRequest::put()
                    .insert_header(("origin", "https://pages.halden.example"))
                    .insert_header(("if-match", "*"))
                    .insert_header(("idempotency-key", "back"))
                    .set_json(json!({ "off": [] }));
                assert_eq!(app.send(hal.request(request, &path)).await.status, 204);
            }
            let back = app.get(&hal, view).await.json();
            assert_eq!(back["revision"], first["revision"]);
        }
        // A rename that was begun on what she saw before the switch is refused as well.
        let seen = app.get(&hal, &party).await.json();
        switch(&app, &hal, Level::ThirdParty, &["plan"]).await;
        let rename = TestRequest::patch()
            .insert_header(("origin", "https://pages.halden.example"))
            .insert_header((
                "if-match",
                format!("\"{}\"", seen["revision"].as_str().unwrap()),
            ))
            .set_json(json!({ "name": "Oak" }));
        assert_eq!(app.send(hal.request(rename, &party)).await.status, 412);
        // Three states, of which one is open; the firm has the one it began with besides.
        for (table, rows) in [("third_party_policy", 3), ("firm_policy", 3)] {
            let told = app
                .numbers(
                    &format!("SELECT COUNT(*), COUNT(CASE WHEN recorded_to_at = {} THEN 1 END) FROM {table}", store::OPEN),
                    2,
                )
                .await;
            assert_eq!(told, [[rows, 1]], "{database:?} {table}");
        }
        let receipts = app.chain(Chain::firm(firm::HALDEN)).await;
        let said = |act: &str| -> Vec<String> {
            let of = receipts.iter().filter(|entry| &*entry.act == act);
            of.map(|entry| entry.text.clone()).collect()
        };
        let thrown = said("third_party.switched");
        assert_eq!(thrown.len(), 3, "{thrown:?}");
        assert!(thrown[0].contains("off=jobs,photos"), "{thrown:?}");
        assert!(thrown[0].contains(&firm::OAKLINE.to_string()), "{thrown:?}");
        assert_eq!(said("firm.switched").len(), 2);
    }
}

#[actix_web::test]
async fn one_firms_switches_are_none_of_anothers() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let before = told(&app, &bea).await;
        let brook = FirmId::from_bytes([77; 16]);
        let tx = app.app.db.write().await.unwrap();
        let new = firms::NewFirm {
            id: brook,
            slug: "brook".to_owned(),
            name: "Brook Plumbing".to_owned(),
            off: BTreeSet::new(),
            profiles: Vec::new(),
        };
        firms::insert(&tx, &new, &Change::now(&*app.clock, "test"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let kim = app.as_staff_of(brook, StaffRole::Owner).await;
        let off = json!({ "off": ["certificates"] });
        let path = paths::third_party_modules(firm::OAKLINE);
        assert_eq!(
            put(&app, &kim, &path, Some("*"), off.clone()).await.status,
            404
        );
        let request = TestRequest::post()
            .insert_header(("origin", "https://pages.halden.example"))
            .set_json(&off);
        let path = paths::third_party_effect(firm::OAKLINE);
        assert_eq!(app.send(kim.request(request, &path)).await.status, 404);
        let told_to_kim = effect(&app, &kim, paths::FIRM_MODULES_EFFECT, off.clone()).await;
        assert_eq!(
            (&told_to_kim["contacts"], &told_to_kim["untouched"]),
            (&json!([]), &json!(0))
        );
        let done = put(&app, &kim, paths::FIRM_MODULES, Some("*"), off).await;
        assert_eq!(done.status, 204, "{done:?}");
        assert_eq!(told(&app, &bea).await, before, "{database:?}");
    }
}
