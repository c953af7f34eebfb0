//! The firm's own side of its records: found, opened, written, opened to others; and that everybody outside sees what
//! she may of it at once, and nobody anything else.

use crate::admin::act;
use crate::live::Stream;
use actix_web::test::TestRequest;
use contract::id::{RecordId, Staff};
use contract::paths;
use contract::staff::StaffRole;
use domain::receipt::Chain;
use serde_json::{Value, json};
use testkit::{Answer, Database, Persona, TestApp, Visitor, firm};

/// A plain body of each kind.
fn bodies() -> Vec<Value> {
    vec![
        json!({ "kind": "job", "title": "Fit a charger", "status": "open", "staff_note": "plantedword" }),
        json!({ "kind": "visit", "title": "Survey", "status": "booked", "on": "2026-12-03", "window": "09:00-11:00" }),
        json!({ "kind": "document", "sub_kind": "pat", "title": "PAT 22 Park Road", "issued_on": "2026-11-20" }),
        json!({ "kind": "photo_set", "title": "Board after", "taken_on": "2026-11-20" }),
        json!({
            "kind": "invoice", "number": "INV-3001", "issued_on": "2026-11-20", "due_on": "2026-12-20",
            "lines": [
                { "description": "Labour", "net": { "pence": 16_000, "currency": "GBP" }, "vat_rate": 2000 },
                { "description": "Part", "net": { "pence": 333, "currency": "GBP" }, "vat_rate": 2000 },
            ],
        }),
    ]
}

fn new(body: &Value) -> Value {
    let mut new = json!({ "subject": firm::PARK_ROAD, "body": body });
    if body["kind"] == "invoice" {
        new["addressed_to"] = json!(firm::OAKLINE);
    }
    new
}

pub async fn add(app: &TestApp, who: &Visitor<Staff>, new: Value) -> RecordId {
    let made = act(app, who, "POST", paths::FIRM_RECORDS, new).await;
    assert_eq!(made.status, 201, "{made:?}");
    made.json()["id"].as_str().unwrap().parse().unwrap()
}

/// The fields that a refusal names, and why.
pub fn faults(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 422, "{answer:?}");
    let errors = answer.problem()["errors"].as_array().unwrap().clone();
    let told = |error: &Value| {
        let (field, code) = (&error["field"], &error["code"]);
        format!("{} {}", field.as_str().unwrap(), code.as_str().unwrap())
    };
    errors.iter().map(told).collect()
}

/// The index, the search texts and the spines are what the records say.
pub async fn nothing_differs(app: &TestApp) {
    let tx = app.app.db.write().await.unwrap();
    let report = store::index::verify(&tx, false, |_| {}).await.unwrap();
    assert_eq!(report.differences, Vec::<String>::new());
}

fn ids(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap();
    items.iter().map(|i| i["id"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn staff_find_every_record_of_the_firm_whoever_else_may_see_it() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Field).await;
        let found = async |query: &str| {
            let path = format!("{}?{query}", paths::FIRM_RECORDS);
            let answer = app.get(&sam, &path).await;
            assert_eq!(answer.status, 200, "{query}: {answer:?}");
            answer.json()
        };
        assert_eq!(ids(&found("").await).len(), 8, "{database:?}");
        let internal = found("standing=internal").await;
        assert_eq!(ids(&internal), [firm::INTERNAL.to_string()]);
        assert_eq!(internal["items"][0]["standing"], "internal");
        // Notes for staff are searched too.
        let noted = found("q=ladder").await;
        assert_eq!(ids(&noted), [firm::MILL_LANE_PHOTOS.to_string()]);
        let owed = found("kind=invoice&status=outstanding&sort=title").await;
        let both = [
            firm::OAKLINE_INVOICE.to_string(),
            firm::NEST_INVOICE.to_string(),
        ];
        assert_eq!(ids(&owed), both);
        assert_eq!(owed["items"][0]["total"]["pence"], 24_000);
        assert_eq!(owed["items"][1]["addressed_to"]["name"], "Nest & Co");
        let here = found(&format!("subject={}&kind=job,visit", firm::PARK_ROAD)).await;
        assert_eq!(ids(&here).len(), 2);
        let dated = found("from=2026-10-01&to=2026-10-31").await;
        assert_eq!(ids(&dated).len(), 2);

        // Page by page it is the same list in the same order.
        for sort in ["", "due", "-title", "amount"] {
            let whole = found(&format!(
                "sort={}",
                if sort.is_empty() { "-day" } else { sort }
            ))
            .await;
            let (mut paged, mut cursor) = (Vec::new(), String::new());
            loop {
                let sort = if sort.is_empty() { "-day" } else { sort };
                let page = found(&format!("sort={sort}&limit=3{cursor}")).await;
                paged.extend(ids(&page).iter().map(ToString::to_string));
                let Some(next) = page["next_cursor"].as_str() else {
                    break;
                };
                cursor = format!("&cursor={next}");
            }
            assert_eq!(paged, ids(&whole), "{database:?} {sort}");
        }
        let wrong = app
            .get(
                &sam,
                &format!("{}?kind=spaceship&sort=x", paths::FIRM_RECORDS),
            )
            .await;
        assert_eq!(faults(&wrong), ["kind unknown", "sort unknown"]);
    }
}

