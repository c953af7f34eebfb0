//! What is not one's own is answered like what is not there: same status, same body, on every path.

use contract::id::{FileId, RecordId, SubjectId};
use contract::paths;
use testkit::{Database, Persona, TestApp, firm};

/// Ids of each persona's slice by kind, and those of nobody.
struct Theirs {
    persona: Persona,
    records: Vec<RecordId>,
    files: Vec<FileId>,
    subjects: Vec<SubjectId>,
}

fn slices() -> Vec<Theirs> {
    use firm::{
        COPPER_COURT, COPPER_COURT_GAS, EICR_FILE, GAS_FILE, MILL_LANE, MILL_LANE_EICR,
        MILL_LANE_PHOTOS, NEST_INVOICE, OAKLINE_INVOICE, PARK_ROAD, PARK_ROAD_JOB, PARK_ROAD_VISIT,
        PHOTO_FILE,
    };
    let oakline = |persona| Theirs {
        persona,
        records: vec![
            MILL_LANE_EICR,
            MILL_LANE_PHOTOS,
            OAKLINE_INVOICE,
            PARK_ROAD_JOB,
            PARK_ROAD_VISIT,
        ],
        files: vec![EICR_FILE, PHOTO_FILE],
        subjects: vec![MILL_LANE, PARK_ROAD],
    };
    vec![
        oakline(Persona::Bookkeeper),
        oakline(Persona::Principal),
        Theirs {
            persona: Persona::Rival,
            records: vec![COPPER_COURT_GAS, NEST_INVOICE],
            files: vec![GAS_FILE],
            subjects: vec![COPPER_COURT],
        },
        Theirs {
            persona: Persona::Landlord,
            records: vec![MILL_LANE_EICR],
            files: vec![EICR_FILE],
            subjects: vec![MILL_LANE],
        },
    ]
}

#[actix_web::test]
async fn each_persona_opens_her_own_and_nothing_else() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let all = slices();
        for own in &all {
            let visitor = app.as_(own.persona).await;
            let nowhere = app
                .get(&visitor, &paths::record(RecordId::from_bytes([99; 16])))
                .await
                .problem();
            let mut paths = Vec::new();
            for id in all.iter().flat_map(|t| &t.records).chain([&firm::INTERNAL]) {
                paths.push((paths::record(*id), own.records.contains(id)));
            }
            for id in all.iter().flat_map(|t| &t.subjects) {
                paths.push((paths::subject(*id), own.subjects.contains(id)));
            }
            for id in all.iter().flat_map(|t| &t.files) {
                paths.push((paths::file(*id), own.files.contains(id)));
                if *id == firm::PHOTO_FILE {
                    paths.push((paths::thumbnail(*id), own.files.contains(id)));
                }
            }
            for (path, visible) in paths {
                let answer = app.get(&visitor, &path).await;
                if visible {
                    assert_eq!(answer.status, 200, "{database:?} {:?} {path}", own.persona);
                } else {
                    assert_eq!(answer.status, 404, "{database:?} {:?} {path}", own.persona);
                    assert_eq!(answer.problem(), nowhere, "{path}");
                }
            }
        }
    }
}

#[actix_web::test]
async fn a_malformed_id_is_answered_like_an_unknown_one() {
    let app = TestApp::new(Database::Sqlite).await;
    let visitor = app.as_(Persona::Bookkeeper).await;
    let unknown = app
        .get(&visitor, &paths::record(RecordId::from_bytes([99; 16])))
        .await;
    for list in ["records", "subjects", "files"] {
        for id in [
            "x",
            "rec_",
            "rec_1",
            "fil_92",
            "REC_01920000-0000-7000-8000-000000000001",
            "%00",
            "..%2f",
            "a%20b",
            "é",
        ] {
            let id: String = id
                .chars()
                .map(|c| {
                    if c.is_ascii() {
                        c.to_string()
                    } else {
                        "%C3%A9".to_owned()
                    }
                })
                .collect();
            let answer = app
                .get(&visitor, &format!("/api/v1/portal/{list}/{id}"))
                .await;
            assert_eq!(answer.status, 404, "{list}/{id}");
            assert_eq!(answer.problem(), unknown.problem(), "{list}/{id}");
        }
    }
    // An id of another kind is none of this kind.
    let answer = app
        .get(
            &visitor,
            &format!("/api/v1/portal/records/{}", firm::MILL_LANE),
        )
        .await;
    assert_eq!(answer.problem(), unknown.problem());
}

#[actix_web::test]
async fn lists_searches_and_dashboards_hold_only_ones_own() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let rival = app.as_(Persona::Rival).await;
        for path in [
            paths::RECORDS.to_owned(),
            paths::SUBJECTS.to_owned(),
            paths::DASHBOARD.to_owned(),
            format!("{}?q=mill%20lane", paths::SEARCH),
            format!("{}?q=eicr", paths::SEARCH),
            format!("{}?subject={}", paths::RECORDS, firm::MILL_LANE),
        ] {
            let answer = app.get(&rival, &path).await;
            assert_eq!(answer.status, 200, "{path}: {:?}", answer.body);
            // What the search understood repeats her own words.
            let mut body = answer.json();
            body["understood"].take();
            let text = body.to_string();
            for word in [
                "Mill",
                "Park",
                "INV-1001",
                "Oakline",
                "EICR",
                "eicr",
                "copper thieves",
                "slow payer",
            ] {
                assert!(
                    !text.contains(word),
                    "{database:?} {path} tells of {word}: {text}"
                );
            }
        }
        let own = app
            .get(&rival, &format!("{}?q=copper%20court%20gas", paths::SEARCH))
            .await
            .json();
        assert_eq!(own["hits"].as_array().unwrap().len(), 1, "{own}");
    }
}

#[actix_web::test]
async fn one_browser_with_two_hats_sees_each_slice_under_its_hat_alone() {
    let app = TestApp::new(Database::Sqlite).await;
    let principal = app.as_(Persona::Principal).await;
    let landlord = testkit::Visitor {
        hat: Persona::Landlord.hat(),
        ..principal.clone()
    };
    assert_eq!(
        app.get(&principal, &paths::record(firm::OAKLINE_INVOICE))
            .await
            .status,
        200
    );
    assert_eq!(
        app.get(&landlord, &paths::record(firm::OAKLINE_INVOICE))
            .await
            .status,
        404
    );
    assert_eq!(
        app.get(&landlord, &paths::record(firm::MILL_LANE_EICR))
            .await
            .status,
        200
    );
    // The same certificate under two hats: equal rights, different tags.
    let one = app
        .get(&principal, &paths::record(firm::MILL_LANE_EICR))
        .await;
    let other = app
        .get(&landlord, &paths::record(firm::MILL_LANE_EICR))
        .await;
    assert_ne!(one.header("etag"), other.header("etag"));
}
