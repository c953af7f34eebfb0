//! Third parties that are put away, brought back, or made one: what moves, what ends, and what stays readable.

use crate::admin::act;
use crate::live::Stream;
use contract::day::Day;
use contract::id::{InterestId, Staff, ThirdPartyId};
use contract::kind::Relation;
use contract::paths;
use contract::staff::StaffRole;
use domain::interest::{Interest, Period};
use domain::receipt::Chain;
use domain::record::Standing;
use domain::share::Fraction;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use store::{Change, records};
use testkit::{Answer, Database, Persona, TestApp, Visitor, firm};

async fn page(app: &TestApp, who: &Visitor<Staff>, party: ThirdPartyId) -> Value {
    let page = app.get(who, &paths::third_party(party)).await;
    assert_eq!(page.status, 200, "{page:?}");
    page.json()
}

async fn listed(app: &TestApp, who: &Visitor<Staff>, query: &str) -> BTreeSet<String> {
    let path = format!("{}{query}", paths::THIRD_PARTIES);
    let list = app.get(who, &path).await.json();
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|one| one["name"].as_str().unwrap().to_owned())
        .collect()
}

async fn merge(
    app: &TestApp,
    who: &Visitor<Staff>,
    from: ThirdPartyId,
    into: ThirdPartyId,
) -> Answer {
    let body = json!({ "into": into });
    act(app, who, "POST", &paths::third_party_merge(from), body).await
}

async fn foresee(
    app: &TestApp,
    who: &Visitor<Staff>,
    from: ThirdPartyId,
    into: ThirdPartyId,
) -> Value {
    let path = format!("{}?into={into}", paths::third_party_merge(from));
    let view = app.get(who, &path).await;
    assert_eq!(view.status, 200, "{view:?}");
    view.json()
}

fn codes(of: &Value) -> Vec<&str> {
    let faults = of.as_array().unwrap().iter();
    faults.map(|one| one["code"].as_str().unwrap()).collect()
}

/// Every record that somebody is shown.
async fn shown(app: &TestApp, who: &Visitor) -> BTreeSet<String> {
    let list = app.get(who, &format!("{}?limit=200", paths::RECORDS)).await;
    assert_eq!(list.status, 200, "{list:?}");
    let list = list.json();
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|one| one["id"].as_str().unwrap().to_owned())
        .collect()
}