#[actix_web::test]
async fn one_record_is_opened_with_everything_known_of_it() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Field).await;
        let eicr = app
            .get(&sam, &paths::firm_record(firm::MILL_LANE_EICR))
            .await;
        assert_eq!(eicr.status, 200);
        let eicr = eicr.json();
        assert_eq!(eicr["body"]["staff_note"], "copper thieves about");
        assert_eq!(eicr["subject"]["name"], "14 Mill Lane");
        assert_eq!(eicr["files"][0]["name"], "EICR 14 Mill Lane.pdf");
        assert_eq!(eicr["files"][0]["versions"][0]["version"], 1);
        assert_eq!(eicr["history"][0]["by"], "test");
        assert_eq!(eicr["history"][0]["standing"], "by_rule");
        let bill = app
            .get(&sam, &paths::firm_record(firm::OAKLINE_INVOICE))
            .await;
        let bill = bill.json();
        assert_eq!(bill["body"]["lines"][1]["state"], "queried");
        assert_eq!(bill["body"]["lines"][0]["net"]["pence"], 16_000);
        assert_eq!(bill["addressed_to"]["id"], json!(firm::OAKLINE));
        // Looking leaves a receipt.
        let receipts = app.chain(Chain::firm(firm::HALDEN)).await;
        let looked = receipts
            .iter()
            .any(|e| e.text.contains("record.view") && e.text.contains(&sam.hat.to_string()));
        assert!(looked, "{database:?}");
    }
}

#[actix_web::test]
async fn a_record_of_each_kind_is_made_and_is_the_firms_own_at_first() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let mut hers = Stream::begun(&app, &bea).await;
        for body in bodies() {
            let id = add(&app, &sam, new(&body)).await;
            let view = app.get(&sam, &paths::firm_record(id)).await.json();
            assert_eq!(view["standing"], "internal");
            assert_eq!(view["source"], "staff");
            for (field, sent) in body.as_object().unwrap() {
                if field != "lines" {
                    assert_eq!(&view["body"][field], sent, "{field} of {body}");
                }
            }
            assert_eq!(view["history"].as_array().unwrap().len(), 1);
            assert_eq!(view["history"][0]["by"], "Sam office");
            if body["kind"] == "invoice" {
                assert_eq!(view["total"]["pence"], 19_600);
                assert_eq!(view["status"], "unpaid");
            }
            assert_eq!(
                app.get(&bea, &paths::record(id)).await.status,
                404,
                "{body}"
            );
        }
        assert_eq!(hers.heard(&app).await, Vec::<String>::new());
        nothing_differs(&app).await;
    }
}

