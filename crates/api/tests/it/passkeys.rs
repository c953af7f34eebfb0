//! Passkeys over HTTP: made in a session, used to begin one, and what an owner who has one may do without it.

use super::admin::act;
use actix_web::test::TestRequest;
use app::outbox;
use chrono::TimeDelta;
use contract::email::Email;
use contract::paths;
use contract::staff::StaffRole;
use domain::receipt::{Act, Chain, Draft, Entry};
use serde_json::{Value, json};
use testkit::{Answer, Authenticator, Database, Persona, TestApp, Visitor};

const OWNER: &str = "owner@staff.example";

async fn post(app: &TestApp, secret: Option<&str>, path: &str, body: Value) -> Answer {
    let mut request = TestRequest::post()
        .uri(path)
        .insert_header(("origin", "https://pages.halden.example"));
    if let Some(secret) = secret {
        request = request.insert_header(("cookie", format!("__Host-sightline={secret}")));
    }
    if !body.is_null() {
        request = request.set_json(body);
    }
    app.send(request).await
}

/// What is to be answered, and the name of the exchange.
async fn begin(app: &TestApp, secret: Option<&str>, path: &str) -> (String, String) {
    let begun = post(app, secret, path, Value::Null).await;
    assert_eq!(begun.status, 200, "{begun:?}");
    let text = |field: &str| begun.json()[field].as_str().unwrap().to_owned();
    (text("options"), text("ceremony"))
}

async fn enrol(app: &TestApp, secret: &str, key: &mut Authenticator) -> Answer {
    let (options, ceremony) = begin(app, Some(secret), paths::PASSKEY_ADDING).await;
    let new = json!({ "ceremony": ceremony, "credential": key.make(&options) });
    post(app, Some(secret), paths::PASSKEY_ADDED, new).await
}

async fn prove(app: &TestApp, earlier: Option<&str>, key: &mut Authenticator) -> Answer {
    let (options, ceremony) = begin(app, None, paths::PASSKEY_SIGN_IN).await;
    let proof = json!({ "ceremony": ceremony, "credential": key.prove(&options) });
    post(app, earlier, paths::PASSKEY_PROOF, proof).await
}

/// The session's secret that an answer sets.
fn secret(answer: &Answer) -> String {
    assert_eq!(answer.status, 204, "{answer:?}");
    let cookie = answer.header("set-cookie").split(';').next().unwrap();
    cookie.strip_prefix("__Host-sightline=").unwrap().to_owned()
}

fn slug(answer: &Answer) -> (u16, String) {
    let kind = answer.problem()["type"].as_str().unwrap().to_owned();
    (answer.status, kind.replace("/problems/", ""))
}

fn refused(slug: &str) -> (u16, String) {
    (403, slug.to_owned())
}

async fn get(app: &TestApp, secret: &str, path: &str) -> Value {
    let cookie = ("cookie", format!("__Host-sightline={secret}"));
    let request = TestRequest::get().uri(path).insert_header(cookie);
    let answer = app.send(request).await;
    assert_eq!(answer.status, 200, "{path}: {answer:?}");
    answer.json()
}

async fn told(app: &TestApp, act: Act) -> Vec<Entry> {
    let mut entries = app.chain(Chain::INSTALLATION).await;
    entries.retain(|entry| entry.text.contains(&format!(": {}\n", act.name())));
    entries
}

async fn by_link(app: &TestApp, email: &str) -> String {
    let email = Email::parse(email).unwrap();
    let token = app::sign_in::mint_link(&app.app, &email).await.unwrap();
    app.redeem(token.expose().to_owned()).await
}

#[actix_web::test]
async fn a_passkey_is_made_in_a_session_and_begins_another_without_an_address() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let mut key = Authenticator::default();
        let made = enrol(&app, &bea.secret, &mut key).await;
        assert_eq!(made.status, 201, "{made:?}");

        let secret = secret(&prove(&app, None, &mut key).await);
        let session = get(&app, &secret, paths::SESSION).await;
        assert_eq!(session["email"], Persona::Bookkeeper.email());
        assert_eq!(session["assurance"], "passkey");
        // Another browser's session is left alone.
        let other = get(&app, &bea.secret, paths::SESSION).await;
        assert_eq!(other["assurance"], "link");

        let page = get(&app, &secret, paths::PASSKEYS).await;
        assert_eq!(page["items"][0]["id"], made.json()["id"]);
        assert_eq!(page["items"][0]["name"], "A browser");
        assert_eq!(page["items"][0]["synced"], false);
        assert_eq!(
            page["items"][0]["last_used_at"],
            "2026-11-24T10:00:00.000000Z"
        );
        for act in [Act::PasskeyAdded, Act::SignInPasskey] {
            assert_eq!(told(&app, act).await.len(), 1, "{act}");
        }
    }
}

