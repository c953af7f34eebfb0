//! Files: exactly the bytes, exactly the range, and never a browser that runs them.

use actix_web::test::TestRequest;
use contract::paths;
use testkit::{Answer, Database, Persona, TestApp, Visitor, firm};

async fn ranged(app: &TestApp, visitor: &Visitor, headers: &[(&'static str, &str)]) -> Answer {
    let mut request = visitor.request(TestRequest::get(), &paths::file(firm::EICR_FILE));
    for (name, value) in headers {
        request = request.insert_header((*name, (*value).to_owned()));
    }
    app.send(request).await
}

#[actix_web::test]
async fn a_file_arrives_whole_and_says_what_it_is() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let answer = app.get(&bea, &paths::file(firm::EICR_FILE)).await;
        assert_eq!(answer.status, 200);
        assert!(answer.body == app.firm.eicr, "other bytes");
        assert_eq!(answer.header("content-type"), "application/pdf");
        assert_eq!(answer.header("accept-ranges"), "bytes");
        assert_eq!(
            answer.header("content-disposition"),
            "attachment; filename=\"EICR 14 Mill Lane.pdf\"; filename*=UTF-8''EICR%2014%20Mill%20Lane.pdf"
        );
        assert!(answer.header("content-security-policy").contains("sandbox"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        let sha256 = app::ports::FileKey::of(&app.firm.eicr);
        assert_eq!(answer.header("etag"), format!("\"{}\"", sha256.as_str()));

        let inline = app
            .get(
                &bea,
                &format!("{}?inline=true", paths::file(firm::EICR_FILE)),
            )
            .await;
        assert!(inline.header("content-disposition").starts_with("inline"));
        let odd = app
            .get(
                &bea,
                &format!("{}?inline=perhaps", paths::file(firm::EICR_FILE)),
            )
            .await;
        assert_eq!(odd.status, 422);
        let small = app.get(&bea, &paths::thumbnail(firm::PHOTO_FILE)).await;
        assert!(small.body == app.firm.thumbnail, "other bytes");
        assert_eq!(small.header("content-type"), "image/jpeg");
        assert_eq!(
            app.get(&bea, &paths::thumbnail(firm::EICR_FILE))
                .await
                .status,
            404
        );
    }
}

#[actix_web::test]
async fn one_range_is_cut_and_anything_else_is_sent_whole_or_refused() {
    let app = TestApp::new(Database::Sqlite).await;
    let bea = app.as_(Persona::Bookkeeper).await;
    let whole = app.firm.eicr.clone();
    let size = whole.len();
    for (range, from, to) in [
        ("bytes=0-0".to_owned(), 0, 1),
        ("bytes=5-".to_owned(), 5, size),
        (format!("bytes=262140-{}", size + 10), 262_140, size),
        ("bytes=-1".to_owned(), size - 1, size),
        (format!("bytes=-{}", size * 2), 0, size),
        ("bytes=100000-600000".to_owned(), 100_000, 600_001),
    ] {
        let answer = ranged(&app, &bea, &[("range", &range)]).await;
        assert_eq!(answer.status, 206, "{range}");
        assert_eq!(
            answer.header("content-range"),
            format!("bytes {from}-{}/{size}", to - 1)
        );
        assert!(answer.body == whole.slice(from..to), "{range}: other bytes");
    }
    for range in [
        "bytes=0-1,4-5",
        "bytes=9-2",
        "lines=0-1",
        "bytes=x-",
        "bytes",
    ] {
        let answer = ranged(&app, &bea, &[("range", range)]).await;
        assert_eq!((answer.status, answer.body.len()), (200, size), "{range}");
    }
    for range in [format!("bytes={size}-"), "bytes=-0".to_owned()] {
        let answer = ranged(&app, &bea, &[("range", &range)]).await;
        assert_eq!(
            answer.problem()["type"],
            "/problems/range-not-satisfiable",
            "{range}"
        );
        assert_eq!(answer.header("content-range"), format!("bytes */{size}"));
    }
}

#[actix_web::test]
async fn a_range_of_an_older_version_gets_the_new_file_whole() {
    let app = TestApp::new(Database::Sqlite).await;
    let bea = app.as_(Persona::Bookkeeper).await;
    let etag = app
        .get(&bea, &paths::file(firm::EICR_FILE))
        .await
        .header("etag")
        .to_owned();
    let same = ranged(&app, &bea, &[("range", "bytes=0-9"), ("if-range", &etag)]).await;
    assert_eq!((same.status, same.body.len()), (206, 10));
    let older = ranged(
        &app,
        &bea,
        &[("range", "bytes=0-9"), ("if-range", "\"0000\"")],
    )
    .await;
    assert_eq!((older.status, older.body.len()), (200, app.firm.eicr.len()));
    let unchanged = ranged(&app, &bea, &[("if-none-match", &etag)]).await;
    assert_eq!((unchanged.status, unchanged.body.len()), (304, 0));
}

#[actix_web::test]
async fn bytes_that_the_storage_lost_are_an_error_and_no_torn_file() {
    let app = TestApp::new(Database::Sqlite).await;
    let bea = app.as_(Persona::Bookkeeper).await;
    std::fs::remove_dir_all(app.folder.path().join("files")).unwrap();
    let answer = app.get(&bea, &paths::file(firm::EICR_FILE)).await;
    assert_eq!(answer.status, 500);
    let body = answer.problem();
    assert_eq!(body.get("detail"), None);
}

#[actix_web::test]
async fn a_compressed_answer_never_reaches_a_file() {
    let app = TestApp::new(Database::Sqlite).await;
    let bea = app.as_(Persona::Bookkeeper).await;
    let answer = ranged(&app, &bea, &[("accept-encoding", "gzip, br")]).await;
    assert!(answer.body == app.firm.eicr, "other bytes");
    let list = bea
        .request(TestRequest::get(), paths::RECORDS)
        .insert_header(("accept-encoding", "gzip"));
    assert_eq!(app.send(list).await.header("content-encoding"), "gzip");
}