#[actix_web::test]
async fn what_does_not_fit_is_told_field_by_field_and_nothing_is_written() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let before = ids(&app.get(&sam, paths::FIRM_RECORDS).await.json()).len();
        let told =
            async |new: Value| faults(&act(&app, &sam, "POST", paths::FIRM_RECORDS, new).await);
        let wrong = json!({
            "subject": contract::id::SubjectId::from_bytes([9; 16]),
            "addressed_to": contract::id::ThirdPartyId::from_bytes([9; 16]),
            "body": {
                "kind": "invoice", "number": " ", "issued_on": "2026-11-20", "due_on": "2026-11-01",
                "lines": [
                    { "description": "Labour", "net": { "pence": 1, "currency": "GBP" }, "vat_rate": 2000 },
                    { "description": "", "net": { "pence": 1, "currency": "GBP" }, "vat_rate": 20_000,
                      "job": firm::OAKLINE_INVOICE },
                    { "id": contract::id::LineId::from_bytes([81; 16]), "description": "Taken", "vat_rate": 0,
                      "net": { "pence": 10_000_000_001_i64, "currency": "GBP" } },
                ],
            },
        });
        assert_eq!(
            told(wrong).await,
            [
                "lines.2.id unknown",
                "subject unknown",
                "addressed_to unknown",
                "number missing",
                "due_on too_early",
                "lines.1.description missing",
                "lines.1.vat_rate out_of_range",
                "lines.2.net out_of_range",
                "lines.1.job unknown",
            ]
        );
        let bare = json!({ "kind": "invoice", "number": "1", "issued_on": "2026-11-20", "due_on": "2026-11-20", "lines": [] });
        assert_eq!(told(new(&bare)).await, ["lines missing"]);
        let odd = json!({ "kind": "job", "title": "x", "status": "paid", "raised_on": "2026-02-02", "done_on": "2026-01-01" });
        assert_eq!(
            told(new(&odd)).await,
            ["status unknown", "done_on too_early"]
        );
        let stray = json!({ "kind": "job", "title": "x", "status": "open", "colour": "red" });
        assert_eq!(told(new(&stray)).await, ["colour unknown"]);
        let photo = json!({ "kind": "photo_set", "title": "x", "taken_on": "2026-02-02", "photos": [firm::PHOTO_FILE] });
        assert_eq!(told(new(&photo)).await, ["photos unknown"]);

        let path = paths::firm_record(firm::PARK_ROAD_JOB);
        let other = act(&app, &sam, "PUT", &path, new(&bodies()[1])).await;
        assert_eq!(faults(&other), ["kind fixed"]);
        let after = ids(&app.get(&sam, paths::FIRM_RECORDS).await.json()).len();
        assert_eq!(before, after);
    }
}

#[actix_web::test]
async fn a_change_is_seen_at_once_by_whoever_may_and_what_it_was_is_kept() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let (bea, rita) = (
            app.as_(Persona::Bookkeeper).await,
            app.as_(Persona::Rival).await,
        );
        let mut hers = Stream::begun(&app, &bea).await;
        let mut theirs = Stream::begun(&app, &rita).await;
        let id = firm::OAKLINE_INVOICE;
        let view = app.get(&sam, &paths::firm_record(id)).await.json();
        // What was read can be sent back; unchanged, it is no new version.
        let mut edit = json!({
            "subject": view["subject"]["id"], "addressed_to": view["addressed_to"]["id"], "body": view["body"],
        });
        let path = paths::firm_record(id);
        let same = act(&app, &sam, "PUT", &path, edit.clone()).await;
        assert_eq!(same.status, 204, "{same:?}");
        assert!(hers.heard(&app).await.is_empty());
        edit["body"]["lines"][1]["state"] = json!("credited");
        edit["body"]["lines"].as_array_mut().unwrap().push(json!({
            "description": "Parking", "net": { "pence": 500, "currency": "GBP" }, "vat_rate": 0,
        }));
        let done = act(&app, &sam, "PUT", &path, edit.clone()).await;
        assert_eq!(done.status, 204, "{done:?}");
        assert_eq!(hers.heard(&app).await, [format!("changed {id}")]);
        let seen = app.get(&bea, &paths::record(id)).await.json();
        assert_eq!(seen["open"]["pence"], 19_200 + 500);
        let view = app.get(&sam, &path).await.json();
        assert_eq!(view["history"][0]["version"], 2);
        assert_eq!(view["history"][0]["by"], "Sam office");
        assert_eq!(view["history"][0]["changed"], json!(["lines"]));
        assert_eq!(view["history"][1]["by"], "test");
        let lines = view["body"]["lines"].as_array().unwrap();
        assert_eq!(lines.len(), 3);
        assert_eq!(
            lines[0]["id"],
            json!(contract::id::LineId::from_bytes([81; 16])),
            "lines keep their ids"
        );

        // Made a draft again, it is gone from everybody's page, and stays so until it is published again.
        edit["body"] = view["body"].clone();
        edit["body"]["draft"] = json!(true);
        assert_eq!(
            act(&app, &sam, "PUT", &path, edit.clone()).await.status,
            204
        );
        assert_eq!(hers.heard(&app).await, [format!("gone {id}")]);
        assert_eq!(app.get(&bea, &paths::record(id)).await.status, 404);
        edit["body"]["draft"] = json!(false);
        assert_eq!(act(&app, &sam, "PUT", &path, edit).await.status, 204);
        assert!(hers.heard(&app).await.is_empty());
        let view = app.get(&sam, &path).await.json();
        assert_eq!(view["standing"], "internal");
        assert_eq!(view["status"], "unpaid");
        assert!(theirs.heard(&app).await.is_empty(), "the rival heard of it");
        nothing_differs(&app).await;
    }
}

