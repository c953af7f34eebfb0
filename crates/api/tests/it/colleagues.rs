//! A contact's own people: she lets them in and out herself, never beyond her own rights, and nobody else's.

use actix_web::test::TestRequest;
use app::outbox;
use contract::id::{Contact, ContactId};
use contract::kind::Module;
use contract::paths;
use contract::staff::StaffRole;
use domain::receipt::{Chain, Facts};
use futures_util::future::join_all;
use serde_json::{Value, json};
use store::{Change, firms};
use testkit::{Answer, Database, Persona, TestApp, Visitor, firm};

const ORIGIN: (&str, &str) = ("origin", "https://pages.halden.example");

async fn act(app: &TestApp, who: &Visitor, method: &str, path: &str, body: Value) -> Answer {
    let request = match method {
        "POST" => TestRequest::post(),
        "PUT" => TestRequest::put(),
        _ => TestRequest::delete(),
    };
    let request = request
        .insert_header(ORIGIN)
        .insert_header(("if-match", "*"));
    let request = match body {
        Value::Null => request,
        body => request.set_json(&body),
    };
    app.send(who.request(request, path)).await
}

async fn add(app: &TestApp, who: &Visitor, body: Value) -> Answer {
    act(app, who, "POST", paths::COLLEAGUES, body).await
}

fn nia(role: &str) -> Value {
    json!({ "name": "Nia Adeyemi", "email": "Nia@oakline.example", "role": role })
}

async fn added(app: &TestApp, who: &Visitor, body: Value) -> ContactId {
    let made = add(app, who, body).await;
    assert_eq!(made.status, 201, "{made:?}");
    made.json()["id"].as_str().unwrap().parse().unwrap()
}

/// Whoever the last mail brings in.
async fn let_in(app: &TestApp, hat: ContactId) -> Visitor<Contact> {
    outbox::drain(&app.app).await.unwrap();
    let mails = app.post.mails();
    let text = &mails.last().unwrap().text;
    let token = text.split("/in#").nth(1).unwrap();
    let token = token.split_whitespace().next().unwrap().to_owned();
    Visitor {
        secret: app.redeem(token).await,
        hat,
    }
}

/// Name, role and what may be done with her, one line each.
async fn people(app: &TestApp, who: &Visitor) -> Vec<String> {
    let list = app.get(who, paths::COLLEAGUES).await;
    assert_eq!(list.status, 200, "{list:?}");
    let list = list.json();
    let line = |one: &Value| {
        let can: Vec<_> = one["can"].as_array().unwrap().iter().collect();
        let can: Vec<_> = can.iter().map(|act| act.as_str().unwrap()).collect();
        let me = if one["me"] == true { " (me)" } else { "" };
        format!(
            "{}{me}: {} [{}]",
            one["name"].as_str().unwrap(),
            one["role"].as_str().unwrap(),
            can.join(" ")
        )
    };
    list["items"].as_array().unwrap().iter().map(line).collect()
}

fn faults(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 422, "{answer:?}");
    let problem = answer.problem();
    let errors = problem["errors"].as_array().unwrap();
    let words = errors.iter().map(|one| {
        let of = |key: &str| one[key].as_str().unwrap().to_owned();
        format!("{} {}", of("field"), of("code"))
    });
    words.collect()
}

/// What she did about her people, and what she was denied, as her firm's chain has it.
async fn receipts(app: &TestApp, of: ContactId) -> Vec<String> {
    let chain = app.chain(Chain::firm(firm::HALDEN)).await;
    chain
        .iter()
        .map(|entry| Facts::parse(&entry.text).unwrap())
        .filter(|facts| facts.hat == Some(of))
        .filter(|facts| facts.act.starts_with("contact.") || facts.act.starts_with("colleague."))
        .map(|facts| {
            let asked = facts.query.unwrap_or_default();
            format!("{} {} {asked}", facts.act, facts.outcome)
                .trim()
                .to_owned()
        })
        .collect()
}

