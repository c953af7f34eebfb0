//! The firm's side: who of the staff may do what, and that what they do is what happens.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use app::outbox;
use contract::email::Email;
use contract::id::{
    Contact, ContactId, DeviceId, FirmId, ImportId, InterestId, Staff, SubjectId, ThirdPartyId,
    UploadId,
};
use contract::paths;
use contract::staff::StaffRole;
use contract::upload::{OFFSET_HEADER, PIECE};
use domain::profile::Library;
use domain::receipt::Chain;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use store::{Change, firms};
use testkit::{Answer, Database, Persona, TestApp, Visitor, firm};

fn on(path: &str, third_party: ThirdPartyId, contact: ContactId) -> String {
    if let Some(path) = path.strip_prefix("/api/v1/admin/preview/{contact}") {
        let id = match path {
            path if path.contains("thumbnail") => firm::PHOTO_FILE.to_string(),
            path if path.contains("files") => firm::EICR_FILE.to_string(),
            path if path.contains("subjects") => firm::MILL_LANE.to_string(),
            _ => firm::MILL_LANE_EICR.to_string(),
        };
        let asked = if path.ends_with("search") {
            "?q=eicr"
        } else {
            ""
        };
        let path = path.replace("{id}", &id);
        return format!("/api/v1/admin/preview/{contact}{path}{asked}");
    }
    let id = if path.contains("contacts") {
        contact.to_string()
    } else if path.contains("profiles") {
        "landlord".to_owned()
    } else if path.contains("subjects") {
        firm::MILL_LANE.to_string()
    } else if path.contains("interests") {
        // That Oakline manages Park Road.
        InterestId::from_bytes([62; 16]).to_string()
    } else if path.contains("imports") {
        ImportId::from_bytes([9; 16]).to_string()
    } else if path.contains("uploads") {
        UploadId::from_bytes([9; 16]).to_string()
    } else if path.contains("thumbnail") {
        firm::PHOTO_FILE.to_string()
    } else if path.contains("admin/files") {
        firm::EICR_FILE.to_string()
    } else if path.contains("records") {
        firm::PARK_ROAD_JOB.to_string()
    } else {
        third_party.to_string()
    };
    let device = DeviceId::from_bytes([9; 16]).to_string();
    let asked = if path.ends_with("/merge") {
        format!("?into={}", firm::NEST)
    } else if path.ends_with("/lines") {
        "?sort=changed".to_owned()
    } else {
        String::new()
    };
    let path = path
        .replace("{id}", &id)
        .replace("{device}", &device)
        .replace("{ground}", "light");
    format!("{path}{asked}")
}

fn body(operation: &str) -> Option<Value> {
    let person = json!({
        "name": "Nia", "email": "nia@oakline.example", "role": "bookkeeper", "off": [],
    });
    match operation {
        "set_up" => Some(json!({
            "token": "guessed", "firm": "Another", "name": "Eve", "email": "eve@else.example",
        })),
        "add_third_party" => Some(json!({ "name": "Elm Lettings", "type": "letting-agent" })),
        "edit_third_party" => Some(json!({ "name": "Oakline" })),
        "add_contact" => {
            let mut person = person;
            person["third_party"] = json!(firm::OAKLINE);
            Some(person)
        }
        "edit_contact" | "foresee_contact" => Some(person),
        "foresee_profile" | "edit_profile" => {
            Some(json!({ "text": Library::built_in().text("landlord") }))
        }
        "add_profile" => {
            Some(json!({ "id": "broker", "text": "id = \"broker\"\nextends = \"landlord\"\n" }))
        }
        "draft_profile" => Some(json!({ "text": "id = \"landlord\"\n" })),
        "add_staff" => {
            Some(json!({ "name": "Lee", "email": "lee@halden.example", "role": "field" }))
        }
        "edit_staff" => Some(json!({ "name": "Sam", "role": "owner" })),
        "merge_third_party" => Some(json!({ "into": firm::OAKLINE })),
        "switch_firm" | "foresee_firm" | "switch_third_party" | "foresee_third_party" => {
            Some(json!({ "off": [] }))
        }
        "edit_firm" => Some(json!({ "name": "Halden Electrical" })),
        "edit_domain" => Some(json!({ "name": "portal.halden.example" })),
        "add_subject" => Some(json!({ "kind": "property", "name": "9 Elm Street" })),
        "edit_subject" => Some(json!({ "name": "14 Mill Lane" })),
        "begin_interest" => Some(json!({
            "third_party": firm::NEST, "relation": "manages", "first_day": "2020-01-01", "last_day": "2020-12-31",
        })),
        "edit_interest" => Some(json!({ "last_day": null })),
        "set_shares" => Some(json!({
            "from_day": "2026-12-01", "of": 2, "shares": [{ "third_party": firm::OAKLINE, "parts": 2 }],
        })),
        "place_subject" | "foresee_place" => Some(json!({ "parent": null })),
        "move_subject" | "foresee_move" => Some(json!({
            "relation": "manages", "from_third_party": firm::OAKLINE, "to_third_party": firm::NEST,
            "on": "2026-12-01",
        })),
        "add_record" | "edit_record" => Some(json!({
            "subject": firm::PARK_ROAD,
            "body": { "kind": "job", "title": "Replace the fuse board", "status": "booked" },
        })),
        "publish_records" => {
            Some(json!({ "ids": [firm::PARK_ROAD_VISIT], "standing": "internal" }))
        }
        "close_job" => Some(json!({})),
        "add_import_files" => Some(json!({ "files": [] })),
        "commit_import" => Some(json!({})),
        "attach_file" => Some(json!({ "upload": UploadId::from_bytes([9; 16]) })),
        _ => None,
    }
}

