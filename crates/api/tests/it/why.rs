//! Who sees a record and why, and all that one contact sees: explained to staff by the decision itself.

use actix_web::test::TestRequest;
use contract::id::{RecordId, Staff};
use contract::paths;
use contract::staff::StaffRole;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use testkit::{Database, Persona, TestApp, Visitor, firm};

async fn why(app: &TestApp, who: &Visitor<Staff>, record: RecordId) -> Value {
    let answer = app.get(who, &paths::record_why(record)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

fn named<'w>(why: &'w Value, list: &str, name: &str, party: &str) -> &'w Value {
    why[list]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["name"] == name && one["third_party_name"] == party)
        .unwrap_or_else(|| panic!("{name} at {party} is not in {list}: {why:#}"))
}

#[actix_web::test]
async fn whoever_sees_a_record_is_named_with_rule_relation_role_interest_and_switch() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let fay = app.as_staff(StaffRole::Field).await;
        let told = why(&app, &fay, firm::MILL_LANE_EICR).await;
        assert_eq!(
            (&told["kind"], &told["standing"]),
            (&json!("document"), &json!("by_rule"))
        );
        assert_eq!(told["subject"]["name"], "14 Mill Lane");
        let bea = named(&told, "sees", "Bea Lister", "Oakline Lettings");
        assert_eq!(bea["role"], "bookkeeper");
        assert_eq!(bea["rules"], json!(["relation.manages.document"]));
        assert_eq!(
            bea["interests"],
            json!([{ "relation": "manages", "first": "2024-01-01", "direct": true }])
        );
        let landlord = named(&told, "sees", "Paul Oak", "Paul's Flats");
        assert_eq!(landlord["rules"], json!(["relation.owns.document"]));
        assert_eq!(told["near"], json!([]), "the rival is not near");

        // What is addressed to one of them is hidden from the other.
        let told = why(&app, &fay, firm::OAKLINE_INVOICE).await;
        assert_eq!(
            named(&told, "sees", "Bea Lister", "Oakline Lettings")["addressed"],
            true
        );
        let landlord = named(&told, "near", "Paul Oak", "Paul's Flats");
        assert_eq!(
            landlord["stops"],
            json!(["rule relation.owns.invoice is for what is addressed to the third party"])
        );
        let told = why(&app, &fay, firm::INTERNAL).await;
        assert_eq!(told["sees"], json!([]));
        let bea = named(&told, "near", "Bea Lister", "Oakline Lettings");
        assert_eq!(
            bea["stops"],
            json!(["the record is internal: no third party sees it"])
        );
        let nowhere = app
            .get(&fay, &paths::record_why(RecordId::from_bytes([99; 16])))
            .await;
        assert_eq!(nowhere.status, 404);
    }
}

#[actix_web::test]
async fn a_switch_a_site_and_an_ended_access_are_what_stops_somebody() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Owner).await;
        let hat = Persona::Bookkeeper.hat();
        let edit = async |off: Value, sites: Value| {
            let body = json!({
                "name": "Bea Lister", "email": Persona::Bookkeeper.email(), "role": "bookkeeper",
                "off": off, "sites": sites,
            });
            let request = TestRequest::put()
                .insert_header(("origin", "https://pages.halden.example"))
                .insert_header(("if-match", "*"))
                .set_json(body);
            let answer = app.send(sam.request(request, &paths::contact(hat))).await;
            assert_eq!(answer.status, 204, "{answer:?}");
        };
        let stops = async || {
            let told = why(&app, &sam, firm::MILL_LANE_EICR).await;
            named(&told, "near", "Bea Lister", "Oakline Lettings")["stops"].clone()
        };
        edit(json!(["certificates"]), Value::Null).await;
        assert_eq!(
            stops().await,
            json!(["switch: certificates is switched off for this contact"])
        );
        edit(json!([]), json!([firm::PARK_ROAD])).await;
        assert_eq!(
            stops().await,
            json!(["the contact is limited to other sites"])
        );
        let ended = TestRequest::delete()
            .insert_header(("origin", "https://pages.halden.example"))
            .insert_header(("if-match", "*"));
        let ended = app.send(sam.request(ended, &paths::contact(hat))).await;
        assert_eq!(ended.status, 204);
        assert_eq!(stops().await, json!(["her access was ended"]));
        let slice = app.get(&sam, &paths::contact_slice(hat)).await;
        assert_eq!(slice.status, 404);
    }
}

