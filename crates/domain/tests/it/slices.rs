//! Slices: made for one viewer, put together only with that viewer's own.

use crate::bodies::plain;
use crate::world::{all_of, built_in, row_facts, view_facts, viewer, viewer_with};
use contract::id::{ContactId, ReceiptId};
use contract::kind::{Grade, RecordKind, SubjectKind};
use contract::receipt::ReceiptRow;
use contract::record::RecordPage;
use contract::search::Understood;
use domain::policy::scope_all;
use domain::slice::{
    Kind as _, MixedViewers, ReceiptFacts, ReceiptKind, RowKind, Scope, Slice, SubjectFacts,
    SubjectRowKind, TotalsFacts, TotalsKind, ViewKind, dashboard,
};
use domain::subject::Subject;

fn scopes() -> (Scope, Scope) {
    let profile = built_in("letting-agent");
    let other = viewer_with(&profile, "principal", |facts| {
        facts.contact = ContactId::from_bytes([99; 16]);
    });
    (scope_all(&viewer(&profile, "principal")), scope_all(&other))
}

#[allow(clippy::disallowed_methods, reason = "tests play the store")]
fn mint<K: domain::slice::Kind>(scope: &Scope, facts: K::Facts) -> Option<Slice<K::View>> {
    domain::slice::mint::<K>(scope, facts)
}

#[allow(clippy::disallowed_methods, reason = "tests play the store")]
fn mint_all<K: domain::slice::Kind>(scope: &Scope, facts: Vec<K::Facts>) -> Slice<Vec<K::View>> {
    domain::slice::mint_all::<K>(scope, facts)
}

fn subject_row(scope: &Scope) -> Slice<contract::subject::SubjectRow> {
    let subject = Subject {
        id: crate::world::subject().id,
        parent: None,
        kind: SubjectKind::Property,
        name: "14 Mill Lane".to_owned(),
        address: String::new(),
        postcode: "LS7 3AB".to_owned(),
        uprn: String::new(),
    };
    mint::<SubjectRowKind>(
        scope,
        SubjectFacts {
            subject,
            covered: true,
        },
    )
    .unwrap()
}

#[test]
fn answers_of_two_viewers_are_never_put_together() {
    let (mine, yours) = scopes();
    let block = |scope: &Scope| mint::<TotalsKind>(scope, TotalsFacts::default()).unwrap();
    assert!(subject_row(&mine).zip(subject_row(&mine)).is_ok());
    assert_eq!(
        subject_row(&mine).zip(subject_row(&yours)).unwrap_err(),
        MixedViewers
    );
    assert_eq!(
        dashboard(&mine, vec![block(&mine), block(&mine)])
            .unwrap()
            .blocks
            .len(),
        2
    );
    assert_eq!(
        dashboard(&mine, vec![block(&mine), block(&yours)]).unwrap_err(),
        MixedViewers
    );
    assert_eq!(
        dashboard(&mine, vec![block(&yours)]).unwrap_err(),
        MixedViewers
    );
    assert!(subject_row(&mine).with_blocks(vec![block(&mine)]).is_ok());
    assert_eq!(
        subject_row(&mine)
            .with_blocks(vec![block(&yours)])
            .unwrap_err(),
        MixedViewers
    );
}

#[test]
fn every_form_of_an_answer_keeps_its_viewers_key() {
    let (mine, _) = scopes();
    let body = plain(RecordKind::Job);
    let rows = || {
        mint_all::<RowKind>(
            &mine,
            vec![row_facts(&body, all_of(&mine, body.kind()), None)],
        )
    };
    assert_eq!(rows().key(), mine.key());
    assert_eq!(
        rows().page::<RecordPage>(Some("next".to_owned())).key(),
        mine.key()
    );
    assert_eq!(rows().hits(Understood::default()).key(), mine.key());
    assert_eq!(rows().zip(rows()).unwrap().key(), mine.key());
    assert_eq!(dashboard(&mine, vec![]).unwrap().key(), mine.key());
    assert_eq!(
        subject_row(&mine).with_blocks(vec![]).unwrap().key(),
        mine.key()
    );
    let page = rows().page::<RecordPage>(Some("next".to_owned()));
    assert_eq!(
        (page.items.len(), page.next_cursor.as_deref()),
        (1, Some("next"))
    );
}

#[test]
fn two_hats_of_one_person_are_two_viewers() {
    let profile = built_in("letting-agent");
    let one = viewer(&profile, "principal");
    let other = viewer_with(&profile, "principal", |facts| {
        facts.contact = ContactId::from_bytes([42; 16]);
    });
    assert_eq!(one.identity(), other.identity());
    assert_ne!(one.key(), other.key());
}

#[test]
fn what_is_not_let_through_is_left_out_of_a_list_and_absent_alone() {
    let (mine, _) = scopes();
    let body = plain(RecordKind::Job);
    let all = all_of(&mine, body.kind());
    let rows = vec![
        row_facts(&body, 0, None),
        row_facts(&body, all, None),
        row_facts(&body, 0, None),
    ];
    assert_eq!(mint_all::<RowKind>(&mine, rows).len(), 1);
    assert!(mint::<ViewKind>(&mine, view_facts(&body, 0, None)).is_none());
    assert!(mint::<ViewKind>(&mine, view_facts(&body, all, None)).is_some());
}

#[test]
fn a_subject_without_an_interest_over_it_is_absent_and_an_empty_field_too() {
    let (mine, _) = scopes();
    let row = subject_row(&mine);
    assert_eq!(
        (
            row.address.as_deref(),
            row.postcode.as_deref(),
            row.uprn.as_deref()
        ),
        (None, Some("LS7 3AB"), None)
    );
    let subject = Subject {
        id: row.id,
        parent: None,
        kind: SubjectKind::Property,
        name: "14 Mill Lane".to_owned(),
        address: String::new(),
        postcode: String::new(),
        uprn: String::new(),
    };
    assert_eq!(
        SubjectRowKind::project(
            &mine,
            SubjectFacts {
                subject,
                covered: false
            }
        ),
        None
    );
}

#[test]
fn a_person_reads_her_own_receipts_and_nobody_elses() {
    let (mine, yours) = scopes();
    let row = ReceiptRow {
        id: ReceiptId::from_bytes([1; 16]),
        at: "2026-03-14T09:00:00.000000Z".to_owned(),
        action: "record.view".to_owned(),
        about: None,
        object: None,
        sha256: None,
        grade: Grade::Person,
        outcome: "ok".to_owned(),
        hash: "00".to_owned(),
    };
    let facts = |contact| ReceiptFacts {
        contact,
        row: row.clone(),
    };
    assert!(ReceiptKind::project(&mine, facts(mine.contact())).is_some());
    assert_eq!(ReceiptKind::project(&mine, facts(yours.contact())), None);
}

#[test]
fn a_scope_for_some_kinds_holds_no_others_and_asks_each_kinds_own_lens() {
    let (mine, _) = scopes();
    let some = mine.narrowed(&[RecordKind::Invoice, RecordKind::Milestone]);
    assert_eq!(some.kinds(), [RecordKind::Invoice]);
    assert_eq!(
        (some.key(), some.firm(), some.history()),
        (mine.key(), mine.firm(), mine.history())
    );
    assert!(mine.narrowed(&[]).grants().is_empty());
    assert!(mine.kinds().contains(&RecordKind::Job));
}
