//! Files on their way in: a broken line loses nothing, nothing is taken that is too large or not what it says it is, and
//! what was taken is a record's file like any other.

use crate::admin::act;
use crate::live::Stream;
use crate::records_admin::{add, faults, nothing_differs, publish};
use crate::serving::serve;
use actix_web::http::Method;
use actix_web::test::TestRequest;
use api::ApiSettings;
use app::outbox;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::id::{RecordId, Staff, UploadId};
use contract::paths;
use contract::staff::StaffRole;
use contract::upload::{LENGTH_HEADER, METADATA_HEADER, OFFSET_HEADER, PIECE, RESUMABLE_HEADER};
use domain::profile::Library;
use domain::receipt::Chain;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Cursor;
use store::{Change, firms};
use testkit::{Answer, Database, Persona, TestApp, Visitor, firm};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<<>>\nstartxref\n29\n%%EOF\n";

/// Another document: the same with a word after it in a comment.
fn pdf(word: &str) -> Vec<u8> {
    let start = String::from_utf8(PDF.to_vec()).unwrap();
    start
        .replacen("%PDF-1.4\n", &format!("%PDF-1.4\n% {word}\n"), 1)
        .into_bytes()
}

fn jpeg() -> Vec<u8> {
    let image = DynamicImage::ImageRgb8(RgbImage::from_fn(640, 480, |x, y| {
        Rgb([(x % 256) as u8, (y % 256) as u8, ((x * y) % 251) as u8])
    }));
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// The same with the place it was taken at: an EXIF segment with a GPS directory.
fn from_a_phone() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let mut entry = [tag.to_le_bytes(), kind.to_le_bytes()].concat();
        entry.extend(count.to_le_bytes());
        entry.extend(value);
        entry
    };
    let mut tiff = b"II\x2a\0\x08\0\0\0\x01\0".to_vec();
    tiff.extend(entry(0x8825, 4, 1, 26u32.to_le_bytes()));
    tiff.extend([0; 4]);
    tiff.extend(2u16.to_le_bytes());
    tiff.extend(entry(1, 2, 2, *b"N\0\0\0"));
    tiff.extend(entry(2, 5, 3, 56u32.to_le_bytes()));
    tiff.extend([0; 4]);
    for part in [53u32, 1, 48, 1, 2801, 100] {
        tiff.extend(part.to_le_bytes());
    }
    let exif = [b"Exif\0\0".to_vec(), tiff].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let jpeg = jpeg();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

async fn announce(app: &TestApp, who: &Visitor<Staff>, name: &str, length: usize) -> Answer {
    let request = TestRequest::post()
        .insert_header((RESUMABLE_HEADER, "1.0.0"))
        .insert_header((LENGTH_HEADER, length.to_string()))
        .insert_header((
            METADATA_HEADER,
            format!("filename {}", STANDARD.encode(name)),
        ));
    app.send(who.request(request, paths::UPLOADS)).await
}

