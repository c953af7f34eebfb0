//! What the lens hides, nothing betrays (rule 9): a unique word, day or number is planted in every field of
//! every kind, and each comes out exactly where a group that owns it is open. The firm's notes never do.

use crate::bodies::{invoice, plain};
use crate::world::{all_of, day, file, scope_of, view_facts, written};
use FieldGroup::{Detail, Files, Money, People, Schedule, Staff, Summary};
use contract::id::FileId;
use contract::kind::{ChaseState, LineState, RecordKind, Status};
use domain::record::{
    Body, Document, FieldGroup, Invoice, Job, Milestone, PhotoSet, StagePayment, Visit,
};
use domain::slice::{Kind as _, RowKind, Scope, ViewKind};

/// A planted mark and the groups that must all be open for it to be shown in full view.
type Mark = (&'static str, &'static [FieldGroup]);

/// The record of that kind with something to betray in every field.
fn planted(kind: RecordKind) -> (Body, Vec<Mark>) {
    let note = || "qnote".to_owned();
    match kind {
        RecordKind::Job => (
            Body::Job(Job {
                reference: "qreference".into(),
                title: "qtitle".into(),
                status: Status::Done,
                raised_on: None,
                booked_for: Some(day("2026-02-11")),
                done_on: Some(day("2026-02-12")),
                description: "qdescription".into(),
                staff_note: note(),
            }),
            vec![
                ("qreference", &[Summary]),
                ("qtitle", &[Summary]),
                ("qdescription", &[Detail]),
                ("2026-02-11", &[Schedule]),
                ("2026-02-12", &[Schedule]),
            ],
        ),
        RecordKind::Visit => (
            Body::Visit(Visit {
                title: "qtitle".into(),
                status: Status::Done,
                on: day("2026-02-11"),
                window: "qwindow".into(),
                engineer: "qengineer".into(),
                outcome: "qoutcome".into(),
                job: None,
                staff_note: note(),
            }),
            vec![
                ("qtitle", &[Summary]),
                ("qwindow", &[Schedule]),
                ("qengineer", &[People]),
                ("qoutcome", &[Detail]),
                ("2026-02-11", &[Schedule]),
            ],
        ),
        RecordKind::Document => (
            Body::Document(Document {
                sub_kind: "qsub".into(),
                title: "qtitle".into(),
                number: "qnumber".into(),
                issued_on: day("2026-02-11"),
                next_due: Some(day("2031-02-11")),
                result: "qresult".into(),
                inspector: "qinspector".into(),
                remarks: "qremarks".into(),
                superseded: false,
                file: Some(FileId::from_bytes([0xfe; 16])),
                staff_note: note(),
            }),
            vec![
                ("qsub", &[Summary]),
                ("qtitle", &[Summary]),
                ("qnumber", &[Detail]),
                ("qresult", &[Detail]),
                ("qinspector", &[People]),
                ("qremarks", &[Detail]),
                ("2026-02-11", &[Schedule]),
                ("2031-02-11", &[Schedule]),
                ("\"validity\":\"valid\"", &[Schedule]),
                ("fefefefe", &[Files]),
            ],
        ),
        RecordKind::PhotoSet => (
            Body::PhotoSet(PhotoSet {
                title: "qtitle".into(),
                taken_on: day("2026-02-11"),
                stage: "qstage".into(),
                remarks: "qremarks".into(),
                photos: vec![FileId::from_bytes([0xfe; 16]); 73],
                staff_note: note(),
            }),
            vec![
                ("qtitle", &[Summary]),
                ("qstage", &[Detail]),
                ("qremarks", &[Detail]),
                ("2026-02-11", &[Schedule]),
                ("fefefefe", &[Files]),
                ("\"photos\":73", &[Files]),
            ],
        ),
        RecordKind::Invoice => {
            let mut body = Invoice {
                number: "qnumber".into(),
                purchase_order: "qpurchase".into(),
                title: "qtitle".into(),
                issued_on: day("2026-02-11"),
                due_on: day("2026-03-11"),
                chase: ChaseState::FinalNotice,
                staff_note: note(),
                ..invoice(&[(97_301, LineState::Queried), (1_013, LineState::Paid)])
            };
            body.lines[0].description = "qfirst".into();
            body.lines[1].description = "qsecond".into();
            (
                Body::Invoice(body),
                vec![
                    ("qnumber", &[Summary]),
                    ("qtitle", &[Summary]),
                    ("qpurchase", &[Money]),
                    ("qfirst", &[Money]),
                    ("qsecond", &[Money]),
                    ("final_notice", &[Money]),
                    ("queried", &[Money]),
                    ("97301", &[Money]),
                    ("116761", &[Money]),
                    ("117977", &[Money]),
                    ("2026-02-11", &[Schedule]),
                    ("2026-03-11", &[Schedule]),
                ],
            )
        }
        RecordKind::Milestone => (
            Body::Milestone(Milestone {
                position: 1,
                title: "qtitle".into(),
                planned_on: Some(day("2026-02-11")),
                reached_on: Some(day("2026-02-12")),
                description: "qdescription".into(),
                staff_note: note(),
            }),
            vec![
                ("qtitle", &[Summary]),
                ("qdescription", &[Detail]),
                ("2026-02-11", &[Schedule]),
                ("2026-02-12", &[Schedule]),
            ],
        ),
        RecordKind::StagePayment => (
            Body::StagePayment(StagePayment {
                position: 1,
                title: "qtitle".into(),
                milestone: "qmilestone".into(),
                amount_pence: 734_511,
                retention_pence: 36_733,
                due_on: Some(day("2026-02-11")),
                paid_on: Some(day("2026-02-12")),
                staff_note: note(),
            }),
            vec![
                ("qtitle", &[Summary]),
                ("qmilestone", &[Money]),
                ("734511", &[Money]),
                ("36733", &[Money]),
                ("2026-02-11", &[Schedule]),
                ("2026-02-12", &[Schedule]),
            ],
        ),
    }
}

