//! What staff do about people beyond letting them in: where they are signed in, and whether an invitation arrived.

use crate::admin::act;
use crate::live::Stream;
use app::outbox;
use contract::id::{Contact, ContactId, DeviceId, FirmId, Staff, ThirdPartyId};
use contract::paths;
use contract::staff::StaffRole;
use domain::profile::Library;
use domain::receipt::Chain;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use store::people::ThirdParty;
use store::{Change, firms};
use testkit::{Answer, Database, Persona, TestApp, Visitor, firm};

const BROOK: FirmId = FirmId::from_bytes([77; 16]);
const BROOKS_AGENT: ThirdPartyId = ThirdPartyId::from_bytes([78; 16]);

/// A second firm with a letting agent of its own.
async fn brook(app: &TestApp) -> Visitor<Staff> {
    let change = Change::now(&*app.clock, "test");
    let tx = app.app.db.write().await.unwrap();
    let library = Library::built_in();
    let text = |id: &str| (id.to_owned(), library.text(id).unwrap().to_owned());
    let new = firms::NewFirm {
        id: BROOK,
        slug: "brook".to_owned(),
        name: "Brook Plumbing".to_owned(),
        off: BTreeSet::new(),
        profiles: ["base", "letting-agent"].map(text).to_vec(),
    };
    firms::insert(&tx, &new, &change).await.unwrap();
    let party = ThirdParty {
        id: BROOKS_AGENT,
        firm: BROOK,
        profile: "letting-agent".to_owned(),
        name: "Birch Lettings".to_owned(),
        slug: "birch".to_owned(),
        external: firm::external("Birch"),
    };
    store::people::insert_third_party(&tx, &party, &change)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    app.as_staff_of(BROOK, StaffRole::Owner).await
}

/// Bea's place at the second firm, made by its staff.
async fn bea_at_brook(app: &TestApp, kim: &Visitor<Staff>) -> ContactId {
    let new = json!({
        "third_party": BROOKS_AGENT, "name": "Beatrice", "email": Persona::Bookkeeper.email(),
        "role": "principal",
    });
    let made = act(app, kim, "POST", paths::CONTACTS, new).await;
    assert_eq!(made.status, 201, "{made:?}");
    made.json()["id"].as_str().unwrap().parse().unwrap()
}

async fn devices(app: &TestApp, who: &Visitor<Staff>, contact: ContactId) -> Vec<DeviceId> {
    let view = app.get(who, &paths::contact(contact)).await.json();
    let list = view["devices"].as_array().unwrap().iter();
    list.map(|device| device["id"].as_str().unwrap().parse().unwrap())
        .collect()
}

async fn end(app: &TestApp, who: &Visitor<Staff>, contact: ContactId, device: DeviceId) -> Answer {
    let path = paths::contact_device(contact, device);
    act(app, who, "DELETE", &path, Value::Null).await
}

#[actix_web::test]
async fn staff_sign_a_contact_out_in_one_browser_and_her_open_stream_ends_in_that_second() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let hat = Persona::Bookkeeper.hat();
        let (first, second) = (
            app.as_(Persona::Bookkeeper).await,
            app.as_(Persona::Bookkeeper).await,
        );
        assert_eq!(app.get(&first, paths::RECORDS).await.status, 200);
        let lost = devices(&app, &sam, hat).await;
        assert_eq!(lost.len(), 1, "the second has opened no page yet");
        assert_eq!(app.get(&second, paths::RECORDS).await.status, 200);
        let mut stream = Stream::begun(&app, &first).await;
        let mut other = Stream::begun(&app, &second).await;

        let ended = end(&app, &sam, hat, lost[0]).await;
        assert_eq!(ended.status, 204, "{ended:?}");
        assert_eq!(stream.heard(&app).await, ["ended"], "{database:?}");
        assert!(other.heard(&app).await.is_empty());
        assert_eq!(app.get(&first, paths::RECORDS).await.status, 401);
        assert_eq!(app.get(&second, paths::RECORDS).await.status, 200);
        let left = devices(&app, &sam, hat).await;
        assert_eq!(left.len(), 1);
        assert_ne!(left, lost);

        // Once more is as it was wanted, and leaves no second receipt.
        assert_eq!(end(&app, &sam, hat, lost[0]).await.status, 204);
        let told = app.chain(Chain::firm(firm::HALDEN)).await;
        let told = told
            .iter()
            .filter(|entry| entry.text.contains("contact.device_ended"));
        assert_eq!(told.count(), 1);
        // Her access is as it was.
        let again = app.as_(Persona::Bookkeeper).await;
        assert_eq!(app.get(&again, paths::RECORDS).await.status, 200);
    }
}