async fn begin(app: &TestApp, who: &Visitor<Staff>, name: &str, length: usize) -> UploadId {
    let begun = announce(app, who, name, length).await;
    assert_eq!(begun.status, 201, "{begun:?}");
    let id: UploadId = begun.json()["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(begun.header("location"), paths::upload(id));
    id
}

async fn send(
    app: &TestApp,
    who: &Visitor<Staff>,
    id: UploadId,
    offset: usize,
    bytes: &[u8],
) -> Answer {
    let request = TestRequest::patch()
        .insert_header(("content-type", PIECE))
        .insert_header((OFFSET_HEADER, offset.to_string()))
        .set_payload(bytes.to_vec());
    app.send(who.request(request, &paths::upload(id))).await
}

async fn progress(app: &TestApp, who: &Visitor<Staff>, id: UploadId) -> Answer {
    let request = TestRequest::default().method(Method::HEAD);
    app.send(who.request(request, &paths::upload(id))).await
}

/// A whole file, ready to be attached.
async fn uploaded(app: &TestApp, who: &Visitor<Staff>, name: &str, bytes: &[u8]) -> UploadId {
    let id = begin(app, who, name, bytes.len()).await;
    let sent = send(app, who, id, 0, bytes).await;
    assert_eq!(sent.status, 204, "{sent:?}");
    id
}

async fn attach(app: &TestApp, who: &Visitor<Staff>, record: RecordId, new: Value) -> Answer {
    act(app, who, "POST", &paths::record_files(record), new).await
}

#[actix_web::test]
async fn a_file_comes_in_pieces_and_goes_on_where_it_stood() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Field).await;
        let bytes = from_a_phone();
        let id = begin(&app, &sam, "board.jpg", bytes.len()).await;
        let at = |answer: &Answer| answer.header("upload-offset").to_owned();
        let begun = progress(&app, &sam, id).await;
        assert_eq!((begun.status, at(&begun).as_str()), (204, "0"));
        assert_eq!(begun.header("upload-length"), bytes.len().to_string());
        assert_eq!(begun.header("tus-resumable"), "1.0.0");

        let first = send(&app, &sam, id, 0, &bytes[..1000]).await;
        assert_eq!((first.status, at(&first).as_str()), (204, "1000"));
        // Nothing goes anywhere else than to the end of what is there.
        for wrong in [0, 999, 1001] {
            let refused = send(&app, &sam, id, wrong, &bytes[1000..]).await;
            assert_eq!(refused.status, 409);
            assert_eq!(refused.problem()["type"], "/problems/wrong-offset");
            assert_eq!(at(&refused), "1000");
        }
        let unfinished = attach(&app, &sam, firm::MILL_LANE_PHOTOS, json!({ "upload": id })).await;
        assert_eq!(faults(&unfinished), ["upload unfinished"]);
        // No more than was announced.
        let more = [&bytes[1000..], b"and more"].concat();
        assert_eq!(send(&app, &sam, id, 1000, &more).await.status, 413);
        let offset: usize = at(&progress(&app, &sam, id).await).parse().unwrap();
        let rest = send(&app, &sam, id, offset, &bytes[offset..]).await;
        assert_eq!(at(&rest), bytes.len().to_string());
        let made = attach(&app, &sam, firm::MILL_LANE_PHOTOS, json!({ "upload": id })).await;
        assert_eq!(made.status, 201, "{database:?} {made:?}");
        // It is used up.
        let again = attach(&app, &sam, firm::MILL_LANE_PHOTOS, json!({ "upload": id })).await;
        assert_eq!(again.status, 404);
        assert_eq!(progress(&app, &sam, id).await.status, 404);
    }
}

#[actix_web::test]
async fn a_line_that_breaks_in_the_middle_of_a_piece_loses_nothing_that_came() {
    let (app, address) = serve(ApiSettings::default()).await;
    let sam = app.as_staff(StaffRole::Field).await;
    let bytes = jpeg();
    let id = begin(&app, &sam, "board.jpg", bytes.len()).await;
    let head = format!(
        "PATCH {} HTTP/1.1\r\nHost: localhost\r\nCookie: __Host-sightline={}\r\nSightline-Hat: {}\r\n\
         Content-Type: {PIECE}\r\nUpload-Offset: 0\r\nContent-Length: {}\r\n\r\n",
        paths::upload(id),
        sam.secret,
        sam.hat,
        bytes.len()
    );
    let mut line = TcpStream::connect(address).await.unwrap();
    line.write_all(head.as_bytes()).await.unwrap();
    line.write_all(&bytes[..5000]).await.unwrap();
    line.flush().await.unwrap();
    let there = async || {
        let answer = progress(&app, &sam, id).await;
        answer.header("upload-offset").parse::<usize>().unwrap()
    };
    while there().await < 5000 {
        tokio::task::yield_now().await;
    }
    drop(line);
    assert_eq!(there().await, 5000);
    let rest = send(&app, &sam, id, 5000, &bytes[5000..]).await;
    assert_eq!(rest.status, 204, "{rest:?}");
    let made = attach(&app, &sam, firm::MILL_LANE_PHOTOS, json!({ "upload": id })).await;
    assert_eq!(made.status, 201, "{made:?}");
}

