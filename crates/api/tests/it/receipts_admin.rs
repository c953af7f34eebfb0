//! The firm's log as its staff read it: in words, page by page, as a table, and whether it is whole.

use actix_web::test::TestRequest;
use contract::id::{Contact, Staff};
use contract::paths;
use contract::staff::StaffRole;
use domain::receipt::{Chain, Fields};
use serde_json::{Value, json};
use testkit::{Answer, Database, Persona, TestApp, Visitor, firm};

async fn list(app: &TestApp, who: &Visitor<Staff>, query: &str) -> Vec<Value> {
    let answer = app
        .get(who, &format!("{}?{query}", paths::FIRM_RECEIPTS))
        .await;
    assert_eq!(answer.status, 200, "{query}: {answer:?}");
    answer.json()["items"].as_array().unwrap().clone()
}

/// One field of each row.
fn each<'r>(rows: &'r [Value], field: &str) -> Vec<&'r str> {
    rows.iter()
        .map(|row| row[field].as_str().unwrap())
        .collect()
}

/// Some doings of Bea's, one of her rival's, and the office's look at Bea.
async fn a_morning(app: &TestApp) -> (Visitor<Staff>, Visitor<Contact>) {
    let bea = app.as_(Persona::Bookkeeper).await;
    let rita = app.as_(Persona::Rival).await;
    for path in [
        paths::record(firm::MILL_LANE_EICR),
        paths::file(firm::EICR_FILE),
        format!("{}?q=mill%20lane", paths::SEARCH),
    ] {
        assert_eq!(app.get(&bea, &path).await.status, 200, "{path}");
    }
    let hidden = app.get(&rita, &paths::record(firm::MILL_LANE_EICR)).await;
    assert_eq!(hidden.status, 404);
    let sam = app.as_staff(StaffRole::Office).await;
    let looked = app.get(&sam, &paths::contact(bea.hat)).await;
    assert_eq!(looked.status, 200);
    (sam, bea)
}

#[actix_web::test]
async fn each_row_says_who_did_what_to_what_and_the_filters_find_it() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let (sam, bea) = a_morning(&app).await;
        let hers = list(&app, &sam, &format!("person={}", bea.hat)).await;
        assert_eq!(
            each(&hers, "did"),
            [
                "searched",
                "downloaded a file",
                "opened a record",
                "came to the page"
            ]
        );
        let opened = &hers[2];
        assert_eq!(opened["who"], "Bea Lister");
        assert_eq!(opened["who_id"], json!(bea.hat));
        assert_eq!(opened["as_whom"], "Oakline Lettings");
        assert_eq!(opened["title"], "EICR 14 Mill Lane, 14 Mill Lane");
        assert_eq!(opened["record"], json!(firm::MILL_LANE_EICR));
        assert_eq!(
            (&opened["grade"], &opened["outcome"]),
            (&json!("person"), &json!("ok"))
        );
        assert_eq!(
            (&opened["ip"], &opened["erased"]),
            (&json!("192.0.2.7"), &json!([]))
        );
        assert_eq!(hers[1]["title"], "EICR 14 Mill Lane.pdf");
        assert_eq!(hers[1]["sha256"].as_str().unwrap().len(), 64);
        assert_eq!(hers[0]["typed"], "mill lane");

        let looks = list(&app, &sam, &format!("person={}&act=contact.view", sam.hat)).await;
        assert_eq!(each(&looks, "who"), ["Sam office"]);
        assert_eq!(each(&looks, "title"), ["Bea Lister at Oakline Lettings"]);
        let refused = list(&app, &sam, "outcome=refused").await;
        assert_eq!(each(&refused, "who"), ["Rita Nest"]);
        // About the record: she who saw it and she who did not.
        let about = list(&app, &sam, &format!("object={}", firm::MILL_LANE_EICR)).await;
        assert_eq!(each(&about, "outcome"), ["refused", "ok"]);
        let of_nest = list(&app, &sam, &format!("third_party={}", firm::NEST)).await;
        assert!(
            of_nest.iter().all(|row| row["who"] == "Rita Nest"),
            "{of_nest:?}"
        );
        assert!(list(&app, &sam, "grade=preview").await.is_empty());
        assert_eq!(
            list(&app, &sam, "from=2026-11-24&to=2026-11-24&act=search")
                .await
                .len(),
            1
        );
        assert!(list(&app, &sam, "to=2026-11-23").await.is_empty());
        assert!(list(&app, &sam, "from=2026-11-25").await.is_empty());

        // What was asked is on record, in closed words.
        let asked = list(&app, &sam, "act=receipt.list").await;
        assert_eq!(asked[0]["query"], "from=2026-11-25");
        let wrong = format!("{}?act=sing&from=soon&person=Bea", paths::FIRM_RECEIPTS);
        let told = app.get(&sam, &wrong).await;
        assert_eq!(told.status, 422);
        assert_eq!(told.problem()["errors"].as_array().unwrap().len(), 3);
    }
}