fn request(method: &str) -> TestRequest {
    match method {
        "GET" => TestRequest::get(),
        "HEAD" => TestRequest::default().method(Method::HEAD),
        "POST" => TestRequest::post(),
        "PUT" => TestRequest::put(),
        "PATCH" => TestRequest::patch(),
        "DELETE" => TestRequest::delete(),
        other => panic!("{other}"),
    }
}

fn with(request: TestRequest, body: Option<&Value>) -> TestRequest {
    let request = request
        .insert_header(("origin", "https://pages.halden.example"))
        .insert_header(("if-match", "*"));
    match body {
        Some(body) => request.set_json(body),
        None => request,
    }
}

/// What the operation is sent when everything about it is right.
fn asked(operation: &api::Registered) -> TestRequest {
    let ask = with(
        request(operation.method),
        body(&operation.operation).as_ref(),
    );
    if operation.operation == "append_upload" {
        return ask
            .insert_header(("content-type", PIECE))
            .insert_header((OFFSET_HEADER, "0"));
    }
    if operation.operation == "set_logo" {
        return ask.set_payload(crate::face::logo(40, 20));
    }
    ask
}

/// Sends something as staff.
pub(super) async fn act(
    app: &TestApp,
    who: &Visitor<Staff>,
    method: &str,
    path: &str,
    body: Value,
) -> Answer {
    let body = Some(body).filter(|body| !body.is_null());
    app.send(who.request(with(request(method), body.as_ref()), path))
        .await
}