#[actix_web::test]
async fn everything_she_sees_is_counted_and_listed_as_her_own_page_has_it() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        for persona in Persona::ALL {
            let own = app.as_(persona).await;
            let hers = app.get(&own, paths::RECORDS).await.json();
            let slice = app
                .get(&sam, &paths::contact_slice(persona.hat()))
                .await
                .json();
            assert_eq!(slice["items"], hers["items"], "{persona:?}");
            let mut items = hers["items"].as_array().unwrap().clone();
            items.sort_by_key(|item| item["kind"].to_string());
            let kinds: BTreeSet<_> = items
                .iter()
                .map(|item| item["kind"].as_str().unwrap())
                .collect();
            let mut counted = 0;
            for count in slice["counts"].as_array().unwrap() {
                let of = items
                    .iter()
                    .filter(|item| item["kind"] == count["kind"])
                    .count();
                assert_eq!(count["count"], json!(of), "{persona:?} {count}");
                counted += of;
            }
            assert_eq!(counted, items.len());
            assert_eq!(kinds.len(), slice["counts"].as_array().unwrap().len());
            // Everything of hers is explained as seen by her, and nothing else is.
            for record in every_record() {
                let told = why(&app, &sam, record).await;
                let sees = told["sees"].as_array().unwrap().iter();
                let says = sees
                    .clone()
                    .any(|one| one["contact"] == json!(persona.hat()));
                let has = items.iter().any(|item| item["id"] == json!(record));
                assert_eq!(says, has, "{persona:?} {record}");
            }
        }
        // A page of one kind, one row at a time.
        let path = paths::contact_slice(Persona::Bookkeeper.hat());
        let page = app
            .get(&sam, &format!("{path}?kind=job,visit&limit=1"))
            .await
            .json();
        assert_eq!(page["items"].as_array().unwrap().len(), 1);
        let cursor = page["next_cursor"].as_str().unwrap();
        let next = app
            .get(
                &sam,
                &format!("{path}?kind=job,visit&limit=1&cursor={cursor}"),
            )
            .await
            .json();
        assert_ne!(next["items"], page["items"]);
        assert_eq!(next["counts"], page["counts"]);
        let wrong = app.get(&sam, &format!("{path}?kind=sonnet")).await;
        assert_eq!(wrong.status, 422);
        // It is the office's act, about her, and none of hers.
        let log = app
            .get(
                &sam,
                &format!("{}?act=slice.view&limit=1", paths::FIRM_RECEIPTS),
            )
            .await
            .json();
        assert_eq!(log["items"][0]["who"], "Sam office");
        assert_eq!(log["items"][0]["title"], "Bea Lister at Oakline Lettings");
    }
}

fn every_record() -> [RecordId; 8] {
    [
        firm::MILL_LANE_EICR,
        firm::MILL_LANE_PHOTOS,
        firm::OAKLINE_INVOICE,
        firm::PARK_ROAD_JOB,
        firm::PARK_ROAD_VISIT,
        firm::COPPER_COURT_GAS,
        firm::NEST_INVOICE,
        firm::INTERNAL,
    ]
}

#[actix_web::test]
async fn where_the_index_is_wider_than_the_rules_it_is_said_and_she_counts_as_seeing_it() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Owner).await;
        let told = why(&app, &sam, firm::MILL_LANE_PHOTOS).await;
        let before = named(&told, "near", "Paul Oak", "Paul's Flats");
        let by_name = "rule shared.photo_set is for what is shared with the third party by name";
        assert_eq!(before["stops"], json!([by_name]), "{before:#}");
        // The photo set passes for a certificate in the index alone.
        app.sql(
            "UPDATE slice_index SET kind = (SELECT kind FROM record WHERE title = 'EICR 14 Mill Lane'), \
             sub_kind = 'eicr' WHERE record = (SELECT seq FROM record WHERE title LIKE 'Consumer unit%')",
        )
        .await;
        let told = why(&app, &sam, firm::MILL_LANE_PHOTOS).await;
        let landlord = named(&told, "sees", "Paul Oak", "Paul's Flats");
        let said = landlord["reasons"].to_string();
        assert!(said.contains("her page shows it all the same"), "{said}");
    }
}