#[actix_web::test]
async fn pages_follow_each_other_without_a_gap_or_a_repeat() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let (sam, bea) = a_morning(&app).await;
        let whole = list(&app, &sam, &format!("person={}", bea.hat)).await;
        let mut found = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!(
                "{}?person={}&limit=1{cursor}",
                paths::FIRM_RECEIPTS,
                bea.hat
            );
            let page = app.get(&sam, &path).await.json();
            found.extend(page["items"].as_array().unwrap().clone());
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(found, whole);
        let stale = app
            .get(&sam, &format!("{}?cursor=00", paths::FIRM_RECEIPTS))
            .await;
        assert_eq!(stale.status, 422);
    }
}

#[actix_web::test]
async fn an_erased_value_is_said_to_be_erased() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let (sam, bea) = a_morning(&app).await;
        app.clock.advance(chrono::TimeDelta::days(100));
        let now = domain::clock::Clock::now(&*app.clock);
        let chain = Chain::firm(firm::HALDEN);
        app::receipts::erase(
            &app.app.db,
            &app.receipts,
            chain,
            Fields::All,
            now,
            "all 99d",
        )
        .await
        .unwrap();
        let hers = list(&app, &sam, &format!("person={}&act=search", bea.hat)).await;
        assert_eq!(hers[0]["erased"], json!(["ip", "personal"]));
        assert_eq!(
            (&hers[0]["typed"], &hers[0]["ip"]),
            (&Value::Null, &Value::Null)
        );
        let program = list(&app, &sam, "act=retention.erased").await;
        assert_eq!(each(&program, "who"), ["the program"]);
    }
}

#[actix_web::test]
async fn the_table_holds_the_same_rows_and_no_formula_and_leaves_a_receipt() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let (sam, bea) = a_morning(&app).await;
        // She typed what a spreadsheet would run.
        let typed = format!("{}?q=%3D1%2B1", paths::SEARCH);
        assert_eq!(app.get(&bea, &typed).await.status, 200);
        let rows = list(&app, &sam, &format!("person={}", bea.hat)).await;
        let path = format!("{}?person={}", paths::RECEIPT_EXPORT, bea.hat);
        let table = app.get(&sam, &path).await;
        assert_eq!(table.status, 200, "{table:?}");
        assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
        assert!(table.header("content-disposition").contains("receipts.csv"));
        let text = std::str::from_utf8(&table.body).unwrap();
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let head = reader.headers().unwrap().clone();
        let place = |name: &str| head.iter().position(|cell| cell == name).unwrap();
        let read: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let ids: Vec<_> = read.iter().map(|row| &row[place("receipt")]).collect();
        assert_eq!(ids, each(&rows, "id"));
        assert_eq!(&read[0][place("typed")], "'=1+1");
        let exported = list(&app, &sam, "act=receipt.exported").await;
        let sha256 = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(&table.body));
        assert_eq!(exported[0]["sha256"], json!(sha256));
        assert_eq!(exported[0]["query"], json!(format!("person={}", bea.hat)));
    }
}

#[actix_web::test]
async fn the_state_of_the_chain_is_told_and_an_altered_entry_is_named() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let (sam, _) = a_morning(&app).await;
        // A thread of its own signs the heads; asking leaves receipts for it to sign.
        let mut asked = 0;
        let state = loop {
            let state = app.get(&sam, paths::RECEIPT_CHAIN).await.json();
            assert_eq!(
                (&state["whole"], &state["checked_from"]),
                (&json!(true), &json!(1))
            );
            asked += 1;
            if state["signed"]["number"].as_u64() > Some(1) {
                break state;
            }
            assert!(asked < 10_000, "no head is signed: {state}");
        };
        assert!(state["entries"].as_u64() >= state["signed"]["number"].as_u64());
        assert!(
            state["signed"]["at"]
                .as_str()
                .unwrap()
                .starts_with("2026-11-24T")
        );
        app.sql(&format!(
            "UPDATE receipt SET grade = 'preview' WHERE action = 'record.view' AND object = '{}' AND outcome = 'ok'",
            firm::MILL_LANE_EICR
        ))
        .await;
        let state = app.get(&sam, paths::RECEIPT_CHAIN).await.json();
        assert_eq!(state["whole"], false);
        let fault = state["fault"].as_str().unwrap();
        assert!(
            fault.contains("its column `grade` differs from its text"),
            "{fault}"
        );
    }
}

#[actix_web::test]
async fn who_of_the_firm_did_it_cannot_be_changed_beside_the_text() {
    let app = TestApp::new(Database::Sqlite).await;
    let (sam, bea) = a_morning(&app).await;
    app.sql("UPDATE receipt SET staff = NULL WHERE action = 'contact.view'")
        .await;
    let told: Answer = app.get(&sam, paths::RECEIPT_CHAIN).await;
    let fault = told.json()["fault"].as_str().unwrap().to_owned();
    assert!(fault.contains("column `staff`"), "{fault}");
    // A contact's session opens none of this.
    let asked = bea.request(TestRequest::get(), paths::FIRM_RECEIPTS);
    assert_eq!(app.send(asked).await.status, 409);
}