async fn nothing_differs(app: &TestApp) {
    let tx = app.app.db.write().await.unwrap();
    let report = store::index::verify(&tx, false, |_| {}).await.unwrap();
    assert_eq!(report.differences, Vec::<String>::new());
    assert!(report.rows > 0);
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// An interest that an import could have written.
async fn holds(
    app: &TestApp,
    id: u8,
    party: ThirdPartyId,
    first: &str,
    share: Option<Fraction>,
) -> InterestId {
    let interest = Interest {
        id: InterestId::from_bytes([id; 16]),
        third_party: party,
        subject: firm::MILL_LANE,
        relation: match share {
            Some(_) => Relation::HoldsShare,
            None => Relation::Manages,
        },
        period: Period::new(day(first), None).unwrap(),
        share,
    };
    let name = interest.id;
    let tx = app.app.db.write().await.unwrap();
    let change = Change::now(&*app.clock, "test");
    let new = [(interest, firm::external(&id.to_string()))];
    store::interests::turn(&tx, firm::HALDEN, &[], &new, &change)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    name
}

#[actix_web::test]
async fn what_is_archived_is_in_no_list_and_its_peoples_access_ends_at_once() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        assert_eq!(app.get(&bea, paths::RECORDS).await.status, 200);
        let mut stream = Stream::begun(&app, &bea).await;
        let away = paths::third_party_archive(firm::OAKLINE);
        let done = act(&app, &sam, "POST", &away, Value::Null).await;
        assert_eq!(done.status, 204, "{done:?}");
        assert_eq!(stream.heard(&app).await, ["ended"], "{database:?}");
        // Like a hat that does not exist.
        assert_eq!(app.get(&bea, paths::RECORDS).await.status, 409);
        assert!(!listed(&app, &sam, "").await.contains("Oakline Lettings"));
        let archived = listed(&app, &sam, "?archived=true").await;
        assert_eq!(archived, BTreeSet::from(["Oakline Lettings".to_owned()]));
        let view = page(&app, &sam, firm::OAKLINE).await;
        assert!(view["archived_at"].is_string(), "{view}");
        assert!(view["people"][0]["role"].is_null(), "{view}");

        // Nobody is let in, and nothing is given to it, until it is back.
        let bea_again = json!({
            "third_party": firm::OAKLINE, "name": "Bea Lister", "email": Persona::Bookkeeper.email(),
            "role": "bookkeeper",
        });
        let refused = act(&app, &sam, "POST", paths::CONTACTS, bea_again.clone()).await;
        assert_eq!(codes(&refused.problem()["errors"]), ["archived"]);
        let interest = json!({
            "third_party": firm::OAKLINE, "relation": "manages", "first_day": "2027-01-01",
        });
        let begin = paths::interests(firm::COPPER_COURT);
        let refused = act(&app, &sam, "POST", &begin, interest).await;
        assert_eq!(codes(&refused.problem()["errors"]), ["archived"]);
        let twice = act(&app, &sam, "POST", &away, Value::Null).await;
        assert_eq!(codes(&twice.problem()["errors"]), ["archived"]);
        nothing_differs(&app).await;

        let back = paths::third_party_restore(firm::OAKLINE);
        let done = act(&app, &sam, "POST", &back, Value::Null).await;
        assert_eq!(done.status, 204, "{done:?}");
        assert!(listed(&app, &sam, "").await.contains("Oakline Lettings"));
        assert_eq!(
            app.get(&bea, paths::RECORDS).await.status,
            409,
            "not of itself"
        );
        let made = act(&app, &sam, "POST", paths::CONTACTS, bea_again).await;
        assert_eq!(made.status, 201, "{made:?}");
        assert_eq!(app.get(&bea, paths::RECORDS).await.status, 200);
        let told = app.chain(Chain::firm(firm::HALDEN)).await;
        let told = |act: &str| told.iter().filter(|one| one.text.contains(act)).count();
        assert_eq!(told("third_party.archived"), 1);
        assert_eq!(told("contact.ended"), 2);
        assert_eq!(told("third_party.restored"), 1);
    }
}

#[actix_web::test]
async fn a_role_that_was_left_open_opens_nothing_of_what_is_archived() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        assert_eq!(app.get(&bea, paths::RECORDS).await.status, 200);
        app.sql("UPDATE third_party SET archived_at = 1 WHERE name = 'Oakline Lettings'")
            .await;
        let request = bea.request(actix_web::test::TestRequest::get(), paths::RECORDS);
        assert_eq!(
            app.send_elsewhere(request).await.status,
            409,
            "{database:?}"
        );
    }
}