#[actix_web::test]
async fn a_photo_is_seen_at_once_and_says_nothing_of_where_it_was_taken() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Field).await;
        let (bea, rita) = (
            app.as_(Persona::Bookkeeper).await,
            app.as_(Persona::Rival).await,
        );
        let mut hers = Stream::begun(&app, &bea).await;
        let mut theirs = Stream::begun(&app, &rita).await;
        let phone = from_a_phone();
        let place = 2801u32.to_le_bytes();
        assert!(holds(&phone, b"Exif") && holds(&phone, &place));
        let upload = uploaded(&app, &sam, "C:\\camera\\IMG_1.JPG", &phone).await;
        let new = json!({ "upload": upload, "caption": "After", "taken_on": "2026-11-23" });
        let under_key = async || {
            let request = TestRequest::post()
                .insert_header(("idempotency-key", "k-1"))
                .set_json(&new);
            let path = paths::record_files(firm::MILL_LANE_PHOTOS);
            app.send(sam.request(request, &path)).await
        };
        let made = under_key().await;
        assert_eq!(made.status, 201, "{database:?} {made:?}");
        // The answer was lost on the way: sent again, it is the same photo.
        assert_eq!(under_key().await.json()["id"], made.json()["id"]);
        let file = made.json()["id"].as_str().unwrap().parse().unwrap();
        let told = format!("changed {}", firm::MILL_LANE_PHOTOS);
        assert_eq!(hers.heard(&app).await, [told]);
        assert!(theirs.heard(&app).await.is_empty());

        let set = app
            .get(&bea, &paths::record(firm::MILL_LANE_PHOTOS))
            .await
            .json();
        let photos = set["files"].as_array().unwrap();
        assert_eq!(photos.len(), 2);
        assert_eq!(
            (&photos[1]["id"], &photos[1]["name"]),
            (&made.json()["id"], &json!("IMG_1.JPG"))
        );
        for path in [paths::file(file), paths::thumbnail(file)] {
            let sent = app.get(&bea, &path).await;
            assert_eq!(sent.status, 200, "{path}");
            assert!(!holds(&sent.body, b"Exif") && !holds(&sent.body, &place));
            image::load_from_memory(&sent.body).unwrap();
            assert_eq!(app.get(&rita, &path).await.status, 404);
        }
        nothing_differs(&app).await;

        // Taken out of the set again, it is kept and shown to nobody outside.
        let office = app.as_staff(StaffRole::Office).await;
        let path = paths::firm_record(firm::MILL_LANE_PHOTOS);
        let mut view = app.get(&office, &path).await.json();
        view["body"]["photos"] = json!([firm::PHOTO_FILE]);
        let edit = json!({ "subject": firm::MILL_LANE, "body": view["body"] });
        assert_eq!(act(&app, &office, "PUT", &path, edit).await.status, 204);
        assert_eq!(app.get(&bea, &paths::file(file)).await.status, 404);
        let view = app.get(&office, &path).await.json();
        assert_eq!(view["files"][1]["removed"], true);
        assert_eq!(view["history"][0]["changed"], json!(["photos", "files"]));
        assert_eq!(view["history"][1]["by"], "Sam field");
        nothing_differs(&app).await;
    }
}

#[actix_web::test]
async fn a_documents_next_version_is_the_one_that_is_sent_and_the_one_before_is_kept() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let new = json!({
            "subject": firm::PARK_ROAD,
            "body": { "kind": "document", "sub_kind": "eicr", "title": "EICR", "issued_on": "2026-11-20" },
        });
        let id = add(&app, &sam, new).await;
        let wanted = json!({ "ids": [id], "standing": "by_rule" });
        assert_eq!(publish(&app, &sam, wanted).await.status, 204);
        let mut files = BTreeSet::new();
        let mut hers = Stream::begun(&app, &bea).await;
        for (name, word) in [("draft.pdf", "first"), ("signed.pdf", "second")] {
            let upload = uploaded(&app, &sam, name, &pdf(word)).await;
            let made = attach(&app, &sam, id, json!({ "upload": upload })).await;
            assert_eq!(made.status, 201, "{database:?} {made:?}");
            assert_eq!(hers.heard(&app).await, [format!("changed {id}")]);
            files.insert(made.json()["id"].as_str().unwrap().to_owned());
        }
        assert_eq!(files.len(), 1, "it stays the same file");
        let view = app.get(&bea, &paths::record(id)).await.json();
        assert_eq!(view["files"].as_array().unwrap().len(), 1);
        let file = view["file"].as_str().unwrap().parse().unwrap();
        let sent = app.get(&bea, &paths::file(file)).await;
        assert_eq!((sent.status, sent.body.to_vec()), (200, pdf("second")));
        let view = app.get(&sam, &paths::firm_record(id)).await.json();
        let versions: Vec<_> = view["files"][0]["versions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| (v["version"].as_i64().unwrap(), v["name"].as_str().unwrap()))
            .collect();
        assert_eq!(versions, [(4, "signed.pdf"), (3, "draft.pdf")]);
        assert_eq!(view["files"][0]["name"], "signed.pdf");
        // Whoever only does jobs adds photos and nothing else.
        let field = app.as_staff(StaffRole::Field).await;
        let upload = uploaded(&app, &field, "mine.pdf", &pdf("third")).await;
        let refused = attach(&app, &field, id, json!({ "upload": upload })).await;
        assert_eq!(refused.status, 403);
        nothing_differs(&app).await;
    }
}

