//! Signing in over HTTP: by link, by code, and what strangers and guessers are told.

use actix_web::test::TestRequest;
use api::ApiSettings;
use contract::paths;
use domain::receipt::Chain;
use serde_json::{Value, json};
use std::num::NonZeroU32;
use testkit::{Answer, Database, Persona, TestApp, Visitor};

async fn post(app: &TestApp, path: &str, body: Value, cookie: Option<&str>) -> Answer {
    let mut request = TestRequest::post().uri(path).set_json(body);
    if let Some(cookie) = cookie {
        request = request.insert_header(("cookie", cookie.to_owned()));
    }
    app.send(request).await
}

/// The first cookie that an answer sets, as it is sent back.
fn cookie(answer: &Answer) -> String {
    answer
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned()
}

/// Asks, and reads the mail: the browser's cookie, the link's token and the code.
async fn asked(app: &TestApp, email: &str) -> (String, String, String) {
    let answer = post(app, paths::SIGN_IN, json!({ "email": email }), None).await;
    assert_eq!(answer.status, 202);
    app::outbox::drain(&app.app).await.unwrap();
    let mail = app.post.mails().pop().expect("a mail");
    let token = mail
        .text
        .split("/in#")
        .nth(1)
        .unwrap()
        .split_whitespace()
        .next()
        .unwrap()
        .to_owned();
    let code = mail
        .text
        .split(|c: char| !c.is_ascii_digit())
        .find(|word| word.len() == 6)
        .expect("a code")
        .to_owned();
    (cookie(&answer), token, code)
}

#[actix_web::test]
async fn a_link_is_looked_at_as_often_as_one_likes_and_redeemed_once() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let (_, token, _) = asked(&app, Persona::Bookkeeper.email()).await;
        for _ in 0..3 {
            let seen = post(&app, paths::PEEK, json!({ "token": token }), None).await;
            assert_eq!(
                (seen.status, seen.json()["email"].as_str()),
                (200, Some("bea@oakline.example"))
            );
        }
        let first = post(&app, paths::REDEEM, json!({ "token": token }), None).await;
        assert_eq!(first.status, 204);
        let secret = cookie(&first)
            .strip_prefix("__Host-sightline=")
            .unwrap()
            .to_owned();
        let bea = Visitor {
            secret,
            hat: Persona::Bookkeeper.hat(),
        };
        assert_eq!(app.get(&bea, paths::DASHBOARD).await.status, 200);

        let again = post(&app, paths::REDEEM, json!({ "token": token }), None).await;
        assert_eq!(
            (again.status, again.problem()["type"].as_str()),
            (410, Some("/problems/link-spent"))
        );
        let seen = post(&app, paths::PEEK, json!({ "token": token }), None).await;
        assert_eq!(seen.status, 410);
        let nonsense = post(&app, paths::REDEEM, json!({ "token": "guessed" }), None).await;
        assert_eq!(
            (nonsense.status, nonsense.problem()["type"].as_str()),
            (404, Some("/problems/link-unknown"))
        );
    }
}

#[actix_web::test]
async fn a_used_link_fetches_a_fresh_one_in_one_call() {
    let app = TestApp::new(Database::Sqlite).await;
    let (_, token, _) = asked(&app, Persona::Bookkeeper.email()).await;
    post(&app, paths::REDEEM, json!({ "token": token }), None).await;
    let renewed = post(
        &app,
        "/api/v1/sign-in/renew",
        json!({ "token": token }),
        None,
    )
    .await;
    assert_eq!(renewed.status, 202);
    app::outbox::drain(&app.app).await.unwrap();
    let mails = app.post.mails();
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[1].to.email, "bea@oakline.example");
}

#[actix_web::test]
async fn a_code_works_only_in_the_browser_that_asked() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let email = Persona::Bookkeeper.email();
        let (browser, _, code) = asked(&app, email).await;
        assert!(
            browser.starts_with("__Host-sightline-browser="),
            "{browser}"
        );
        let body = json!({ "email": email, "code": code });
        let elsewhere = post(&app, paths::REDEEM, body.clone(), None).await;
        assert_eq!(
            (elsewhere.status, elsewhere.problem()["type"].as_str()),
            (403, Some("/problems/code-refused"))
        );
        let other = post(
            &app,
            paths::REDEEM,
            body.clone(),
            Some("__Host-sightline-browser=other"),
        )
        .await;
        assert_eq!(other.problem(), elsewhere.problem());
        let wrong =
            json!({ "email": email, "code": if code == "000000" { "000001" } else { "000000" } });
        assert_eq!(
            post(&app, paths::REDEEM, wrong, Some(&browser))
                .await
                .problem(),
            elsewhere.problem()
        );
        assert_eq!(
            post(&app, paths::REDEEM, body, Some(&browser)).await.status,
            204
        );
    }
}