#[actix_web::test]
async fn one_becomes_the_other_with_all_it_had_and_nothing_else() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        // Oakline has photos off for everybody, and Nest has not.
        let off = json!({ "off": ["photos"] });
        let switch = paths::third_party_modules(firm::OAKLINE);
        assert_eq!(act(&app, &sam, "PUT", &switch, off).await.status, 204);
        // Paul is a contact of both, and a job is shared with both by name.
        let paul = json!({
            "third_party": firm::NEST, "name": "Paul Oak", "email": Persona::Principal.email(),
            "role": "bookkeeper",
        });
        let paul = act(&app, &sam, "POST", paths::CONTACTS, paul).await;
        assert_eq!(paul.status, 201, "{paul:?}");
        let tx = app.app.db.write().await.unwrap();
        let found = records::find(&tx, firm::HALDEN, firm::MILL_LANE_PHOTOS).await;
        let mut photos = found.unwrap().unwrap();
        photos.standing = Standing::Shared;
        photos.shared_with = vec![firm::OAKLINE, firm::NEST];
        let change = Change::now(&*app.clock, "test");
        records::update(&tx, &photos, &change).await.unwrap();
        tx.commit().await.unwrap();
        // Nest manages Mill Lane as well, from a later day on.
        holds(&app, 71, firm::NEST, "2025-01-01", None).await;

        let bea = app.as_(Persona::Bookkeeper).await;
        let rita = app.as_(Persona::Rival).await;
        let owner = app.as_(Persona::Landlord).await;
        let (beas, ritas, owners) = (
            shown(&app, &bea).await,
            shown(&app, &rita).await,
            shown(&app, &owner).await,
        );
        assert!(!beas.contains(&firm::MILL_LANE_PHOTOS.to_string()));
        let opened = app.get(&bea, &paths::record(firm::MILL_LANE_EICR)).await;
        assert_eq!(opened.status, 200);
        let mut stream = Stream::begun(&app, &bea).await;
        let mut of_owner = Stream::begun(&app, &owner).await;

        let told = foresee(&app, &sam, firm::OAKLINE, firm::NEST).await;
        assert_eq!(told["faults"], json!([]), "{told}");
        let people = told["people"].as_array().unwrap().iter();
        let people: BTreeSet<_> = people
            .map(|one| {
                (
                    one["name"].as_str().unwrap(),
                    one["becomes"].as_str().unwrap(),
                )
            })
            .collect();
        let expected = [("Bea Lister", "moves"), ("Paul Oak", "is_there")];
        assert_eq!(people, BTreeSet::from(expected));
        let counts = ["interests", "joined", "addressed", "shared"].map(|one| &told[one]);
        assert_eq!(counts, [2, 1, 1, 1], "{told}");
        assert_eq!(shown(&app, &bea).await, beas, "looking changes nothing");

        let done = merge(&app, &sam, firm::OAKLINE, firm::NEST).await;
        assert_eq!(done.status, 204, "{done:?}");
        nothing_differs(&app).await;
        let mut both = beas.clone();
        both.extend(ritas.iter().cloned());
        // What was off for everybody at Oakline is off for Bea, not for Rita.
        let photos = firm::MILL_LANE_PHOTOS.to_string();
        let mut with_photos = both.clone();
        with_photos.insert(photos.clone());
        let mut without = both.clone();
        without.remove(&photos);
        assert_eq!(shown(&app, &bea).await, without, "{database:?}");
        assert_eq!(shown(&app, &rita).await, with_photos);
        // A third party that has nothing to do with it sees what it saw, and hears of nothing it would not see.
        assert_eq!(shown(&app, &owner).await, owners);
        assert_eq!(stream.heard(&app).await, ["slice"]);
        let heard = of_owner.heard(&app).await;
        assert!(heard.iter().all(|one| one == "slice"), "{heard:?}");

        // Both are still there to be read, and the one says what it became.
        let gone = page(&app, &sam, firm::OAKLINE).await;
        assert_eq!(gone["merged_into"], json!(firm::NEST));
        assert_eq!(gone["merged_into_name"], "Nest & Co");
        assert!(!listed(&app, &sam, "").await.contains("Oakline Lettings"));
        let log = format!("{}?third_party={}", paths::FIRM_RECEIPTS, firm::OAKLINE);
        let log = app.get(&sam, &log).await.json().to_string();
        assert!(
            log.contains("third_party.merged") && log.contains("record.view"),
            "{log}"
        );
        let there = page(&app, &sam, firm::NEST).await;
        let names = there["people"].as_array().unwrap().iter();
        let names: BTreeSet<_> = names.map(|one| one["name"].as_str().unwrap()).collect();
        assert_eq!(
            names,
            BTreeSet::from(["Bea Lister", "Paul Oak", "Rita Nest"])
        );
        // Her own receipts are hers wherever she is.
        let own = app.get(&bea, paths::RECEIPTS).await.json().to_string();
        assert!(own.contains(&firm::MILL_LANE_EICR.to_string()), "{own}");
        // It cannot be brought back or merged again.
        let back = paths::third_party_restore(firm::OAKLINE);
        let back = act(&app, &sam, "POST", &back, Value::Null).await;
        assert_eq!(codes(&back.problem()["errors"]), ["merged"]);
        let again = merge(&app, &sam, firm::OAKLINE, firm::NEST).await;
        assert_eq!(codes(&again.problem()["errors"]), ["archived"]);
    }
}