#[actix_web::test]
async fn staff_sign_a_contact_out_everywhere_at_once() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let hat = Persona::Bookkeeper.hat();
        let mut hers = Vec::new();
        for _ in 0..2 {
            let browser = app.as_(Persona::Bookkeeper).await;
            assert_eq!(app.get(&browser, paths::RECORDS).await.status, 200);
            hers.push(browser);
        }
        let rita = app.as_(Persona::Rival).await;
        let all = act(
            &app,
            &sam,
            "POST",
            &paths::contact_devices_end(hat),
            Value::Null,
        )
        .await;
        assert_eq!(all.status, 204, "{all:?}");
        for browser in &hers {
            assert_eq!(app.get(browser, paths::RECORDS).await.status, 401);
        }
        assert_eq!(app.get(&rita, paths::RECORDS).await.status, 200);
        assert!(devices(&app, &sam, hat).await.is_empty());
        let told = app.chain(Chain::firm(firm::HALDEN)).await;
        let last = &told.last().unwrap().text;
        assert!(
            told.iter().any(|entry| {
                entry.text.contains("contact.devices_ended") && entry.text.contains("browsers=2")
            }),
            "{last}"
        );
    }
}

#[actix_web::test]
async fn a_browser_that_has_opened_another_firms_page_alone_is_neither_shown_nor_ended() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let kim = brook(&app).await;
        let (hat, elsewhere) = (Persona::Bookkeeper.hat(), bea_at_brook(&app, &kim).await);
        let work = app.as_(Persona::Bookkeeper).await;
        assert_eq!(app.get(&work, paths::RECORDS).await.status, 200);
        let private = Visitor::<Contact> {
            hat: elsewhere,
            ..app.as_(Persona::Bookkeeper).await
        };
        assert_eq!(app.get(&private, paths::RECORDS).await.status, 200);

        let (ours, theirs) = (
            devices(&app, &hal, hat).await,
            devices(&app, &kim, elsewhere).await,
        );
        assert_eq!((ours.len(), theirs.len()), (1, 1));
        assert_ne!(ours, theirs);
        // Like one that does not exist.
        let unknown = end(&app, &hal, hat, DeviceId::from_bytes([9; 16])).await;
        let foreign = end(&app, &hal, hat, theirs[0]).await;
        assert_eq!((unknown.status, foreign.status), (404, 404));
        assert_eq!(unknown.problem(), foreign.problem());
        let all = paths::contact_devices_end(hat);
        let all = act(&app, &hal, "POST", &all, Value::Null).await;
        assert_eq!(all.status, 204);
        assert_eq!(app.get(&work, paths::RECORDS).await.status, 401);
        assert_eq!(app.get(&private, paths::RECORDS).await.status, 200);
    }
}

