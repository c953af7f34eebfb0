//! The third-party types: what a change would do is told before it is made, and is then what it does.

use actix_web::test::TestRequest;
use contract::id::Staff;
use contract::paths;
use contract::staff::StaffRole;
use domain::profile::Library;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use testkit::{Answer, Database, Persona, TestApp, Visitor, firm};

const AGENT: &str = "letting-agent";

async fn write(
    app: &TestApp,
    who: &Visitor<Staff>,
    request: TestRequest,
    path: &str,
    held: &str,
    body: Value,
) -> Answer {
    let request = request
        .insert_header(("origin", "https://pages.halden.example"))
        .insert_header(("if-match", held))
        .set_json(&body);
    app.send(who.request(request, path)).await
}

async fn foresee(app: &TestApp, who: &Visitor<Staff>, text: &str) -> Value {
    let body = json!({ "text": text });
    let path = paths::profile_effect(AGENT);
    let told = write(app, who, TestRequest::post(), &path, "*", body).await;
    assert_eq!(told.status, 200, "{told:?}");
    told.json()
}

fn agents() -> String {
    Library::built_in().text(AGENT).unwrap().to_owned()
}

/// Name, what is gained and what is lost, as a person would say it.
fn said(effect: &Value) -> Vec<String> {
    let counts = |of: &Value| {
        let all: Vec<_> = of
            .as_array()
            .unwrap()
            .iter()
            .map(|one| format!("{} {}", one["count"], one["kind"].as_str().unwrap()))
            .collect();
        all.join(", ")
    };
    effect["contacts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let (gained, lost) = (counts(&one["gained"]), counts(&one["lost"]));
            format!(
                "{}: +[{gained}] -[{lost}] {}",
                one["name"].as_str().unwrap(),
                one["otherwise"]
            )
        })
        .collect()
}

/// How many records of each kind she sees.
async fn seen(app: &TestApp, who: &Visitor) -> BTreeMap<String, usize> {
    let page = app.get(who, &format!("{}?limit=200", paths::RECORDS)).await;
    let mut seen = BTreeMap::new();
    for item in page.json()["items"].as_array().unwrap() {
        *seen
            .entry(item["kind"].as_str().unwrap().to_owned())
            .or_default() += 1;
    }
    seen
}

#[actix_web::test]
async fn what_a_change_would_do_is_told_person_by_person_and_is_what_it_then_does() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let before = seen(&app, &bea).await;
        let photos = before["photo_set"];
        // Without photos, and with jobs in full.
        let text: String = agents()
            .lines()
            .filter(|line| !line.starts_with("photo_set"))
            .map(|line| format!("{line}\n"))
            .collect::<String>()
            .replace(
                "job       = { lens = \"schedule\"",
                "job       = { lens = \"full\"",
            );
        let told = foresee(&app, &hal, &text).await;
        assert_eq!(told["faults"], json!([]));
        let lines = said(&told);
        let hers = lines
            .iter()
            .find(|line| line.starts_with("Bea Lister"))
            .unwrap();
        assert_eq!(
            hers,
            &format!("Bea Lister: +[] -[{photos} photo_set] [\"job\"]"),
            "{lines:?}"
        );
        assert_eq!(seen(&app, &bea).await, before, "asking changes nothing");

        let now = app.get(&hal, &paths::profile(AGENT)).await.json();
        let held = format!("\"{}\"", now["revision"].as_str().unwrap());
        let (path, body) = (paths::profile(AGENT), json!({ "text": text }));
        let done = write(&app, &hal, TestRequest::put(), &path, &held, body.clone()).await;
        assert_eq!(done.status, 204, "{done:?}");
        let after = seen(&app, &bea).await;
        assert_eq!(
            (after.get("photo_set"), &after["job"]),
            (None, &before["job"])
        );
        // Somebody who had the old text before her is told, and nothing is lost.
        let late = write(
            &app,
            &hal,
            TestRequest::put(),
            &path,
            &held,
            json!({ "text": agents() }),
        )
        .await;
        assert_eq!(late.status, 412);
        // The old text is kept; going back is saving it again.
        let now = app.get(&hal, &path).await.json();
        assert_eq!(
            (&now["version"], &now["before"][0]["version"]),
            (&json!(2), &json!(1))
        );
        let old = now["before"][0]["text"].clone();
        let back = foresee(&app, &hal, old.as_str().unwrap()).await;
        let lines = said(&back);
        let hers = lines
            .iter()
            .find(|line| line.starts_with("Bea Lister"))
            .unwrap();
        assert_eq!(
            hers,
            &format!("Bea Lister: +[{photos} photo_set] -[] [\"job\"]")
        );
        let held = format!("\"{}\"", now["revision"].as_str().unwrap());
        let done = write(
            &app,
            &hal,
            TestRequest::put(),
            &path,
            &held,
            json!({ "text": old }),
        )
        .await;
        assert_eq!(done.status, 204, "{done:?}");
        assert_eq!(seen(&app, &bea).await, before);
        let list = app.get(&hal, paths::PROFILES).await.json();
        let agents = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["id"] == AGENT)
            .unwrap();
        assert_eq!(agents["version"], 3);
        assert!(agents["contacts"].as_u64().unwrap() >= 2, "{agents}");
    }
}