/// What each operation answers to each asker when everything else about it is right. A new operation is added here
/// with its line, or this fails.
const EXPECTED: &[(&str, [u16; 5])] = &[
    // owner, office, field, a contact, nobody
    ("get_staff_session", [200, 200, 200, 200, 401]),
    // Of an installation that has its firm, whoever asks.
    ("get_setup", [200, 200, 200, 200, 200]),
    ("set_up", [404, 404, 404, 404, 404]),
    ("get_start", [200, 403, 403, 409, 401]),
    ("list_types", [200, 200, 403, 409, 401]),
    ("list_third_parties", [200, 200, 403, 409, 401]),
    ("get_third_party", [200, 200, 403, 409, 401]),
    ("add_third_party", [201, 201, 403, 409, 401]),
    ("edit_third_party", [204, 204, 403, 409, 401]),
    ("switch_third_party", [204, 204, 403, 409, 401]),
    ("foresee_third_party", [200, 200, 403, 409, 401]),
    // What is asked for is that it becomes itself.
    ("foresee_merge", [200, 200, 403, 409, 401]),
    ("merge_third_party", [422, 422, 403, 409, 401]),
    // It is in use.
    ("restore_third_party", [422, 422, 403, 409, 401]),
    ("archive_third_party", [204, 422, 403, 409, 401]),
    ("add_contact", [201, 422, 403, 409, 401]),
    ("get_contact", [200, 200, 403, 409, 401]),
    ("edit_contact", [422, 422, 403, 409, 401]),
    ("preview_invitation", [200, 200, 403, 409, 401]),
    ("invite_contact", [204, 204, 403, 409, 401]),
    ("end_contact", [204, 204, 403, 409, 401]),
    // He is not signed in with such a browser.
    ("end_contact_device", [404, 404, 403, 409, 401]),
    ("end_contact_devices", [204, 204, 403, 409, 401]),
    ("preview_get_dashboard", [200, 200, 403, 409, 401]),
    ("preview_list_subjects", [200, 200, 403, 409, 401]),
    ("preview_get_subject", [200, 200, 403, 409, 401]),
    ("preview_list_records", [200, 200, 403, 409, 401]),
    ("preview_get_record", [200, 200, 403, 409, 401]),
    ("preview_get_file", [200, 200, 403, 409, 401]),
    ("preview_get_thumbnail", [200, 200, 403, 409, 401]),
    ("preview_search", [200, 200, 403, 409, 401]),
    ("preview_list_receipts", [200, 200, 403, 409, 401]),
    // It is a principal whose page is looked at.
    ("preview_list_colleagues", [200, 200, 403, 409, 401]),
    ("preview_get_session", [200, 200, 403, 409, 401]),
    ("list_staff", [200, 403, 403, 409, 401]),
    ("add_staff", [201, 403, 403, 409, 401]),
    ("edit_staff", [404, 403, 403, 409, 401]),
    ("end_staff", [404, 403, 403, 409, 401]),
    ("foresee_contact", [200, 200, 403, 409, 401]),
    ("list_profiles", [200, 200, 403, 409, 401]),
    ("get_profile", [200, 200, 403, 409, 401]),
    ("add_profile", [201, 403, 403, 409, 401]),
    ("draft_profile", [200, 200, 403, 409, 401]),
    ("foresee_profile", [200, 200, 403, 409, 401]),
    ("edit_profile", [204, 403, 403, 409, 401]),
    ("get_firm", [200, 403, 403, 409, 401]),
    ("edit_firm", [204, 403, 403, 409, 401]),
    ("set_logo", [204, 403, 403, 409, 401]),
    ("clear_logo", [204, 403, 403, 409, 401]),
    ("edit_domain", [204, 403, 403, 409, 401]),
    ("get_firm_modules", [200, 403, 403, 409, 401]),
    ("switch_firm", [204, 403, 403, 409, 401]),
    ("foresee_firm", [200, 403, 403, 409, 401]),
    ("list_tree", [200, 200, 200, 409, 401]),
    ("get_in_tree", [200, 200, 200, 409, 401]),
    ("add_subject", [201, 201, 403, 409, 401]),
    ("edit_subject", [204, 204, 403, 409, 401]),
    ("begin_interest", [201, 422, 403, 409, 401]),
    ("edit_interest", [204, 204, 403, 409, 401]),
    // No type of the firm's knows shares.
    ("set_shares", [422, 422, 403, 409, 401]),
    ("move_subject", [204, 422, 403, 409, 401]),
    // It has passed on by then.
    ("foresee_move", [422, 422, 403, 409, 401]),
    ("place_subject", [204, 204, 403, 409, 401]),
    ("foresee_place", [200, 200, 403, 409, 401]),
    // It is withdrawn once, before anybody else is asked what that would do.
    ("withdraw_interest", [204, 404, 403, 409, 401]),
    ("foresee_withdrawal", [404, 404, 403, 409, 401]),
    ("explain_record", [200, 200, 200, 409, 401]),
    ("list_slice", [200, 200, 200, 409, 401]),
    ("get_canary", [200, 200, 403, 409, 401]),
    ("list_duties", [200, 200, 200, 409, 401]),
    ("list_firm_receipts", [200, 200, 403, 409, 401]),
    ("get_receipt_chain", [200, 200, 403, 409, 401]),
    ("export_receipts", [200, 200, 403, 409, 401]),
    ("list_firm_records", [200, 200, 200, 409, 401]),
    ("get_firm_record", [200, 200, 200, 409, 401]),
    ("add_record", [201, 201, 403, 409, 401]),
    ("edit_record", [204, 204, 403, 409, 401]),
    ("publish_records", [204, 204, 403, 409, 401]),
    // It is closed once.
    ("close_job", [204, 422, 422, 409, 401]),
    // A job has no files; nothing is said of the upload; there is none of this id.
    ("attach_file", [422, 422, 422, 409, 401]),
    ("get_firm_file", [200, 200, 200, 409, 401]),
    ("get_firm_thumbnail", [200, 200, 200, 409, 401]),
    ("begin_upload", [422, 422, 422, 409, 401]),
    ("upload_progress", [404, 404, 404, 409, 401]),
    ("append_upload", [404, 404, 404, 409, 401]),
    ("list_imports", [200, 200, 403, 409, 401]),
    ("begin_import", [201, 201, 403, 409, 401]),
    // There is none of this id.
    ("get_import", [404, 404, 403, 409, 401]),
    ("add_import_files", [404, 404, 403, 409, 401]),
    ("check_import", [404, 404, 403, 409, 401]),
    ("list_import_lines", [404, 404, 403, 409, 401]),
    ("commit_import", [404, 404, 403, 409, 401]),
    ("cancel_import", [404, 404, 403, 409, 401]),
    ("undo_import", [404, 404, 403, 409, 401]),
];

