//! Lists, their tags, their pages and their faults.

use actix_web::test::TestRequest;
use contract::paths;
use testkit::{Database, Persona, TestApp, firm};

#[actix_web::test]
async fn an_invoice_is_read_line_by_line() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let list = app
            .get(
                &bea,
                &format!("{}?kind=invoice&status=outstanding", paths::RECORDS),
            )
            .await
            .json();
        assert_eq!(list["items"].as_array().unwrap().len(), 1, "{list}");
        assert_eq!(list["items"][0]["open"]["pence"], 24_000);
        let id = list["items"][0]["id"].as_str().unwrap();
        let invoice = app
            .get(&bea, &format!("{}/{id}", paths::RECORDS))
            .await
            .json();
        let lines = invoice["detail"]["lines"].as_array().unwrap();
        assert_eq!(lines.len(), 2, "{invoice}");
        assert_eq!(lines[1]["state"], "queried");
        assert!(
            !invoice.to_string().contains("slow payer"),
            "a staff note was shown"
        );
    }
}

#[actix_web::test]
async fn an_unchanged_answer_is_a_304_and_a_changed_one_is_not() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        for path in [
            paths::RECORDS.to_owned(),
            paths::record(firm::OAKLINE_INVOICE),
            paths::DASHBOARD.to_owned(),
            paths::SUBJECTS.to_owned(),
            paths::subject(firm::MILL_LANE),
            format!("{}?q=mill", paths::SEARCH),
        ] {
            let first = app.get(&bea, &path).await;
            let etag = first.header("etag").to_owned();
            assert_eq!(etag.len(), 34, "{path}: {etag}");
            let ask = |tag: &str| {
                bea.request(TestRequest::get(), &path)
                    .insert_header(("if-none-match", tag.to_owned()))
            };
            let again = app.send(ask(&etag)).await;
            assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
            assert_eq!(again.header("etag"), etag);
            assert_eq!(
                app.send(ask(&format!("\"x\", W/{etag}"))).await.status,
                304,
                "{path}"
            );
            assert_eq!(
                app.send(ask("\"00000000000000000000000000000000\""))
                    .await
                    .status,
                200,
                "{path}"
            );
        }
        // Her own view of it changes: the tag does too.
        let path = paths::record(firm::MILL_LANE_EICR);
        let before = app.get(&bea, &path).await.header("etag").to_owned();
        let tx = app.app.db.write().await.unwrap();
        let all = store::subjects::all(&tx, firm::HALDEN).await.unwrap();
        let (mut subject, _) = all
            .into_iter()
            .find(|(s, _)| s.id == firm::MILL_LANE)
            .unwrap();
        subject.name = "14a Mill Lane".to_owned();
        store::subjects::update(&tx, &subject).await.unwrap();
        tx.commit().await.unwrap();
        let after = app
            .send(
                bea.request(TestRequest::get(), &path)
                    .insert_header(("if-none-match", before.clone())),
            )
            .await;
        assert_eq!(after.status, 200);
        assert_ne!(after.header("etag"), before);
    }
}

#[actix_web::test]
async fn pages_follow_one_another_without_gap_or_repeat() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let whole = app.get(&bea, paths::RECORDS).await.json();
        let whole: Vec<_> = whole["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["id"].to_string())
            .collect();
        assert_eq!(whole.len(), 5);
        let mut walked = Vec::new();
        let mut path = format!("{}?limit=2", paths::RECORDS);
        loop {
            let page = app.get(&bea, &path).await.json();
            walked.extend(
                page["items"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|r| r["id"].to_string()),
            );
            let Some(cursor) = page["next_cursor"].as_str() else {
                break;
            };
            path = format!("{}?limit=2&cursor={cursor}", paths::RECORDS);
        }
        assert_eq!(walked, whole, "{database:?}");
    }
}

#[actix_web::test]
async fn what_a_list_cannot_be_asked_is_said_field_by_field() {
    let app = TestApp::new(Database::Sqlite).await;
    let bea = app.as_(Persona::Bookkeeper).await;
    let foreign = format!(
        "cursor={}",
        domain::query::Cursor {
            key: domain::query::CursorKey::Number(20_000),
            record: firm::COPPER_COURT_GAS
        }
        .encode()
    );
    let unknown = format!(
        "cursor={}",
        domain::query::Cursor {
            key: domain::query::CursorKey::Number(20_000),
            record: contract::id::RecordId::from_bytes([99; 16])
        }
        .encode()
    );
    let ask = async |query: &str| {
        let answer = app.get(&bea, &format!("{}?{query}", paths::RECORDS)).await;
        assert_eq!(answer.status, 422, "{query}: {:?}", answer.body);
        answer.problem()
    };
    for (query, field) in [
        ("cursor=zz", "cursor"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=many", "limit"),
        ("status=lost", "status"),
        ("kind=horse", "kind"),
        ("from=yesterday", "from"),
        ("to=2026-02-30", "to"),
        ("subject=rec_1", "subject"),
        ("sort=colour", "sort"),
        ("colour=red", "colour"),
        ("kind=job&kind=visit", "kind"),
    ] {
        assert_eq!(ask(query).await["errors"][0]["field"], field, "{query}");
    }
    // Somebody else's row is no place in this list, exactly like a row that never was.
    assert_eq!(ask(&foreign).await, ask(&unknown).await);
    // A field she cannot see everywhere sorts like one that does not exist.
    assert_eq!(
        ask("sort=amount&kind=visit,job").await,
        ask("sort=colour&kind=visit,job").await
    );
    assert_eq!(
        app.get(
            &bea,
            &format!("{}?sort=-amount&kind=invoice", paths::RECORDS)
        )
        .await
        .status,
        200
    );
    // Every fault at once.
    let both = ask("limit=0&sort=colour").await;
    assert_eq!(both["errors"].as_array().unwrap().len(), 2);
    for path in [paths::SUBJECTS, paths::RECEIPTS] {
        for query in ["cursor=zz", "limit=0", "colour=red"] {
            assert_eq!(
                app.get(&bea, &format!("{path}?{query}")).await.status,
                422,
                "{path}?{query}"
            );
        }
    }
    assert_eq!(
        app.get(&bea, paths::SEARCH).await.problem()["errors"][0]["field"],
        "q"
    );
}

#[actix_web::test]
async fn a_list_costs_two_statements_besides_its_receipt() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let path = format!("{}?kind=invoice&status=outstanding", paths::RECORDS);
        // The first call puts the hat on and resolves the profile.
        app.get(&bea, &path).await;
        for (path, most) in [
            (path.as_str(), 2),
            (paths::DASHBOARD, 5),
            (paths::SUBJECTS, 2),
        ] {
            let (answer, statements) = app.traced(app.get(&bea, path)).await;
            assert_eq!(answer.status, 200);
            let reads: Vec<_> = statements
                .iter()
                .filter(|sql| {
                    sql.trim_start().starts_with("SELECT") && !sql.contains("receipt_head")
                })
                .collect();
            assert!(
                reads.len() <= most,
                "{database:?} {path} ran {}: {reads:#?}",
                reads.len()
            );
        }
    }
}
