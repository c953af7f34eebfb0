//! A receipt exists before the bytes leave: one per answer, and without it nothing leaves.

use actix_web::test::TestRequest;
use contract::id::RecordId;
use contract::paths;
use domain::clock::Clock as _;
use domain::receipt::{Chain, Entry};
use testkit::{Database, Persona, TestApp, Visitor, firm};

/// The receipts in the firm's chain, without the putting on of hats.
async fn firms(app: &TestApp) -> Vec<Entry> {
    let mut entries = app.chain(Chain::firm(firm::HALDEN)).await;
    entries.retain(|e| &*e.act != "hat.put_on");
    entries
}

fn told(entry: &Entry) -> (String, String, String, String) {
    (
        entry.act.to_string(),
        entry.object.clone(),
        entry.grade.to_string(),
        entry.outcome.to_string(),
    )
}

async fn last(
    app: &TestApp,
    visitor: &Visitor,
    path: &str,
    headers: &[(&'static str, &str)],
) -> Entry {
    let before = firms(app).await.len();
    let mut request = visitor.request(TestRequest::get(), path);
    for (name, value) in headers {
        request = request.insert_header((*name, (*value).to_owned()));
    }
    app.send(request).await;
    let mut entries = firms(app).await;
    assert_eq!(entries.len(), before + 1, "{path} must leave one receipt");
    entries.pop().unwrap()
}

#[actix_web::test]
async fn each_answer_leaves_one_receipt_that_says_how_surely_a_person_saw_it() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let record = paths::record(firm::OAKLINE_INVOICE);
        let id = firm::OAKLINE_INVOICE.to_string();
        let say = |act: &str, object: &str, grade: &str, outcome: &str| {
            (
                act.to_owned(),
                object.to_owned(),
                grade.to_owned(),
                outcome.to_owned(),
            )
        };
        let entry = last(&app, &bea, &record, &[]).await;
        assert_eq!(told(&entry), say("record.view", &id, "person", "ok"));
        assert_eq!(entry.contact, Some(Persona::Bookkeeper.hat()));
        let etag = app.get(&bea, &record).await.header("etag").to_owned();
        let entry = last(&app, &bea, &record, &[("if-none-match", &etag)]).await;
        assert_eq!(told(&entry), say("record.view", &id, "person", "unchanged"));
        let entry = last(&app, &bea, &record, &[("sightline-grade", "refresh")]).await;
        assert_eq!(told(&entry), say("record.view", &id, "refresh", "ok"));
        let entry = last(&app, &bea, &record, &[("sec-purpose", "prefetch")]).await;
        assert_eq!(told(&entry), say("record.view", &id, "prefetch", "ok"));
        let entry = last(&app, &bea, &paths::file(firm::EICR_FILE), &[]).await;
        assert_eq!(
            told(&entry),
            say(
                "file.download",
                &firm::EICR_FILE.to_string(),
                "person",
                "ok"
            )
        );
        assert!(
            entry
                .text
                .contains(app::ports::FileKey::of(&app.firm.eicr).as_str()),
            "{}",
            entry.text
        );
        let entry = last(&app, &bea, paths::DASHBOARD, &[]).await;
        assert_eq!(told(&entry), say("dashboard.view", "", "person", "ok"));
    }
}

#[actix_web::test]
async fn a_list_says_what_was_asked_and_keeps_typed_words_where_they_can_be_erased() {
    let app = TestApp::new(Database::Sqlite).await;
    let bea = app.as_(Persona::Bookkeeper).await;
    let entry = last(
        &app,
        &bea,
        &format!("{}?kind=invoice&q=mill%20lane", paths::RECORDS),
        &[],
    )
    .await;
    assert_eq!(&*entry.act, "record.list");
    assert!(
        entry.text.contains("kind=invoice") && !entry.text.contains("mill"),
        "{}",
        entry.text
    );
    assert_eq!(entry.personal.value.as_deref(), Some("mill lane"));
    let entry = last(&app, &bea, &format!("{}?q=mill%20lane", paths::SEARCH), &[]).await;
    assert_eq!(&*entry.act, "search");
    assert_eq!(entry.personal.value.as_deref(), Some("mill lane"));
    assert_eq!(entry.ip.value.as_deref(), Some("192.0.2.7"));
}