#[actix_web::test]
async fn a_session_by_link_is_raised_in_its_own_browser() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let paul = app.as_(Persona::Principal).await;
        let mut key = Authenticator::default();
        enrol(&app, &bea.secret, &mut key).await;

        let raised = Visitor {
            secret: secret(&prove(&app, Some(&bea.secret), &mut key).await),
            hat: bea.hat,
        };
        assert_eq!(app.get(&raised, paths::DASHBOARD).await.status, 200);
        // The weaker secret does not become a stronger one, and whoever shows it is no thief either.
        assert_eq!(
            slug(&app.get(&bea, paths::DASHBOARD).await).1,
            "sign-in-required"
        );
        assert_eq!(app.get(&raised, paths::DASHBOARD).await.status, 200);

        // Somebody else's session in that browser stays what it was.
        secret(&prove(&app, Some(&paul.secret), &mut key).await);
        assert_eq!(app.get(&paul, paths::DASHBOARD).await.status, 200);
    }
}

#[actix_web::test]
async fn an_exchange_works_once_for_five_minutes_and_where_it_was_begun() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let paul = app.as_(Persona::Principal).await;
        let mut key = Authenticator::default();

        // One that was begun in her browser is not finished in his.
        let (options, ceremony) = begin(&app, Some(&bea.secret), paths::PASSKEY_ADDING).await;
        let new = json!({ "ceremony": ceremony, "credential": key.make(&options) });
        let taken = post(&app, Some(&paul.secret), paths::PASSKEY_ADDED, new.clone()).await;
        assert_eq!(slug(&taken), refused("passkey-refused"));
        // And it is gone by that.
        let late = post(&app, Some(&bea.secret), paths::PASSKEY_ADDED, new).await;
        assert_eq!(slug(&late), refused("passkey-refused"));
        assert_eq!(enrol(&app, &bea.secret, &mut key).await.status, 201);

        let (options, ceremony) = begin(&app, None, paths::PASSKEY_SIGN_IN).await;
        let proof = json!({ "ceremony": ceremony, "credential": key.prove(&options) });
        secret(&post(&app, None, paths::PASSKEY_PROOF, proof.clone()).await);
        let again = post(&app, None, paths::PASSKEY_PROOF, proof).await;
        assert_eq!(slug(&again), refused("passkey-refused"));

        let (options, ceremony) = begin(&app, None, paths::PASSKEY_SIGN_IN).await;
        let proof = json!({ "ceremony": ceremony, "credential": key.prove(&options) });
        app.clock.advance(TimeDelta::minutes(5));
        let late = post(&app, None, paths::PASSKEY_PROOF, proof).await;
        assert_eq!(slug(&late), refused("passkey-refused"));

        // What nobody finishes is swept.
        begin(&app, None, paths::PASSKEY_SIGN_IN).await;
        app.clock.advance(TimeDelta::minutes(5));
        outbox::sweep(&app.app).await.unwrap();
        let left = app
            .numbers("SELECT COUNT(*) FROM passkey_ceremony", 1)
            .await;
        assert_eq!(left, [[0]]);
    }
}

#[actix_web::test]
async fn a_stranger_learns_nothing_from_a_refusal() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let (mut hers, mut other) = (Authenticator::default(), Authenticator::default());
        enrol(&app, &bea.secret, &mut hers).await;
        // A passkey that this server never kept, of a person there is.
        let (options, _) = begin(
            &app,
            Some(&app.as_(Persona::Principal).await.secret),
            paths::PASSKEY_ADDING,
        )
        .await;
        other.make(&options);
        let unknown = prove(&app, None, &mut other).await;

        hers.origin = "https://pages.halden.example.evil.example".to_owned();
        let elsewhere = prove(&app, None, &mut hers).await;
        hers.origin = testkit::PUBLIC_URL.to_owned();
        hers.verifies = false;
        let unverified = prove(&app, None, &mut hers).await;
        hers.verifies = true;
        let (_, ceremony) = begin(&app, None, paths::PASSKEY_SIGN_IN).await;
        let body = json!({ "ceremony": ceremony, "credential": "{}" });
        let nonsense = post(&app, None, paths::PASSKEY_PROOF, body).await;
        for answer in [&unknown, &elsewhere, &unverified, &nonsense] {
            assert_eq!(slug(answer), refused("passkey-refused"));
            assert_eq!(answer.problem(), unknown.problem());
            assert_eq!(answer.header("set-cookie"), "");
        }
        assert_eq!(told(&app, Act::SignInPasskey).await.len(), 4);
        // Whoever has lost every role is told the same.
        app.sql("UPDATE contact_role SET recorded_to_at = 1").await;
        assert_eq!(
            slug(&prove(&app, None, &mut hers).await),
            refused("passkey-refused")
        );
    }
}

