//! Bad input: each gets a clear answer in one shape, and changes nothing.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use contract::paths;
use testkit::{Database, Persona, TestApp, firm};

#[actix_web::test]
async fn unknown_paths_and_wrong_methods_are_problems() {
    let app = TestApp::new(Database::Sqlite).await;
    let bea = app.as_(Persona::Bookkeeper).await;
    for path in [
        "/api/v1/nothing",
        "/api",
        "/api/v2/session",
        "/assets/nothing",
        "/api/v1/portal/records/a/b",
    ] {
        let answer = app.get(&bea, path).await;
        assert_eq!(answer.problem()["type"], "/problems/not-found", "{path}");
    }
    for operation in api::registered() {
        let path = operation.path.replace("{id}", &firm::EICR_FILE.to_string());
        let allowed: Vec<_> = api::registered()
            .into_iter()
            .filter(|o| o.path == operation.path)
            .map(|o| o.method)
            .collect();
        for method in [
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::DELETE,
            Method::PATCH,
        ] {
            if allowed.contains(&method.as_str()) {
                continue;
            }
            let answer = app
                .send(bea.request(TestRequest::default().method(method.clone()), &path))
                .await;
            assert_eq!(
                answer.problem()["type"],
                "/problems/method-not-allowed",
                "{method} {path}"
            );
            assert_eq!(answer.status, 405);
            for one in &allowed {
                assert!(answer.header("allow").contains(one), "{method} {path}");
            }
        }
    }
}

#[actix_web::test]
async fn every_guarded_operation_refuses_strangers_before_anything_else() {
    let app = TestApp::new(Database::Sqlite).await;
    for operation in api::registered()
        .into_iter()
        .filter(|o| o.needs == api::Needs::Session)
    {
        let path = operation.path.replace("{id}", "nonsense");
        for cookie in [
            None,
            Some("__Host-sightline=guessed"),
            Some("__Host-sightline="),
        ] {
            let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
            let mut request = TestRequest::default().method(method).uri(&path);
            if let Some(cookie) = cookie {
                request = request.insert_header(("cookie", cookie));
            }
            let answer = app.send(request).await;
            // Who nobody is may be asked by anybody; who somebody is, not.
            if operation.operation == "get_session" && cookie != Some("__Host-sightline=guessed") {
                assert_eq!((answer.status, answer.body.len()), (204, 0));
                continue;
            }
            assert_eq!(
                answer.problem()["type"],
                "/problems/sign-in-required",
                "{} {path}",
                operation.method
            );
            assert_eq!(answer.status, 401);
        }
    }
}

#[actix_web::test]
async fn a_hat_must_be_ones_own_and_named_where_there_are_several() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let paul = app.as_(Persona::Principal).await;
        let ask = async |request: TestRequest| app.send(request).await;
        // One hat: reading goes without naming it. Two: it does not.
        assert_eq!(
            ask(bea.signed(TestRequest::get(), paths::RECORDS))
                .await
                .status,
            200
        );
        let unnamed = ask(paul.signed(TestRequest::get(), paths::RECORDS)).await;
        assert_eq!(
            (unnamed.status, unnamed.problem()["type"].as_str()),
            (409, Some("/problems/hat-required"))
        );
        // Somebody else's hat, nobody's and nonsense are one answer.
        for hat in [
            Persona::Rival.hat().to_string(),
            contract::id::ContactId::from_bytes([99; 16]).to_string(),
            "nonsense".to_owned(),
            String::new(),
        ] {
            let request = bea.signed(TestRequest::get(), paths::RECORDS);
            let answer = ask(request.insert_header((paths::HAT_HEADER, hat.clone()))).await;
            assert_eq!(answer.problem(), unnamed.problem(), "{hat}");
        }
        // Where a header cannot be set, the query names it.
        let path = format!(
            "{}?hat={}&kind=document",
            paths::RECORDS,
            Persona::Landlord.hat()
        );
        assert_eq!(
            ask(paul.signed(TestRequest::get(), &path)).await.json()["items"]
                .as_array()
                .unwrap()
                .len(),
            1
        );
    }
}