#[actix_web::test]
async fn whoever_was_invited_is_told_of_with_the_day_and_what_became_of_the_mail() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let hat = Persona::Bookkeeper.hat();
        let view = async || app.get(&sam, &paths::contact(hat)).await.json();
        let before = view().await;
        assert_eq!(before["invited_at"], Value::Null);
        assert_eq!(before["invitation_mail"], Value::Null);
        let invite = async || {
            let sent = act(&app, &sam, "POST", &paths::invitation(hat), Value::Null).await;
            assert_eq!(sent.status, 204, "{sent:?}");
        };
        invite().await;
        let queued = view().await;
        assert_eq!(queued["invited_at"], "2026-11-24T10:00:00.000000Z");
        assert_eq!(queued["invitation_mail"], "on_its_way");
        outbox::drain(&app.app).await.unwrap();
        assert_eq!(view().await["invitation_mail"], "sent");

        // What was sent is forgotten by the outbox after a week, and stays sent.
        app.clock.advance(chrono::TimeDelta::days(9));
        outbox::sweep(&app.app).await.unwrap();
        let kept = app.numbers("SELECT COUNT(*) FROM outbox", 1).await;
        assert_eq!(kept, [[0]]);
        assert_eq!(view().await["invitation_mail"], "sent");

        invite().await;
        // A mail that no key opens is given up.
        app.sql("UPDATE outbox SET payload = 'torn'").await;
        outbox::drain(&app.app).await.unwrap();
        let failed = view().await;
        assert_eq!(failed["invited_at"], "2026-12-03T10:00:00.000000Z");
        assert_eq!(failed["invitation_mail"], "failed");
        let party = app.get(&sam, &paths::third_party(firm::OAKLINE)).await;
        let party = party.json();
        assert_eq!(party["invited_at"], "2026-12-03T10:00:00.000000Z");
        let people = party["people"].as_array().unwrap();
        let bea = people.iter().find(|one| one["id"] == json!(hat)).unwrap();
        assert_eq!(bea["invitation_mail"], "failed");
        let paul = people.iter().find(|one| one["id"] != json!(hat)).unwrap();
        assert_eq!(paul["invited_at"], Value::Null);
    }
}

#[actix_web::test]
async fn somebody_who_is_a_contact_elsewhere_gets_a_second_hat_and_neither_firm_hears_of_the_other()
{
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        assert_eq!(app.get(&bea, paths::RECORDS).await.status, 200);
        let kim = brook(&app).await;
        let second = bea_at_brook(&app, &kim).await;

        // What the second firm's staff see is as if nobody had ever heard of her.
        let stranger = json!({
            "third_party": BROOKS_AGENT, "name": "Una", "email": "una@birch.example", "role": "principal",
        });
        let stranger = act(&app, &kim, "POST", paths::CONTACTS, stranger).await;
        let stranger: ContactId = stranger.json()["id"].as_str().unwrap().parse().unwrap();
        let plain = |mut view: Value| {
            for field in ["id", "name", "email", "revision"] {
                view[field].take();
            }
            view
        };
        let hers = app.get(&kim, &paths::contact(second)).await.json();
        let unas = app.get(&kim, &paths::contact(stranger)).await.json();
        assert_eq!(plain(hers), plain(unas), "{database:?}");
        let mail = app.get(&kim, &paths::invitation(second)).await.json();
        for word in ["Halden", "Oakline", "Lister"] {
            assert!(!mail.to_string().contains(word), "{mail}");
        }
        let sent = act(&app, &kim, "POST", &paths::invitation(second), Value::Null).await;
        assert_eq!(sent.status, 204);
        outbox::drain(&app.app).await.unwrap();
        let mails = app.post.mails();
        let mail = mails.last().unwrap();
        assert_eq!(mail.to.email, Persona::Bookkeeper.email());
        for word in ["Halden", "Oakline", "Lister"] {
            assert!(!mail.text.contains(word), "{}", mail.text);
        }
        // The first firm hears nothing of the second's, who names her otherwise.
        let hers = paths::contact(Persona::Bookkeeper.hat());
        let view = app.get(&hal, &hers).await.json();
        assert_eq!(
            (&view["name"], &view["invited_at"]),
            (&json!("Bea Lister"), &Value::Null)
        );
        for entry in app.chain(Chain::firm(firm::HALDEN)).await {
            assert!(!entry.text.contains(&second.to_string()), "{}", entry.text);
        }

        // She has both hats in the browser that she was signed in with, and each shows its own firm alone.
        let session = app
            .send(bea.signed(actix_web::test::TestRequest::get(), paths::SESSION))
            .await
            .json();
        let hats = session["hats"].as_array().unwrap();
        let firms: BTreeSet<_> = hats
            .iter()
            .map(|hat| hat["firm"].as_str().unwrap())
            .collect();
        assert_eq!(
            firms,
            BTreeSet::from(["Brook Plumbing", "Halden Electrical"])
        );
        let as_birch = Visitor::<Contact> {
            hat: second,
            ..bea.clone()
        };
        let there = app.get(&as_birch, paths::RECORDS).await.json();
        assert_eq!(there["items"], json!([]));
        let foreign = app
            .get(&as_birch, &paths::record(firm::MILL_LANE_EICR))
            .await;
        assert_eq!(foreign.status, 404);
        let here = app.get(&bea, &paths::record(firm::MILL_LANE_EICR)).await;
        assert_eq!(here.status, 200);
    }
}