#[actix_web::test]
async fn what_is_too_large_or_not_what_it_says_is_not_taken() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let most = app::files::MOST_BYTES;
        assert_eq!(announce(&app, &sam, "a.jpg", most + 1).await.status, 413);
        assert_eq!(announce(&app, &sam, "a.jpg", most).await.status, 201);
        let named = announce(&app, &sam, "virus.exe", 10).await;
        assert_eq!(faults(&named), ["filename unknown"]);
        let other = TestRequest::post().insert_header((RESUMABLE_HEADER, "0.2.2"));
        let other = app.send(sam.request(other, paths::UPLOADS)).await;
        assert_eq!((other.status, other.header("tus-version")), (412, "1.0.0"));
        let id = begin(&app, &sam, "a.jpg", 4).await;
        let json = act(&app, &sam, "PATCH", &paths::upload(id), json!({})).await;
        assert_eq!(
            (json.status, &json.problem()["type"]),
            (415, &json!("/problems/not-a-piece"))
        );

        let photos = firm::MILL_LANE_PHOTOS;
        for (name, bytes) in [
            ("a.jpg", PDF),
            ("a.pdf", b"MZ\x90 no document"),
            ("a.jpg", b""),
        ] {
            let upload = uploaded(&app, &sam, name, bytes).await;
            let refused = attach(&app, &sam, photos, json!({ "upload": upload })).await;
            assert_eq!(faults(&refused), ["upload unreadable"], "{name}");
        }
        let upload = uploaded(&app, &sam, "a.pdf", PDF).await;
        let refused = attach(&app, &sam, photos, json!({ "upload": upload })).await;
        assert_eq!(faults(&refused), ["upload unknown"]);
        let job = attach(&app, &sam, firm::PARK_ROAD_JOB, json!({ "upload": upload })).await;
        assert_eq!(faults(&job), ["record not_now"]);
        let new = json!({ "upload": upload, "caption": "A certificate" });
        let named = attach(&app, &sam, firm::MILL_LANE_EICR, new).await;
        assert_eq!(faults(&named), ["caption superfluous"]);
        let view = app.get(&sam, &paths::firm_record(photos)).await.json();
        assert_eq!(view["history"].as_array().unwrap().len(), 1);
    }
}

/// Somebody of another firm's staff.
async fn stranger(app: &TestApp) -> Visitor<Staff> {
    let brook = contract::id::FirmId::from_bytes([77; 16]);
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
    app.as_staff_of(brook, StaffRole::Owner).await
}

#[actix_web::test]
async fn another_firms_upload_is_not_there_and_a_firm_has_only_so_much_under_way() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let kim = stranger(&app).await;
        let upload = uploaded(&app, &sam, "a.pdf", PDF).await;
        assert_eq!(progress(&app, &kim, upload).await.status, 404);
        assert_eq!(send(&app, &kim, upload, PDF.len(), b"").await.status, 404);
        let own = uploaded(&app, &kim, "a.pdf", PDF).await;
        let theirs = attach(&app, &kim, firm::MILL_LANE_EICR, json!({ "upload": own })).await;
        assert_eq!(theirs.status, 404);
        let stolen = attach(&app, &sam, firm::MILL_LANE_EICR, json!({ "upload": own })).await;
        assert_eq!(stolen.status, 404);

        // Another firm's load is not hers.
        let set = "UPDATE upload SET length = 8589934592 WHERE length > 0";
        app.sql(set).await;
        let full = announce(&app, &kim, "a.pdf", 10).await;
        assert_eq!(
            (full.status, &full.problem()["type"]),
            (429, &json!("/problems/too-many"))
        );
        app.sql("DELETE FROM upload").await;
        assert_eq!(announce(&app, &kim, "a.pdf", 10).await.status, 201);
    }
}