pub async fn publish(app: &TestApp, who: &Visitor<Staff>, wanted: Value) -> Answer {
    act(app, who, "POST", paths::PUBLICATION, wanted).await
}

#[actix_web::test]
async fn what_is_published_is_seen_at_once_by_whom_the_rules_show_it_and_by_nobody_else() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Owner).await;
        let (bea, rita) = (
            app.as_(Persona::Bookkeeper).await,
            app.as_(Persona::Rival).await,
        );
        let mut hers = Stream::begun(&app, &bea).await;
        let mut theirs = Stream::begun(&app, &rita).await;
        for body in bodies() {
            let id = add(&app, &sam, new(&body)).await;
            let wanted = json!({ "ids": [id], "standing": "by_rule" });
            assert_eq!(publish(&app, &sam, wanted).await.status, 204);
            let heard = hers.heard(&app).await;
            assert_eq!(heard, [format!("changed {id}")], "{database:?} {body}");
            assert_eq!(app.get(&bea, &paths::record(id)).await.status, 200);
            assert_eq!(app.get(&rita, &paths::record(id)).await.status, 404);
        }
        assert_eq!(theirs.heard(&app).await, Vec::<String>::new());
        nothing_differs(&app).await;
    }
}

#[actix_web::test]
async fn a_draft_stays_the_firms_own_and_holds_back_whatever_was_to_be_published_with_it() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let mut draft = bodies().pop().unwrap();
        draft["draft"] = json!(true);
        let draft = add(&app, &sam, new(&draft)).await;
        let job = add(&app, &sam, new(&bodies()[0])).await;
        let both = json!({ "ids": [job, draft], "standing": "by_rule" });
        let refused = publish(&app, &sam, both).await;
        assert_eq!(faults(&refused), ["ids.1 draft"]);
        let shared =
            json!({ "ids": [draft], "standing": "shared", "shared_with": [firm::OAKLINE] });
        assert_eq!(faults(&publish(&app, &sam, shared).await), ["ids.0 draft"]);
        for id in [job, draft] {
            assert_eq!(app.get(&bea, &paths::record(id)).await.status, 404);
        }
        // Not even one that says otherwise of itself: an import may.
        let standing = match database {
            Database::Sqlite => {
                format!("UPDATE record SET standing = 1 WHERE id = {}", blob(draft))
            }
            Database::Postgres => {
                format!(
                    "UPDATE record SET standing = 1 WHERE id = '{}'",
                    &draft.to_string()[4..]
                )
            }
        };
        app.sql(&standing).await;
        let tx = app.app.db.write().await.unwrap();
        store::index::verify(&tx, true, |_| {}).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(app.get(&bea, &paths::record(draft)).await.status, 404);
        let list = app.get(&bea, paths::RECORDS).await.json();
        assert!(!ids(&list).contains(&draft.to_string().as_str()));
    }
}

/// An id as SQLite's own language writes it.
fn blob(id: RecordId) -> String {
    let digits: String = id.bytes().iter().map(|b| format!("{b:02x}")).collect();
    format!("X'{digits}'")
}