#[actix_web::test]
async fn a_passkey_that_counts_backwards_is_refused_in_words_and_told() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let mut key = Authenticator::default();
        enrol(&app, &bea.secret, &mut key).await;
        key.counter = 40;
        secret(&prove(&app, None, &mut key).await);
        // Its twin has not seen those uses.
        key.counter = 12;
        let twin = prove(&app, None, &mut key).await;
        assert_eq!(slug(&twin), refused("passkey-copied"));
        let told = told(&app, Act::PasskeyCopied).await;
        assert_eq!(told.len(), 1);
        assert!(told[0].text.contains(": idn_"), "{}", told[0].text);
        assert!(told[0].text.contains(": pky_"), "{}", told[0].text);
        key.counter = 41;
        secret(&prove(&app, None, &mut key).await);
    }
}

#[actix_web::test]
async fn an_owner_with_a_passkey_enters_by_nothing_less() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let olga = app.as_staff(StaffRole::Owner).await;
        assert_eq!(
            act(&app, &olga, "GET", paths::FIRM, Value::Null)
                .await
                .status,
            200
        );
        let mut key = Authenticator::default();
        assert_eq!(enrol(&app, &olga.secret, &mut key).await.status, 201);

        // From that moment, in every session by link, old or new: every operation there is.
        let fresh = Visitor {
            secret: by_link(&app, OWNER).await,
            hat: olga.hat,
        };
        for who in [&olga, &fresh] {
            let operations = api::registered();
            let of_staff = |path: &str| path.starts_with("/api/v1/admin/");
            for one in operations.iter().filter(|one| of_staff(&one.path)) {
                // A firm is set up before there is anybody to sign in.
                let nobodys = ["get_staff_session", "get_setup", "set_up"];
                if nobodys.contains(&one.operation.as_str()) {
                    continue;
                }
                let answer = act(&app, who, one.method, &one.path, Value::Null).await;
                assert_eq!(answer.status, 403, "{}", one.operation);
                // A HEAD has no body to say why.
                if one.method != "HEAD" {
                    assert_eq!(
                        slug(&answer),
                        refused("passkey-required"),
                        "{}",
                        one.operation
                    );
                }
            }
            let session = get(&app, &who.secret, paths::STAFF_SESSION).await;
            assert_eq!(session["assurance"], "link");
            assert_eq!(session["passkey"], true);
            assert_eq!(session["hats"][0]["passkey_required"], true);
            assert_eq!(session["hats"][0]["can"], json!([]));
        }

        let strong = Visitor {
            secret: secret(&prove(&app, Some(&fresh.secret), &mut key).await),
            hat: olga.hat,
        };
        assert_eq!(
            act(&app, &strong, "GET", paths::FIRM, Value::Null)
                .await
                .status,
            200
        );
        let session = get(&app, &strong.secret, paths::STAFF_SESSION).await;
        assert_eq!(session["hats"][0]["passkey_required"], false);
    }
}

#[actix_web::test]
async fn a_passkey_shuts_no_other_door() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        // An office worker with a passkey still comes in by link.
        let sam = app.as_staff(StaffRole::Office).await;
        assert_eq!(
            enrol(&app, &sam.secret, &mut Authenticator::default())
                .await
                .status,
            201
        );
        let people = act(&app, &sam, "GET", paths::THIRD_PARTIES, Value::Null).await;
        assert_eq!(people.status, 200);

        // And an owner who is somebody's contact as well still wears that hat.
        let bea = app.as_(Persona::Bookkeeper).await;
        assert_eq!(
            enrol(&app, &bea.secret, &mut Authenticator::default())
                .await
                .status,
            201
        );
        let olga = app.as_staff(StaffRole::Owner).await;
        let add = json!({ "name": "Bea", "email": Persona::Bookkeeper.email(), "role": "owner" });
        let added = act(&app, &olga, "POST", paths::STAFF, add).await;
        assert_eq!(added.status, 201, "{added:?}");
        assert_eq!(app.get(&bea, paths::DASHBOARD).await.status, 200);
        let hats = get(&app, &bea.secret, paths::STAFF_SESSION).await;
        assert_eq!(hats["hats"][0]["passkey_required"], true);
    }
}