#[actix_web::test]
async fn a_text_that_cannot_be_is_refused_with_its_lines_and_changes_nothing() {
    let app = TestApp::new(Database::Sqlite).await;
    let hal = app.as_staff(StaffRole::Owner).await;
    let path = paths::profile(AGENT);
    let exposing = format!(
        "{}\n[relation.holds_share]\ninvoice = {{ lens = \"full\" }}\n",
        agents()
    );
    let line = exposing
        .lines()
        .position(|line| line == "invoice = { lens = \"full\" }")
        .unwrap()
        + 1;
    let told = foresee(&app, &hal, &exposing).await;
    assert_eq!(
        (&told["faults"][0]["line"], &told["contacts"]),
        (&json!(line), &json!([]))
    );
    let refused = write(
        &app,
        &hal,
        TestRequest::put(),
        &path,
        "*",
        json!({ "text": exposing }),
    )
    .await;
    let message = refused.problem()["errors"][0]["message"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        message.contains("co-owner") && message.contains(&format!("line {line}")),
        "{message}"
    );
    assert_eq!(app.get(&hal, &path).await.json()["version"], 1);
    for nowhere in ["pope", "..%2Fbase", "Letting-Agent"] {
        assert_eq!(
            app.get(&hal, &paths::profile(nowhere)).await.status,
            404,
            "{nowhere}"
        );
    }
}

#[actix_web::test]
async fn what_an_edit_of_a_contact_would_do_is_told_and_is_what_it_then_does() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let before = seen(&app, &bea).await;
        let edit = json!({
            "name": "Bea Lister", "email": Persona::Bookkeeper.email(), "role": "bookkeeper",
            "off": ["certificates"], "sites": [firm::PARK_ROAD],
        });
        let path = paths::contact_effect(bea.hat);
        let told = write(&app, &sam, TestRequest::post(), &path, "*", edit.clone()).await;
        assert_eq!(told.status, 200, "{told:?}");
        let told = told.json();
        let lost: BTreeMap<_, _> = told["contacts"][0]["lost"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                (
                    one["kind"].as_str().unwrap().to_owned(),
                    one["count"].as_u64().unwrap(),
                )
            })
            .collect();
        let done = write(
            &app,
            &sam,
            TestRequest::put(),
            &paths::contact(bea.hat),
            "*",
            edit,
        )
        .await;
        assert_eq!(done.status, 204, "{done:?}");
        let after = seen(&app, &bea).await;
        for (kind, count) in &before {
            let left = after.get(kind).copied().unwrap_or_default();
            let gone = lost.get(kind).copied().unwrap_or_default();
            assert_eq!(
                *count as u64,
                left as u64 + gone,
                "{database:?} {kind} {told}"
            );
        }
        assert_eq!(after.get("document"), None);
        let same = json!({
            "name": "Bea Lister-Oak", "email": Persona::Bookkeeper.email(), "role": "bookkeeper",
            "off": ["certificates"], "sites": [firm::PARK_ROAD],
        });
        let told = write(&app, &sam, TestRequest::post(), &path, "*", same)
            .await
            .json();
        assert_eq!(
            (&told["contacts"], &told["untouched"]),
            (&json!([]), &json!(1))
        );
    }
}

async fn drafted(app: &TestApp, who: &Visitor<Staff>, body: Value) -> Value {
    let path = paths::profile_draft(AGENT);
    let told = write(app, who, TestRequest::post(), &path, "*", body).await;
    assert_eq!(told.status, 200, "{told:?}");
    told.json()
}

#[actix_web::test]
async fn a_forms_change_is_written_into_the_text_and_nothing_is_saved() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let sees = json!({
            "set": "see", "role": "bookkeeper", "all": false, "kinds": ["invoice", "document"],
        });
        let asked = json!({ "text": agents(), "change": sees });
        let told = drafted(&app, &sam, asked).await;
        assert_eq!(told["faults"], json!([]));
        let changed: Vec<_> = told["lines"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|line| line["change"] != "same")
            .map(|line| {
                (
                    line["change"].as_str().unwrap(),
                    line["text"].as_str().unwrap(),
                )
            })
            .collect();
        assert_eq!(changed.len(), 2, "{changed:?}");
        assert_eq!(changed[1], ("added", "see = [\"invoice\", \"document\"]"));
        let roles = told["form"]["roles"].as_array().unwrap();
        let bookkeeper = roles
            .iter()
            .find(|role| role["name"] == "bookkeeper")
            .unwrap();
        assert_eq!(bookkeeper["sees"], json!(["document", "invoice"]));
        let now = app.get(&sam, &paths::profile(AGENT)).await.json();
        assert_eq!(now["text"], agents());
        // Held against another text than the saved one, it differs from that.
        let same = json!({ "text": agents(), "against": agents() });
        assert_eq!(drafted(&app, &sam, same).await["lines"], json!([]));
    }
}

