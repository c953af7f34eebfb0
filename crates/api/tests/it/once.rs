//! Writes that are sent twice, and edits by two people at once.

use actix_web::test::TestRequest;
use app::outbox;
use contract::id::Staff;
use contract::paths;
use contract::staff::StaffRole;
use domain::receipt::Chain;
use futures_util::future::join_all;
use serde_json::{Value, json};
use testkit::{Answer, Database, Persona, TestApp, Visitor, firm};

const ORIGIN: (&str, &str) = ("origin", "https://pages.halden.example");

async fn post(app: &TestApp, who: &Visitor<Staff>, path: &str, key: &str, body: Value) -> Answer {
    let mut request = TestRequest::post()
        .insert_header(ORIGIN)
        .insert_header(("idempotency-key", key));
    if !body.is_null() {
        request = request.set_json(&body);
    }
    app.send(who.request(request, path)).await
}

async fn rename(app: &TestApp, who: &Visitor<Staff>, held: Option<&str>, name: &str) -> Answer {
    let mut request = TestRequest::patch()
        .insert_header(ORIGIN)
        .set_json(json!({ "name": name }));
    if let Some(held) = held {
        request = request.insert_header(("if-match", held));
    }
    let path = paths::third_party(firm::OAKLINE);
    app.send(who.request(request, &path)).await
}

fn elm(name: &str) -> Value {
    json!({ "name": name, "type": "letting-agent" })
}

#[actix_web::test]
async fn a_write_that_is_sent_twice_under_one_key_is_done_once_and_answered_alike() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let add = async |who: &Visitor<Staff>, key: &str, name: &str| {
            post(&app, who, paths::THIRD_PARTIES, key, elm(name)).await
        };
        // At once, as a browser does that gave up waiting.
        let both = join_all((0..4).map(|_| add(&sam, "k-1", "Elm Lettings"))).await;
        let ids: Vec<_> = both.iter().map(|made| made.json()["id"].clone()).collect();
        assert!(
            both.iter().all(|made| made.status == 201),
            "{database:?} {both:?}"
        );
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        // Later, and by others.
        assert_eq!(add(&sam, "k-1", "Elm Lettings").await.json()["id"], ids[0]);
        let other = add(&sam, "k-1", "Elm Lettings Ltd").await;
        assert_eq!(other.problem()["type"], "/problems/key-reused");
        assert_ne!(add(&hal, "k-1", "Elm Lettings").await.json()["id"], ids[0]);
        assert_ne!(add(&sam, "k-2", "Elm Lettings").await.json()["id"], ids[0]);
        let list = app
            .get(&sam, &format!("{}?q=elm", paths::THIRD_PARTIES))
            .await;
        assert_eq!(list.json()["items"].as_array().unwrap().len(), 3);
        let receipts = app.chain(Chain::firm(firm::HALDEN)).await;
        let added = receipts
            .iter()
            .filter(|entry| &*entry.act == "third_party.added");
        assert_eq!(added.count(), 3);
        for bad in ["", &"k".repeat(256)] {
            assert_eq!(add(&sam, bad, "Elm").await.status, 400);
        }
    }
}

#[actix_web::test]
async fn a_key_whose_write_was_refused_is_free_again() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let wrong = json!({ "name": "", "type": "letting-agent" });
        let refused = post(&app, &sam, paths::THIRD_PARTIES, "k", wrong).await;
        assert_eq!(refused.status, 422);
        let mended = post(&app, &sam, paths::THIRD_PARTIES, "k", elm("Elm")).await;
        assert_eq!(mended.status, 201, "{mended:?}");
    }
}