#[actix_web::test]
async fn whoever_reads_her_mail_can_neither_add_a_passkey_nor_take_the_last_one() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let mut key = Authenticator::default();
        let made = enrol(&app, &bea.secret, &mut key).await;
        let one = made.json()["id"].as_str().unwrap().parse().unwrap();

        let weak = by_link(&app, Persona::Bookkeeper.email()).await;
        let page = get(&app, &weak, paths::PASSKEYS).await;
        assert_eq!(page["can_add"], false);
        assert_eq!(page["items"][0]["can_remove"], false);
        let add = post(&app, Some(&weak), paths::PASSKEY_ADDING, Value::Null).await;
        assert_eq!(slug(&add), refused("passkey-required"));
        let delete = async |secret: &str, id| {
            let request = TestRequest::delete()
                .uri(&paths::passkey(id))
                .insert_header(("origin", "https://pages.halden.example"))
                .insert_header(("cookie", format!("__Host-sightline={secret}")));
            app.send(request).await
        };
        assert_eq!(slug(&delete(&weak, one).await), refused("passkey-required"));

        let strong = secret(&prove(&app, None, &mut key).await);
        let second = enrol(&app, &strong, &mut Authenticator::default()).await;
        let two = second.json()["id"].as_str().unwrap().parse().unwrap();
        // Nobody else's is there for her; of two, one may go.
        let paul = app.as_(Persona::Principal).await;
        assert_eq!(delete(&paul.secret, one).await.status, 404);
        assert_eq!(delete(&weak, one).await.status, 204);
        assert_eq!(slug(&delete(&weak, two).await), refused("passkey-required"));
        assert_eq!(delete(&strong, two).await.status, 204);
        let page = get(&app, &weak, paths::PASSKEYS).await;
        assert_eq!(page["items"], json!([]));
        assert_eq!(page["can_add"], true);
        assert_eq!(
            slug(&prove(&app, None, &mut key).await),
            refused("passkey-refused")
        );
    }
}

#[actix_web::test]
async fn a_passkey_goes_by_the_name_she_gives_it() {
    let app = TestApp::new(Database::Sqlite).await;
    let bea = app.as_(Persona::Bookkeeper).await;
    let mut key = Authenticator::default();
    let (options, ceremony) = begin(&app, Some(&bea.secret), paths::PASSKEY_ADDING).await;
    let mut new =
        json!({ "ceremony": ceremony, "name": "two\nlines", "credential": key.make(&options) });
    let wrong = post(&app, Some(&bea.secret), paths::PASSKEY_ADDED, new.clone()).await;
    assert_eq!(slug(&wrong).0, 422);
    assert_eq!(wrong.problem()["errors"][0]["field"], "name");
    // A name can be mended without touching the key again.
    new["name"] = json!(" Work laptop ");
    let made = post(&app, Some(&bea.secret), paths::PASSKEY_ADDED, new).await;
    assert_eq!(made.status, 201, "{made:?}");
    let page = get(&app, &bea.secret, paths::PASSKEYS).await;
    assert_eq!(page["items"][0]["name"], "Work laptop");
}

#[actix_web::test]
async fn the_way_back_removes_all_signs_out_everywhere_and_says_so() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let olga = app.as_staff(StaffRole::Owner).await;
        let mut key = Authenticator::default();
        enrol(&app, &olga.secret, &mut key).await;
        let strong = secret(&prove(&app, None, &mut key).await);

        let email = Email::parse(OWNER).unwrap();
        let receipt = || Draft::system(Chain::INSTALLATION, Act::StaffPasskeysReset);
        let gone = app::passkeys::reset(&app.app, &email, receipt()).await;
        assert_eq!(gone.unwrap(), 1);
        for secret in [&strong, &olga.secret] {
            let who = Visitor {
                secret: secret.clone(),
                hat: olga.hat,
            };
            assert_eq!(app.get(&who, paths::STAFF_SESSION).await.status, 401);
        }
        outbox::drain(&app.app).await.unwrap();
        let mail = app.post.mails().pop().unwrap();
        assert_eq!(mail.to.email, OWNER);
        assert_eq!(mail.subject, "Your passkeys were removed");
        assert_eq!(told(&app, Act::StaffPasskeysReset).await.len(), 1);
        assert_eq!(
            slug(&prove(&app, None, &mut key).await),
            refused("passkey-refused")
        );

        // A link lets her in again, as whatever she is.
        let back = Visitor {
            secret: by_link(&app, OWNER).await,
            hat: olga.hat,
        };
        assert_eq!(
            act(&app, &back, "GET", paths::FIRM, Value::Null)
                .await
                .status,
            200
        );
        assert!(
            app::passkeys::reset(&app.app, &email, receipt())
                .await
                .is_err()
        );
    }
}
