//! The firm's own people and its face, as its owner changes them.

use actix_web::test::TestRequest;
use app::outbox;
use contract::id::{Staff, StaffId};
use contract::paths;
use contract::staff::StaffRole;
use serde_json::{Value, json};
use testkit::{Answer, Database, Persona, TestApp, Visitor};

async fn write(
    app: &TestApp,
    who: &Visitor<Staff>,
    request: TestRequest,
    path: &str,
    body: Value,
) -> Answer {
    let request = request
        .insert_header(("origin", "https://pages.halden.example"))
        .insert_header(("if-match", "*"))
        .set_json(&body);
    app.send(who.request(request, path)).await
}

#[actix_web::test]
async fn an_owner_makes_and_changes_staff_and_cannot_leave_the_firm_without_one() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let lee = json!({ "name": " Lee ", "email": "Lee@Halden.example", "role": "field" });
        let made = write(&app, &hal, TestRequest::post(), paths::STAFF, lee.clone()).await;
        assert_eq!(made.status, 201, "{made:?}");
        let id: StaffId = made.json()["id"].as_str().unwrap().parse().unwrap();
        let again = write(&app, &hal, TestRequest::post(), paths::STAFF, lee).await;
        assert_eq!(again.problem()["errors"][0]["field"], "email");
        let list = app.get(&hal, paths::STAFF).await.json();
        let people: Vec<_> = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["name"].as_str().unwrap(), one["role"].as_str().unwrap()))
            .collect();
        assert_eq!(people, [("Lee", "field"), ("Sam owner", "owner")]);

        // The last owner can neither go nor become something else.
        let own = paths::staff(hal.hat);
        let demoted = json!({ "name": "Sam", "role": "office" });
        let refused = write(&app, &hal, TestRequest::put(), &own, demoted.clone()).await;
        assert_eq!(refused.problem()["errors"][0]["code"], "last_owner");
        let refused = write(&app, &hal, TestRequest::delete(), &own, Value::Null).await;
        assert_eq!(refused.problem()["errors"][0]["code"], "last_owner");
        let promoted = json!({ "name": "Lee", "role": "owner" });
        let done = write(&app, &hal, TestRequest::put(), &paths::staff(id), promoted).await;
        assert_eq!(done.status, 204, "{done:?}");
        // Now she may; and from that moment she is office.
        let done = write(&app, &hal, TestRequest::put(), &own, demoted).await;
        assert_eq!(done.status, 204, "{done:?}");
        assert_eq!(app.get(&hal, paths::STAFF).await.status, 403);
        assert_eq!(app.get(&hal, paths::THIRD_PARTIES).await.status, 200);
    }
}

#[actix_web::test]
async fn the_firms_face_is_on_its_pages_and_its_mails_from_the_moment_it_is_set() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let hal = app.as_staff(StaffRole::Owner).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let face = json!({
            "name": "Halden & Daughters", "brand": "#FFEE00", "sender": "The office",
            "reply_to": "office@halden.example", "footer": ["Registered in England 01234567"],
        });
        let done = write(&app, &hal, TestRequest::put(), paths::FIRM, face).await;
        assert_eq!(done.status, 204, "{done:?}");
        let session = app.get(&bea, paths::SESSION).await.json();
        let hat = &session["hats"][0];
        assert_eq!(
            (&hat["firm"], &hat["brand"]),
            (&json!("Halden & Daughters"), &json!("#ffee00"))
        );
        let sent = app.send(hal.request(
            TestRequest::post().insert_header(("origin", "https://pages.halden.example")),
            &paths::invitation(bea.hat),
        ));
        assert_eq!(sent.await.status, 204);
        outbox::drain(&app.app).await.unwrap();
        let mails = app.post.mails();
        let mail = mails.last().unwrap();
        assert_eq!(mail.from.name, "The office");
        assert_eq!(
            mail.reply_to.as_ref().unwrap().email,
            "office@halden.example"
        );
        assert!(
            mail.text.contains("Registered in England 01234567"),
            "{}",
            mail.text
        );
        let wrong = json!({ "name": "", "brand": "yellow" });
        let refused = write(&app, &hal, TestRequest::put(), paths::FIRM, wrong).await;
        assert_eq!(refused.problem()["errors"].as_array().unwrap().len(), 2);
        let now = app.get(&hal, paths::FIRM).await.json();
        assert_eq!(now["name"], "Halden & Daughters");
    }
}
