//! The firm's logo, who is told where it is and who cannot find it; and the domain of its own that leads to its pages.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use app::outbox;
use contract::id::{FirmId, Staff};
use contract::logo::Ground;
use contract::paths;
use contract::staff::StaffRole;
use domain::receipt::Chain;
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Cursor;
use store::{Change, firms};
use testkit::{Answer, Database, Persona, TestApp, Visitor, firm};

const ORIGIN: (&str, &str) = ("origin", "https://pages.halden.example");

/// A picture of one colour, as a browser sends it.
pub fn logo(width: u32, height: u32) -> Vec<u8> {
    let image = RgbaImage::from_pixel(width, height, Rgba([200, 30, 30, 255]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgba8(image)
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

async fn put(app: &TestApp, who: &Visitor<Staff>, ground: Ground, bytes: Vec<u8>) -> Answer {
    let request = TestRequest::put()
        .insert_header(ORIGIN)
        .insert_header(("if-match", "*"))
        .set_payload(bytes);
    app.send(who.request(request, &paths::firm_logo(ground)))
        .await
}

async fn take_away(app: &TestApp, who: &Visitor<Staff>, ground: Ground) -> Answer {
    let request = TestRequest::delete()
        .insert_header(ORIGIN)
        .insert_header(("if-match", "*"));
    app.send(who.request(request, &paths::firm_logo(ground)))
        .await
}

/// As a mail program fetches it: nobody in particular.
async fn fetch(app: &TestApp, path: &str) -> Answer {
    app.send(TestRequest::get().uri(path)).await
}

fn path(of: &Value) -> String {
    of["path"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn a_logo_is_on_every_page_and_in_every_mail_from_the_moment_it_is_set() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let before = app.get(&bea, paths::SESSION).await.json();
        assert_eq!(before["hats"][0]["logo"], json!({}));
        let done = put(&app, &hal, Ground::Light, logo(1200, 300)).await;
        assert_eq!(done.status, 204, "{done:?}");

        let told = app.get(&bea, paths::SESSION).await.json()["hats"][0]["logo"].clone();
        assert_eq!(
            (&told["light"]["width"], &told["light"]["height"]),
            (&json!(600), &json!(150))
        );
        assert_eq!(told["dark"], Value::Null);
        let staff = app.get(&hal, paths::STAFF_SESSION).await.json();
        assert_eq!(staff["hats"][0]["logo"], told);
        assert_eq!(app.get(&hal, paths::FIRM).await.json()["logo"], told);

        let picture = fetch(&app, &path(&told["light"])).await;
        assert_eq!(
            (picture.status, picture.header("content-type")),
            (200, "image/png")
        );
        assert_eq!(
            picture.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        // Where somebody reads her mail in a browser, too.
        assert_eq!(
            picture.header("cross-origin-resource-policy"),
            "cross-origin"
        );
        let image = image::load_from_memory(&picture.body).unwrap();
        assert_eq!((image.width(), image.height()), (600, 150));

        let sent = app.send(hal.request(
            TestRequest::post().insert_header(ORIGIN),
            &paths::invitation(bea.hat),
        ));
        assert_eq!(sent.await.status, 204);
        outbox::drain(&app.app).await.unwrap();
        let mails = app.post.mails();
        let html = &mails.last().unwrap().html;
        let src = format!(
            "src=\"https://pages.halden.example{}\"",
            path(&told["light"])
        );
        assert!(html.contains(&src), "{html}");
        assert!(html.contains("alt=\"Halden Electrical\""), "{html}");
    }
}

#[actix_web::test]
async fn the_same_picture_lies_where_it_lay_and_another_one_elsewhere() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let light = |view: &Value| path(&view["logo"]["light"]);
        put(&app, &hal, Ground::Light, logo(80, 40)).await;
        let first = light(&app.get(&hal, paths::FIRM).await.json());
        put(&app, &hal, Ground::Dark, logo(80, 40)).await;
        put(&app, &hal, Ground::Light, logo(90, 40)).await;
        let now = app.get(&hal, paths::FIRM).await.json();
        assert_eq!(path(&now["logo"]["dark"]), first);
        assert_ne!(light(&now), first);
        // A mail that was sent goes on showing what it showed.
        assert_eq!(fetch(&app, &first).await.status, 200);
        assert_eq!(take_away(&app, &hal, Ground::Dark).await.status, 204);
        assert_eq!(take_away(&app, &hal, Ground::Light).await.status, 204);
        assert_eq!(app.get(&hal, paths::FIRM).await.json()["logo"], json!({}));
        assert_eq!(fetch(&app, &first).await.status, 200);
        put(&app, &hal, Ground::Light, logo(80, 40)).await;
        assert_eq!(light(&app.get(&hal, paths::FIRM).await.json()), first);
        let told: Vec<_> = app
            .chain(Chain::firm(firm::HALDEN))
            .await
            .into_iter()
            .filter(|entry| entry.text.contains("firm.logo_changed"))
            .collect();
        assert_eq!(told.len(), 6, "{told:?}");
        assert!(told[3].text.contains("dark=none"), "{:?}", told[3]);
    }
}

#[actix_web::test]
async fn whoever_was_not_told_finds_no_logo_and_no_firm() {
    let app = TestApp::new(Database::Sqlite).await;
    let hal = app.as_staff(StaffRole::Owner).await;
    put(&app, &hal, Ground::Light, logo(80, 40)).await;
    let told = path(&app.get(&hal, paths::FIRM).await.json()["logo"]["light"]);
    let bytes = fetch(&app, &told).await.body;
    // Not by what the picture holds, not by whose it is.
    let sha256 = app::ports::FileKey::of(&bytes).as_str().to_owned();
    assert!(!told.contains(&sha256[..32]), "{told}");
    for guess in [
        paths::logo(&sha256),
        paths::logo(&sha256[..32]),
        paths::logo(&"0".repeat(32)),
        paths::logo("halden-electrical"),
        told.replace(".png", ""),
        told.to_uppercase(),
    ] {
        let answer = fetch(&app, &guess).await;
        assert!(
            answer.status == 404 || answer.status == 503,
            "{guess} {answer:?}"
        );
        assert_ne!(answer.header("content-type"), "image/png");
    }
    for public in ["/", "/t/anything", "/in", "/api/openapi.json"] {
        let answer = fetch(&app, public).await;
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        assert!(!body.contains(&told), "{public}");
    }
}

#[actix_web::test]
async fn what_is_no_logo_is_refused_at_its_field() {
    let app = TestApp::new(Database::Sqlite).await;
    let hal = app.as_staff(StaffRole::Owner).await;
    let drawing =
        b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec();
    for (bytes, words) in [
        (drawing, "SVG drawing, which can hold programs"),
        (b"hello".to_vec(), "this is something else"),
        (Vec::new(), "the file is empty"),
    ] {
        let refused = put(&app, &hal, Ground::Light, bytes).await;
        assert_eq!(refused.status, 422, "{refused:?}");
        let fault = &refused.problem()["errors"][0];
        assert_eq!(fault["field"], "logo");
        assert!(
            fault["message"].as_str().unwrap().contains(words),
            "{fault}"
        );
    }
    let large = put(&app, &hal, Ground::Light, vec![0; 1024 * 1024 + 1]).await;
    assert_eq!(large.status, 413, "{large:?}");
    let nowhere = TestRequest::put()
        .insert_header(ORIGIN)
        .insert_header(("if-match", "*"))
        .set_payload(logo(80, 40));
    let nowhere = hal.request(nowhere, "/api/v1/admin/firm/logo/purple");
    assert_eq!(app.send(nowhere).await.status, 404);
    assert_eq!(app.get(&hal, paths::FIRM).await.json()["logo"], json!({}));
}

#[actix_web::test]
async fn a_logo_is_changed_on_what_was_seen_and_once_under_a_key() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let seen = app.get(&hal, paths::FIRM).await.json();
        let send = |picture: Vec<u8>, revision: &Value| {
            let tag = format!("\"{}\"", revision.as_str().unwrap());
            let request = TestRequest::put()
                .insert_header(ORIGIN)
                .insert_header(("if-match", tag))
                .insert_header(("idempotency-key", "logo-1"))
                .set_payload(picture);
            app.send(hal.request(request, &paths::firm_logo(Ground::Light)))
        };
        let first = send(logo(80, 40), &seen["logo_revision"]).await;
        assert_eq!(first.status, 204, "{first:?}");
        // The answer was lost: the same again is answered alike, another picture under the key is not.
        assert_eq!(send(logo(80, 40), &seen["logo_revision"]).await.status, 204);
        assert_eq!(send(logo(90, 40), &seen["logo_revision"]).await.status, 422);
        let now = app.get(&hal, paths::FIRM).await.json();
        // What she is typing into the form rests on another revision.
        assert_eq!(now["revision"], seen["revision"]);
        assert_ne!(now["logo_revision"], seen["logo_revision"]);
        let stale = TestRequest::delete()
            .insert_header(ORIGIN)
            .insert_header(("if-match", format!("{}", seen["logo_revision"])));
        let stale = hal.request(stale, &paths::firm_logo(Ground::Light));
        assert_eq!(app.send(stale).await.status, 412);
        assert_eq!(app.get(&hal, paths::FIRM).await.json()["logo"], now["logo"]);
    }
}

