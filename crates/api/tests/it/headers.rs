//! Headers that every answer has, whatever it is.

use actix_web::test::TestRequest;
use contract::paths;
use testkit::{Database, Persona, TestApp, firm};

#[actix_web::test]
async fn every_answer_carries_the_headers_that_keep_browsers_in_bounds() {
    let app = TestApp::new(Database::Sqlite).await;
    let bea = app.as_(Persona::Bookkeeper).await;
    for path in [
        "/",
        "/in",
        "/t/anything",
        "/static/style.css",
        "/api/docs",
        "/api/docs/swagger-ui-bundle.js",
        "/api/openapi.json",
        "/healthz",
        "/readyz",
        "/nothing",
        "/api/v1/nothing",
        paths::RECORDS,
        paths::SESSION,
    ] {
        let answer = app.get(&bea, path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe-inline"), "{path}: {policy}");
        assert!(
            answer
                .header("strict-transport-security")
                .starts_with("max-age="),
            "{path}"
        );
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(
            answer.header("permissions-policy").contains("camera=()"),
            "{path}"
        );
        assert_eq!(answer.header("trace-id").len(), 32, "{path}");
    }
    let answer = app.get(&bea, &paths::record(firm::OAKLINE_INVOICE)).await;
    assert_eq!(answer.header("cache-control"), "private, no-cache");
}

#[actix_web::test]
async fn the_page_of_the_api_holds_no_inline_script_or_style() {
    let app = TestApp::new(Database::Sqlite).await;
    let answer = app.send(TestRequest::get().uri("/api/docs")).await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, "text/html; charset=utf-8")
    );
    let page = String::from_utf8(answer.body.to_vec()).unwrap();
    assert!(!page.contains("<style") && !page.contains(" style=") && !page.contains(" onclick"));
    assert!(
        page.split("<script")
            .skip(1)
            .all(|s| s.starts_with(" src=\""))
    );
}

#[actix_web::test]
async fn probes_say_whether_the_parts_are_there() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let ready = app.send(TestRequest::get().uri("/readyz")).await;
        assert_eq!(
            (ready.status, &ready.body[..]),
            (200, &b"database: ok\nmigrations: ok\nfiles: ok\n"[..])
        );
        std::fs::remove_dir_all(app.folder.path().join("files")).unwrap();
        let ready = app.send(TestRequest::get().uri("/readyz")).await;
        assert_eq!(
            (ready.status, &ready.body[..]),
            (
                503,
                &b"database: ok\nmigrations: ok\nfiles: not ready\n"[..]
            )
        );
        assert_eq!(
            app.send(TestRequest::get().uri("/healthz")).await.status,
            200
        );
    }
}
