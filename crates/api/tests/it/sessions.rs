//! The session of a browser: who is signed in, where else, renewal and its end.

use actix_web::test::TestRequest;
use chrono::TimeDelta;
use contract::id::DeviceId;
use contract::paths;
use domain::receipt::Chain;
use testkit::{Answer, Database, Persona, TestApp, Visitor, firm};

/// The session's cookie that an answer sets.
fn cookie(answer: &Answer) -> Option<String> {
    answer
        .headers
        .get_all("set-cookie")
        .map(|v| v.to_str().unwrap())
        .find_map(|v| v.strip_prefix("__Host-sightline="))
        .map(|v| v.split(';').next().unwrap().to_owned())
}

#[actix_web::test]
async fn a_session_says_who_is_signed_in_and_what_each_hat_can() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let paul = app.as_(Persona::Principal).await;
        let session = app
            .send(paul.signed(TestRequest::get(), paths::SESSION))
            .await;
        let view = session.json();
        assert_eq!(view["email"], "paul@oakline.example");
        let hats: Vec<_> = view["hats"]
            .as_array()
            .unwrap()
            .iter()
            .map(|h| h["third_party"].clone())
            .collect();
        assert!(
            hats.contains(&"Oakline Lettings".into()) && hats.contains(&"Paul's Flats".into()),
            "{hats:?}"
        );
        let again = paul.signed(TestRequest::get(), paths::SESSION);
        let again = app
            .send(again.insert_header(("if-none-match", session.header("etag").to_owned())))
            .await;
        assert_eq!(again.status, 304);
    }
}

#[actix_web::test]
async fn devices_are_listed_and_ended_by_their_owner_alone() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let (here, there) = (
            app.as_(Persona::Bookkeeper).await,
            app.as_(Persona::Bookkeeper).await,
        );
        let rita = app.as_(Persona::Rival).await;
        let list = app.get(&here, paths::DEVICES).await.json();
        let other = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|d| d["current"] == false)
            .unwrap();
        let other: DeviceId = other["id"].as_str().unwrap().parse().unwrap();
        let end = async |who: &Visitor, id: &str| {
            app.send(who.signed(TestRequest::delete(), &format!("{}/{id}", paths::DEVICES)))
                .await
        };
        let foreign = end(&rita, &other.to_string()).await;
        let unknown = end(&rita, &DeviceId::from_bytes([99; 16]).to_string()).await;
        let malformed = end(&rita, "x").await;
        assert_eq!(foreign.status, 404);
        assert_eq!(foreign.problem(), unknown.problem());
        assert_eq!(foreign.problem(), malformed.problem());
        assert_eq!(app.get(&there, paths::SESSION).await.status, 200);
        assert_eq!(end(&here, &other.to_string()).await.status, 204);
        assert_eq!(app.get(&there, paths::SESSION).await.status, 401);
        assert_eq!(app.get(&here, paths::SESSION).await.status, 200);
    }
}

#[actix_web::test]
async fn a_secret_rotates_daily_and_an_old_one_ends_the_session() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let refresh = async |who: &Visitor| {
            app.send(who.signed(TestRequest::post(), paths::SESSION_REFRESH))
                .await
        };
        let early = refresh(&bea).await;
        assert_eq!((early.status, cookie(&early)), (204, None));
        app.clock.advance(TimeDelta::days(1));
        let renewed = refresh(&bea).await;
        let set = renewed.header("set-cookie");
        for part in [
            "HttpOnly",
            "Secure",
            "SameSite=Lax",
            "Path=/",
            "Max-Age=15552000",
        ] {
            assert!(set.contains(part), "{set}");
        }
        let next = Visitor {
            secret: cookie(&renewed).unwrap(),
            ..bea.clone()
        };
        assert_eq!(
            app.get(&bea, paths::RECORDS).await.status,
            200,
            "the predecessor still works"
        );
        assert_eq!(app.get(&next, paths::RECORDS).await.status, 200);
        app.clock.advance(TimeDelta::seconds(61));
        let replayed = app.get(&bea, paths::RECORDS).await;
        assert_eq!(
            (replayed.status, replayed.problem()["type"].as_str()),
            (401, Some("/problems/session-ended"))
        );
        assert_eq!(
            app.get(&next, paths::RECORDS).await.status,
            401,
            "the session is over for both"
        );
        let own = app.chain(Chain::INSTALLATION).await;
        assert_eq!(
            own.iter().filter(|e| &*e.act == "session.replayed").count(),
            1
        );
    }
}

#[actix_web::test]
async fn signing_out_ends_the_session_and_takes_the_cookie_back() {
    let app = TestApp::new(Database::Sqlite).await;
    let bea = app.as_(Persona::Bookkeeper).await;
    let out = app
        .send(bea.signed(TestRequest::delete(), paths::SESSION))
        .await;
    assert_eq!((out.status, cookie(&out).as_deref()), (204, Some("")));
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(app.get(&bea, paths::SESSION).await.status, 401);
}

#[actix_web::test]
async fn a_browser_without_a_session_is_nobody_and_one_with_a_false_one_is_refused() {
    let app = TestApp::new(Database::Sqlite).await;
    let nobody = app.send(TestRequest::get().uri(paths::SESSION)).await;
    assert_eq!((nobody.status, nobody.body.len()), (204, 0));
    let mut stranger = app.as_(Persona::Bookkeeper).await;
    stranger.secret.push('x');
    assert_eq!(app.get(&stranger, paths::SESSION).await.status, 401);
    assert!(
        app.chain(Chain::INSTALLATION)
            .await
            .iter()
            .all(|e| &*e.act != "session.view")
    );
}

#[actix_web::test]
async fn the_firms_colour_is_in_the_session_from_the_moment_it_is_set() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        for colour in [None, Some("#0f5f4e"), Some("#ffee00"), None] {
            let brand = colour.map(|colour| colour.parse().unwrap());
            app::firms::set_brand(&app.app, firm::HALDEN, brand.as_ref())
                .await
                .unwrap();
            let session = bea.signed(TestRequest::get(), paths::SESSION);
            let hats = app.send(session).await.json()["hats"].take();
            assert_eq!(hats[0]["brand"].as_str(), colour, "{database:?} {hats}");
        }
        let receipts = app.chain(Chain::firm(firm::HALDEN)).await;
        let branded = receipts
            .iter()
            .filter(|entry| entry.text.contains("firm.branded"));
        assert_eq!(branded.count(), 4);
    }
}
