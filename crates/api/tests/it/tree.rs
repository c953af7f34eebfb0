//! What changes the tree and who stands how to it: what is withdrawn, what is put elsewhere, and that what an effect tells
//! beforehand is what is then done.

use crate::admin::act;
use crate::subjects::{
    HORSE_OWNER, bill, faults, has_subject, index_is_right, made, mill_lane, moving, send,
    set_profile,
};
use actix_web::test::TestRequest;
use chrono::TimeDelta;
use contract::email::Email;
use contract::id::{Contact, InterestId, Staff, SubjectId, ThirdPartyId};
use contract::paths;
use contract::staff::StaffRole;
use domain::receipt::{Chain, Facts};
use serde_json::{Value, json};
use testkit::{Answer, Database, Persona, TestApp, Visitor, firm};

/// That Oakline manages Mill Lane, and Park Road.
const ITS_MILL_LANE: InterestId = InterestId::from_bytes([61; 16]);

/// The receipts of one act, oldest first: of which third party, and what was asked.
async fn receipts(app: &TestApp, act: &str) -> Vec<(Option<ThirdPartyId>, String)> {
    let chain = app.chain(Chain::firm(firm::HALDEN)).await;
    let of_act = chain.iter().filter(|entry| &*entry.act == act);
    of_act
        .map(|entry| {
            let facts = Facts::parse(&entry.text).unwrap();
            (entry.third_party, facts.query.unwrap_or_default())
        })
        .collect()
}

/// What an effect says of one contact.
fn told<'e>(effect: &'e Value, name: &str) -> Option<&'e Value> {
    let contacts = effect["contacts"].as_array().unwrap();
    contacts.iter().find(|one| one["name"] == name)
}

fn counted(of: &Value) -> Vec<(String, u64)> {
    of.as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let kind = one["kind"].as_str().unwrap().to_owned();
            (kind, one["count"].as_u64().unwrap())
        })
        .collect()
}

#[actix_web::test]
async fn what_was_entered_by_mistake_is_withdrawn_and_nobody_sees_through_it_any_more() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let (bea, rita) = (
            app.as_(Persona::Bookkeeper).await,
            app.as_(Persona::Rival).await,
        );
        // It has passed to Nest, so that Oakline has what was its own then as it was.
        app.clock.advance(TimeDelta::days(1));
        let on = firm::day(2026, 11, 25);
        let passed = moving(firm::OAKLINE, firm::NEST, on);
        let passed = act(
            &app,
            &sam,
            "POST",
            &paths::hand_over(firm::MILL_LANE),
            passed,
        )
        .await;
        assert_eq!(passed.status, 204, "{passed:?}");
        let kept = ["as it was", "as it was", "yes"];
        assert_eq!(mill_lane(&app, &bea).await, kept, "{database:?}");

        let before = app.get(&sam, &paths::in_tree(firm::MILL_LANE)).await.json();
        let rows = before["interests"].as_array().unwrap();
        let row = rows.iter().find(|row| row["id"] == json!(ITS_MILL_LANE));
        let revision = format!("\"{}\"", row.unwrap()["revision"].as_str().unwrap());
        let path = paths::withdrawal(ITS_MILL_LANE);
        app.clock.advance(TimeDelta::seconds(1));
        let effect = act(
            &app,
            &sam,
            "POST",
            &paths::withdrawal_effect(ITS_MILL_LANE),
            Value::Null,
        )
        .await;
        assert_eq!(effect.status, 200, "{effect:?}");
        let effect = effect.json();
        let hers = told(&effect, "Bea Lister").unwrap();
        let lost = [("document".to_owned(), 1), ("photo_set".to_owned(), 1)];
        assert_eq!(counted(&hers["lost"]), lost);
        assert!(told(&effect, "Rita Nest").is_none());
        // Told, it is not done.
        assert_eq!(mill_lane(&app, &bea).await, kept);

        let unsaid = app
            .send(sam.request(
                TestRequest::post().insert_header(("origin", "https://pages.halden.example")),
                &path,
            ))
            .await;
        assert_eq!(unsaid.status, 428);
        let other = send(
            &app,
            &sam,
            TestRequest::post(),
            ("if-match", "\"other\""),
            &path,
            &Value::Null,
        )
        .await;
        assert_eq!(other.status, 412);
        app.clock.advance(TimeDelta::seconds(1));
        let done = send(
            &app,
            &sam,
            TestRequest::post(),
            ("if-match", &revision),
            &path,
            &Value::Null,
        )
        .await;
        assert_eq!(done.status, 204, "{done:?}");
        // What is addressed to it stays; of the rest nothing is left, not even as it was.
        assert_eq!(
            mill_lane(&app, &bea).await,
            ["no", "no", "yes"],
            "{database:?}"
        );
        assert_eq!(mill_lane(&app, &rita).await, ["yes", "no", "no"]);
        let again = send(
            &app,
            &sam,
            TestRequest::post(),
            ("if-match", &revision),
            &path,
            &Value::Null,
        )
        .await;
        assert_eq!(again.status, 404);

        let said = receipts(&app, "interest.withdrawn").await;
        let lost = format!("{}=document:1,photo_set:1", Persona::Bookkeeper.hat());
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].0, Some(firm::OAKLINE));
        assert!(
            said[0]
                .1
                .starts_with(&format!("interest={ITS_MILL_LANE}&relation=manages"))
        );
        assert!(said[0].1.contains(&lost), "{said:?}");
        index_is_right(&app).await;
    }
}

