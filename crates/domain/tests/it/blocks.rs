//! Blocks say no more than the rows they are made of: nothing where the lens is closed, not even
//! a nought that looks like a fact.

use crate::bodies::{invoice, plain};
use crate::world::{all_of, day, row_facts, scope_of, subject, view_facts, written};
use contract::block::{Block, BySubjectBlock, BySubjectRow};
use contract::id::RecordId;
use contract::kind::{LineState, RecordKind, Validity};
use contract::record::{RecordDetail, RecordRow};
use domain::record::{Body, Document};
use domain::share::Fraction;
use domain::slice::{
    BySubjectFacts, BySubjectKind, Kind as _, RecordsFacts, RecordsKind, RowKind, Scope,
    TotalsFacts, TotalsKind, ViewKind, Weights,
};
use std::collections::BTreeMap;

fn scope(rules: &str) -> Scope {
    scope_of(
        &written(&format!(
            "id = \"x\"\n[role.r]\nsee = [\"*\"]\ndo = [\"*\"]\n[relation.owns]\n{rules}"
        )),
        "r",
    )
}

/// Every kind through one lens.
fn everything(lens: &str) -> Scope {
    let rules: Vec<_> = RecordKind::ALL
        .iter()
        .map(|kind| format!("{kind} = {{ lens = \"{lens}\" }}\n"))
        .collect();
    scope(&rules.concat())
}

fn totals(scope: &Scope) -> Vec<(String, u64, Option<i64>)> {
    let facts = TotalsFacts {
        wanted: ["overdue", "due", "expiring", "expired", "booked", "secret"]
            .map(str::to_owned)
            .into(),
        due: (3, 300),
        overdue: (2, 200),
        expiring: 5,
        expired: 6,
        booked: 7,
    };
    match TotalsKind::project(scope, facts) {
        Some(Block::Totals(block)) => block
            .totals
            .into_iter()
            .map(|t| (t.of, t.count, t.money.map(|m| m.pence)))
            .collect(),
        other => panic!("{other:?}"),
    }
}

fn named(totals: &[(String, u64, Option<i64>)]) -> Vec<&str> {
    totals.iter().map(|(of, ..)| of.as_str()).collect()
}

#[test]
fn totals_come_in_the_order_wanted_and_only_where_their_group_is_open() {
    let full = totals(&everything("full"));
    assert_eq!(
        named(&full),
        ["overdue", "due", "expiring", "expired", "booked"]
    );
    assert_eq!(full[0], ("overdue".to_owned(), 2, Some(200)));
    assert_eq!(full[2], ("expiring".to_owned(), 5, None));
    assert_eq!(
        named(&totals(&everything("evidence"))),
        ["expiring", "expired", "booked"]
    );
    assert_eq!(named(&totals(&everything("status"))), [""; 0]);
    assert_eq!(
        named(&totals(&scope("visit = { lens = \"schedule\" }\n"))),
        ["booked"]
    );
    // One rule of two that hides the sum hides it from the total, which could not tell them apart.
    let mixed = scope(
        "invoice = { lens = \"full\" }\n[relation.manages]\ninvoice = { lens = \"status\" }\n",
    );
    assert_eq!(named(&totals(&mixed)), [""; 0]);
}

fn by_subject(scope: &Scope, bodies: &[Body]) -> BySubjectRow {
    table(scope, bodies).rows.into_iter().next().unwrap()
}

fn table(scope: &Scope, bodies: &[Body]) -> BySubjectBlock {
    let rows = bodies
        .iter()
        .enumerate()
        .map(|(at, body)| {
            let mut row = row_facts(body, all_of(scope, body.kind()), None);
            row.id = RecordId::from_bytes([u8::try_from(at).unwrap(); 16]);
            row
        })
        .collect();
    let facts = BySubjectFacts {
        noun: "properties".to_owned(),
        columns: ["certificates", "photos", "balance", "next-visit"]
            .map(str::to_owned)
            .into(),
        count: 1,
        subjects: vec![subject()],
        rows,
        windows: (0..9)
            .map(|at| (RecordId::from_bytes([at; 16]), "09:00-11:00".to_owned()))
            .collect(),
    };
    match BySubjectKind::project(scope, facts) {
        Some(Block::BySubject(block)) => block,
        other => panic!("{other:?}"),
    }
}

