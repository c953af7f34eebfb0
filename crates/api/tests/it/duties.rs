//! What runs out: told before it does, until something newer replaces it.

use crate::records_admin::add;
use contract::paths;
use contract::staff::StaffRole;
use serde_json::{Value, json};
use testkit::{Database, TestApp, firm};

fn paper(sub_kind: &str, title: &str, issued: &str, due: &str) -> Value {
    json!({ "subject": firm::PARK_ROAD, "body": {
        "kind": "document", "sub_kind": sub_kind, "title": title, "issued_on": issued, "next_due": due,
    } })
}

#[actix_web::test]
async fn a_paper_that_runs_out_is_told_until_something_newer_replaces_it() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Owner).await;
        let told = async || {
            let answer = app.get(&sam, paths::DUTIES).await;
            assert_eq!(answer.status, 200, "{answer:?}");
            let page = answer.json();
            let items = page["items"].as_array().unwrap().clone();
            assert_eq!(page["count"], items.len());
            items
        };
        let of = |items: &[Value]| -> Vec<String> {
            let title = |item: &Value| item["title"].as_str().unwrap().to_owned();
            items.iter().map(title).collect()
        };
        let before = of(&told().await);

        add(&app, &sam, paper("pat", "Late", "2024-11-20", "2025-11-20")).await;
        add(
            &app,
            &sam,
            paper("gas-safety", "Soon", "2025-12-01", "2026-12-01"),
        )
        .await;
        add(&app, &sam, paper("epc", "Long", "2025-12-01", "2035-12-01")).await;
        add(
            &app,
            &sam,
            json!({ "subject": firm::PARK_ROAD, "body": {
                "kind": "visit", "title": "Gas", "status": "booked", "on": "2026-12-03",
            } }),
        )
        .await;
        let now = told().await;
        let mut wanted = vec!["Late".to_owned()];
        wanted.extend(before.iter().cloned());
        wanted.push("Soon".to_owned());
        let mut found = of(&now);
        assert_eq!(
            found.first(),
            Some(&"Late".to_owned()),
            "the longest overdue is first"
        );
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{database:?}");
        let soon = now.iter().find(|item| item["title"] == "Soon").unwrap();
        assert_eq!(soon["due_on"], "2026-12-01");
        assert_eq!(soon["subject"]["name"], "22 Park Road");
        assert_eq!(soon["held_by"][0]["name"], "Oakline Lettings");
        assert!(soon["visit_on"].is_string(), "{soon}");

        // The new one is what counts, though nobody called the old one superseded.
        add(&app, &sam, paper("pat", "Anew", "2026-11-20", "2027-11-20")).await;
        let after = of(&told().await);
        assert!(!after.contains(&"Late".to_owned()) && !after.contains(&"Anew".to_owned()));
        assert!(after.contains(&"Soon".to_owned()));
    }
}
