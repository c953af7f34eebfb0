//! The web app as it is served: which addresses are its own, how its files are kept, and what it may do.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use actix_web::web::Bytes;
use api::{ApiSettings, NotAnApp, WebApp};
use contract::paths;
use std::collections::BTreeMap;
use testkit::{Answer, Database, Persona, TestApp};

const WASM: &str = "/assets/portal-00c0ffee.wasm";
const SCRIPT: &str = "/assets/boot-0badcafe.js";

/// A web app of four files; each encoding says in words which it is.
fn folder() -> BTreeMap<&'static str, Bytes> {
    let manifest = serde_json::json!({
        "build": "feedfacefeedface",
        "files": {
            "index.html": { "path": "index.html", "sha256": "aa", "raw": 9, "br": 12, "gz": 14 },
            "portal.wasm": { "path": "assets/portal-00c0ffee.wasm", "sha256": "bb", "raw": 4, "br": 7, "gz": 9 },
            "boot.js": { "path": "assets/boot-0badcafe.js", "sha256": "cc", "raw": 4 },
            "sw.js": { "path": "sw.js", "sha256": "dd", "raw": 6, "br": null, "gz": null },
        },
    });
    BTreeMap::from([
        ("manifest.json", Bytes::from(manifest.to_string())),
        ("index.html", Bytes::from_static(b"the page")),
        ("index.html.br", Bytes::from_static(b"the page, br")),
        ("index.html.gz", Bytes::from_static(b"the page, gzip")),
        ("assets/portal-00c0ffee.wasm", Bytes::from_static(b"wasm")),
        (
            "assets/portal-00c0ffee.wasm.br",
            Bytes::from_static(b"wasm, br"),
        ),
        (
            "assets/portal-00c0ffee.wasm.gz",
            Bytes::from_static(b"wasm, gzip"),
        ),
        ("assets/boot-0badcafe.js", Bytes::from_static(b"boot")),
        ("sw.js", Bytes::from_static(b"worker")),
    ])
}

/// The staff's app, of two.
fn staffs_folder() -> BTreeMap<&'static str, Bytes> {
    let manifest = serde_json::json!({
        "build": "0123456789abcdef",
        "files": {
            "index.html": { "path": "index.html", "sha256": "ee", "raw": 5 },
            "admin.wasm": { "path": "assets/admin-0defaced.wasm", "sha256": "ff", "raw": 4 },
        },
    });
    BTreeMap::from([
        ("manifest.json", Bytes::from(manifest.to_string())),
        ("index.html", Bytes::from_static(b"staff")),
        ("assets/admin-0defaced.wasm", Bytes::from_static(b"more")),
    ])
}

async fn app() -> TestApp {
    let (folder, staffs) = (folder(), staffs_folder());
    let settings = ApiSettings {
        web_app: WebApp::of(|path| folder.get(path).cloned()).unwrap(),
        admin_app: WebApp::of(|path| staffs.get(path).cloned()).unwrap(),
        ..ApiSettings::default()
    };
    TestApp::with(Database::Sqlite, settings).await
}

async fn get(app: &TestApp, path: &str) -> Answer {
    app.send(TestRequest::get().uri(path)).await
}

async fn get_as(app: &TestApp, path: &str, accepted: &str) -> Answer {
    let request = TestRequest::get()
        .uri(path)
        .insert_header(("accept-encoding", accepted));
    app.send(request).await
}

#[actix_web::test]
async fn every_address_of_the_app_is_answered_with_its_page() {
    let app = app().await;
    for path in [
        "/",
        "/in",
        "/t/0123456789abcdef",
        "/records/rec_0190",
        "/properties?q=flat%20a",
    ] {
        let answer = get(&app, path).await;
        assert_eq!(
            (
                answer.status,
                &answer.body[..],
                answer.header("content-type")
            ),
            (200, &b"the page"[..], "text/html; charset=utf-8"),
            "{path}"
        );
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
    }
}