#[actix_web::test]
async fn a_refused_open_stands_in_the_askers_own_chain() {
    let app = TestApp::new(Database::Sqlite).await;
    let rita = app.as_(Persona::Rival).await;
    for id in [firm::OAKLINE_INVOICE, RecordId::from_bytes([99; 16])] {
        let entry = last(&app, &rita, &paths::record(id), &[]).await;
        assert_eq!((&*entry.act, &*entry.outcome), ("record.view", "refused"));
        assert_eq!(
            (entry.contact, entry.object.as_str()),
            (Some(Persona::Rival.hat()), id.to_string().as_str())
        );
    }
}

#[actix_web::test]
async fn ranges_of_one_file_are_one_download_and_thumbnails_are_none() {
    let app = TestApp::new(Database::Sqlite).await;
    let bea = app.as_(Persona::Bookkeeper).await;
    let path = paths::file(firm::EICR_FILE);
    let part = |range: &'static str| {
        bea.request(TestRequest::get(), &path)
            .insert_header(("range", range))
    };
    for range in ["bytes=0-99", "bytes=100-199", "bytes=200-"] {
        assert_eq!(app.send(part(range)).await.status, 206);
    }
    assert_eq!(firms(&app).await.len(), 1);
    app.clock.advance(chrono::TimeDelta::minutes(11));
    app.send(part("bytes=0-99")).await;
    assert_eq!(firms(&app).await.len(), 2);
    app.get(&bea, &paths::thumbnail(firm::PHOTO_FILE)).await;
    assert_eq!(firms(&app).await.len(), 2);
}

#[actix_web::test]
async fn nothing_leaves_when_its_receipt_cannot_be_written() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        assert_eq!(app.get(&bea, paths::RECORDS).await.status, 200);
        app.sql("ALTER TABLE receipt RENAME TO receipt_gone").await;
        for path in [
            paths::RECORDS.to_owned(),
            paths::DASHBOARD.to_owned(),
            paths::SESSION.to_owned(),
            paths::record(firm::OAKLINE_INVOICE),
            // Not even that there is nothing.
            paths::record(firm::NEST_INVOICE),
            paths::file(firm::EICR_FILE),
        ] {
            let answer = app.get(&bea, &path).await;
            assert_eq!(answer.status, 503, "{database:?} {path}");
            let body = answer.problem();
            assert_eq!(body["type"], "/problems/unavailable");
            assert_eq!(
                body.get("detail"),
                None,
                "a 5xx tells nothing of the inside"
            );
            assert_eq!(answer.header("retry-after"), "5");
        }
    }
}

#[actix_web::test]
async fn a_change_whose_receipt_cannot_be_written_is_not_made() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let (bea, phone) = (
            app.as_(Persona::Bookkeeper).await,
            app.as_(Persona::Bookkeeper).await,
        );
        let session = app.get(&phone, paths::SESSION).await.json();
        let device = session["device"].as_str().unwrap().to_owned();
        let link = app.link(Persona::Landlord).await;
        app.sql("ALTER TABLE receipt RENAME TO receipt_gone").await;
        let end_session = bea.signed(TestRequest::delete(), paths::SESSION);
        assert_eq!(app.send(end_session).await.status, 503);
        let end_device = bea.signed(
            TestRequest::delete(),
            &format!("{}/{device}", paths::DEVICES),
        );
        assert_eq!(app.send(end_device).await.status, 503);
        let redeem = || {
            TestRequest::post()
                .uri(paths::REDEEM)
                .set_json(serde_json::json!({ "token": link }))
        };
        assert_eq!(app.send(redeem()).await.status, 503);
        app.sql("ALTER TABLE receipt_gone RENAME TO receipt").await;
        // Everything is as it was: both browsers are signed in, and the link has not been used.
        assert_eq!(app.get(&bea, paths::SESSION).await.status, 200);
        assert_eq!(app.get(&phone, paths::SESSION).await.status, 200);
        assert_eq!(app.send(redeem()).await.status, 204);
    }
}