/// A horse with two owners who hold half of it each from New Year on, and their browsers.
struct Horse {
    subject: SubjectId,
    owners: [ThirdPartyId; 2],
    visitors: Vec<Visitor<Contact>>,
}

impl Horse {
    async fn stand(app: &TestApp, sam: &Visitor<Staff>) -> Self {
        set_profile(app, "horse-owner", HORSE_OWNER).await;
        let horse = json!({ "kind": "horse", "name": "Juno" });
        let subject = made(app, sam, paths::TREE, horse).await.parse().unwrap();
        let (mut owners, mut visitors) = (Vec::new(), Vec::new());
        for name in ["ada", "ben"] {
            let new = json!({ "name": name, "type": "horse-owner" });
            let owner = made(app, sam, paths::THIRD_PARTIES, new).await;
            let email = format!("{name}@horses.example");
            let person =
                json!({ "third_party": owner, "name": name, "email": email, "role": "owner" });
            let hat = made(app, sam, paths::CONTACTS, person).await;
            let email = Email::parse(&email).unwrap();
            let token = app::sign_in::mint_link(&app.app, &email).await.unwrap();
            visitors.push(Visitor::<Contact> {
                secret: app.redeem(token.expose().to_owned()).await,
                hat: hat.parse().unwrap(),
            });
            owners.push(owner.parse().unwrap());
        }
        let horse = Self {
            subject,
            owners: owners.try_into().unwrap(),
            visitors,
        };
        let set = horse.set(app, sam, "2026-01-01", [1, 1]).await;
        assert_eq!(set.status, 204, "{set:?}");
        horse
    }

    /// From a day on, so many parts each.
    async fn set(
        &self,
        app: &TestApp,
        sam: &Visitor<Staff>,
        from: &str,
        parts: [u32; 2],
    ) -> Answer {
        app.clock.advance(TimeDelta::seconds(1));
        let shares: Vec<_> = self
            .owners
            .iter()
            .zip(parts)
            .filter(|(_, parts)| *parts > 0)
            .map(|(owner, parts)| json!({ "third_party": owner, "parts": parts }))
            .collect();
        let of: u32 = parts.iter().sum();
        let body = json!({ "from_day": from, "of": of, "shares": shares });
        act(app, sam, "PUT", &paths::shares(self.subject), body).await
    }
}

/// What a bill comes to for each of the owners; nothing where she does not see it.
async fn parts(app: &TestApp, horse: &Horse, bill: &str) -> Vec<Option<i64>> {
    let mut parts = Vec::new();
    for who in &horse.visitors {
        let answer = app.get(who, bill).await;
        let seen = (answer.status == 200).then(|| answer.json()["total"]["pence"].as_i64());
        parts.push(seen.flatten());
    }
    parts
}