fn one_of_each() -> Vec<Body> {
    RecordKind::ALL.iter().map(|kind| plain(*kind)).collect()
}

#[test]
fn a_subjects_row_adds_up_the_records_below_it() {
    let row = by_subject(&everything("full"), &one_of_each());
    assert_eq!(row.photos, Some(2));
    assert_eq!(row.balance.map(|m| m.pence), Some(12_000 + 500_000));
    let visit = row.next_visit.unwrap();
    assert_eq!(
        (visit.on, visit.window.as_deref()),
        (day("2026-04-01"), Some("09:00-11:00"))
    );
    let chips = row.certificates.unwrap();
    assert_eq!(chips.len(), 1);
    assert_eq!(
        (chips[0].sub_kind.as_str(), chips[0].validity),
        ("eicr", Validity::Valid)
    );
}

#[test]
fn a_column_whose_group_is_closed_is_absent_and_not_nought() {
    let status = by_subject(&everything("status"), &one_of_each());
    assert_eq!(status.balance, None, "no money is open");
    assert_eq!(status.photos, None, "no files are open");
    assert_eq!(status.next_visit, None, "no days are open");
    assert_eq!(
        status.certificates, None,
        "whether a certificate is valid is a matter of days"
    );
    let schedule = by_subject(&everything("schedule"), &one_of_each());
    assert_eq!((schedule.balance, schedule.photos), (None, None));
    assert!(schedule.next_visit.is_some() && schedule.certificates.is_some());
    let none = by_subject(&scope("milestone = { lens = \"full\" }\n"), &one_of_each());
    assert_eq!(
        (
            none.balance,
            none.photos,
            none.next_visit,
            none.certificates
        ),
        (None, None, None, None)
    );
    assert_eq!(
        table(&everything("schedule"), &[]).columns,
        ["certificates", "next-visit"]
    );
    assert_eq!(table(&everything("full"), &[]).columns.len(), 4);
    // Open, and nothing there: that is a nought.
    let bare = by_subject(&everything("full"), &[]);
    assert_eq!(
        (
            bare.balance.map(|m| m.pence),
            bare.photos,
            bare.certificates
        ),
        (Some(0), Some(0), Some(vec![]))
    );
}

fn document(sub_kind: &str, issued_on: &str, next_due: Option<&str>) -> Body {
    let Body::Document(body) = plain(RecordKind::Document) else {
        unreachable!()
    };
    Body::Document(Document {
        sub_kind: sub_kind.to_owned(),
        issued_on: day(issued_on),
        next_due: next_due.map(day),
        ..body
    })
}

#[test]
fn of_each_sort_the_newest_certificate_is_shown_and_the_most_pressing_sort_first() {
    let row = by_subject(
        &everything("full"),
        &[
            document("eicr", "2024-01-01", Some("2026-01-01")),
            document("eicr", "2025-06-01", Some("2030-06-01")),
            document("epc", "2020-01-01", None),
            document("gas-safety", "2025-03-20", Some("2026-03-20")),
            document("pat", "2025-03-01", Some("2026-03-13")),
        ],
    );
    let chips: Vec<_> = row
        .certificates
        .unwrap()
        .into_iter()
        .map(|c| (c.sub_kind, c.validity))
        .collect();
    let expected = [
        ("pat", Validity::Expired),
        ("gas-safety", Validity::DueSoon),
        ("eicr", Validity::Valid),
        ("epc", Validity::Undated),
    ];
    assert_eq!(chips, expected.map(|(s, v)| (s.to_owned(), v)));
}