/// Of a file that hangs on the record.
const FILE_MARKS: [Mark; 4] = [
    ("qfile.jpg", &[Files]),
    ("qsha", &[Files]),
    ("qcaption", &[Files, Detail]),
    ("2026-02-13", &[Files, Schedule]),
];

/// Every set of groups that a profile can write, with a scope of exactly one rule that opens it.
fn lenses(kind: RecordKind) -> Vec<(Vec<FieldGroup>, Scope)> {
    let choice = [Schedule, Detail, People, Files, Money];
    (0..1u32 << choice.len())
        .map(|mask| {
            let mut groups = vec![Summary];
            groups.extend(
                choice
                    .iter()
                    .enumerate()
                    .filter(|(i, _)| mask & (1 << i) != 0)
                    .map(|(_, g)| *g),
            );
            let names: Vec<_> = groups.iter().map(|g| format!("\"{}\"", g.name())).collect();
            let profile = written(&format!(
                "id = \"x\"\n[lens.l]\nshow = [{}]\n[relation.owns]\n{kind} = {{ lens = \"l\" }}\n\
                 [role.r]\nsee = [\"*\"]\ndo = [\"*\"]\n",
                names.join(", ")
            ));
            (groups, scope_of(&profile, "r"))
        })
        .collect()
}

/// The list's row and the full view, as they would be sent.
fn sent(scope: &Scope, body: &Body) -> (String, String) {
    let mut facts = view_facts(body, all_of(scope, body.kind()), None);
    facts.files = vec![file("qfile.jpg", Some("qcaption"), Some(day("2026-02-13")))];
    let row = RowKind::project(scope, facts.row.clone()).unwrap();
    let view = ViewKind::project(scope, facts).unwrap();
    (
        serde_json::to_string(&row).unwrap(),
        serde_json::to_string(&view).unwrap(),
    )
}

#[test]
fn each_planted_mark_is_shown_exactly_where_its_groups_are_open() {
    for kind in RecordKind::ALL {
        let (body, marks) = planted(*kind);
        for (groups, scope) in lenses(*kind) {
            let (row, view) = sent(&scope, &body);
            for (mark, needs) in marks.iter().chain(&FILE_MARKS) {
                let open = needs.iter().all(|group| groups.contains(group));
                assert_eq!(
                    view.contains(mark),
                    open,
                    "{kind}: {mark} through {groups:?} in\n{view}"
                );
                assert!(
                    open || !row.contains(mark),
                    "{kind}: {mark} through {groups:?} in the row\n{row}"
                );
            }
            for text in [&row, &view] {
                assert!(
                    !text.contains("qnote"),
                    "{kind}: the firm's note through {groups:?}"
                );
            }
        }
    }
}