#[actix_web::test]
async fn an_invitation_that_is_sent_twice_under_one_key_is_one_mail() {
    let app = TestApp::new(Database::Sqlite).await;
    let sam = app.as_staff(StaffRole::Office).await;
    let path = paths::invitation(Persona::Bookkeeper.hat());
    for _ in 0..2 {
        assert_eq!(post(&app, &sam, &path, "k", Value::Null).await.status, 204);
    }
    outbox::drain(&app.app).await.unwrap();
    let invitations = app.post.mails();
    assert_eq!(
        invitations
            .iter()
            .filter(|mail| mail.subject.starts_with("Your page"))
            .count(),
        1
    );
    // After the keys were forgotten it is a new one.
    app.clock.advance(chrono::TimeDelta::days(31));
    outbox::sweep(&app.app).await.unwrap();
    assert_eq!(post(&app, &sam, &path, "k", Value::Null).await.status, 204);
    outbox::drain(&app.app).await.unwrap();
    let invitations = app.post.mails();
    assert_eq!(
        invitations
            .iter()
            .filter(|mail| mail.subject.starts_with("Your page"))
            .count(),
        2
    );
}

#[actix_web::test]
async fn two_staff_who_change_one_thing_do_not_undo_each_other() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let (sam, hal) = (
            app.as_staff(StaffRole::Office).await,
            app.as_staff(StaffRole::Owner).await,
        );
        let path = paths::third_party(firm::OAKLINE);
        let seen = app.get(&sam, &path).await.json();
        let held = format!("\"{}\"", seen["revision"].as_str().unwrap());
        assert_eq!(rename(&app, &sam, None, "Oak").await.status, 428);
        assert_eq!(rename(&app, &sam, Some("oak"), "Oak").await.status, 400);
        // Somebody looking at her page is no change.
        let bea = app.as_(Persona::Bookkeeper).await;
        app.get(&bea, paths::RECORDS).await;
        let names: Vec<String> = (0..6).map(|n| format!("Oakline {n}")).collect();
        let all = join_all(names.iter().enumerate().map(|(n, name)| {
            let who = if n % 2 == 0 { &sam } else { &hal };
            rename(&app, who, Some(&held), name)
        }))
        .await;
        let done: Vec<_> = all
            .iter()
            .zip(&names)
            .filter(|(a, _)| a.status == 204)
            .collect();
        assert_eq!(done.len(), 1, "{database:?} {all:?}");
        let now = app.get(&sam, &path).await.json();
        assert_eq!(&now["name"], done[0].1.as_str());
        let late = all.iter().find(|answer| answer.status != 204).unwrap();
        assert_eq!(
            (late.status, &late.problem()["type"]),
            (412, &json!("/problems/changed"))
        );
        // Having looked again, she may.
        let held = format!("\"{}\"", now["revision"].as_str().unwrap());
        assert_eq!(rename(&app, &sam, Some(&held), "Oakline").await.status, 204);
        assert_eq!(
            rename(&app, &sam, Some("*"), "Oakline Lettings")
                .await
                .status,
            204
        );
    }
}

#[actix_web::test]
async fn an_access_that_is_ended_while_somebody_edits_it_is_ended() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let path = paths::contact(Persona::Bookkeeper.hat());
        for round in 0..4 {
            let edit = TestRequest::put()
                .insert_header(ORIGIN)
                .insert_header(("if-match", "*"))
                .set_json(json!({
                    "name": format!("Bea {round}"), "email": Persona::Bookkeeper.email(), "role": "bookkeeper", "off": [],
                }));
            let end = TestRequest::delete().insert_header(ORIGIN);
            let edit = app.send(sam.request(edit, &path));
            let end = app.send(sam.request(end, &path));
            let (edited, ended) = futures_util::future::join(edit, end).await;
            assert!(
                [204, 404].contains(&edited.status),
                "{database:?} {edited:?}"
            );
            assert_eq!(ended.status, 204, "{database:?} {ended:?}");
            let view = app.get(&sam, &path).await.json();
            assert_eq!(view["role"], Value::Null, "{database:?} {round}");
            let again = json!({
                "third_party": firm::OAKLINE, "name": "Bea Lister", "email": Persona::Bookkeeper.email(),
                "role": "bookkeeper",
            });
            let made = post(
                &app,
                &sam,
                paths::CONTACTS,
                &format!("again {round}"),
                again,
            )
            .await;
            assert_eq!(made.status, 201, "{made:?}");
            app.clock.advance(chrono::TimeDelta::seconds(1));
        }
    }
}