#[actix_web::test]
async fn a_record_is_shared_with_whom_it_was_shared_and_taken_back() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let (bea, rita) = (
            app.as_(Persona::Bookkeeper).await,
            app.as_(Persona::Rival).await,
        );
        let mut hers = Stream::begun(&app, &bea).await;
        let mut theirs = Stream::begun(&app, &rita).await;
        let id = firm::MILL_LANE_EICR;
        let told = |what: &str| vec![format!("{what} {id}")];
        let with = |standing: &str, parties: Value| json!({ "ids": [id], "standing": standing, "shared_with": parties });
        let shared = with("shared", json!([firm::NEST]));
        assert_eq!(publish(&app, &sam, shared.clone()).await.status, 204);
        assert_eq!(hers.heard(&app).await, told("gone"));
        assert_eq!(theirs.heard(&app).await, told("changed"));
        let view = app.get(&sam, &paths::firm_record(id)).await.json();
        assert_eq!(view["shared_with"][0]["name"], "Nest & Co");
        let listed = app
            .get(&sam, &format!("{}?standing=shared", paths::FIRM_RECORDS))
            .await
            .json();
        let row = &listed["items"][0];
        assert_eq!((&row["id"], &row["file_count"]), (&json!(id), &json!(1)));
        assert_eq!(row["shared_with"], view["shared_with"]);
        assert_eq!(
            view["history"][0]["changed"],
            json!(["standing", "shared_with"])
        );
        // Said again, nothing is written and nobody is told.
        assert_eq!(publish(&app, &sam, shared).await.status, 204);
        assert!(theirs.heard(&app).await.is_empty());

        let both = with("shared", json!([firm::NEST, firm::OAKLINE]));
        assert_eq!(publish(&app, &sam, both).await.status, 204);
        assert_eq!(hers.heard(&app).await, told("changed"));
        // The other certificate, and everything else, is where it was.
        let gas = paths::record(firm::COPPER_COURT_GAS);
        assert_eq!(app.get(&bea, &gas).await.status, 404);
        assert_eq!(app.get(&rita, &gas).await.status, 200);

        let back = publish(&app, &sam, with("internal", json!([]))).await;
        assert_eq!(back.status, 204);
        assert_eq!(hers.heard(&app).await, told("gone"));
        assert_eq!(theirs.heard(&app).await, told("gone"));

        for (wrong, fault) in [
            (with("shared", json!([])), "shared_with missing"),
            (
                with("by_rule", json!([firm::NEST])),
                "shared_with superfluous",
            ),
            (
                with(
                    "shared",
                    json!([contract::id::ThirdPartyId::from_bytes([9; 16])]),
                ),
                "shared_with unknown",
            ),
            (
                json!({ "ids": [], "standing": "internal" }),
                "ids out_of_range",
            ),
        ] {
            assert_eq!(faults(&publish(&app, &sam, wrong).await), [fault]);
        }
        let receipts = app.chain(Chain::firm(firm::HALDEN)).await;
        let count = |act: &str| {
            let of = |e: &&domain::receipt::Entry| {
                e.text.contains(act) && e.text.contains(&id.to_string())
            };
            receipts.iter().filter(of).count()
        };
        assert_eq!((count("record.shared"), count("record.withdrawn")), (2, 1));
        nothing_differs(&app).await;
    }
}

#[actix_web::test]
async fn a_job_is_closed_in_the_field_and_everybody_entitled_hears_of_it() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Field).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let mut hers = Stream::begun(&app, &bea).await;
        let path = paths::job_closing(firm::PARK_ROAD_JOB);
        let early = act(&app, &sam, "POST", &path, json!({ "on": "2026-11-01" })).await;
        assert_eq!(faults(&early), ["record not_now"]);
        let closed = act(&app, &sam, "POST", &path, json!({})).await;
        assert_eq!(closed.status, 204, "{closed:?}");
        let told = format!("changed {}", firm::PARK_ROAD_JOB);
        assert_eq!(hers.heard(&app).await, [told]);
        let view = app
            .get(&sam, &paths::firm_record(firm::PARK_ROAD_JOB))
            .await
            .json();
        assert_eq!(
            (&view["status"], &view["body"]["done_on"]),
            (&json!("done"), &json!("2026-11-24"))
        );
        let visit = paths::job_closing(firm::PARK_ROAD_VISIT);
        let other = act(&app, &sam, "POST", &visit, json!({})).await;
        assert_eq!(other.status, 404);
    }
}

