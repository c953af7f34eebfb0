//! The portal as one contact sees it, looked at by staff: the same answers, nothing that can be done, and never a view
//! by the contact.

use actix_web::test::TestRequest;
use contract::id::{Contact, ContactId, Staff};
use contract::paths;
use contract::staff::StaffRole;
use domain::receipt::{Act, Chain, Draft, Facts};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use testkit::{Answer, Database, Persona, TestApp, Visitor, firm};

/// Every GET of the portal with something behind it for whoever is at Oakline.
fn reads() -> Vec<String> {
    vec![
        paths::DASHBOARD.to_owned(),
        paths::SUBJECTS.to_owned(),
        paths::subject(firm::MILL_LANE),
        paths::RECORDS.to_owned(),
        format!("{}?kind=invoice&limit=1", paths::RECORDS),
        paths::record(firm::MILL_LANE_EICR),
        paths::record(firm::OAKLINE_INVOICE),
        paths::file(firm::EICR_FILE),
        paths::thumbnail(firm::PHOTO_FILE),
        format!("{}?q=mill%20lane", paths::SEARCH),
        paths::RECEIPTS.to_owned(),
    ]
}

async fn peek(app: &TestApp, sam: &Visitor<Staff>, of: ContactId, path: &str) -> Answer {
    app.get(sam, &paths::preview(of, path)).await
}

async fn receipts(app: &TestApp) -> Vec<Facts> {
    let chain = app.chain(Chain::firm(firm::HALDEN)).await;
    chain
        .iter()
        .map(|entry| Facts::parse(&entry.text).unwrap())
        .collect()
}

async fn seen(app: &TestApp, sam: &Visitor<Staff>, of: ContactId) -> Value {
    app.get(sam, &paths::contact(of)).await.json()["last_seen_at"].clone()
}

#[actix_web::test]
async fn staff_see_exactly_what_the_contact_sees_under_tags_of_their_own() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let sam = app.as_staff(StaffRole::Office).await;
        for path in reads() {
            let hers = app.get(&bea, &path).await;
            let theirs = peek(&app, &sam, bea.hat, &path).await;
            assert_eq!(
                (hers.status, theirs.status),
                (200, 200),
                "{path}: {theirs:?}"
            );
            if path != paths::RECEIPTS {
                assert_eq!(hers.body, theirs.body, "{database:?} {path}");
            }
            assert_ne!(hers.header("etag"), "", "{path}");
            assert_ne!(hers.header("etag"), theirs.header("etag"), "{path}");
            // Her tag is none of theirs, and the other way round.
            let held =
                |who: TestRequest, tag: &str| who.insert_header(("if-none-match", tag.to_owned()));
            let preview = paths::preview(bea.hat, &path);
            let with_hers = held(
                sam.request(TestRequest::get(), &preview),
                hers.header("etag"),
            );
            assert_eq!(app.send(with_hers).await.status, 200, "{path}");
            let with_theirs = held(
                bea.request(TestRequest::get(), &path),
                theirs.header("etag"),
            );
            assert_eq!(app.send(with_theirs).await.status, 200, "{path}");
            if path != paths::RECEIPTS {
                let own = held(
                    sam.request(TestRequest::get(), &preview),
                    theirs.header("etag"),
                );
                assert_eq!(app.send(own).await.status, 304, "{path}");
            }
        }
        // What is hidden from her is hidden from whoever looks as her.
        for path in [
            paths::record(firm::NEST_INVOICE),
            paths::record(firm::INTERNAL),
            paths::file(firm::GAS_FILE),
            paths::subject(firm::COPPER_COURT),
        ] {
            assert_eq!(peek(&app, &sam, bea.hat, &path).await.status, 404, "{path}");
        }
        let rival = peek(
            &app,
            &sam,
            Persona::Rival.hat(),
            &paths::record(firm::NEST_INVOICE),
        )
        .await;
        assert_eq!(rival.status, 200);
    }
}