#[actix_web::test]
async fn what_cannot_be_put_together_is_told_before_and_changes_nothing() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let half = Fraction::new(1, 2);
        holds(&app, 72, firm::OAKLINE, "2024-01-01", half).await;
        holds(&app, 73, firm::NEST, "2024-01-01", half).await;
        let told = foresee(&app, &sam, firm::OAKLINE, firm::NEST).await;
        assert_eq!(codes(&told["faults"]), ["both_hold_shares"]);
        let words = told["faults"][0]["message"].as_str().unwrap();
        assert!(words.contains("14 Mill Lane"), "{words}");
        let other = foresee(&app, &sam, firm::OAKLINE, firm::PAULS_FLATS).await;
        assert_eq!(codes(&other["faults"]), ["other_type"]);
        let before = page(&app, &sam, firm::NEST).await;
        for into in [firm::NEST, firm::PAULS_FLATS, firm::OAKLINE] {
            let refused = merge(&app, &sam, firm::OAKLINE, into).await;
            assert_eq!(refused.status, 422, "{refused:?}");
        }
        let strange = ThirdPartyId::from_bytes([99; 16]);
        let strange = merge(&app, &sam, firm::OAKLINE, strange).await;
        assert_eq!(strange.status, 404);
        assert_eq!(page(&app, &sam, firm::NEST).await, before, "{database:?}");
        let stale = paths::third_party_merge(firm::OAKLINE);
        let request = actix_web::test::TestRequest::post()
            .insert_header(("origin", "https://pages.halden.example"))
            .insert_header(("if-match", "\"old\""))
            .set_json(json!({ "into": firm::NEST }));
        assert_eq!(app.send(sam.request(request, &stale)).await.status, 412);
    }
}

#[actix_web::test]
async fn whoever_had_access_here_and_lost_it_there_gets_it_there() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let bea_there = json!({
            "third_party": firm::NEST, "name": "Bea L.", "email": Persona::Bookkeeper.email(),
            "role": "principal",
        });
        let made = act(&app, &sam, "POST", paths::CONTACTS, bea_there).await;
        let there: contract::id::ContactId = made.json()["id"].as_str().unwrap().parse().unwrap();
        let end = paths::contact(there);
        assert_eq!(
            act(&app, &sam, "DELETE", &end, Value::Null).await.status,
            204
        );
        let edit = json!({
            "name": "Bea Lister", "email": Persona::Bookkeeper.email(), "role": "bookkeeper",
            "off": ["jobs"], "cannot": ["pay"],
        });
        let path = paths::contact(Persona::Bookkeeper.hat());
        assert_eq!(act(&app, &sam, "PUT", &path, edit).await.status, 204);
        let done = merge(&app, &sam, firm::OAKLINE, firm::NEST).await;
        assert_eq!(done.status, 204, "{done:?}");
        let hers = app.get(&sam, &paths::contact(there)).await.json();
        let fields = ["role", "off", "cannot"].map(|one| &hers[one]);
        assert_eq!(
            fields,
            [&json!("bookkeeper"), &json!(["jobs"]), &json!(["pay"])],
            "{database:?}"
        );
        let old = app.get(&sam, &path).await.json();
        assert!(old["role"].is_null(), "{old}");
        nothing_differs(&app).await;
    }
}