#[actix_web::test]
async fn every_operation_answers_every_role_as_the_table_says() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let mut staff = Vec::new();
        for role in [StaffRole::Owner, StaffRole::Office, StaffRole::Field] {
            staff.push(app.as_staff(role).await);
        }
        let bea = app.as_(Persona::Bookkeeper).await;
        let expected: BTreeMap<_, _> = EXPECTED.iter().copied().collect();
        let of_staff = |path: &str| path.starts_with("/api/v1/admin/");
        let mut operations: Vec<_> = api::registered();
        operations.retain(|operation| of_staff(&operation.path));
        // Whoever is ended last was there for everything else.
        operations.sort_by_key(|operation| {
            let is_archive = operation.operation == "archive_third_party";
            (is_archive, operation.method == "DELETE")
        });
        assert_eq!(operations.len(), expected.len());
        for operation in &operations {
            let name = operation.operation.as_str();
            let path = on(&operation.path, firm::OAKLINE, Persona::Principal.hat());
            let ask = || asked(operation);
            let mut said = Vec::new();
            for who in &staff {
                said.push(app.send(who.request(ask(), &path)).await);
            }
            said.push(app.send(bea.request(ask(), &path)).await);
            said.push(app.send(ask().uri(&path)).await);
            let statuses: Vec<u16> = said.iter().map(|answer| answer.status).collect();
            assert_eq!(statuses, expected[name], "{database:?} {name}");
        }
        // A refusal leaves a receipt that names the right.
        let receipts = app.chain(Chain::firm(firm::HALDEN)).await;
        let refused: BTreeSet<_> = receipts
            .iter()
            .filter(|entry| entry.text.contains("staff.refused"))
            .filter_map(|entry| {
                entry
                    .text
                    .split("right=")
                    .nth(1)?
                    .split(['"', '\n', '&'])
                    .next()
            })
            .collect();
        assert_eq!(
            refused,
            BTreeSet::from([
                "edit_firm",
                "edit_people",
                "edit_profiles",
                "edit_records",
                "edit_subjects",
                "end_access",
                "import",
                "invite",
                "manage_staff",
                "preview",
                "see_people",
                "see_profiles",
                "see_receipts",
                "share_records",
            ])
        );
    }
}

#[actix_web::test]
async fn the_types_of_the_firms_third_parties_come_with_their_roles() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let answer = act(&app, &sam, "GET", paths::TYPES, Value::Null).await;
        let types = answer.json()["items"].as_array().unwrap().clone();
        let agent = types.iter().find(|one| one["id"] == "letting-agent");
        assert_eq!(agent.unwrap()["roles"], json!(["bookkeeper", "principal"]));
        // Whatever is offered is taken.
        for one in types {
            let new = json!({ "name": "Elm", "type": one["id"] });
            let made = act(&app, &sam, "POST", paths::THIRD_PARTIES, new).await;
            assert_eq!(made.status, 201, "{one}");
        }
    }
}

