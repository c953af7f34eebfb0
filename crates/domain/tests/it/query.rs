//! Questions to a list (rule 9): what the viewer's lens does not open is answered exactly as what does not exist.

use crate::world::{scope_of, written};
use contract::id::RecordId;
use contract::kind::{RecordKind, Status};
use contract::page::RecordQuery;
use contract::problem::FieldError;
use domain::query::{Cursor, CursorKey, MOST_LIMIT, StatusFilter, USUAL_LIMIT, record_list};
use domain::slice::{Scope, SortField};
use proptest::prelude::*;

fn scope(rules: &str) -> Scope {
    scope_of(
        &written(&format!(
            "id = \"x\"\n[role.r]\nsee = [\"*\"]\n[relation.owns]\n{rules}"
        )),
        "r",
    )
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// The faults, without the value that was asked for.
fn faults(scope: &Scope, query: RecordQuery) -> Vec<FieldError> {
    record_list(scope, query)
        .map(|(_, list)| panic!("{list:?}"))
        .unwrap_err()
}

#[test]
fn a_kind_that_is_closed_is_as_unknown_as_one_that_does_not_exist() {
    let scope = scope("invoice = { lens = \"full\" }\njob = { lens = \"full\" }\n");
    let ask = |kind: &str| RecordQuery {
        kind: some(kind),
        ..RecordQuery::default()
    };
    let nonsense = faults(&scope, ask("spaceship"));
    for kind in ["document", "invoice,document", "", "Invoice", "invoice,"] {
        assert_eq!(faults(&scope, ask(kind)), nonsense, "{kind}");
    }
    let (narrowed, _) = record_list(&scope, ask("invoice, job")).unwrap();
    assert_eq!(narrowed.kinds(), [RecordKind::Job, RecordKind::Invoice]);
    let (narrowed, _) = record_list(&scope, ask("invoice")).unwrap();
    assert_eq!(narrowed.kinds(), [RecordKind::Invoice]);
}

#[test]
fn an_order_that_would_betray_a_closed_field_is_as_unknown_as_one_that_does_not_exist() {
    let ask = |sort: &str| RecordQuery {
        sort: some(sort),
        ..RecordQuery::default()
    };
    let closed = scope("invoice = { lens = \"status\" }\n");
    let weighted = scope_of(&written(include_str!("horse-owner.toml")), "owner");
    let nonsense = faults(&closed, ask("price"));
    for sort in [
        "amount", "-amount", "day", "-day", "due", "", "-", "--title",
    ] {
        assert_eq!(faults(&closed, ask(sort)), nonsense, "{sort}");
    }
    assert_eq!(faults(&weighted, ask("amount")), nonsense);
    assert_eq!(faults(&weighted, ask("-amount")), nonsense);
    let full = scope("invoice = { lens = \"full\" }\n");
    for (sort, field, descending) in [
        ("amount", SortField::Amount, false),
        ("-due", SortField::Due, true),
        ("title", SortField::Title, false),
    ] {
        let (_, list) = record_list(&full, ask(sort)).unwrap();
        assert_eq!((list.sort, list.descending), (field, descending));
    }
}

#[test]
fn the_usual_order_is_newest_first_but_by_title_where_days_are_closed() {
    let usual = |rules: &str| {
        let (_, list) = record_list(&scope(rules), RecordQuery::default()).unwrap();
        (list.sort, list.descending, list.limit)
    };
    assert_eq!(
        usual("job = { lens = \"schedule\" }\n"),
        (SortField::Day, true, USUAL_LIMIT)
    );
    assert_eq!(
        usual("job = { lens = \"status\" }\n"),
        (SortField::Title, false, USUAL_LIMIT)
    );
    let mixed = "job = { lens = \"schedule\" }\ninvoice = { lens = \"status\" }\n";
    assert_eq!(usual(mixed), (SortField::Title, false, USUAL_LIMIT));
}

#[test]
fn days_can_be_asked_for_only_where_every_rule_asked_shows_them() {
    let mixed = scope("job = { lens = \"schedule\" }\ninvoice = { lens = \"status\" }\n");
    let ask = |kind: Option<&str>, from: &str| RecordQuery {
        kind: kind.map(str::to_owned),
        from: some(from),
        ..RecordQuery::default()
    };
    // Whether it is a day at all is not even looked at.
    assert_eq!(
        faults(&mixed, ask(None, "2026-01-01")),
        faults(&mixed, ask(None, "nonsense"))
    );
    assert!(record_list(&mixed, ask(Some("job"), "2026-01-01")).is_ok());
    let wrong = faults(&mixed, ask(Some("job"), "01/02/2026"));
    assert_eq!(
        (wrong[0].field.as_str(), wrong[0].code.as_str()),
        ("from", "not_a_day")
    );
}

#[test]
fn every_fault_of_a_question_is_told_at_once() {
    let query = RecordQuery {
        kind: some("spaceship"),
        sub_kind: some(&"x".repeat(41)),
        subject: some("rec_1"),
        status: some("lost"),
        from: some("x"),
        to: some("y"),
        q: some(&"word ".repeat(13)),
        sort: some("price"),
        cursor: some("zz"),
        limit: some("0"),
    };
    let told = faults(&scope("job = { lens = \"full\" }\n"), query);
    let mut fields: Vec<_> = told.iter().map(|f| f.field.as_str()).collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "cursor", "from", "kind", "limit", "q", "sort", "status", "sub_kind", "subject", "to"
        ]
    );
}