#[actix_web::test]
async fn every_receipt_of_a_preview_names_both_and_none_is_a_view_by_the_contact() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Owner).await;
        let hat = Persona::Bookkeeper.hat();
        assert_eq!(seen(&app, &sam, hat).await, Value::Null);
        let before = receipts(&app).await.len();
        for path in reads() {
            assert_eq!(peek(&app, &sam, hat, &path).await.status, 200, "{path}");
        }
        let nothing = peek(&app, &sam, hat, &paths::record(firm::NEST_INVOICE)).await;
        assert_eq!(nothing.status, 404);
        let written = receipts(&app).await.split_off(before);
        // The thumbnail's is its set's.
        assert_eq!(written.len(), reads().len());
        for facts in &written {
            assert_eq!(facts.grade, "preview", "{facts:?}");
            assert_eq!(facts.actor, sam.hat.to_string());
            assert_eq!(facts.hat, Some(hat));
            assert_eq!(facts.third_party, Some(firm::OAKLINE));
        }
        assert_eq!(written.last().unwrap().outcome, "refused");
        assert_eq!(
            seen(&app, &sam, hat).await,
            Value::Null,
            "nobody saw her page but staff"
        );
        let bea = app.as_(Persona::Bookkeeper).await;
        let own = app.get(&bea, paths::RECEIPTS).await.json();
        let acts: Vec<_> = own["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| &r["action"])
            .collect();
        assert_eq!(acts, ["hat.put_on"]);
        // The log says it in words.
        let log = format!("{}?grade=preview&act=file.download", paths::FIRM_RECEIPTS);
        let log = app.get(&sam, &log).await.json();
        assert_eq!(log["items"][0]["who"], "Sam owner");
        assert_eq!(log["items"][0]["as_whom"], "Bea Lister at Oakline Lettings");
    }
}

#[actix_web::test]
async fn the_app_is_told_as_whom_it_looks_and_that_nothing_may_be_kept() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let own = app.get(&bea, paths::SESSION).await.json();
        let mut hat = own["hats"][0].clone();
        assert_eq!(
            (&hat["name"], &hat["offline"]),
            (&json!("Bea Lister"), &json!(true))
        );
        let before = receipts(&app).await.len();
        let told = peek(&app, &sam, bea.hat, paths::SESSION).await;
        assert_eq!(told.status, 200, "{told:?}");
        let told = told.json();
        hat["offline"] = json!(false);
        assert_eq!(told["hats"], json!([hat]));
        // Who is signed in is she who looks, not she whose page it is.
        assert_eq!(told["staff"], json!(true));
        assert_ne!(told["email"], own["email"]);
        assert_ne!(told["device"], own["device"]);
        let written = receipts(&app).await.split_off(before);
        let told: Vec<_> = written
            .iter()
            .map(|r| (r.act.as_str(), r.grade.as_str(), r.hat, r.actor.clone()))
            .collect();
        let look = (
            "session.view",
            "preview",
            Some(bea.hat),
            sam.hat.to_string(),
        );
        assert_eq!(told, [look]);
        let nobody = ContactId::from_bytes([9; 16]);
        let answer = peek(&app, &sam, nobody, paths::SESSION).await;
        assert_eq!(answer.status, 404);
    }
}

#[actix_web::test]
async fn only_reads_are_mounted_and_all_of_the_portals() {
    let app = TestApp::new(Database::Sqlite).await;
    let sam = app.as_staff(StaffRole::Owner).await;
    let all = api::registered();
    let below = |prefix: &str| -> BTreeSet<(String, &str)> {
        all.iter()
            .filter_map(|o| Some((o.path.strip_prefix(prefix)?.to_owned(), o.method)))
            .collect()
    };
    let preview = below("/api/v1/admin/preview/{contact}/portal");
    let mut portal = below("/api/v1/portal");
    portal.retain(|(_, method)| *method == "GET");
    assert_eq!(preview, portal);
    let offline = paths::preview(Persona::Bookkeeper.hat(), paths::OFFLINE_RECEIPTS);
    for (path, status) in [
        (offline.as_str(), 404),
        (
            &paths::preview(Persona::Bookkeeper.hat(), paths::RECORDS),
            405,
        ),
    ] {
        for request in [
            TestRequest::post(),
            TestRequest::put(),
            TestRequest::delete(),
            TestRequest::patch(),
        ] {
            let request = request
                .insert_header(("origin", "https://pages.halden.example"))
                .set_json(json!({ "items": [] }));
            assert_eq!(
                app.send(sam.request(request, path)).await.status,
                status,
                "{path}"
            );
        }
    }
}