#[actix_web::test]
async fn a_faulty_draft_keeps_its_words_and_says_at_which_line_it_is_wrong() {
    let app = TestApp::new(Database::Sqlite).await;
    let hal = app.as_staff(StaffRole::Owner).await;
    let wrong = agents().replace("extent = \"addressed\"", "extent = \"adressed\"");
    let line = wrong
        .lines()
        .position(|line| line.contains("adressed"))
        .unwrap()
        + 1;
    let change = json!({ "set": "history", "on": false });
    let told = drafted(&app, &hal, json!({ "text": wrong, "change": change })).await;
    assert_eq!(told["text"], wrong);
    assert_eq!(
        (&told["faults"][0]["line"], told.get("form")),
        (&json!(line), None)
    );
    // A change that cannot be is refused with the text as it was.
    let half = json!({ "set": "word", "thing": "subject", "one": "flat", "many": "" });
    let told = drafted(&app, &hal, json!({ "text": agents(), "change": half })).await;
    assert_eq!(told["text"], agents());
    assert!(
        told["faults"][0]["message"]
            .as_str()
            .unwrap()
            .contains("two words")
    );
    assert!(told["form"].is_object());
}

#[actix_web::test]
async fn who_changed_a_type_is_told_and_whether_it_is_as_it_came() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let path = paths::profile(AGENT);
        let before = app.get(&hal, &path).await.json();
        assert_eq!(
            (&before["shipped"], before.get("changed_by")),
            (&json!(true), None)
        );
        let text = format!(
            "{}\n[words]\nthird_party = [\"agency\", \"agencies\"]\n",
            agents()
        );
        for text in [text, agents()] {
            let body = json!({ "text": text });
            let done = write(&app, &hal, TestRequest::put(), &path, "*", body).await;
            assert_eq!(done.status, 204, "{done:?}");
            let now = app.get(&hal, &path).await.json();
            let is_shipped = text == agents();
            assert_eq!(now["shipped"], is_shipped);
            assert_eq!(now.get("name").is_some(), !is_shipped);
            assert_eq!(now["changed_by"], name_of(&app, &hal).await);
        }
        let now = app.get(&hal, &path).await.json();
        let by: Vec<_> = now["before"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one.get("by").is_some())
            .collect();
        assert_eq!(by, [true, false], "nobody wrote what came with the product");
    }
}

/// What the firm calls whoever is signed in.
async fn name_of(app: &TestApp, who: &Visitor<Staff>) -> Value {
    let staff = app.get(who, paths::STAFF).await.json();
    let all = staff["items"].as_array().unwrap();
    let me = all.iter().find(|one| one["id"] == json!(who.hat)).unwrap();
    me["name"].clone()
}

#[actix_web::test]
async fn a_type_of_the_firms_own_is_made_once_and_a_third_party_can_be_of_it() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let text = "id = \"broker\"\nextends = \"letting-agent\"\n";
        let make = |id: &str, text: &str| {
            let body = json!({ "id": id, "text": text });
            let request = TestRequest::post()
                .insert_header(("idempotency-key", format!("{id}-{}", text.len())));
            write(&app, &hal, request, paths::PROFILES, "*", body)
        };
        let made = make("broker", text).await;
        assert_eq!((made.status, &made.json()["id"]), (201, &json!("broker")));
        // Sent again because the answer was lost.
        assert_eq!(make("broker", text).await.status, 201);
        let now = app.get(&hal, &paths::profile("broker")).await.json();
        assert_eq!((&now["version"], &now["text"]), (&json!(1), &json!(text)));
        let taken = make("broker", "id = \"broker\"\n").await;
        assert_eq!(taken.problem()["errors"][0]["field"], "id");
        for (id, text) in [
            ("Big", "id = \"Big\"\n"),
            ("big", "id = \"small\"\n"),
            ("big", "id = big\n"),
        ] {
            let refused = make(id, text).await;
            assert_eq!(refused.status, 422, "{text}");
            assert_eq!(refused.problem()["errors"][0]["field"], "text");
        }
        let new = json!({ "name": "Elm Brokers", "type": "broker" });
        let party = write(
            &app,
            &hal,
            TestRequest::post(),
            paths::THIRD_PARTIES,
            "*",
            new,
        )
        .await;
        assert_eq!(party.status, 201, "{party:?}");
        let list = app.get(&hal, paths::PROFILES).await.json();
        let broker = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["id"] == "broker");
        assert_eq!(broker.unwrap()["third_parties"], 1);
    }
}