#[test]
fn a_certificate_is_valid_to_its_last_day_and_due_soon_sixty_days_before() {
    let scope = everything("full");
    // Today is 2026-03-14.
    for (due, expected) in [
        ("2026-03-13", Validity::Expired),
        ("2026-03-14", Validity::DueSoon),
        ("2026-05-13", Validity::DueSoon),
        ("2026-05-14", Validity::Valid),
    ] {
        let body = document("eicr", "2020-01-01", Some(due));
        let row =
            RowKind::project(&scope, row_facts(&body, all_of(&scope, body.kind()), None)).unwrap();
        assert_eq!(row.validity, Some(expected), "{due}");
    }
    assert_eq!(
        domain::day::from_number(domain::slice::due_soon_until(&scope)),
        Some(day("2026-05-13"))
    );
}

#[test]
fn a_list_leaves_out_what_no_rule_opens() {
    let scope = everything("full");
    let body = plain(RecordKind::Invoice);
    let rows = vec![
        row_facts(&body, 0, None),
        row_facts(&body, all_of(&scope, body.kind()), None),
    ];
    let facts = RecordsFacts {
        of: "to-pay".to_owned(),
        count: 1,
        rows,
    };
    let Some(Block::Records(block)) = RecordsKind::project(&scope, facts) else {
        panic!()
    };
    assert_eq!(block.rows.len(), 1);
}

#[test]
fn nothing_is_owed_on_a_draft_in_the_row_and_in_the_detail() {
    let scope = everything("full");
    let mut draft = invoice(&[(1000, LineState::Open)]);
    draft.draft = true;
    let body = Body::Invoice(draft);
    let view =
        ViewKind::project(&scope, view_facts(&body, all_of(&scope, body.kind()), None)).unwrap();
    let Some(RecordDetail::Invoice(detail)) = &view.detail else {
        panic!("{view:?}")
    };
    let RecordRow { total, open, .. } = view.row;
    assert_eq!((total, open), (Some(detail.total), Some(detail.open)));
    assert_eq!((detail.open.pence, detail.lines[0].open.pence), (0, 0));
}

#[test]
fn a_visit_without_agreed_hours_has_none() {
    let scope = everything("full");
    let body = plain(RecordKind::Visit);
    let row = row_facts(&body, all_of(&scope, body.kind()), None);
    for (window, expected) in [
        (Some("08:00-10:00"), Some("08:00-10:00")),
        (Some(""), None),
        (None, None),
    ] {
        let facts = BySubjectFacts {
            noun: String::new(),
            columns: vec!["next-visit".to_owned()],
            count: 1,
            subjects: vec![subject()],
            rows: vec![row.clone()],
            windows: window
                .map(|w| (row.id, w.to_owned()))
                .into_iter()
                .collect::<BTreeMap<_, _>>(),
        };
        let Some(Block::BySubject(block)) = BySubjectKind::project(&scope, facts) else {
            panic!()
        };
        assert_eq!(
            block.rows[0].next_visit.as_ref().unwrap().window.as_deref(),
            expected
        );
    }
}

#[test]
fn a_share_holders_balance_is_the_sum_of_her_parts() {
    let owner = scope_of(&written(include_str!("horse-owner.toml")), "owner");
    let quarter = |own| (Fraction::new(1, 4).unwrap(), own);
    let weights = Weights {
        register: vec![
            quarter(true),
            quarter(false),
            quarter(false),
            quarter(false),
        ],
    };
    let invoices = [
        invoice(&[(1001, LineState::Open)]),
        invoice(&[(503, LineState::Open)]),
    ]
    .map(Body::Invoice);
    let rows: Vec<_> = invoices
        .iter()
        .map(|body| row_facts(body, all_of(&owner, body.kind()), Some(weights.clone())))
        .collect();
    let facts = BySubjectFacts {
        noun: "horses".to_owned(),
        columns: vec!["balance".to_owned()],
        count: 1,
        subjects: vec![subject()],
        rows,
        windows: BTreeMap::new(),
    };
    let Some(Block::BySubject(block)) = BySubjectKind::project(&owner, facts) else {
        panic!()
    };
    // 1201 and 604 pence with VAT: a quarter of each, split on its own.
    assert_eq!(block.rows[0].balance.map(|m| m.pence), Some(301 + 151));
}