/// Has something about a contact otherwise, as staff would.
async fn limit(app: &TestApp, who: Persona, off: &[Module], sites: Value) {
    let sam = app.as_staff(StaffRole::Owner).await;
    let body = json!({
        "name": "Paul Oak", "email": who.email(), "role": "principal", "off": off, "sites": sites,
    });
    let path = paths::contact(who.hat());
    let done = super::admin::act(app, &sam, "PUT", &path, body).await;
    assert_eq!(done.status, 204, "{done:?}");
}

#[actix_web::test]
async fn a_principal_adds_a_bookkeeper_who_reads_the_mail_and_is_in_until_she_is_ended() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let paul = app.as_(Persona::Principal).await;
        let before = people(&app, &paul).await;
        assert_eq!(
            before,
            [
                "Bea Lister: bookkeeper [change end]",
                "Paul Oak (me): principal []"
            ]
        );
        let list = app.get(&paul, paths::COLLEAGUES).await.json();
        assert_eq!(list["roles"], json!(["bookkeeper", "principal"]));

        let mut new = nia("bookkeeper");
        new["off"] = json!(["photos"]);
        new["sites"] = json!([firm::MILL_LANE]);
        let hat = added(&app, &paul, new).await;
        let hers = let_in(&app, hat).await;
        let mails = app.post.mails();
        let mail = mails.last().unwrap();
        assert_eq!(mail.to.email, "nia@oakline.example");
        for text in [&mail.text, &mail.html] {
            assert!(
                text.contains("Paul Oak of Oakline Lettings asks you in"),
                "{text}"
            );
        }
        let page = app.get(&hers, paths::SUBJECTS).await.json();
        let seen: Vec<_> = page["items"].as_array().unwrap().iter().collect();
        assert_eq!((seen.len(), &seen[0]["id"]), (1, &json!(firm::MILL_LANE)));
        assert!(
            people(&app, &paul)
                .await
                .contains(&"Nia Adeyemi: bookkeeper [change end]".to_owned())
        );

        let path = paths::colleague(hat);
        let ended = act(&app, &paul, "DELETE", &path, Value::Null).await;
        assert_eq!(ended.status, 204, "{ended:?}");
        assert_eq!(app.get(&hers, paths::SUBJECTS).await.status, 409);
        assert_eq!(people(&app, &paul).await, before);
        // There is nobody to end any more, and let in again she is the same person.
        let again = act(&app, &paul, "DELETE", &path, Value::Null).await;
        assert_eq!(again.status, 404);
        assert_eq!(added(&app, &paul, nia("principal")).await, hat);
        assert_eq!(app.get(&hers, paths::SUBJECTS).await.status, 200);
        assert_eq!(
            receipts(&app, paul.hat).await,
            [
                "colleague.list ok",
                "colleague.list ok",
                "contact.added ok role=bookkeeper",
                "contact.invited ok",
                "colleague.list ok",
                "contact.ended ok",
                "colleague.list ok",
                "contact.ended refused",
                "contact.added ok role=principal",
                "contact.invited ok",
            ]
        );
    }
}