#[actix_web::test]
async fn an_invited_bookkeeper_reads_the_mail_and_is_in() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let new = json!({
            "third_party": firm::OAKLINE, "name": "Nia Adeyemi", "email": "Nia@Oakline.example",
            "role": "bookkeeper", "off": ["photos"],
        });
        let made = act(&app, &sam, "POST", paths::CONTACTS, new).await;
        assert_eq!(made.status, 201, "{made:?}");
        let nia: ContactId = made.json()["id"].as_str().unwrap().parse().unwrap();

        let preview = app.get(&sam, &paths::invitation(nia)).await.json();
        assert_eq!(preview["to"], "nia@oakline.example");
        assert_eq!(preview["subject"], "Your page at Halden Electrical");
        assert!(app.post.mails().is_empty(), "looking sends nothing");

        let sent = act(&app, &sam, "POST", &paths::invitation(nia), Value::Null).await;
        assert_eq!(sent.status, 204, "{sent:?}");
        outbox::drain(&app.app).await.unwrap();
        let mails = app.post.mails();
        let mail = mails.last().unwrap();
        assert_eq!(mail.to.email, "nia@oakline.example");
        assert!(mail.text.contains("Oakline Lettings"), "{}", mail.text);
        let token = mail
            .text
            .split("/in#")
            .nth(1)
            .unwrap()
            .split_whitespace()
            .next()
            .unwrap();
        // She reads it after the weekend.
        app.clock.advance(chrono::TimeDelta::days(3));
        let hers = Visitor::<Contact> {
            secret: app.redeem(token.to_owned()).await,
            hat: nia,
        };
        let page = app.get(&hers, paths::RECORDS).await;
        assert_eq!(page.status, 200);
        let kinds = page.json()["items"].to_string();
        assert!(
            kinds.contains("invoice") && !kinds.contains("photo_set"),
            "{kinds}"
        );

        let view = app.get(&sam, &paths::contact(nia)).await.json();
        assert_eq!(view["name"], "Nia Adeyemi");
        assert_eq!(view["devices"].as_array().unwrap().len(), 1);
        assert!(view["last_seen_at"].as_str().unwrap() > "2026-11-27");
        let list = app
            .get(&sam, &format!("{}?q=adeyemi", paths::THIRD_PARTIES))
            .await
            .json();
        let names: Vec<_> = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|i| &i["name"])
            .collect();
        assert_eq!(names, ["Oakline Lettings"]);
    }
}

#[actix_web::test]
async fn whose_access_is_ended_sees_nothing_from_that_moment_and_can_be_made_a_contact_again() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        assert_eq!(app.get(&bea, paths::RECORDS).await.status, 200);
        let hat = Persona::Bookkeeper.hat();
        let ended = act(&app, &sam, "DELETE", &paths::contact(hat), Value::Null).await;
        assert_eq!(ended.status, 204);
        assert_eq!(app.get(&bea, paths::RECORDS).await.status, 409);
        let party = app
            .get(&sam, &paths::third_party(firm::OAKLINE))
            .await
            .json();
        let last = party["people"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(
            (last["id"].clone(), last["role"].clone()),
            (json!(hat), Value::Null)
        );
        // Neither an invitation nor a change brings her back by accident.
        let invited = act(&app, &sam, "POST", &paths::invitation(hat), Value::Null).await;
        assert_eq!(invited.status, 404);
        let again = json!({
            "third_party": firm::OAKLINE, "name": "Bea Lister",
            "email": Persona::Bookkeeper.email(), "role": "principal",
        });
        let made = act(&app, &sam, "POST", paths::CONTACTS, again).await;
        assert_eq!((made.status, made.json()["id"].clone()), (201, json!(hat)));
        assert_eq!(app.get(&bea, paths::RECORDS).await.status, 200);
    }
}