#[actix_web::test]
async fn whose_share_becomes_another_keeps_her_earlier_records_weighed_by_the_register_of_their_day()
 {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let horse = Horse::stand(&app, &sam).await;
        // Of the first of October, and `since` is the interest by the rules.
        let bill = paths::record(bill(&app, horse.subject).await);
        let (halves, none) = (vec![Some(12_000), Some(12_000)], vec![None, Some(12_000)]);
        assert_eq!(parts(&app, &horse, &bill).await, halves, "{database:?}");
        // Another fraction from November on, and another on the very next day.
        for (from, shares) in [("2026-11-01", [3, 1]), ("2026-11-02", [1, 3])] {
            let set = horse.set(&app, &sam, from, shares).await;
            assert_eq!(set.status, 204, "{set:?}");
            assert_eq!(parts(&app, &horse, &bill).await, halves, "{database:?}");
            index_is_right(&app).await;
        }
        // Ada is out of it for two days: her time begins anew with her next share.
        for (from, shares) in [("2026-11-10", [0, 1]), ("2026-11-12", [1, 1])] {
            let set = horse.set(&app, &sam, from, shares).await;
            assert_eq!(set.status, 204, "{set:?}");
        }
        assert_eq!(parts(&app, &horse, &bill).await, none, "{database:?}");
        index_is_right(&app).await;
        // The gap was a mistake: set right from its first day, her time is one again.
        let set = horse.set(&app, &sam, "2026-11-10", [1, 1]).await;
        assert_eq!(set.status, 204, "{set:?}");
        assert_eq!(parts(&app, &horse, &bill).await, halves, "{database:?}");
        index_is_right(&app).await;
    }
}

#[actix_web::test]
async fn a_share_is_not_withdrawn_from_a_register_that_would_then_be_nobodys_in_part() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let horse = Horse::stand(&app, &sam).await;
        let view = app.get(&sam, &paths::in_tree(horse.subject)).await.json();
        let share: InterestId = view["interests"][0]["id"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
        for path in [paths::withdrawal(share), paths::withdrawal_effect(share)] {
            let refused = act(&app, &sam, "POST", &path, Value::Null).await;
            assert_eq!(faults(&refused), ["interest register"], "{database:?}");
            let message = refused.problem()["errors"][0]["message"].clone();
            assert_eq!(
                message,
                "without it the shares from 2026-01-01 come to 1/2 of the whole: set who holds which share instead"
            );
        }
    }
}