#[actix_web::test]
async fn what_goes_beyond_her_is_told_field_by_field_and_nobody_is_let_in() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let paul = app.as_(Persona::Principal).await;
        let rita = app.as_(Persona::Rival).await;
        // Whoever sees everything may still give nothing of another's: known or not, it is one answer.
        for site in [
            firm::COPPER_COURT,
            contract::id::SubjectId::from_bytes([9; 16]),
        ] {
            let mut new = nia("bookkeeper");
            new["sites"] = json!([firm::PARK_ROAD, site]);
            assert_eq!(faults(&add(&app, &paul, new).await), ["sites beyond"]);
        }
        limit(
            &app,
            Persona::Principal,
            &[Module::Invoices],
            json!([firm::MILL_LANE]),
        )
        .await;
        let mut new = nia("bookkeeper");
        assert_eq!(
            faults(&add(&app, &paul, new.clone()).await),
            ["off beyond", "sites beyond"]
        );
        new["off"] = json!(["invoices"]);
        assert_eq!(
            faults(&add(&app, &paul, new.clone()).await),
            ["sites beyond"]
        );
        new["sites"] = json!([firm::PARK_ROAD]);
        assert_eq!(
            faults(&add(&app, &paul, new.clone()).await),
            ["sites beyond"]
        );
        new["name"] = json!(" ");
        new["role"] = json!("pope");
        assert_eq!(
            faults(&add(&app, &paul, new.clone()).await),
            ["name missing", "role unknown", "sites beyond"]
        );
        // The same of a change.
        let bea = json!({ "name": "Bea", "role": "bookkeeper", "off": [] });
        let path = paths::colleague(Persona::Bookkeeper.hat());
        let changed = act(&app, &paul, "PUT", &path, bea).await;
        assert_eq!(faults(&changed), ["off beyond", "sites beyond"]);
        outbox::drain(&app.app).await.unwrap();
        assert!(app.post.mails().is_empty());
        assert_eq!(people(&app, &paul).await.len(), 2);
        new = nia("bookkeeper");
        new["off"] = json!(["invoices"]);
        new["sites"] = json!([firm::MILL_LANE]);
        let hers = added(&app, &paul, new).await;
        let hers = let_in(&app, hers).await;
        let kinds = app.get(&hers, paths::RECORDS).await.json().to_string();
        assert!(!kinds.contains("\"invoice\""), "{kinds}");

        let denied: Vec<_> = receipts(&app, paul.hat).await;
        let denied: Vec<_> = denied.iter().filter(|r| r.contains("refused")).collect();
        assert_eq!(
            denied,
            [
                "contact.added refused beyond=sites",
                "contact.added refused beyond=sites",
                "contact.added refused beyond=off,sites",
                "contact.added refused beyond=sites",
                "contact.added refused beyond=sites",
                "contact.added refused beyond=role,sites",
                "contact.changed refused beyond=off,sites",
            ]
        );
        let own = app.get(&paul, paths::RECEIPTS).await.json();
        let refused = |row: &Value| row["outcome"] == "refused";
        let told = own["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|r| refused(r));
        assert_eq!(told.count(), denied.len());
        assert_eq!(app.get(&rita, paths::COLLEAGUES).await.status, 404);
    }
}

#[actix_web::test]
async fn for_whoever_manages_nobody_there_is_nothing_here_and_anothers_people_are_nowhere() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let paul = app.as_(Persona::Principal).await;
        let landlord = Visitor {
            hat: Persona::Landlord.hat(),
            ..paul.clone()
        };
        let nowhere = app.get(&paul, "/api/v1/portal/nothing").await.problem();
        let edit = json!({ "name": "Bea", "role": "bookkeeper", "off": [] });
        let calls = |of: ContactId| {
            [
                ("POST", paths::COLLEAGUES.to_owned(), nia("bookkeeper")),
                // What does not even read is answered alike.
                ("POST", paths::COLLEAGUES.to_owned(), json!({ "nme": "" })),
                ("PUT", paths::colleague(of), edit.clone()),
                ("DELETE", paths::colleague(of), Value::Null),
            ]
        };
        for persona in [Persona::Bookkeeper, Persona::Rival, Persona::Landlord] {
            let who = match persona {
                Persona::Landlord => landlord.clone(),
                other => app.as_(other).await,
            };
            let list = app.get(&who, paths::COLLEAGUES).await;
            assert_eq!(list.problem(), nowhere, "{persona:?}");
            for (method, path, body) in calls(Persona::Bookkeeper.hat()) {
                let answer = act(&app, &who, method, &path, body).await;
                assert_eq!(answer.problem(), nowhere, "{persona:?} {method} {path}");
            }
            let denied = receipts(&app, who.hat).await;
            assert_eq!(denied, ["colleague.refused refused"; 5], "{persona:?}");
        }
        // Nobody's, a rival's, his own of another third party, and no id at all: one answer.
        let strangers = [
            ContactId::from_bytes([99; 16]).to_string(),
            Persona::Rival.hat().to_string(),
            Persona::Landlord.hat().to_string(),
            "nonsense".to_owned(),
        ];
        for id in &strangers {
            let path = format!("{}/{id}", paths::COLLEAGUES);
            for (method, body) in [("PUT", edit.clone()), ("DELETE", Value::Null)] {
                let answer = act(&app, &paul, method, &path, body).await;
                assert_eq!(answer.problem(), nowhere, "{database:?} {method} {id}");
            }
        }
        let rita = app.as_(Persona::Rival).await;
        assert_eq!(app.get(&rita, paths::RECORDS).await.status, 200);
        let denied = receipts(&app, paul.hat).await;
        let times = |what: &str| denied.iter().filter(|line| *line == what).count();
        assert_eq!(
            (
                times("contact.changed refused"),
                times("contact.ended refused")
            ),
            (3, 3),
            "{denied:?}"
        );
        // Herself she sees, and may not change or end.
        let own = paths::colleague(paul.hat);
        let oneself = json!({ "name": "Paul", "role": "bookkeeper", "off": [] });
        for (method, body) in [("PUT", oneself), ("DELETE", Value::Null)] {
            let answer = act(&app, &paul, method, &own, body).await;
            assert_eq!(answer.problem()["type"], "/problems/forbidden", "{method}");
        }
        assert_eq!(app.get(&paul, paths::RECORDS).await.status, 200);
    }
}