#[actix_web::test]
async fn known_and_unknown_addresses_are_answered_alike() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let known = json!({ "email": Persona::Bookkeeper.email() });
        let unknown = json!({ "email": "nobody@elsewhere.example" });
        let (one, ran) = app.traced(post(&app, paths::SIGN_IN, known, None)).await;
        let (other, ran_too) = app.traced(post(&app, paths::SIGN_IN, unknown, None)).await;
        assert_eq!((one.status, &one.body), (other.status, &other.body));
        assert_eq!(one.headers.len(), other.headers.len());
        assert_eq!(ran, ran_too, "the same statements");
        let wrong = async |email: &str| {
            let body = json!({ "email": email, "code": "123456" });
            post(
                &app,
                paths::REDEEM,
                body,
                Some("__Host-sightline-browser=x"),
            )
            .await
        };
        assert_eq!(
            wrong("bea@oakline.example").await.problem(),
            wrong("nobody@elsewhere.example").await.problem()
        );
    }
}

#[actix_web::test]
async fn ten_wrong_codes_turn_codes_off_for_an_address_but_not_its_links() {
    let app = TestApp::new(Database::Sqlite).await;
    let email = Persona::Bookkeeper.email();
    let (browser, token, code) = asked(&app, email).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..10 {
        post(
            &app,
            paths::REDEEM,
            json!({ "email": email, "code": wrong }),
            Some(&browser),
        )
        .await;
    }
    let off = post(
        &app,
        paths::REDEEM,
        json!({ "email": email, "code": code }),
        Some(&browser),
    )
    .await;
    assert_eq!(
        (off.status, off.problem()["type"].as_str()),
        (429, Some("/problems/codes-off"))
    );
    assert_eq!(
        post(&app, paths::REDEEM, json!({ "token": token }), None)
            .await
            .status,
        204
    );
}

#[actix_web::test]
async fn one_address_may_knock_only_so_often() {
    let settings = ApiSettings {
        sign_ins_per_minute: NonZeroU32::new(3).unwrap(),
        ..ApiSettings::default()
    };
    let app = TestApp::with(Database::Sqlite, settings).await;
    let ask = || {
        post(
            &app,
            paths::SIGN_IN,
            json!({ "email": "nobody@elsewhere.example" }),
            None,
        )
    };
    for _ in 0..3 {
        assert_eq!(ask().await.status, 202);
    }
    let refused = ask().await;
    assert_eq!(
        (refused.status, refused.problem()["type"].as_str()),
        (429, Some("/problems/too-many"))
    );
    assert!(refused.header("retry-after").parse::<u64>().unwrap() >= 1);
}

#[actix_web::test]
async fn signing_in_leaves_its_receipts_in_the_installations_chain() {
    let app = TestApp::new(Database::Sqlite).await;
    let (_, token, _) = asked(&app, Persona::Bookkeeper.email()).await;
    post(&app, paths::PEEK, json!({ "token": token }), None).await;
    post(&app, paths::REDEEM, json!({ "token": token }), None).await;
    post(&app, paths::REDEEM, json!({ "token": token }), None).await;
    let told: Vec<_> = app
        .chain(Chain::INSTALLATION)
        .await
        .iter()
        .map(|e| (e.act.to_string(), e.outcome.to_string()))
        .collect();
    let say = |act: &str, outcome: &str| (act.to_owned(), outcome.to_owned());
    assert_eq!(
        told,
        [
            say("sign_in.asked", "ok"),
            say("sign_in.peeked", "ok"),
            say("sign_in.redeemed", "ok"),
            say("sign_in.redeemed", "refused"),
        ]
    );
    assert!(
        app.chain(Chain::INSTALLATION)
            .await
            .iter()
            .all(|e| !e.text.contains(&token))
    );
}