fn bea_with(fields: &Value) -> Value {
    let mut bea = json!({
        "name": "Bea Lister", "email": Persona::Bookkeeper.email(), "role": "bookkeeper", "off": [],
    });
    for (name, value) in fields.as_object().unwrap() {
        bea[name] = value.clone();
    }
    bea
}

/// What she may do with an invoice, as every place says it that says it.
async fn may(app: &TestApp, who: &Visitor) -> BTreeSet<String> {
    let names = |list: &Value| -> BTreeSet<String> {
        let list = list.as_array().into_iter().flatten();
        list.map(|one| one.as_str().unwrap().to_owned()).collect()
    };
    let session = app
        .send(who.signed(actix_web::test::TestRequest::get(), paths::SESSION))
        .await
        .json();
    let hats = session["hats"].as_array().unwrap();
    let hat = hats.iter().find(|hat| hat["id"] == json!(who.hat)).unwrap();
    let of_hat = names(&hat["can"]["invoice"]);
    let view = app.get(who, &paths::record(firm::OAKLINE_INVOICE)).await;
    let of_record = names(&view.json()["can"]);
    let list = app
        .get(who, &format!("{}?kind=invoice", paths::RECORDS))
        .await
        .json();
    let of_row = names(&list["items"][0]["can"]);
    assert_eq!(of_record, of_row);
    assert!(of_record.is_subset(&of_hat), "{of_record:?} {of_hat:?}");
    of_hat
}

#[actix_web::test]
async fn what_one_person_may_not_do_is_gone_from_every_place_at_once_and_comes_back_at_once() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let path = paths::contact(Persona::Bookkeeper.hat());
        let before = may(&app, &bea).await;
        assert!(before.contains("pay"), "{before:?}");
        let party = app
            .get(&sam, &paths::third_party(firm::OAKLINE))
            .await
            .json();
        let opened = party["actions"]["bookkeeper"].as_array().unwrap();
        assert!(opened.contains(&json!("pay")), "{opened:?}");

        let effect = bea_with(&json!({ "cannot": ["pay"] }));
        let told = paths::contact_effect(Persona::Bookkeeper.hat());
        let told = act(&app, &sam, "POST", &told, effect.clone()).await.json();
        assert_eq!(
            told["contacts"][0]["otherwise"],
            json!(["invoice"]),
            "{told}"
        );
        let saved = act(&app, &sam, "PUT", &path, effect).await;
        assert_eq!(saved.status, 204, "{saved:?}");
        let mut left = before.clone();
        left.remove("pay");
        assert_eq!(may(&app, &bea).await, left, "{database:?}");
        let why = app
            .get(&sam, &paths::record_why(firm::OAKLINE_INVOICE))
            .await;
        let why = why.json().to_string();
        assert!(
            why.contains("to pay is switched off for this contact"),
            "{why}"
        );
        assert_eq!(app.get(&sam, &path).await.json()["cannot"], json!(["pay"]));

        // An edit that says nothing of it leaves it as it is, and one that does not fit is told at its field.
        let saved = act(
            &app,
            &sam,
            "PUT",
            &path,
            bea_with(&json!({ "off": ["photos"] })),
        )
        .await;
        assert_eq!(saved.status, 204);
        assert_eq!(may(&app, &bea).await, left);
        let unfit = bea_with(&json!({ "cannot": ["approve"] }));
        let unfit = act(&app, &sam, "PUT", &path, unfit).await;
        assert_eq!(unfit.problem()["errors"][0]["field"], "cannot", "{unfit:?}");
        // Nobody else is any the worse.
        let paul = app.as_(Persona::Principal).await;
        assert!(may(&app, &paul).await.contains("pay"));

        let back = bea_with(&json!({ "cannot": [] }));
        assert_eq!(act(&app, &sam, "PUT", &path, back).await.status, 204);
        assert_eq!(may(&app, &bea).await, before);
    }
}