#[actix_web::test]
async fn a_session_says_under_which_hat_colleagues_are_managed() {
    let app = TestApp::new(Database::Sqlite).await;
    let paul = app.as_(Persona::Principal).await;
    let session = app.get(&paul, paths::SESSION).await.json();
    let hats = session["hats"].as_array().unwrap().iter();
    let mut hats: Vec<_> = hats
        .map(|hat| (hat["role"].clone(), hat["colleagues"].clone()))
        .collect();
    hats.sort_by_key(|(role, _)| role.to_string());
    assert_eq!(
        hats,
        [
            (json!("owner"), json!(false)),
            (json!("principal"), json!(true))
        ]
    );
}

#[actix_web::test]
async fn a_change_is_made_on_what_was_seen_and_shows_at_once() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let paul = app.as_(Persona::Principal).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let path = paths::colleague(bea.hat);
        let list = app.get(&paul, paths::COLLEAGUES).await.json();
        let seen = list["items"].as_array().unwrap();
        let seen = seen.iter().find(|one| one["id"] == json!(bea.hat)).unwrap();
        let details = &seen["details"];
        assert_eq!(
            (&details["email"], &details["off"]),
            (&json!(Persona::Bookkeeper.email()), &json!([]))
        );
        // Of himself he is told no more than of anybody he cannot change.
        let own = list["items"].as_array().unwrap().iter();
        assert!(
            own.clone()
                .any(|one| one["me"] == true && one["details"].is_null())
        );
        let put = async |held: Option<&str>, body: Value| {
            let mut request = TestRequest::put().insert_header(ORIGIN).set_json(&body);
            if let Some(held) = held {
                request = request.insert_header(("if-match", format!("\"{held}\"")));
            }
            app.send(paul.request(request, &path)).await
        };
        let edit = json!({ "name": "Bea L", "role": "bookkeeper", "off": ["photos"] });
        let held = details["revision"].as_str().unwrap();
        assert_eq!(put(None, edit.clone()).await.status, 428);
        // With another address she would be somebody else.
        let mut other = edit.clone();
        other["email"] = json!("eve@oakline.example");
        assert_eq!(put(Some(held), other).await.status, 422);
        assert_eq!(put(Some(held), edit.clone()).await.status, 204);
        assert_eq!(put(Some(held), edit).await.status, 412);
        let kinds = app.get(&bea, paths::RECORDS).await.json().to_string();
        assert!(!kinds.contains("photo_set"), "{kinds}");
        assert!(
            people(&app, &paul)
                .await
                .contains(&"Bea L: bookkeeper [change end]".to_owned())
        );
        assert_eq!(
            receipts(&app, paul.hat).await,
            [
                "colleague.list ok",
                "contact.changed ok role=bookkeeper",
                "colleague.list ok"
            ]
        );
    }
}

