//! A folder brought in from the browser: what it would do, what it does, and taking it back.

use super::admin::act;
use actix_web::http::Method;
use actix_web::test::TestRequest;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use contract::id::{ImportId, Staff};
use contract::paths;
use contract::staff::StaffRole;
use contract::upload::{LENGTH_HEADER, METADATA_HEADER, OFFSET_HEADER, PIECE};
use domain::receipt::Chain;
use serde_json::{Value, json};
use std::io::{Cursor, Write as _};
use testkit::{Answer, Database, TestApp, Visitor, firm};

type Who = Visitor<Staff>;

/// The smallest firm: an agency, its flat, and a job there.
const FOLDER: [(&str, &str); 5] = [
    (
        "third_parties.csv",
        "ref,name,type\nA1,Elm Lettings,letting-agent\n",
    ),
    (
        "subjects.csv",
        "ref,kind,name,postcode\nP1,property,9 Elm Street,LS1 1AA\n",
    ),
    (
        "contacts.csv",
        "ref,third_party,name,email,role\nC1,A1,Ada Elm,ada@elm.example,bookkeeper\n",
    ),
    (
        "interests.csv",
        "ref,third_party,subject,relation,first_day\nI1,A1,P1,manages,01/01/2024\n",
    ),
    (
        "jobs.csv",
        "ref,subject,title,status,booked_for\nJ1,P1,Mend the lamp,booked,14/03/2026\n",
    ),
];

async fn upload(app: &TestApp, who: &Who, name: &str, bytes: &[u8]) -> String {
    let metadata = format!("filename {}", STANDARD.encode(name));
    let begin = TestRequest::post()
        .insert_header((LENGTH_HEADER, bytes.len().to_string()))
        .insert_header((METADATA_HEADER, metadata));
    let begun = app.send(who.request(begin, paths::UPLOADS)).await;
    assert_eq!(begun.status, 201, "{begun:?}");
    let id = begun.json()["id"].as_str().unwrap().to_owned();
    let piece = TestRequest::default()
        .method(Method::PATCH)
        .insert_header(("content-type", PIECE))
        .insert_header((OFFSET_HEADER, "0"))
        .set_payload(bytes.to_vec());
    let path = format!("{}/{id}", paths::UPLOADS);
    let sent = app.send(who.request(piece, &path)).await;
    assert_eq!(sent.status, 204, "{sent:?}");
    id
}

async fn step(app: &TestApp, who: &Who, import: ImportId, step: &str, body: Value) -> Answer {
    act(app, who, "POST", &paths::import_step(import, step), body).await
}

async fn done(app: &TestApp, who: &Who, import: ImportId, what: &str, body: Value) {
    let answer = step(app, who, import, what, body).await;
    assert_eq!(answer.status, 204, "{what}: {answer:?}");
}

async fn begun(app: &TestApp, who: &Who, files: &[(&str, &[u8])]) -> ImportId {
    // Each on its own day's minute: which is the last is told by the clock.
    app.clock.advance(TimeDelta::minutes(1));
    let made = act(app, who, "POST", paths::IMPORTS, Value::Null).await;
    assert_eq!(made.status, 201, "{made:?}");
    let import = made.json()["id"].as_str().unwrap().parse().unwrap();
    let mut all = Vec::new();
    for (path, bytes) in files {
        let name = path.rsplit('/').next().unwrap();
        let upload = upload(app, who, name, bytes).await;
        all.push(json!({ "path": path, "upload": upload }));
    }
    done(app, who, import, "files", json!({ "files": all })).await;
    import
}

/// What is said of it once nobody works on it any more.
async fn settled(app: &TestApp, who: &Who, import: ImportId) -> Value {
    for _ in 0..100_000 {
        let view = app.get(who, &paths::import(import)).await.json();
        let state = view["state"].as_str().unwrap();
        if !["checking", "writing", "undoing"].contains(&state) {
            return view;
        }
        tokio::task::yield_now().await;
    }
    panic!("it does not come to an end");
}

async fn checked(app: &TestApp, who: &Who, files: &[(&str, &str)]) -> (ImportId, Value) {
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| (*path, text.as_bytes()))
        .collect();
    let import = begun(app, who, &files).await;
    done(app, who, import, "check", Value::Null).await;
    let view = settled(app, who, import).await;
    assert_eq!(view["state"], "checked", "{view}");
    (import, view)
}