#[actix_web::test]
async fn a_person_reads_her_own_receipts_and_nobody_elses() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let (bea, rita) = (
            app.as_(Persona::Bookkeeper).await,
            app.as_(Persona::Rival).await,
        );
        app.get(&rita, &paths::record(firm::NEST_INVOICE)).await;
        for _ in 0..3 {
            app.clock.advance(chrono::TimeDelta::seconds(1));
            app.get(&bea, &paths::record(firm::OAKLINE_INVOICE)).await;
        }
        let page = app
            .get(&bea, &format!("{}?limit=2", paths::RECEIPTS))
            .await
            .json();
        let items = page["items"].as_array().unwrap();
        assert_eq!(items.len(), 2);
        assert_eq!(items[0]["action"], "record.view");
        assert_eq!(items[0]["object"], firm::OAKLINE_INVOICE.to_string());
        let cursor = page["next_cursor"].as_str().unwrap();
        let rest = app
            .get(&bea, &format!("{}?cursor={cursor}", paths::RECEIPTS))
            .await;
        assert!(
            !rest
                .json()
                .to_string()
                .contains(&firm::NEST_INVOICE.to_string())
        );
    }
}

#[actix_web::test]
async fn receipts_say_what_they_are_about_as_far_as_it_is_hers_now() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        app.get(&bea, &paths::record(firm::OAKLINE_INVOICE)).await;
        app.get(&bea, &paths::file(firm::EICR_FILE)).await;
        app.get(&bea, &paths::record(firm::NEST_INVOICE)).await;
        let page = app.get(&bea, paths::RECEIPTS).await.json();
        let about = |object: String| {
            let items = page["items"].as_array().unwrap();
            let row = items.iter().find(|row| row["object"] == object).unwrap();
            row["about"].clone()
        };
        assert_eq!(
            about(firm::EICR_FILE.to_string())["title"],
            "EICR 14 Mill Lane"
        );
        let invoice = about(firm::OAKLINE_INVOICE.to_string());
        assert_eq!(invoice["subject"]["name"], "14 Mill Lane");
        // She asked for it and was refused: not even its name.
        assert!(about(firm::NEST_INVOICE.to_string()).is_null(), "{page}");
    }
}

#[actix_web::test]
async fn what_a_device_opened_offline_is_told_once_and_is_no_view() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let opened = domain::clock::rfc3339(app.clock.now() - chrono::TimeDelta::hours(3));
        let tell = |object: &str, at: &str| {
            let items = serde_json::json!({ "items": [{ "object": object, "opened_at": at }] });
            bea.request(TestRequest::post(), paths::OFFLINE_RECEIPTS)
                .set_json(items)
        };
        let record = firm::OAKLINE_INVOICE.to_string();
        for _ in 0..2 {
            assert_eq!(app.send(tell(&record, &opened)).await.status, 204);
        }
        let offline: Vec<_> = app
            .chain(Chain::firm(firm::HALDEN))
            .await
            .into_iter()
            .filter(|entry| entry.text.contains("offline"))
            .collect();
        assert_eq!(offline.len(), 1, "{offline:#?}");
        for (object, at) in [
            ("fil_x", opened.as_str()),
            ("", &opened),
            (&record, "yesterday"),
            (&record, "2020-01-01T00:00:00Z"),
            (&record, "2099-01-01T00:00:00Z"),
        ] {
            assert_eq!(
                app.send(tell(object, at)).await.status,
                422,
                "{object} {at}"
            );
        }
    }
}

#[actix_web::test]
async fn the_first_call_under_a_hat_is_told_to_its_firm_once() {
    let app = TestApp::new(Database::Sqlite).await;
    let bea = app.as_(Persona::Bookkeeper).await;
    for _ in 0..3 {
        app.get(&bea, paths::DASHBOARD).await;
    }
    let entries = app.chain(Chain::firm(firm::HALDEN)).await;
    assert_eq!(
        entries.iter().filter(|e| &*e.act == "hat.put_on").count(),
        1
    );
}