#[actix_web::test]
async fn below_the_preview_of_a_contact_lies_the_page_of_her_app_and_none_of_its_files() {
    let app = app().await;
    let below = format!("/admin/preview/{}", Persona::Bookkeeper.hat());
    for (path, status, body) in [
        ("", 200, Some("the page")),
        ("/", 200, Some("the page")),
        ("/records/rec_0190", 200, Some("the page")),
        ("/subjects?q=mill%20lane", 200, Some("the page")),
        (WASM, 404, None),
        ("/sw.js", 404, None),
        ("/api/v1/session", 404, None),
    ] {
        let answer = get(&app, &format!("{below}{path}")).await;
        assert_eq!(answer.status, status, "{path}");
        if let Some(body) = body {
            assert_eq!(answer.body, body.as_bytes(), "{path}");
        }
    }
    // What names no contact is the staff's app to make sense of.
    for path in ["/admin/preview", "/admin/preview/nobody/records"] {
        assert_eq!(get(&app, path).await.body, &b"staff"[..], "{path}");
    }
}

#[actix_web::test]
async fn nothing_else_is_answered_with_the_page() {
    let app = app().await;
    for path in [
        "/api/nope",
        "/api/v1/nope",
        "/assets/nope.js",
        "/assets/portal-00c0ffee.wasm.br",
        "/assets/",
        "/static/nope",
        "/hooks/nope",
        "/feeds/nope",
        "/admin/assets/nope.js",
        "/admin/index.html",
        "/admin/manifest.json",
        "/assets/admin-0defaced.wasm",
        "/admin/assets/portal-00c0ffee.wasm",
        "/demo",
        "/index.html",
        "/manifest.json",
        "/favicon.ico",
        "/t/photo.jpg",
    ] {
        let answer = get(&app, path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(
            answer.problem()["type"],
            get(&app, "/api/nope").await.problem()["type"]
        );
    }
    for method in [Method::POST, Method::PUT, Method::DELETE] {
        let answer = app
            .send(TestRequest::default().method(method).uri("/in"))
            .await;
        assert_eq!(answer.status, 404);
    }
}

#[actix_web::test]
async fn the_staffs_app_has_every_address_below_its_own() {
    let app = app().await;
    for path in [
        "/admin",
        "/admin/",
        "/admin/third-parties?q=oak",
        "/admin/contacts/con_1",
        "/admin/api",
    ] {
        let answer = get(&app, path).await;
        assert_eq!(
            (answer.status, &answer.body[..]),
            (200, &b"staff"[..]),
            "{path}"
        );
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval'"));
    }
    assert_eq!(&get(&app, "/administration").await.body[..], b"the page");
    let wasm = get(&app, "/admin/assets/admin-0defaced.wasm").await;
    assert_eq!((wasm.status, &wasm.body[..]), (200, &b"more"[..]));
    assert_eq!(
        wasm.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
}

#[actix_web::test]
async fn a_third_partys_bookmark_is_the_same_page_for_any_slug() {
    let app = app().await;
    let known = get(&app, "/t/oakline-lettings").await;
    let unknown = get(&app, "/t/0123456789abcdef").await;
    assert_eq!((known.status, &known.body), (200, &unknown.body));
    assert_eq!(known.header("etag"), unknown.header("etag"));
}

#[actix_web::test]
async fn a_page_may_run_its_own_scripts_and_wasm_and_nothing_inline() {
    let app = app().await;
    let fresh = get(&app, "/").await;
    let held = TestRequest::get()
        .uri("/")
        .insert_header(("if-none-match", fresh.header("etag").to_owned()));
    let held = app.send(held).await;
    assert_eq!((held.status, held.body.len()), (304, 0));
    // A browser takes the headers of a 304 over into the page that it keeps.
    for answer in [&fresh, &held] {
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "connect-src 'self'",
            "frame-ancestors 'none'",
        ] {
            assert!(
                policy.split("; ").any(|said| said == part),
                "{part}: {policy}"
            );
        }
        assert!(!policy.contains("unsafe-inline"), "{policy}");
        assert!(!policy.contains("'unsafe-eval'"), "{policy}");
    }
    // What is no page keeps the usual one.
    let worker = get(&app, "/sw.js").await;
    assert!(
        worker
            .header("content-security-policy")
            .starts_with("default-src 'self'")
    );
}

#[actix_web::test]
async fn a_file_comes_in_the_encoding_that_is_liked_best_and_is_compressed_once() {
    let app = app().await;
    for (accepted, encoding, body) in [
        ("gzip, deflate, br, zstd", "br", "wasm, br"),
        ("gzip, deflate", "gzip", "wasm, gzip"),
        ("br;q=0.5, gzip;q=0.9", "gzip", "wasm, gzip"),
        ("br;q=0, gzip", "gzip", "wasm, gzip"),
        ("identity", "", "wasm"),
        ("zstd", "", "wasm"),
        ("*", "", "wasm"),
    ] {
        let answer = get_as(&app, WASM, accepted).await;
        assert_eq!(answer.status, 200, "{accepted}");
        assert_eq!(answer.header("content-encoding"), encoding, "{accepted}");
        assert_eq!(answer.body, body.as_bytes(), "{accepted}");
        assert_eq!(answer.header("vary"), "Accept-Encoding", "{accepted}");
        assert_eq!(answer.header("content-type"), "application/wasm");
    }
    let plain = get(&app, WASM).await;
    assert_eq!(
        (plain.header("content-encoding"), &plain.body[..]),
        ("", &b"wasm"[..])
    );
}

#[actix_web::test]
async fn a_file_named_by_its_content_is_kept_for_ever_and_other_files_are_asked_about() {
    let app = app().await;
    for path in [WASM, SCRIPT] {
        assert_eq!(
            get(&app, path).await.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
    }
    assert_eq!(
        get(&app, "/sw.js").await.header("cache-control"),
        "no-cache"
    );
}

#[actix_web::test]
async fn what_a_browser_holds_is_not_sent_again() {
    let app = app().await;
    let tags: Vec<String> = [
        get_as(&app, WASM, "br").await,
        get_as(&app, WASM, "gzip").await,
        get(&app, WASM).await,
    ]
    .iter()
    .map(|answer| answer.header("etag").to_owned())
    .collect();
    assert_eq!(tags, ["\"bb-br\"", "\"bb-gz\"", "\"bb\""]);
    for (held, status) in [
        ("\"bb-br\"", 304),
        ("\"x\", W/\"bb-br\"", 304),
        ("*", 304),
        ("\"bb\"", 200),
        ("\"xbb-br\"", 200),
    ] {
        let request = TestRequest::get()
            .uri(WASM)
            .insert_header(("accept-encoding", "br"))
            .insert_header(("if-none-match", held));
        assert_eq!(app.send(request).await.status, status, "{held}");
    }
}

#[actix_web::test]
async fn every_answer_of_the_api_says_which_app_the_server_has() {
    let app = app().await;
    let bea = app.as_(Persona::Bookkeeper).await;
    for path in [
        paths::SESSION,
        paths::RECORDS,
        "/api/v1/nope",
        "/api/openapi.json",
    ] {
        let answer = app.get(&bea, path).await;
        let builds: Vec<_> = answer.headers.get_all("sightline-app").collect();
        assert_eq!(builds, ["feedfacefeedface", "0123456789abcdef"], "{path}");
    }
    assert_eq!(get(&app, "/").await.header("sightline-app"), "");
}

#[actix_web::test]
async fn a_server_without_the_app_says_how_to_build_it() {
    let app = TestApp::new(Database::Sqlite).await;
    for path in ["/", "/in", "/t/anything", "/admin/"] {
        let answer = get(&app, path).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (503, "text/plain; charset=utf-8"),
            "{path}"
        );
        let said = String::from_utf8(answer.body.to_vec()).unwrap();
        assert!(said.contains("cargo xtask build"), "{said}");
    }
    assert_eq!(get(&app, WASM).await.status, 404);
    let nope = get(&app, "/api/nope").await;
    assert_eq!((nope.status, nope.header("sightline-app")), (404, ""));
}

#[test]
fn a_folder_that_is_not_whole_is_no_app() {
    let mut torn = folder();
    torn.remove("assets/boot-0badcafe.js");
    let error = WebApp::of(|path| torn.get(path).cloned()).err();
    assert!(matches!(error, Some(NotAnApp::Missing(path)) if path == "assets/boot-0badcafe.js"));

    let garbled = |path: &str| (path == "manifest.json").then(|| Bytes::from_static(b"{"));
    assert!(matches!(
        WebApp::of(garbled).err(),
        Some(NotAnApp::Manifest(_))
    ));
    assert!(WebApp::of(|_| None).is_ok());
}