async fn written(app: &TestApp, who: &Who, files: &[(&str, &str)]) -> ImportId {
    let (import, _) = checked(app, who, files).await;
    done(app, who, import, "commit", json!({})).await;
    assert_eq!(settled(app, who, import).await["state"], "done");
    import
}

async fn lines(app: &TestApp, who: &Who, import: ImportId, sort: &str) -> Value {
    let path = format!("{}?sort={sort}", paths::import_step(import, "lines"));
    app.get(who, &path).await.json()["items"].clone()
}

/// How many rows the firm's own tables have; of interests, those that are in force.
async fn counts(app: &TestApp) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in [
        "third_party",
        "subject",
        "contact",
        "contact_role WHERE recorded_to_at = 9223372036854775807",
        "interest WHERE recorded_to_at = 9223372036854775807",
        "record",
        "slice_index",
    ] {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        counts.push(app.numbers(&sql, 1).await[0][0]);
    }
    counts
}

async fn record(app: &TestApp, who: &Who, title: &str) -> Value {
    let list = app.get(who, paths::FIRM_RECORDS).await.json();
    let items = list["items"].as_array().unwrap();
    let found = items.iter().find(|one| one["title"] == title);
    found.cloned().unwrap_or(Value::Null)
}

#[actix_web::test]
async fn a_folder_is_looked_at_written_and_taken_back_as_if_it_had_never_come() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let before = counts(&app).await;

        let (import, view) = checked(&app, &sam, &FOLDER).await;
        let added: u64 = view["summary"]["counts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|count| count["added"].as_u64().unwrap())
            .sum();
        assert_eq!((added, view["files"].as_u64()), (5, Some(5)));
        assert_eq!(counts(&app).await, before, "looking writes nothing");

        done(&app, &sam, import, "commit", json!({})).await;
        let view = settled(&app, &sam, import).await;
        assert_eq!(
            (&view["state"], &view["can_undo"]),
            (&json!("done"), &json!(true))
        );
        assert_eq!(
            record(&app, &sam, "Mend the lamp").await["status"],
            "booked"
        );
        // The same once more changes nothing.
        let (again, view) = checked(&app, &sam, &FOLDER).await;
        assert!(
            view["summary"]["counts"]
                .as_array()
                .unwrap()
                .iter()
                .all(|count| count["unchanged"] == 1),
            "{view}"
        );
        done(&app, &sam, again, "cancel", Value::Null).await;

        done(&app, &sam, import, "undo", Value::Null).await;
        let view = settled(&app, &sam, import).await;
        assert_eq!(
            (&view["state"], &view["summary"]["left"]),
            (&json!("undone"), &json!(0)),
            "{view}"
        );
        assert_eq!(counts(&app).await, before, "{database:?}");
        assert_eq!(record(&app, &sam, "Mend the lamp").await, Value::Null);
        // It can be brought in anew, with everybody in it.
        written(&app, &sam, &FOLDER).await;
        let anew: Vec<_> = counts(&app)
            .await
            .iter()
            .zip(&before)
            .map(|(now, then)| now - then)
            .collect();
        assert_eq!(anew, [1, 1, 1, 1, 1, 1, 1]);

        let told = app.chain(Chain::firm(firm::HALDEN)).await;
        for act in [
            "import.checked",
            "import.run",
            "import.undone",
            "import.cancelled",
        ] {
            let by_her = told.iter().find(|entry| entry.text.contains(act));
            assert!(by_her.unwrap().text.contains(&sam.hat.to_string()), "{act}");
        }
    }
}