#[actix_web::test]
async fn what_does_not_fit_is_told_field_by_field_and_changes_nothing() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Owner).await;
        let faults = async |method: &str, path: &str, body: Value| {
            let answer = act(&app, &sam, method, path, body).await;
            assert_eq!(answer.status, 422, "{answer:?}");
            let fields: Vec<String> = answer.problem()["errors"]
                .as_array()
                .unwrap()
                .iter()
                .map(|e| {
                    format!(
                        "{} {}",
                        e["field"].as_str().unwrap(),
                        e["code"].as_str().unwrap()
                    )
                })
                .collect();
            fields
        };
        let party = json!({ "name": "  ", "type": "horse-whisperer" });
        let told = faults("POST", paths::THIRD_PARTIES, party).await;
        assert_eq!(told, ["name missing", "type unknown"]);
        let person = json!({
            "third_party": firm::OAKLINE, "name": "Nia\nAdeyemi", "email": "nia@oakline.example",
            "role": "pope", "sites": [SubjectId::from_bytes([9; 16])],
        });
        let told = faults("POST", paths::CONTACTS, person).await;
        assert_eq!(told, ["name invalid", "role unknown", "sites unknown"]);
        let taken = json!({
            "name": "Paul Oak", "email": Persona::Bookkeeper.email(), "role": "principal", "off": [],
        });
        let told = faults(
            "PUT",
            &paths::contact(Persona::Principal.hat()),
            taken.clone(),
        )
        .await;
        assert_eq!(told, ["email taken"]);
        let mut again = taken;
        again["third_party"] = json!(firm::OAKLINE);
        assert_eq!(
            faults("POST", paths::CONTACTS, again).await,
            ["email taken"]
        );
        let party = app
            .get(&sam, &paths::third_party(firm::OAKLINE))
            .await
            .json();
        assert_eq!(party["people"].as_array().unwrap().len(), 2);
    }
}

#[actix_web::test]
async fn another_firms_people_are_not_there() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let brook = FirmId::from_bytes([77; 16]);
        let tx = app.app.db.write().await.unwrap();
        let library = Library::built_in();
        let text = |id: &str| (id.to_owned(), library.text(id).unwrap().to_owned());
        let new = firms::NewFirm {
            id: brook,
            slug: "brook".to_owned(),
            name: "Brook Plumbing".to_owned(),
            off: BTreeSet::new(),
            profiles: ["base", "letting-agent"].map(text).to_vec(),
        };
        firms::insert(&tx, &new, &Change::now(&*app.clock, "test"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let kim = app.as_staff_of(brook, StaffRole::Owner).await;
        let list = app.get(&kim, paths::THIRD_PARTIES).await.json();
        assert_eq!(list["items"], json!([]));
        for operation in api::registered() {
            let name = operation.operation.as_str();
            let is_theirs = operation.path.starts_with("/api/v1/admin/");
            let names_one = ["{id}", "{contact}"]
                .iter()
                .any(|part| operation.path.contains(part))
                || matches!(name, "add_contact" | "publish_records");
            if !is_theirs || !names_one {
                continue;
            }
            let path = on(&operation.path, firm::OAKLINE, Persona::Bookkeeper.hat());
            let answer = app.send(kim.request(asked(&operation), &path)).await;
            assert_eq!(answer.status, 404, "{database:?} {name}");
        }
        let bea = app.as_(Persona::Bookkeeper).await;
        assert_eq!(app.get(&bea, paths::RECORDS).await.status, 200);

        // Staff of both firms must say for which she acts, and once she is staff of neither she is nobody.
        let hal = app.as_staff(StaffRole::Owner).await;
        let named = app.get(&kim, paths::THIRD_PARTIES).await;
        assert_eq!(named.status, 200);
        let unnamed = app
            .send(kim.signed(TestRequest::get(), paths::THIRD_PARTIES))
            .await;
        assert_eq!(unnamed.status, 409);
        let session = app
            .send(kim.signed(TestRequest::get(), paths::STAFF_SESSION))
            .await
            .json();
        let places: Vec<_> = session["hats"]
            .as_array()
            .unwrap()
            .iter()
            .map(|h| &h["firm"])
            .collect();
        assert_eq!(places.len(), 2);
        // The last owner stays; made office while another owns, she may be ended.
        let receipt =
            domain::receipt::Draft::system(Chain::firm(brook), domain::receipt::Act::StaffEnded);
        let refused = app::staff::end(&app.app, brook, kim.hat, receipt.clone()).await;
        assert!(matches!(refused, Err(app::staff::StaffError::LastOwner)));
        let new = contract::staff::NewStaff {
            name: "Lee".to_owned(),
            email: Email::parse("lee@brook.example").unwrap(),
            role: StaffRole::Owner,
        };
        app::staff::add(
            &app.app,
            brook,
            new,
            &app::once::Once::default(),
            receipt.clone(),
        )
        .await
        .unwrap();
        app::staff::end(&app.app, brook, kim.hat, receipt)
            .await
            .unwrap();
        assert_eq!(app.get(&kim, paths::THIRD_PARTIES).await.status, 409);
        assert_eq!(app.get(&hal, paths::THIRD_PARTIES).await.status, 200);
    }
}