#[actix_web::test]
async fn what_is_remembered_for_a_contact_is_no_answer_for_staff_nor_theirs_for_her() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let path = paths::record(firm::MILL_LANE_EICR);
        let reads_records =
            |statements: &[String]| statements.iter().any(|s| s.contains("slice_index"));
        assert_eq!(app.get(&bea, &path).await.status, 200);
        let (_, hers) = app.traced(app.get(&bea, &path)).await;
        assert!(
            !reads_records(&hers),
            "she is given it from memory: {hers:#?}"
        );
        for _ in 0..2 {
            let (answer, statements) = app.traced(peek(&app, &sam, bea.hat, &path)).await;
            assert_eq!(answer.status, 200);
            assert!(reads_records(&statements), "made anew: {statements:#?}");
        }
        // The same browser as staff and as a contact: neither way passes for the other.
        let both = Visitor::<Contact> {
            secret: sam.secret.clone(),
            hat: bea.hat,
        };
        assert_eq!(app.get(&both, &path).await.status, 409);
        let as_contact = bea.request(TestRequest::get(), &paths::preview(bea.hat, &path));
        assert_eq!(app.send(as_contact).await.status, 409);

        // Whoever is staff no more, or a contact no more, is so from this moment.
        let end = Draft::system(Chain::firm(firm::HALDEN), Act::StaffEnded);
        let ended = TestRequest::delete().insert_header(("origin", "https://pages.halden.example"));
        let ended = app.send(sam.request(ended, &paths::contact(bea.hat))).await;
        assert_eq!(ended.status, 204);
        assert_eq!(peek(&app, &sam, bea.hat, &path).await.status, 404);
        assert_eq!(receipts(&app).await.last().unwrap().act, "preview.refused");
        app.as_staff(StaffRole::Owner).await;
        app::staff::end(&app.app, firm::HALDEN, sam.hat, end)
            .await
            .unwrap();
        let rita = Persona::Rival.hat();
        assert_eq!(peek(&app, &sam, rita, paths::RECORDS).await.status, 409);
    }
}

#[actix_web::test]
async fn only_what_a_person_asked_for_herself_counts_as_seen() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let sam = app.as_staff(StaffRole::Owner).await;
        let path = paths::record(firm::MILL_LANE_EICR);
        let ahead: [(&str, &str, &str); 6] = [
            ("sec-purpose", "prefetch", "prefetch"),
            ("sec-purpose", "prefetch;prerender", "prefetch"),
            ("purpose", "prefetch", "prefetch"),
            ("x-purpose", "preview", "prefetch"),
            ("x-moz", "prefetch", "prefetch"),
            ("sightline-grade", "refresh", "refresh"),
        ];
        let ask = async |(header, value, grade): (&str, &str, &str)| {
            let request = TestRequest::get().insert_header((header, value));
            assert_eq!(app.send(bea.request(request, &path)).await.status, 200);
            let last = receipts(&app).await.pop().unwrap();
            assert_eq!(
                (last.act.as_str(), last.grade.as_str()),
                ("record.view", grade),
                "{header}: {value}"
            );
        };
        for one in ahead {
            ask(one).await;
        }
        assert_eq!(seen(&app, &sam, bea.hat).await, Value::Null, "{database:?}");
        // Once she looks herself she has seen it; asked again from memory ahead of her, each keeps its own grade.
        ask(("accept", "*/*", "person")).await;
        let first = seen(&app, &sam, bea.hat).await;
        assert_ne!(first, Value::Null);
        app.clock.advance(chrono::TimeDelta::minutes(5));
        for one in ahead {
            ask(one).await;
        }
        assert_eq!(seen(&app, &sam, bea.hat).await, first);
        let list = app.get(&sam, paths::THIRD_PARTIES).await.json();
        let oakline = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|i| i["name"] == "Oakline Lettings")
            .unwrap();
        assert_eq!(oakline["last_seen_at"], first);
    }
}