#[actix_web::test]
async fn what_changes_is_told_with_both_sides_and_put_back() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        written(&app, &sam, &FOLDER).await;
        let before = counts(&app).await;
        let other = [
            (
                "third_parties.csv",
                "ref,name,type\nA1,Elm & Sons,letting-agent\n",
            ),
            (
                "subjects.csv",
                "ref,kind,name,postcode\nP1,property,9a Elm Street,LS1 1AA\n",
            ),
            (
                "contacts.csv",
                "ref,third_party,name,email,role\nC1,A1,Ada Elm,ada@elm.example,principal\n",
            ),
            (
                "interests.csv",
                "ref,third_party,subject,relation,first_day,last_day\nI1,A1,P1,manages,01/01/2024,31/12/2030\n",
            ),
            (
                "jobs.csv",
                "ref,subject,title,status,booked_for\nJ1,P1,Mend both lamps,booked,15/03/2026\n",
            ),
        ];
        let (import, _) = checked(&app, &sam, &other).await;
        let told = lines(&app, &sam, import, "changed").await;
        let values: Vec<_> = told
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|line| line["values"].as_array().unwrap())
            .map(|value| {
                let text = |name: &str| value[name].as_str().unwrap().to_owned();
                format!(
                    "{}: {} -> {}",
                    text("column"),
                    text("before"),
                    text("after")
                )
            })
            .collect();
        assert_eq!(
            values,
            [
                "name: Elm Lettings -> Elm & Sons",
                "name: 9 Elm Street -> 9a Elm Street",
                "role: bookkeeper -> principal",
                "last_day:  -> 2030-12-31",
                "booked_for: 2026-03-14 -> 2026-03-15",
                "title: Mend the lamp -> Mend both lamps",
            ]
        );
        done(&app, &sam, import, "commit", json!({})).await;
        assert_eq!(settled(&app, &sam, import).await["state"], "done");
        assert_ne!(record(&app, &sam, "Mend both lamps").await, Value::Null);

        done(&app, &sam, import, "undo", Value::Null).await;
        let view = settled(&app, &sam, import).await;
        assert_eq!(
            (&view["state"], &view["summary"]["left"]),
            (&json!("undone"), &json!(0)),
            "{view}"
        );
        assert_eq!(counts(&app).await, before, "{database:?}");
        // All of it is as the folder before had it.
        let (_, view) = checked(&app, &sam, &FOLDER).await;
        assert!(
            view["summary"]["counts"]
                .as_array()
                .unwrap()
                .iter()
                .all(|count| count["unchanged"] == 1),
            "{view}"
        );
    }
}

#[actix_web::test]
async fn what_staff_changed_is_kept_unless_it_is_chosen_and_left_when_it_is_taken_back() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let first = written(&app, &sam, &FOLDER).await;
        let job = record(&app, &sam, "Mend the lamp").await;
        let id = job["id"].as_str().unwrap().parse().unwrap();
        let closed = act(&app, &sam, "POST", &paths::job_closing(id), json!({})).await;
        assert_eq!(closed.status, 204, "{closed:?}");

        let (import, view) = checked(&app, &sam, &FOLDER).await;
        assert_eq!(view["summary"]["conflicts"], 1, "{view}");
        let told = lines(&app, &sam, import, "conflict").await;
        assert_eq!(
            (&told[0]["file"], &told[0]["reference"]),
            (&json!("jobs.csv"), &json!("J1"))
        );
        assert!(
            told[0]["values"]
                .as_array()
                .unwrap()
                .iter()
                .any(|value| { value["before"] == "done" && value["after"] == "booked" }),
            "{told}"
        );
        // Not chosen, it stays.
        done(&app, &sam, import, "commit", json!({})).await;
        assert_eq!(settled(&app, &sam, import).await["state"], "done");
        assert_eq!(record(&app, &sam, "Mend the lamp").await["status"], "done");
        // The first is not the last any more.
        let refused = step(&app, &sam, first, "undo", Value::Null).await;
        assert_eq!(refused.status, 422);
        done(&app, &sam, import, "undo", Value::Null).await;
        settled(&app, &sam, import).await;

        // What was worked on since is left where the import that made it is taken back, and what it rests on too.
        done(&app, &sam, first, "undo", Value::Null).await;
        let view = settled(&app, &sam, first).await;
        assert_eq!(view["state"], "undone", "{view}");
        assert_eq!(record(&app, &sam, "Mend the lamp").await["status"], "done");
        let left = lines(&app, &sam, first, "left").await;
        let names: Vec<_> = left
            .as_array()
            .unwrap()
            .iter()
            .map(|line| &line["reference"])
            .collect();
        assert_eq!(names, ["J1", "9 Elm Street"], "{left}");

        // Chosen, the folder's row is written.
        let (import, _) = checked(&app, &sam, &FOLDER).await;
        let choice = json!({ "overwrite": [{ "file": "jobs.csv", "reference": "J1" }] });
        done(&app, &sam, import, "commit", choice).await;
        assert_eq!(settled(&app, &sam, import).await["state"], "done");
        assert_eq!(
            record(&app, &sam, "Mend the lamp").await["status"],
            "booked"
        );
    }
}