#[actix_web::test]
async fn a_change_from_another_site_is_refused_and_changes_nothing() {
    let app = TestApp::new(Database::Sqlite).await;
    let bea = app.as_(Persona::Bookkeeper).await;
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "https://pages.halden.example.evil.example"),
        ("sec-fetch-site", "cross-site"),
    ] {
        let request = bea
            .signed(TestRequest::delete(), paths::SESSION)
            .insert_header((name, value));
        let answer = app.send(request).await;
        assert_eq!(
            answer.problem()["type"],
            "/problems/wrong-origin",
            "{name}: {value}"
        );
        assert_eq!(answer.status, 403);
    }
    assert_eq!(app.get(&bea, paths::SESSION).await.status, 200);
    let request = bea
        .signed(TestRequest::delete(), paths::SESSION)
        .insert_header(("origin", "https://pages.halden.example"));
    assert_eq!(app.send(request).await.status, 204);
    assert_eq!(app.get(&bea, paths::SESSION).await.status, 401);
}

#[actix_web::test]
async fn bodies_that_cannot_be_read_say_why() {
    let app = TestApp::new(Database::Sqlite).await;
    let post = |media: &'static str, body: &str| {
        let request = TestRequest::post()
            .uri(paths::SIGN_IN)
            .set_payload(body.to_owned());
        if media.is_empty() {
            request
        } else {
            request.insert_header(("content-type", media))
        }
    };
    for (media, body, status, kind) in [
        ("", "{}", 415, "unsupported-media-type"),
        (
            "text/plain",
            r#"{"email":"bea@oakline.example"}"#,
            415,
            "unsupported-media-type",
        ),
        (
            "application/x-www-form-urlencoded",
            "email=a",
            415,
            "unsupported-media-type",
        ),
        ("application/json", "", 400, "malformed"),
        ("application/json", "{", 400, "malformed"),
        ("application/json", "\u{0}", 400, "malformed"),
        ("application/json", "{}", 422, "invalid"),
        ("application/json", "[]", 422, "invalid"),
        ("application/json", r#"{"email":"not one"}"#, 422, "invalid"),
        ("application/json", r#"{"email":7}"#, 422, "invalid"),
        (
            "application/json",
            r#"{"email":"a@b.example","role":"owner"}"#,
            422,
            "invalid",
        ),
    ] {
        let answer = app.send(post(media, body)).await;
        assert_eq!(answer.status, status, "{media} {body}");
        assert_eq!(
            answer.problem()["type"],
            format!("/problems/{kind}"),
            "{media} {body}"
        );
    }
    let unknown = app
        .send(post(
            "application/json",
            r#"{"email":"a@b.example","role":"owner"}"#,
        ))
        .await;
    assert_eq!(unknown.problem()["errors"][0]["field"], "role");
    let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(app.send(post("application/json", &deep)).await.status, 422);
    let long = format!(r#"{{"email":"{}"}}"#, "a".repeat(70_000));
    assert_eq!(
        app.send(post("application/json; charset=utf-8", &long))
            .await
            .problem()["type"],
        "/problems/too-large"
    );
}

#[actix_web::test]
async fn a_database_that_is_gone_is_said_to_be_for_now_and_nothing_of_why() {
    let app = TestApp::new(Database::Sqlite).await;
    let bea = app.as_(Persona::Bookkeeper).await;
    app.sql("ALTER TABLE slice_index RENAME TO gone").await;
    let answer = app.get(&bea, paths::RECORDS).await;
    assert_eq!(answer.status, 503);
    let text = String::from_utf8(answer.body.to_vec()).unwrap();
    assert!(
        !text.contains("slice_index") && !text.contains("SELECT"),
        "{text}"
    );
    assert_eq!(answer.problem()["title"], "Not possible right now");
}