#[actix_web::test]
async fn a_subject_put_elsewhere_leaves_the_one_page_and_comes_to_the_other_as_was_told() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let (bea, rita) = (
            app.as_(Persona::Bookkeeper).await,
            app.as_(Persona::Rival).await,
        );
        let flat = json!({ "parent": firm::MILL_LANE, "kind": "unit", "name": "Flat 1" });
        let flat: SubjectId = made(&app, &sam, paths::TREE, flat).await.parse().unwrap();
        let room = json!({ "parent": flat, "kind": "unit", "name": "Room 1" });
        let room: SubjectId = made(&app, &sam, paths::TREE, room).await.parse().unwrap();
        let bill = paths::record(bill(&app, room).await);
        assert_eq!(
            app.get(&bea, &bill).await.status,
            404,
            "it is addressed to nobody"
        );

        // Neither below itself nor below what lies below it.
        let place = |parent: Option<SubjectId>| json!({ "parent": parent });
        for (below, fault) in [
            (flat, "parent circle"),
            (room, "parent circle"),
            (SubjectId::from_bytes([9; 16]), "parent unknown"),
        ] {
            for (method, path) in [
                ("PUT", paths::in_tree(flat)),
                ("POST", paths::place_effect(flat)),
            ] {
                let refused = act(&app, &sam, method, &path, place(Some(below))).await;
                assert_eq!(faults(&refused), [fault], "{database:?}");
            }
        }
        let unsaid = act(&app, &sam, "PUT", &paths::in_tree(flat), json!({})).await;
        assert_eq!(faults(&unsaid), ["parent missing"]);

        let there = place(Some(firm::COPPER_COURT));
        let effect = act(
            &app,
            &sam,
            "POST",
            &paths::place_effect(flat),
            there.clone(),
        )
        .await
        .json();
        let (hers, ritas) = (
            told(&effect, "Bea Lister").unwrap(),
            told(&effect, "Rita Nest").unwrap(),
        );
        assert_eq!(
            (&hers["subjects_lost"], &hers["subjects_gained"]),
            (&json!(2), &json!(0))
        );
        assert_eq!(
            (&ritas["subjects_lost"], &ritas["subjects_gained"]),
            (&json!(0), &json!(2))
        );
        assert!(has_subject(&app, &bea, room).await, "told, it is not done");

        let seen = app.get(&sam, &paths::in_tree(flat)).await.json();
        let revision = format!("\"{}\"", seen["revision"].as_str().unwrap());
        app.clock.advance(TimeDelta::seconds(1));
        let put = || TestRequest::put();
        let path = paths::in_tree(flat);
        let done = send(&app, &sam, put(), ("if-match", &revision), &path, &there).await;
        assert_eq!(done.status, 204, "{done:?}");
        for subject in [flat, room] {
            assert!(!has_subject(&app, &bea, subject).await, "{database:?}");
            assert!(has_subject(&app, &rita, subject).await);
        }
        let view = app.get(&sam, &paths::in_tree(room)).await.json();
        let names: Vec<_> = view["path"]
            .as_array()
            .unwrap()
            .iter()
            .map(|step| &step["name"])
            .collect();
        assert_eq!(names, ["3 Copper Court", "Flat 1"]);
        // Seen where it lay, it is not put from where it lies.
        let late = send(&app, &sam, put(), ("if-match", &revision), &path, &there).await;
        assert_eq!(late.status, 412);
        let from_to = format!("from={}&to={}", firm::MILL_LANE, firm::COPPER_COURT);
        let parties: Vec<_> = receipts(&app, "subject.placed").await;
        assert!(
            parties.iter().all(|(_, query)| *query == from_to),
            "{parties:?}"
        );
        let parties: Vec<_> = parties.into_iter().map(|(party, _)| party).collect();
        let both = [
            None,
            Some(firm::OAKLINE),
            Some(firm::NEST),
            Some(firm::PAULS_FLATS),
        ];
        assert_eq!(parties, both);
        index_is_right(&app).await;

        // Among the roots, nobody has it any more.
        let rooted = act(&app, &sam, "PUT", &path, place(None)).await;
        assert_eq!(rooted.status, 204, "{rooted:?}");
        assert!(!has_subject(&app, &rita, room).await);
        index_is_right(&app).await;
    }
}

#[actix_web::test]
async fn two_registers_of_shares_are_not_put_on_one_line() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let horse = Horse::stand(&app, &sam).await;
        let stable = json!({ "kind": "block", "name": "Elm Stables" });
        let stable: SubjectId = made(&app, &sam, paths::TREE, stable).await.parse().unwrap();
        let shares = json!({
            "from_day": "2026-05-01", "of": 1, "shares": [{ "third_party": horse.owners[0], "parts": 1 }],
        });
        let set = act(&app, &sam, "PUT", &paths::shares(stable), shares).await;
        assert_eq!(set.status, 204, "{set:?}");
        let below = json!({ "parent": stable });
        let refused = act(&app, &sam, "PUT", &paths::in_tree(horse.subject), below).await;
        assert_eq!(faults(&refused), ["parent registers"], "{database:?}");
        let message = refused.problem()["errors"][0]["message"].clone();
        assert_eq!(
            message,
            "there is a register of shares in Elm Stables already, and one here: both would count"
        );
    }
}