async fn name(app: &TestApp, who: &Visitor<Staff>, domain: Value) -> Answer {
    let request = TestRequest::put()
        .insert_header(ORIGIN)
        .insert_header(("if-match", "*"))
        .set_json(json!({ "name": domain }));
    app.send(who.request(request, paths::FIRM_DOMAIN)).await
}

fn at(host: &'static str, method: Method, uri: &str) -> TestRequest {
    TestRequest::default()
        .method(method)
        .uri(uri)
        .insert_header(("host", host))
}

#[actix_web::test]
async fn a_firms_own_domain_leads_to_the_same_page_at_our_address() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let own = "portal.halden.example";
        let before = app.send(at(own, Method::GET, "/api/openapi.json")).await;
        assert_eq!(before.status, 200);
        let done = name(&app, &hal, json!("https://Portal.Halden.Example/")).await;
        assert_eq!(done.status, 204, "{done:?}");
        let view = app.get(&hal, paths::FIRM).await.json()["domain"].clone();
        assert_eq!(view["name"], own);
        assert_eq!(view["points_to"], "pages.halden.example");

        for (asked, home) in [
            ("/", "https://pages.halden.example/"),
            (
                "/in?from=mail&x=%2F",
                "https://pages.halden.example/in?from=mail&x=%2F",
            ),
            ("/t/3f2a", "https://pages.halden.example/t/3f2a"),
            (
                "/api/v1/session",
                "https://pages.halden.example/api/v1/session",
            ),
            (
                "//evil.example/x",
                "https://pages.halden.example//evil.example/x",
            ),
            (
                "/@evil.example",
                "https://pages.halden.example/@evil.example",
            ),
        ] {
            for method in [Method::GET, Method::HEAD] {
                let moved = app.send(at(own, method, asked)).await;
                assert_eq!((moved.status, moved.header("location")), (308, home));
                // It may be taken back, and says nothing of the firm's other sites.
                assert_eq!(moved.header("cache-control"), "public, max-age=300");
                assert_eq!(moved.header("strict-transport-security"), "");
            }
        }
        for same in [
            "PORTAL.halden.example",
            "portal.halden.example:443",
            "portal.halden.example.",
        ] {
            assert_eq!(
                app.send(at(same, Method::GET, "/")).await.status,
                308,
                "{same}"
            );
        }
        let elsewhere = app.send_elsewhere(at(own, Method::GET, "/in")).await;
        assert_eq!(elsewhere.status, 308);
        // A write goes nowhere; other names are what they were.
        let write = at(own, Method::POST, paths::SIGN_IN)
            .set_json(json!({ "email": "jo@oakline.example" }));
        assert_eq!(app.send(write).await.status, 202);
        for other in [
            "pages.halden.example",
            "halden.example",
            "x.portal.halden.example",
            "evil.example",
            "[::1]:80",
        ] {
            let answer = app.send(at(other, Method::GET, "/api/openapi.json")).await;
            assert_eq!(
                (answer.status, answer.header("location")),
                (200, ""),
                "{other}"
            );
        }
        let forwarded = TestRequest::get()
            .uri("/api/openapi.json")
            .insert_header(("host", "pages.halden.example"))
            .insert_header(("x-forwarded-host", own))
            .insert_header(("forwarded", "host=portal.halden.example"));
        assert_eq!(app.send(forwarded).await.status, 200);

        assert_eq!(name(&app, &hal, Value::Null).await.status, 204);
        let after = app.send(at(own, Method::GET, "/api/openapi.json")).await;
        assert_eq!(after.status, 200);
    }
}