#[actix_web::test]
async fn an_edit_is_made_on_what_was_seen_and_a_write_under_a_key_once() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let send = async |request: TestRequest, path: &str, header: (&str, &str), body: &Value| {
            let request = request.insert_header((header.0.to_owned(), header.1.to_owned()));
            app.send(sam.request(request.set_json(body), path)).await
        };
        let path = paths::firm_record(firm::PARK_ROAD_JOB);
        let seen = app.get(&sam, &path).await.json()["revision"].clone();
        let seen = format!("\"{}\"", seen.as_str().unwrap());
        let edit = new(&bodies()[0]);
        let first = send(TestRequest::put(), &path, ("if-match", &seen), &edit).await;
        assert_eq!(first.status, 204, "{database:?} {first:?}");
        let second = send(TestRequest::put(), &path, ("if-match", &seen), &edit).await;
        assert_eq!(second.status, 412, "somebody else was quicker");
        let unseen = send(TestRequest::put(), &path, ("accept", "*/*"), &edit).await;
        assert_eq!(unseen.status, 428);
        // Who may see it is no part of what an edit changes.
        let now = app.get(&sam, &path).await.json()["revision"].clone();
        let wanted = json!({ "ids": [firm::PARK_ROAD_JOB], "standing": "internal" });
        assert_eq!(publish(&app, &sam, wanted).await.status, 204);
        assert_eq!(app.get(&sam, &path).await.json()["revision"], now);

        let key = ("idempotency-key", "k-1");
        let made = send(TestRequest::post(), paths::FIRM_RECORDS, key, &edit).await;
        let again = send(TestRequest::post(), paths::FIRM_RECORDS, key, &edit).await;
        assert_eq!((made.status, again.status), (201, 201), "{again:?}");
        assert_eq!(made.json()["id"], again.json()["id"]);
        assert_eq!(
            ids(&app.get(&sam, paths::FIRM_RECORDS).await.json()).len(),
            9
        );
        let closing = paths::job_closing(made.json()["id"].as_str().unwrap().parse().unwrap());
        for _ in 0..2 {
            let closed = send(TestRequest::post(), &closing, key, &json!({})).await;
            assert_eq!(closed.status, 204, "{closed:?}");
        }
        let other = json!({ "on": "2026-11-24" });
        assert_eq!(
            send(TestRequest::post(), &closing, key, &other)
                .await
                .status,
            422
        );
    }
}

#[actix_web::test]
async fn a_whole_kind_is_published_under_a_subject_and_nothing_beside_it() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let mut made = Vec::new();
        for number in 1..=3 {
            let mut invoice = bodies().pop().unwrap();
            invoice["number"] = json!(format!("INV-{number}"));
            invoice["draft"] = json!(number == 3);
            made.push(add(&app, &sam, new(&invoice)).await);
        }
        let job = add(&app, &sam, new(&bodies()[0])).await;
        let all = json!({ "kind": "invoice", "subject": firm::PARK_ROAD });
        let shared = json!({ "all": all, "standing": "shared", "shared_with": [firm::OAKLINE] });
        assert_eq!(
            faults(&publish(&app, &sam, shared).await),
            ["all superfluous"]
        );
        let wanted = json!({ "all": all, "standing": "by_rule" });
        // Once more, there is nothing left to do.
        for _ in 0..2 {
            assert_eq!(publish(&app, &sam, wanted.clone()).await.status, 204);
        }
        let seen = app.get(&bea, paths::RECORDS).await.json();
        let seen = ids(&seen);
        let has = |id: RecordId| seen.contains(&id.to_string().as_str());
        assert!(has(made[0]) && has(made[1]), "{database:?}");
        assert!(!has(made[2]) && !has(job) && !has(firm::INTERNAL));
        let mut elsewhere = all;
        elsewhere["subject"] = json!(contract::id::SubjectId::from_bytes([9; 16]));
        let wrong = json!({ "all": elsewhere, "standing": "by_rule" });
        assert_eq!(
            faults(&publish(&app, &sam, wrong).await),
            ["all.subject unknown"]
        );
        nothing_differs(&app).await;
    }
}