#[actix_web::test]
async fn what_passing_on_does_is_told_beforehand_for_its_own_day() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let path = paths::hand_over_effect(firm::MILL_LANE);
        // Of a day to come: today nothing would be otherwise, and that is not what is asked.
        let asked = moving(firm::OAKLINE, firm::NEST, firm::day(2026, 12, 24));
        let effect = act(&app, &sam, "POST", &path, asked.clone()).await.json();
        let (hers, ritas) = (
            told(&effect, "Bea Lister").unwrap(),
            told(&effect, "Rita Nest").unwrap(),
        );
        assert_eq!(hers["subjects_lost"], json!(1), "{effect}");
        assert_eq!(counted(&hers["lost"]), []);
        let kept = [("document".to_owned(), 1), ("photo_set".to_owned(), 1)];
        assert_eq!(counted(&hers["kept"]), kept);
        assert_eq!(ritas["subjects_gained"], json!(1));
        assert_eq!(counted(&ritas["gained"]), [("document".to_owned(), 1)]);
        assert!(
            told(&effect, "Paul Oak").is_none() || effect["contacts"].as_array().unwrap().len() > 2
        );
        let refused = moving(firm::NEST, firm::OAKLINE, firm::day(2026, 12, 24));
        let refused = act(&app, &sam, "POST", &path, refused).await;
        assert_eq!(
            faults(&refused),
            ["from_third_party not_held", "to_third_party overlap"][..1].to_vec()
        );
        let view = app.get(&sam, &paths::in_tree(firm::MILL_LANE)).await.json();
        assert_eq!(
            view["interests"].as_array().unwrap().len(),
            2,
            "nothing was done"
        );
    }
}

#[actix_web::test]
async fn both_days_of_an_interest_can_be_set_right_and_what_is_in_the_way_is_told_at_its_end() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let begin = async |first: &str, last: Option<&str>| {
            let new = json!({
                "third_party": firm::NEST, "relation": "manages", "first_day": first, "last_day": last,
            });
            let id = made(&app, &sam, &paths::interests(firm::MILL_LANE), new).await;
            paths::interest(id.parse().unwrap())
        };
        begin("2024-01-01", Some("2024-12-31")).await;
        let path = begin("2026-01-01", Some("2026-03-31")).await;
        begin("2026-06-01", None).await;
        app.clock.advance(TimeDelta::seconds(1));
        for (first, last, fault) in [
            ("2024-12-31", json!("2026-03-31"), "first_day overlap"),
            ("2026-01-01", json!("2026-06-01"), "last_day overlap"),
            ("2025-01-01", Value::Null, "last_day overlap"),
            ("2026-04-01", json!("2026-03-31"), "last_day too_early"),
        ] {
            let days = json!({ "first_day": first, "last_day": last });
            let refused = act(&app, &sam, "PATCH", &path, days).await;
            assert_eq!(faults(&refused), [fault], "{database:?} {first}");
        }
        let days = json!({ "first_day": "2025-01-01", "last_day": "2026-05-31" });
        let edited = act(&app, &sam, "PATCH", &path, days).await;
        assert_eq!(edited.status, 204, "{edited:?}");
        let view = app.get(&sam, &paths::in_tree(firm::MILL_LANE)).await.json();
        let row = &view["interests"][1];
        assert_eq!(
            (&row["first_day"], &row["last_day"]),
            (&json!("2025-01-01"), &json!("2026-05-31"))
        );
        index_is_right(&app).await;
    }
}

#[actix_web::test]
async fn a_search_says_what_it_found_a_subject_by() {
    let app = TestApp::new(Database::Sqlite).await;
    let sam = app.as_staff(StaffRole::Field).await;
    let office = app.as_staff(StaffRole::Office).await;
    let house = json!({
        "kind": "property", "name": "9 Elm Street", "address": "Headingley, Leeds", "postcode": "LS6 2AA",
        "uprn": "72009999",
    });
    made(&app, &office, paths::TREE, house).await;
    for (query, by) in [
        ("elm", Value::Null),
        ("headingley", json!("address")),
        ("ls62aa", json!("postcode")),
        ("72009999", json!("uprn")),
    ] {
        let found = app
            .get(&sam, &format!("{}?q={query}", paths::TREE))
            .await
            .json();
        assert_eq!(found["items"][0]["name"], "9 Elm Street", "{query}");
        assert_eq!(found["items"][0]["found_by"], by, "{query}");
    }
}