#[test]
fn limits_and_statuses_are_read_exactly() {
    let scope = scope("invoice = { lens = \"full\" }\n");
    let limit = |text: &str| {
        record_list(
            &scope,
            RecordQuery {
                limit: some(text),
                ..RecordQuery::default()
            },
        )
    };
    assert_eq!(limit("1").unwrap().1.limit, 1);
    assert_eq!(limit("200").unwrap().1.limit, MOST_LIMIT);
    for wrong in ["0", "201", "-1", "", "ten", "1.0"] {
        assert!(limit(wrong).is_err(), "{wrong}");
    }
    let status = |text: &str| {
        record_list(
            &scope,
            RecordQuery {
                status: some(text),
                ..RecordQuery::default()
            },
        )
    };
    assert_eq!(
        status("outstanding").unwrap().1.status,
        Some(StatusFilter::Outstanding)
    );
    assert_eq!(
        status("paid").unwrap().1.status,
        Some(StatusFilter::Is(Status::Paid))
    );
    assert!(status("Paid").is_err());
}

#[test]
fn a_cursor_of_another_order_is_refused() {
    let scope = scope("invoice = { lens = \"full\" }\n");
    let record = RecordId::from_bytes([7; 16]);
    let ask = |sort: &str, key| {
        let cursor = some(&Cursor { key, record }.encode());
        record_list(
            &scope,
            RecordQuery {
                sort: some(sort),
                cursor,
                ..RecordQuery::default()
            },
        )
    };
    assert!(ask("-day", CursorKey::Number(5)).is_ok());
    assert!(ask("title", CursorKey::Text("mill".to_owned())).is_ok());
    assert!(ask("title", CursorKey::Number(5)).is_err());
    assert!(ask("amount", CursorKey::Text("mill".to_owned())).is_err());
}

proptest! {
    #[test]
    fn a_cursor_reads_back_what_it_wrote(id in any::<[u8; 16]>(), number in any::<i64>(), text in "\\PC{0,40}") {
        for key in [CursorKey::Number(number), CursorKey::Text(text)] {
            let cursor = Cursor { key, record: RecordId::from_bytes(id) };
            prop_assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        }
    }

    #[test]
    fn whatever_is_sent_as_a_cursor_is_read_or_refused(text in "\\PC{0,120}", bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        let hexed: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
        for sent in [text, hexed] {
            if let Some(cursor) = Cursor::decode(&sent) {
                // What is read is written the same way again, up to the digits' case.
                prop_assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
            }
        }
    }
}