#[test]
fn a_row_says_nothing_that_the_full_view_does_not() {
    for kind in RecordKind::ALL {
        let (body, _) = planted(*kind);
        for (groups, scope) in lenses(*kind) {
            let (row, view) = sent(&scope, &body);
            let row: serde_json::Value = serde_json::from_str(&row).unwrap();
            let view: serde_json::Value = serde_json::from_str(&view).unwrap();
            for (field, value) in row.as_object().unwrap() {
                assert_eq!(
                    view.get(field),
                    Some(value),
                    "{kind}: {field} through {groups:?}"
                );
            }
        }
    }
}

/// Every text in a body's stored form: so that a field added later is asked about here too.
fn texts(json: &serde_json::Value, into: &mut Vec<String>) {
    match json {
        serde_json::Value::String(text) => into.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| texts(item, into)),
        serde_json::Value::Object(fields) => fields.values().for_each(|value| texts(value, into)),
        _ => {}
    }
}

#[test]
fn search_knows_every_planted_word_and_in_the_group_that_shows_it() {
    for kind in RecordKind::ALL {
        let (body, marks) = planted(*kind);
        let mut stored = Vec::new();
        texts(&serde_json::to_value(&body).unwrap(), &mut stored);
        let words: Vec<_> = stored
            .into_iter()
            .filter(|text| text.starts_with('q') && text != "queried")
            .collect();
        assert!(words.len() >= 3, "{kind}: {words:?}");
        let found = body.texts();
        for word in words {
            let groups: Vec<_> = found
                .iter()
                .filter(|(_, text)| text.split(' ').any(|w| w == word))
                .map(|(g, _)| *g)
                .collect();
            let expected: &[FieldGroup] = if word == "qnote" {
                &[Staff]
            } else {
                marks
                    .iter()
                    .find(|(mark, _)| *mark == word)
                    .unwrap_or_else(|| panic!("{kind}: {word} is not tested"))
                    .1
            };
            assert_eq!(groups, expected, "{kind}: {word}");
        }
    }
}

#[test]
fn a_record_without_words_gives_search_none_to_find() {
    for kind in RecordKind::ALL {
        for (group, text) in plain(*kind).texts() {
            assert!(!text.trim().is_empty(), "{kind}: {group:?}");
            assert_ne!(group, Staff, "{kind}");
        }
    }
}

#[test]
fn rules_that_do_not_hold_for_the_record_open_nothing_of_it() {
    let profile = written(
        "id = \"x\"\n[relation.owns]\ninvoice = { lens = \"full\", actions = [\"pay\"] }\n[relation.manages]\n\
         invoice = { lens = \"status\" }\njob = { lens = \"full\" }\n[role.r]\nsee = [\"*\"]\ndo = [\"*\"]\n",
    );
    let scope = scope_of(&profile, "r");
    let (body, _) = planted(RecordKind::Invoice);
    let bit = |lens: usize, kind| {
        let grants = scope.grants().iter();
        1u64 << grants
            .enumerate()
            .find(|(_, g)| g.kind == kind && g.lens.groups().count() == lens)
            .unwrap()
            .0
    };
    let status = RowKind::project(
        &scope,
        view_facts(&body, bit(1, RecordKind::Invoice), None).row,
    )
    .unwrap();
    assert_eq!(
        (status.total, status.due_on, status.can.len()),
        (None, None, 0)
    );
    let both = bit(1, RecordKind::Invoice) | bit(6, RecordKind::Invoice);
    let full = RowKind::project(&scope, view_facts(&body, both, None).row).unwrap();
    assert!(full.total.is_some() && full.due_on.is_some() && full.can.len() == 1);
    // No rule, a rule of another kind, a bit that no rule has: absent.
    for matched in [0, bit(6, RecordKind::Job), 1 << 63] {
        assert_eq!(
            RowKind::project(&scope, view_facts(&body, matched, None).row),
            None,
            "{matched:b}"
        );
        assert_eq!(
            ViewKind::project(&scope, view_facts(&body, matched, None)),
            None,
            "{matched:b}"
        );
    }
}