#[actix_web::test]
async fn what_somebody_outside_has_seen_is_taken_back_and_kept() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let import = written(&app, &sam, &FOLDER).await;
        app.clock.advance(TimeDelta::minutes(1));
        let email = contract::email::Email::parse("ada@elm.example").unwrap();
        let token = app::sign_in::mint_link(&app.app, &email).await.unwrap();
        let secret = app.redeem(token.expose().to_owned()).await;
        let session = TestRequest::get()
            .uri(paths::SESSION)
            .insert_header(("cookie", format!("__Host-sightline={secret}")));
        let session = app.send(session).await.json();
        let hat = session["hats"][0]["id"].as_str().unwrap().parse().unwrap();
        let ada: Visitor = Visitor { secret, hat };
        let seen = app.get(&ada, &format!("{}?kind=job", paths::RECORDS)).await;
        assert_eq!(
            seen.json()["items"].as_array().unwrap().len(),
            1,
            "{seen:?}"
        );

        done(&app, &sam, import, "undo", Value::Null).await;
        assert_eq!(settled(&app, &sam, import).await["state"], "undone");
        // She sees nothing of it any more, and staff find what she saw.
        assert_ne!(
            app.get(&ada, &format!("{}?kind=job", paths::RECORDS))
                .await
                .status,
            200
        );
        let job = record(&app, &sam, "Mend the lamp").await;
        assert_eq!(job["standing"], "internal", "{job}");
    }
}

#[actix_web::test]
async fn a_zip_stands_for_its_folder_and_faults_are_told_with_their_place() {
    let app = TestApp::new(Database::Sqlite).await;
    let sam = app.as_staff(StaffRole::Office).await;
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in FOLDER {
        let text = text.replace("14/03/2026", "soon");
        zip.start_file(
            format!("records/{path}"),
            zip::write::SimpleFileOptions::default(),
        )
        .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let import = begun(&app, &sam, &[("records.zip", &bytes)]).await;
    done(&app, &sam, import, "check", Value::Null).await;
    let view = settled(&app, &sam, import).await;
    assert_eq!(
        (&view["files"], &view["summary"]["faults"]),
        (&json!(5), &json!(1)),
        "{view}"
    );
    let faults = lines(&app, &sam, import, "fault").await;
    assert_eq!(
        (&faults[0]["file"], &faults[0]["line"], &faults[0]["column"]),
        (&json!("jobs.csv"), &json!(2), &json!("booked_for"))
    );
    // Nothing is written with a fault in it, unless it is left out.
    done(&app, &sam, import, "commit", json!({})).await;
    assert_eq!(settled(&app, &sam, import).await["state"], "checked");
    done(&app, &sam, import, "commit", json!({ "skip_bad": true })).await;
    assert_eq!(settled(&app, &sam, import).await["state"], "done");
    assert_eq!(record(&app, &sam, "Mend the lamp").await, Value::Null);
    let late = step(&app, &sam, import, "cancel", Value::Null).await;
    assert_eq!(late.status, 422);
}

#[actix_web::test]
async fn an_import_is_the_firms_own_and_holds_only_what_has_arrived() {
    let app = TestApp::new(Database::Sqlite).await;
    let sam = app.as_staff(StaffRole::Office).await;
    let import = begun(&app, &sam, &[]).await;
    let empty = step(&app, &sam, import, "check", Value::Null).await;
    assert_eq!(empty.problem()["errors"][0]["field"], "files");
    let one = upload(&app, &sam, "jobs.csv", b"ref\n").await;
    for (path, upload) in [
        ("../jobs.csv", one.as_str()),
        ("jobs.csv", "upl_00000000-0000-0000-0000-000000000009"),
    ] {
        let body = json!({ "files": [{ "path": path, "upload": upload }] });
        let refused = step(&app, &sam, import, "files", body).await;
        assert_eq!(refused.status, 422, "{path}");
    }
    let change = store::Change::now(&*app.app.clock, "test");
    let tx = app.app.db.write().await.unwrap();
    let other = app::firms::add(&app.app, &tx, "Brook".to_owned(), &change)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let rival = app.as_staff_of(other.id, StaffRole::Owner).await;
    assert_eq!(app.get(&rival, &paths::import(import)).await.status, 404);
    assert_eq!(
        step(&app, &rival, import, "cancel", Value::Null)
            .await
            .status,
        404
    );
}
