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