#[actix_web::test]
async fn whoever_may_not_pay_lets_nobody_in_who_may() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let paul = app.as_(Persona::Principal).await;
        let path = paths::contact(Persona::Principal.hat());
        let edit = json!({
            "name": "Paul Oak", "email": Persona::Principal.email(), "role": "principal", "off": [],
            "cannot": ["pay"],
        });
        assert_eq!(act(&app, &sam, "PUT", &path, edit).await.status, 204);
        let add = async |body: Value| {
            let request = actix_web::test::TestRequest::post()
                .insert_header(("origin", "https://pages.halden.example"))
                .set_json(body);
            app.send(paul.request(request, paths::COLLEAGUES)).await
        };
        let nia = json!({ "name": "Nia", "email": "nia@oakline.example", "role": "bookkeeper" });
        let mut free = nia.clone();
        free["cannot"] = json!([]);
        let refused = add(free).await;
        assert_eq!(
            refused.problem()["errors"][0]["field"],
            "cannot",
            "{refused:?}"
        );
        let made = add(nia).await;
        assert_eq!(made.status, 201, "{made:?}");
        let nia: ContactId = made.json()["id"].as_str().unwrap().parse().unwrap();
        let view = app.get(&sam, &paths::contact(nia)).await.json();
        assert_eq!(view["cannot"], json!(["pay"]), "{database:?}");
        assert_ne!(view["invited_at"], Value::Null);
    }
}

#[actix_web::test]
async fn a_contacts_page_says_which_modules_are_off_above_her_and_where() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let put = async |path: &str, off: Value| {
            let done = act(&app, &hal, "PUT", path, json!({ "off": off })).await;
            assert_eq!(done.status, 204, "{done:?}");
        };
        put(paths::FIRM_MODULES, json!(["photos", "jobs"])).await;
        put(
            &paths::third_party_modules(firm::OAKLINE),
            json!(["photos"]),
        )
        .await;
        let text = Library::built_in()
            .text("letting-agent")
            .unwrap()
            .to_owned();
        let text = json!({ "text": format!("off = [\"invoices\"]\n{text}") });
        let saved = act(&app, &hal, "PUT", &paths::profile("letting-agent"), text).await;
        assert_eq!(saved.status, 204, "{saved:?}");
        let contact = paths::contact(Persona::Bookkeeper.hat());
        let contact = app.get(&hal, &contact).await.json();
        assert_eq!(
            contact["off_above"],
            json!([
                { "module": "jobs", "by": ["firm"] },
                { "module": "photos", "by": ["firm", "third_party"] },
                { "module": "invoices", "by": ["type"] },
            ]),
            "{database:?}"
        );
        let party = app
            .get(&hal, &paths::third_party(firm::OAKLINE))
            .await
            .json();
        assert_eq!(
            party["off_above"],
            json!([
                { "module": "jobs", "by": ["firm"] },
                { "module": "photos", "by": ["firm"] },
                { "module": "invoices", "by": ["type"] },
            ])
        );
    }
}
