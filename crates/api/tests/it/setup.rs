//! From an empty installation to a firm with an owner who is in.

use actix_web::test::TestRequest;
use app::outbox;
use contract::id::{FirmId, StaffId};
use contract::paths;
use domain::receipt::Chain;
use serde_json::{Value, json};
use store::Change;
use testkit::{Answer, Database, TestApp, Visitor};

fn new_house(token: &str) -> Value {
    json!({
        "token": token, "firm": " Denby & Daughters ", "name": "Hal Denby", "email": "Hal@denby.example",
    })
}

async fn set_up(app: &TestApp, body: &Value) -> Answer {
    let ask = TestRequest::post().uri(paths::SETUP).set_json(body);
    app.send(ask).await
}

async fn is_open(app: &TestApp) -> bool {
    let answer = app.send(TestRequest::get().uri(paths::SETUP)).await;
    answer.json()["open"].as_bool().unwrap()
}

async fn key(app: &TestApp) -> String {
    let key = app::setup::offer(&app.app).await.unwrap();
    key.unwrap().expose().to_owned()
}

#[actix_web::test]
async fn the_printed_link_makes_the_first_firm_and_signs_its_owner_in() {
    for database in Database::BOTH {
        let app = TestApp::empty(database).await;
        assert!(is_open(&app).await);
        let key = key(&app).await;
        let done = set_up(&app, &new_house(&key)).await;
        assert_eq!(done.status, 204, "{done:?}");
        assert!(!is_open(&app).await);

        // In at once, as the owner of the firm, with every type of third parties to choose from.
        let cookie = done.header("set-cookie").split(';').next().unwrap();
        let secret = cookie.strip_prefix("__Host-sightline=").unwrap().to_owned();
        let signed = |path: &str| {
            TestRequest::get()
                .uri(path)
                .insert_header(("cookie", format!("__Host-sightline={secret}")))
        };
        let me = app.send(signed(paths::STAFF_SESSION)).await.json();
        assert_eq!(me["email"], "hal@denby.example");
        let hat = &me["hats"][0];
        assert_eq!(
            (&hat["role"], &hat["firm"]),
            (&json!("owner"), &json!("Denby & Daughters"))
        );
        let hal = Visitor {
            secret: secret.clone(),
            hat: hat["id"].as_str().unwrap().parse::<StaffId>().unwrap(),
        };
        let types = app.get(&hal, paths::TYPES).await.json();
        let ids: Vec<_> = types["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| &one["id"])
            .collect();
        assert!(ids.contains(&&json!("letting-agent")), "{ids:?}");

        // The usual mail is on its way: a link to use elsewhere, and the proof that mail comes.
        outbox::drain(&app.app).await.unwrap();
        let mails = app.post.mails();
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].to.email, "hal@denby.example");
        assert!(mails[0].text.contains("/in#"));

        // Both chains tell of it.
        let firms = store::firms::list(&app.app.db).await.unwrap();
        let firm: FirmId = firms[0].id;
        let told = app.chain(Chain::firm(firm)).await;
        assert!(told.iter().any(|entry| entry.text.contains("firm.founded")));
        let installation = app.chain(Chain::INSTALLATION).await;
        assert!(
            installation
                .iter()
                .any(|entry| entry.text.contains("sign_in.redeemed"))
        );
    }
}

#[actix_web::test]
async fn a_key_works_once_and_only_the_last_that_was_printed() {
    for database in Database::BOTH {
        let app = TestApp::empty(database).await;
        let before = key(&app).await;
        let last = key(&app).await;
        let unknown = set_up(&app, &new_house("guessed")).await;
        assert_eq!(unknown.status, 404);
        let old = set_up(&app, &new_house(&before)).await;
        assert_eq!(old.problem(), unknown.problem());
        assert_eq!(set_up(&app, &new_house(&last)).await.status, 204);
        let again = set_up(&app, &new_house(&last)).await;
        assert_eq!(again.problem(), unknown.problem());
        // Nothing is printed any more.
        assert!(app::setup::offer(&app.app).await.unwrap().is_none());
        // Kept as a hash alone, and not even that.
        assert_eq!(
            app.numbers("SELECT COUNT(*) FROM setup_key", 1).await,
            [[0]]
        );
    }
}

#[actix_web::test]
async fn two_who_hold_the_key_make_one_firm() {
    for database in Database::BOTH {
        let app = TestApp::empty(database).await;
        let key = key(&app).await;
        let body = new_house(&key);
        let (one, two) = futures_util::join!(set_up(&app, &body), set_up(&app, &body));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 404], "{database:?}");
        assert_eq!(app.numbers("SELECT COUNT(*) FROM firm", 1).await, [[1]]);
    }
}

#[actix_web::test]
async fn what_is_wrong_is_told_at_its_field_and_uses_nothing_up() {
    let app = TestApp::empty(Database::Sqlite).await;
    let key = key(&app).await;
    let mut body = new_house(&key);
    body["firm"] = json!(" ");
    body["name"] = json!("");
    let refused = set_up(&app, &body).await;
    let fields: Vec<_> = refused.problem()["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["field"].clone())
        .collect();
    assert_eq!(
        (refused.status, fields),
        (422, vec![json!("firm"), json!("name")])
    );
    body["firm"] = json!("—");
    body["name"] = json!("Hal");
    let refused = set_up(&app, &body).await;
    assert_eq!(refused.problem()["errors"][0]["field"], "firm");
    // Whoever has no key is not told what is wrong with the rest.
    body["token"] = json!("guessed");
    assert_eq!(set_up(&app, &body).await.status, 404);
    assert_eq!(set_up(&app, &new_house(&key)).await.status, 204);
}

#[actix_web::test]
async fn a_firm_made_on_the_command_line_ends_the_key() {
    let app = TestApp::empty(Database::Sqlite).await;
    let key = key(&app).await;
    let tx = app.app.db.write().await.unwrap();
    let change = Change::now(&*app.app.clock, "test");
    app::firms::add(&app.app, &tx, "Halden".to_owned(), &change)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(set_up(&app, &new_house(&key)).await.status, 404);
    assert!(!is_open(&app).await);
}