#[actix_web::test]
async fn names_are_asked_for_once_for_many_requests_and_never_under_our_own() {
    let app = TestApp::new(Database::Sqlite).await;
    let hal = app.as_staff(StaffRole::Owner).await;
    assert_eq!(
        name(&app, &hal, json!("portal.halden.example"))
            .await
            .status,
        204
    );
    let asked = |host: &'static str| {
        let app = &app;
        async move {
            let request = at(host, Method::GET, "/healthz");
            app.traced(app.send(request)).await.1.len()
        }
    };
    assert_eq!(asked("pages.halden.example").await, 0);
    assert_eq!(asked("evil.example").await, 1);
    for host in [
        "evil.example",
        "portal.halden.example",
        "other.example",
        "pages.halden.example",
    ] {
        assert_eq!(asked(host).await, 0, "{host}");
    }
    // Another process may have been told of another name.
    app.clock.advance(chrono::TimeDelta::seconds(31));
    assert_eq!(asked("portal.halden.example").await, 1);
    assert_eq!(asked("pages.halden.example").await, 0);
}

#[actix_web::test]
async fn a_domain_is_one_firms_and_no_others() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let brook = FirmId::from_bytes([2; 16]);
        let tx = app.app.db.write().await.unwrap();
        let new = firms::NewFirm {
            id: brook,
            slug: "brook".to_owned(),
            name: "Brook Plumbing".to_owned(),
            off: BTreeSet::new(),
            profiles: Vec::new(),
        };
        firms::insert(&tx, &new, &Change::now(&*app.clock, "test"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let bob = app.as_staff_of(brook, StaffRole::Owner).await;
        assert_eq!(
            name(&app, &hal, json!("k\u{fc}che.example")).await.status,
            204
        );
        let view = app.get(&hal, paths::FIRM).await.json();
        assert_eq!(view["domain"]["name"], "xn--kche-0ra.example");
        for (typed, code) in [
            ("xn--kche-0ra.example", "taken"),
            ("pages.halden.example", "own"),
            ("localhost", "invalid"),
            ("192.0.2.7", "invalid"),
            ("portal.brook.example/pages", "invalid"),
        ] {
            let refused = name(&app, &bob, json!(typed)).await;
            assert_eq!(refused.status, 422, "{typed} {refused:?}");
            let fault = &refused.problem()["errors"][0];
            assert_eq!(
                (&fault["field"], &fault["code"]),
                (&json!("domain"), &json!(code)),
                "{typed}"
            );
        }
        // Hers again is no other's, and what she saw is what she changes.
        assert_eq!(
            name(&app, &hal, json!("k\u{fc}che.example")).await.status,
            204
        );
        let stale = TestRequest::put()
            .insert_header(ORIGIN)
            .insert_header(("if-match", "\"0\""))
            .set_json(json!({ "name": "other.example" }));
        assert_eq!(
            app.send(hal.request(stale, paths::FIRM_DOMAIN))
                .await
                .status,
            412
        );
    }
}