#[actix_web::test]
async fn what_nobody_goes_on_with_is_removed_after_a_day() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Field).await;
        let bytes = jpeg();
        let left = begin(&app, &sam, "left.jpg", bytes.len()).await;
        let slow = begin(&app, &sam, "slow.jpg", bytes.len()).await;
        for id in [left, slow] {
            assert_eq!(send(&app, &sam, id, 0, &bytes[..100]).await.status, 204);
        }
        let folder = app.folder.path().join("uploads");
        let count = || std::fs::read_dir(&folder).unwrap().count();
        app.clock.advance(chrono::TimeDelta::hours(20));
        assert_eq!(
            send(&app, &sam, slow, 100, &bytes[100..200]).await.status,
            204
        );
        outbox::sweep(&app.app).await.unwrap();
        assert_eq!(count(), 2);
        app.clock.advance(chrono::TimeDelta::hours(5));
        outbox::sweep(&app.app).await.unwrap();
        assert_eq!(count(), 1);
        assert_eq!(progress(&app, &sam, left).await.status, 404);
        assert_eq!(send(&app, &sam, slow, 200, &bytes[200..]).await.status, 204);
        let made = attach(
            &app,
            &sam,
            firm::MILL_LANE_PHOTOS,
            json!({ "upload": slow }),
        )
        .await;
        assert_eq!(made.status, 201, "{database:?} {made:?}");
        assert_eq!(count(), 0, "what was used is gone at once");
    }
}

#[actix_web::test]
async fn staff_open_a_file_as_it_is_and_as_it_was_and_every_look_leaves_a_receipt() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let sam = app.as_staff(StaffRole::Office).await;
        let newer = pdf("newer");
        let upload = uploaded(&app, &sam, "EICR again.pdf", &newer).await;
        let made = attach(
            &app,
            &sam,
            firm::MILL_LANE_EICR,
            json!({ "upload": upload }),
        )
        .await;
        assert_eq!(made.status, 201, "{made:?}");

        let path = paths::firm_file(firm::EICR_FILE);
        let now = app.get(&sam, &format!("{path}?inline=true")).await;
        assert_eq!((now.status, &now.body[..]), (200, &newer[..]));
        let shown = now.header("content-disposition").to_owned();
        assert!(
            shown.starts_with("inline; filename=\"EICR again.pdf\""),
            "{shown}"
        );
        let was = app.get(&sam, &format!("{path}?version=1")).await;
        assert!(was.status == 200 && was.body == app.firm.eicr);
        assert!(
            was.header("content-disposition")
                .starts_with("attachment; filename=\"EICR 14 Mill Lane.pdf\"")
        );
        let range = sam.request(TestRequest::get(), &path);
        let part = app.send(range.insert_header(("range", "bytes=0-3"))).await;
        assert_eq!((part.status, &part.body[..]), (206, &b"%PDF"[..]));
        assert_eq!(
            app.get(&sam, &format!("{path}?version=9")).await.status,
            404
        );

        let small = app
            .get(&sam, &paths::firm_thumbnail(firm::PHOTO_FILE))
            .await;
        assert!(small.status == 200 && small.body == app.firm.thumbnail);
        let none = app.get(&sam, &paths::firm_thumbnail(firm::EICR_FILE)).await;
        assert_eq!(none.status, 404);

        // A line for each look and for what was refused. A part of what she just had is the same look, and a small
        // picture none of its own.
        let receipts = app.chain(Chain::firm(firm::HALDEN)).await;
        let hers: Vec<_> = receipts
            .iter()
            .filter(|e| e.text.contains("file.download") && e.text.contains(&sam.hat.to_string()))
            .collect();
        assert_eq!(hers.len(), 4, "{database:?}");
        assert!(hers.iter().all(|entry| entry.text.contains("person")));
        let refused = hers.iter().filter(|entry| entry.text.contains("refused"));
        assert_eq!(refused.count(), 2);
    }
}

#[actix_web::test]
async fn another_firms_staff_find_none_of_its_files() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let kim = stranger(&app).await;
        for path in [
            paths::firm_file(firm::EICR_FILE),
            format!("{}?version=1", paths::firm_file(firm::EICR_FILE)),
            paths::firm_thumbnail(firm::PHOTO_FILE),
        ] {
            assert_eq!(app.get(&kim, &path).await.status, 404, "{path}");
        }
    }
}