#[actix_web::test]
async fn a_colleague_who_is_added_twice_under_one_key_is_one_person_with_one_mail() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let paul = app.as_(Persona::Principal).await;
        let post = async |key: &'static str, role: &str| {
            let request = TestRequest::post()
                .insert_header(ORIGIN)
                .insert_header(("idempotency-key", key))
                .set_json(nia(role));
            app.send(paul.request(request, paths::COLLEAGUES)).await
        };
        let both = join_all((0..3).map(|_| post("k", "bookkeeper"))).await;
        let ids: Vec<_> = both.iter().map(|made| made.json()["id"].clone()).collect();
        assert!(
            ids.iter().all(|id| id.is_string() && *id == ids[0]),
            "{both:?}"
        );
        let other = post("k", "principal").await;
        assert_eq!(other.problem()["type"], "/problems/key-reused");
        assert_eq!(faults(&post("k-2", "bookkeeper").await), ["email taken"]);
        outbox::drain(&app.app).await.unwrap();
        assert_eq!(app.post.mails().len(), 1);
    }
}

/// A household at Halden: two parents and what the profile says of them.
async fn family(app: &TestApp, equal: bool) -> (Visitor, Visitor) {
    let text = format!(
        "id = \"letting-agent\"\nextends = \"base\"\n\
         [relation.manages]\nvisit = {{ lens = \"schedule\" }}\n\
         [role.principal]\nsee = [\"*\"]\ndo = [\"*\"]\ncolleagues = [\"principal\"]\n\
         colleagues_equal = {equal}\n[role.bookkeeper]\nsee = [\"visit\"]\n"
    );
    let tx = app.app.db.write().await.unwrap();
    let change = Change::now(&*app.clock, "test");
    firms::set_profile(&tx, firm::HALDEN, "letting-agent", &text, &change)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let sam = app.as_staff(StaffRole::Owner).await;
    let path = paths::contact(Persona::Bookkeeper.hat());
    let body = json!({
        "name": "Bea Lister", "email": Persona::Bookkeeper.email(), "role": "principal", "off": [],
    });
    let done = super::admin::act(app, &sam, "PUT", &path, body).await;
    assert_eq!(done.status, 204, "{done:?}");
    (
        app.as_(Persona::Principal).await,
        app.as_(Persona::Bookkeeper).await,
    )
}

#[actix_web::test]
async fn of_two_parents_neither_changes_or_ends_the_other_and_both_may_let_a_third_in() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let (one, other) = family(&app, false).await;
        assert_eq!(
            people(&app, &one).await,
            ["Bea Lister: principal []", "Paul Oak (me): principal []"]
        );
        let edit = json!({ "name": "Bea", "role": "bookkeeper", "off": [] });
        for (who, whom) in [(&one, &other), (&other, &one)] {
            let path = paths::colleague(whom.hat);
            for (method, body) in [("PUT", edit.clone()), ("DELETE", Value::Null)] {
                let answer = act(&app, who, method, &path, body).await;
                assert_eq!(
                    answer.problem()["type"],
                    "/problems/forbidden",
                    "{database:?} {method}"
                );
            }
            assert_eq!(app.get(whom, paths::RECORDS).await.status, 200);
        }
        let third = added(&app, &one, nia("principal")).await;
        let third = let_in(&app, third).await;
        let ended = act(
            &app,
            &one,
            "DELETE",
            &paths::colleague(third.hat),
            Value::Null,
        )
        .await;
        assert_eq!(ended.status, 403);
        assert_eq!(
            receipts(&app, other.hat).await,
            ["contact.changed refused", "contact.ended refused"]
        );
    }
}

#[actix_web::test]
async fn of_two_equals_who_end_each_other_at_once_one_is_left() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let (one, other) = family(&app, true).await;
        for who in [&one, &other] {
            assert_eq!(people(&app, who).await.len(), 2);
        }
        let end = async |who: &Visitor, whom: &Visitor| {
            let path = paths::colleague(whom.hat);
            act(&app, who, "DELETE", &path, Value::Null).await.status
        };
        let both = join_all([end(&one, &other), end(&other, &one)]).await;
        let done = both.iter().filter(|status| **status == 204).count();
        assert_eq!(done, 1, "{database:?} {both:?}");
        let left = if both[0] == 204 { &one } else { &other };
        assert_eq!(people(&app, left).await.len(), 1);
    }
}
