//! The canary over the test firm: silent while reads and rules agree, loud when one row of the index is wider.

use app::canary::{Extent, FirmReport, keep, tonight, walk};
use contract::paths;
use contract::staff::StaffRole;
use domain::policy::Unscoped;
use serde_json::{Value, json};
use testkit::{Database, Persona, TestApp, firm};

const ALL: Extent = Extent {
    sample: None,
    seed: 7,
};

#[expect(clippy::disallowed_methods, reason = "a test looks at everything")]
async fn walked(app: &TestApp, extent: Extent) -> FirmReport {
    let unscoped = Unscoped::because("a test looks at everything");
    let report = walk(&app.app, unscoped, extent, |_| ()).await.unwrap();
    keep(&app.app, &report).await.unwrap();
    report.firms[&firm::HALDEN].clone()
}

#[actix_web::test]
async fn where_reads_and_rules_agree_nothing_is_found_and_everything_was_tried() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let found = walked(&app, ALL).await;
        assert_eq!((found.leaks, found.missing), (0, 0), "{found:#?}");
        assert_eq!(found.contacts, 4);
        // Eight records; Bea and Paul see five, Rita two, the landlord one.
        assert_eq!(found.tried_records, 3 + 3 + 6 + 7);
        assert!(
            found.tried_files > 0 && found.tried_subjects > 0,
            "{found:#?}"
        );
        assert!(found.searches > 0 && found.first_pages == 4, "{found:#?}");
        let some = walked(
            &app,
            Extent {
                sample: Some(3),
                seed: 1,
            },
        )
        .await;
        assert!(some.tried_records < found.tried_records, "{some:#?}");
        let same = walked(
            &app,
            Extent {
                sample: Some(3),
                seed: 1,
            },
        )
        .await;
        assert_eq!(some, same, "a seed draws the same again");
    }
}

#[actix_web::test]
async fn a_planted_leak_is_found_named_kept_and_told_to_the_firms_staff() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let before = app.get(&sam, paths::CANARY).await.json();
        assert_eq!(before["last"], Value::Null);
        // In the index alone the photo set passes for a certificate, which the owner may see.
        app.sql(
            "UPDATE slice_index SET kind = (SELECT kind FROM record WHERE title = 'EICR 14 Mill Lane'), \
             sub_kind = 'eicr' WHERE record = (SELECT seq FROM record WHERE title LIKE 'Consumer unit%')",
        )
        .await;
        let found = walked(&app, ALL).await;
        assert!(found.leaks > 0, "{found:#?}");
        let of = |text: String| found.found.iter().any(|said| said.contains(&text));
        assert!(of(format!(
            "leak: {} (Paul Oak, owner at Paul's Flats)",
            Persona::Landlord.hat()
        )));
        assert!(of(format!("was shown {}", firm::MILL_LANE_PHOTOS)));
        assert!(of(
            "is for what is shared with the third party by name".to_owned()
        ));
        let told = app.get(&sam, paths::CANARY).await.json();
        assert_eq!(told["last"]["leaks"], json!(found.leaks));
        assert_eq!(told["last"]["found"], json!(found.found));
        assert_eq!(told["last"]["seed"], 7);
        let log = app
            .get(&sam, &format!("{}?act=canary.run", paths::FIRM_RECEIPTS))
            .await
            .json();
        let query = log["items"][0]["query"].as_str().unwrap();
        assert!(query.contains(&format!("leaks={}", found.leaks)), "{query}");
        // Put right, the next walk is silent and replaces what was told.
        let tx = app.app.db.write().await.unwrap();
        store::index::verify(&tx, true, |_| ()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(walked(&app, ALL).await.leaks, 0);
        let told = app.get(&sam, paths::CANARY).await.json();
        assert_eq!(
            (&told["last"]["leaks"], &told["last"]["found"]),
            (&json!(0), &json!([]))
        );
    }
}

#[actix_web::test]
async fn a_record_that_is_hers_and_not_shown_is_missing() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        app.sql("DELETE FROM slice_index WHERE record = (SELECT seq FROM record WHERE title = 'EICR 14 Mill Lane')")
            .await;
        let found = walked(&app, ALL).await;
        // Bea, Paul, and Paul as the owner.
        assert_eq!((found.leaks, found.missing), (0, 3), "{found:#?}");
    }
}

#[actix_web::test]
async fn of_several_workers_one_walks_each_night() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        assert!(tonight(&app.app).await.unwrap());
        assert!(!tonight(&app.app).await.unwrap());
        app.clock.advance(chrono::TimeDelta::days(1));
        assert!(tonight(&app.app).await.unwrap());
        let sam = app.as_staff(StaffRole::Owner).await;
        let last = app.get(&sam, paths::CANARY).await.json()["last"].clone();
        assert!(
            last["began_at"].as_str().unwrap().starts_with("2026-11-25"),
            "{last}"
        );
        assert_eq!((&last["leaks"], &last["contacts"]), (&json!(0), &json!(4)));
    }
}
