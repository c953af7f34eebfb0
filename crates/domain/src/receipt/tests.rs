//! What tampering with a chain looks like from the inside.

use super::*;
use chrono::DateTime;
use contract::id::{ContactId, FileId, FirmId, IdentityId, ReceiptId, StaffId};
use contract::kind::Grade;
use proptest::prelude::*;

const AT: i64 = 1_763_800_000_123_456;

fn chain() -> Chain {
    Chain::firm(FirmId::from_bytes([9; 16]))
}

fn draft(n: u64) -> Draft {
    let mut draft = Draft::new(
        chain(),
        Actor::Identity(IdentityId::from_bytes([1; 16])),
        Act::FileDownload,
        Grade::Person,
    );
    draft.hat = Some(ContactId::from_bytes([2; 16]));
    draft.object = Some(FileId::from_bytes([3; 16]).into());
    draft.version = Some(4);
    draft.query = Some(format!("n={n}\nline two \\ end"));
    draft.digest = Some(digest([("rec_1", 1), ("rec_2", 7)]));
    draft.ip = Some("192.0.2.7".parse().unwrap());
    draft.agent = Some("Agent/1\0\u{7f}".to_owned());
    draft.personal = n.is_multiple_of(2).then(|| "Mrs Hart".to_owned());
    draft
}

fn salts(n: u8) -> Salts {
    Salts {
        ip: [n; SALT_LEN],
        agent: [n ^ 1; SALT_LEN],
        personal: [n ^ 2; SALT_LEN],
    }
}

fn next(head: &Head, draft: Draft) -> Entry {
    let n = u8::try_from(head.seq % 200).unwrap();
    let id = ReceiptId::from_bytes([n; 16]);
    let at = DateTime::from_timestamp_micros(AT + i64::from(n)).unwrap();
    draft.seal(head, id, at, salts(n))
}

fn entries(count: u64) -> Vec<Entry> {
    let mut head = Head::genesis(chain());
    (1..=count)
        .map(|n| {
            let entry = next(&head, draft(n));
            head = entry.head();
            entry
        })
        .collect()
}

fn verify_with(entries: &[Entry], signed: Vec<Head>, row: Option<&Head>) -> Result<u64, Fault> {
    let mut erasures = Erasures::default();
    for entry in entries {
        if let Some(facts) = Facts::parse(&entry.text) {
            erasures.add(&facts);
        }
    }
    let mut verifier = Verifier::new(chain(), erasures, signed, row);
    for entry in entries {
        verifier.take(entry)?;
    }
    verifier.finish(row)
}

fn verify(entries: &[Entry]) -> Result<u64, Fault> {
    verify_with(
        entries,
        Vec::new(),
        entries.last().map(Entry::head).as_ref(),
    )
}

fn erase(entry: &mut Entry, fields: &[Field]) {
    for field in fields {
        match field {
            Field::Ip => entry.ip = Kept::default(),
            Field::Agent => entry.agent = Kept::default(),
            Field::Personal => entry.personal = Kept::default(),
        }
    }
}

fn erasure(fields: Fields, first: u64, last: u64) -> Draft {
    let mut draft = Draft::system(chain(), Act::RetentionErased);
    draft.erasure = Some(Erasure {
        fields,
        first,
        last,
        before: AT + 1_000,
        rule: "ip 90d".to_owned(),
    });
    draft
}

#[test]
fn a_text_reads_back_as_what_was_drafted() {
    let entry = entries(2).remove(1);
    let facts = Facts::parse(&entry.text).unwrap();
    assert_eq!(facts.query.as_deref(), Some("n=2\nline two \\ end"));
    assert_eq!(facts.at, entry.at);
    assert_eq!(facts.act, Act::FileDownload.name());
    assert_eq!(facts.hat, Some(ContactId::from_bytes([2; 16])));
    assert_eq!(entry.agent.value.as_deref(), Some("Agent/1\u{fffd}\u{7f}"));
    assert_eq!(entry.text.lines().count(), 18, "{}", entry.text);
}

#[test]
fn a_text_holds_no_value_that_can_be_erased() {
    let entry = entries(2).remove(1);
    for value in ["192.0.2.7", "Agent/1", "Mrs Hart"] {
        assert!(!entry.text.contains(value), "{}", entry.text);
    }
}

#[test]
fn a_text_of_another_form_is_not_read() {
    let text = entries(1).remove(0).text;
    for wrong in [
        String::new(),
        text.replace("receipt: 1", "receipt: 2"),
        text.replace("seq: ", "seq:"),
        text.replace("actor: ", "actress: "),
        text.replace("hat: con_", "hat: sub_"),
        text.replace("\\\\ end", "\\q end"),
        format!("{text}more: 1\n"),
        text.trim_end().to_owned(),
    ] {
        assert_eq!(Facts::parse(&wrong), None, "{wrong}");
    }
}

#[test]
fn an_untouched_chain_is_whole_and_so_is_an_empty_one() {
    assert_eq!(verify(&entries(40)), Ok(40));
    assert_eq!(verify(&[]), Ok(0));
}

#[test]
fn the_previews_of_staff_are_never_a_contacts_own() {
    let mut preview = draft(1);
    preview.actor = Actor::Staff(StaffId::from_bytes([5; 16]));
    preview.grade = Grade::Preview;
    let entry = next(&Head::genesis(chain()), preview);
    assert_eq!(entry.contact, None);
    assert_eq!(verify(&[entry]), Ok(1));
}

#[test]
fn an_entry_rewritten_with_its_hash_is_named_by_the_next() {
    let mut all = entries(5);
    let before = all[1].head();
    let mut other = draft(3);
    other.outcome = Outcome::Refused;
    all[2] = next(&before, other);
    let fault = verify(&all).unwrap_err();
    assert_eq!((fault.seq, fault.what), (3, What::Rewritten));
}

#[test]
fn a_tail_rewritten_throughout_is_told_by_a_signed_head() {
    let mut all = entries(5);
    let signed = vec![all[1].head(), all[3].head()];
    let mut head = all[1].head();
    for entry in all.iter_mut().skip(2) {
        let mut other = draft(99);
        other.outcome = Outcome::Refused;
        *entry = next(&head, other);
        head = entry.head();
    }
    let fault = verify_with(&all, signed, Some(&head)).unwrap_err();
    assert_eq!((fault.seq, fault.what), (4, What::NotAsSigned));
}

#[test]
fn a_cut_tail_is_told_by_the_row_of_heads_or_by_a_signed_head() {
    let all = entries(6);
    let cut = &all[..4];
    let said = What::TailCut { newest: 6 };
    let by_row = verify_with(cut, Vec::new(), Some(&all[5].head())).unwrap_err();
    let by_file = verify_with(cut, vec![all[5].head()], Some(&all[3].head())).unwrap_err();
    let nothing_left = verify_with(&[], vec![all[5].head()], None).unwrap_err();
    assert_eq!((by_row.seq, by_row.what), (5, said.clone()));
    assert_eq!((by_file.seq, by_file.what), (5, said.clone()));
    assert_eq!((nothing_left.seq, nothing_left.what), (1, said));
}

#[test]
fn a_file_of_heads_that_lags_behind_is_no_fault() {
    let all = entries(6);
    let signed = vec![all[2].head(), all[0].head()];
    assert_eq!(verify_with(&all, signed, Some(&all[5].head())), Ok(6));
}

#[test]
fn a_row_of_heads_that_was_set_back_or_altered_is_named() {
    let all = entries(6);
    let mut altered = all[5].head();
    altered.hash = GENESIS.to_owned();
    for row in [Some(all[3].head()), Some(altered), None] {
        let fault = verify_with(&all, Vec::new(), row.as_ref()).unwrap_err();
        assert_eq!((fault.seq, fault.what), (6, What::HeadMismatch));
    }
}

#[test]
fn a_column_that_says_something_else_than_the_text_is_named() {
    type Tamper = fn(&mut Entry);
    let cases: [(&str, Tamper); 8] = [
        ("id", |e| e.id = ReceiptId::from_bytes([77; 16])),
        ("at", |e| e.at += 1),
        ("contact", |e| e.contact = None),
        ("third_party", |e| {
            e.third_party = Some(contract::id::ThirdPartyId::from_bytes([4; 16]));
        }),
        ("action", |e| e.act = "record.view".into()),
        ("object", |e| e.object.clear()),
        ("grade", |e| e.grade = "system".into()),
        ("outcome", |e| e.outcome = "refused".into()),
    ];
    for (column, tamper) in cases {
        let mut all = entries(3);
        tamper(&mut all[1]);
        let fault = verify(&all).unwrap_err();
        assert_eq!((fault.seq, fault.what), (2, What::ColumnMismatch(column)));
    }
}

#[test]
fn a_value_that_was_changed_swapped_added_or_half_erased_is_named() {
    type Tamper = fn(&mut Entry);
    let cases: [(Field, Tamper); 5] = [
        (Field::Ip, |e| e.ip.value = Some("192.0.2.8".to_owned())),
        (Field::Ip, |e| std::mem::swap(&mut e.ip, &mut e.agent)),
        (Field::Agent, |e| e.agent.salt = None),
        (Field::Agent, |e| e.agent.value = None),
        // The second entry of these has personal text, the first has none.
        (Field::Personal, |e| e.personal.salt = Some("00".to_owned())),
    ];
    for (field, tamper) in cases {
        let mut all = entries(2);
        tamper(&mut all[1]);
        let fault = verify(&all).unwrap_err();
        assert_eq!(
            (fault.seq, fault.what),
            (2, What::CommitmentMismatch(field))
        );
    }
    let mut all = entries(1);
    all[0].personal = Kept {
        value: Some("Mrs Hart".to_owned()),
        salt: Some("00".to_owned()),
    };
    let fault = verify(&all).unwrap_err();
    assert_eq!(fault.what, What::CommitmentMismatch(Field::Personal));
}

#[test]
fn an_erased_value_wants_a_later_rule_that_covers_it() {
    let chained = |rule: Option<Draft>, erased: &[Field]| {
        let mut all = entries(4);
        erase(&mut all[1], erased);
        if let Some(rule) = rule {
            let entry = next(&all[3].head(), rule);
            all.push(entry);
        }
        verify(&all).map_err(|fault| (fault.seq, fault.what))
    };
    let lost = |field| Err((2, What::ErasedWithoutRule(field)));

    assert_eq!(chained(None, &[Field::Ip]), lost(Field::Ip));
    assert_eq!(
        chained(Some(erasure(Fields::Ip, 1, 4)), &[Field::Ip]),
        Ok(5)
    );
    assert_eq!(chained(Some(erasure(Fields::All, 2, 2)), Field::ALL), Ok(5));
    // Another range, another field, another time, somebody's own word for it, or a rule about what follows.
    assert_eq!(
        chained(Some(erasure(Fields::Ip, 3, 4)), &[Field::Ip]),
        lost(Field::Ip)
    );
    assert_eq!(
        chained(Some(erasure(Fields::Ip, 1, 4)), Field::ALL),
        lost(Field::Agent)
    );
    let mut too_early = erasure(Fields::Ip, 1, 4);
    too_early.erasure.as_mut().unwrap().before = AT;
    assert_eq!(chained(Some(too_early), &[Field::Ip]), lost(Field::Ip));
    let mut not_ours = erasure(Fields::Ip, 1, 4);
    not_ours.actor = Actor::Staff(StaffId::from_bytes([5; 16]));
    assert_eq!(chained(Some(not_ours), &[Field::Ip]), lost(Field::Ip));
    assert_eq!(
        chained(Some(erasure(Fields::Ip, 1, 5)), &[Field::Ip]),
        lost(Field::Ip)
    );
}

#[test]
fn an_entry_of_another_chain_does_not_pass() {
    let mut all = entries(3);
    all[1].chain = Chain::INSTALLATION;
    assert_eq!(
        verify(&all).unwrap_err().what,
        What::ColumnMismatch("chain")
    );
    let entry = next(&Head::genesis(Chain::INSTALLATION), draft(1));
    assert_eq!(entry.chain, chain(), "a draft names its own chain");
}

#[test]
fn the_installations_chain_and_a_firms_print_and_read_alike() {
    for chain in [Chain::INSTALLATION, chain()] {
        assert_eq!(Chain::parse(&chain.to_string()), Some(chain));
    }
    assert_eq!(Chain::parse("firm"), None);
}

proptest! {
    #[test]
    fn any_changed_byte_of_text_or_hash_is_found_and_named(
        at in 0usize..8, place in any::<prop::sample::Index>(), with in 1u8..128, in_hash: bool
    ) {
        let mut all = entries(8);
        let part = if in_hash { &mut all[at].hash } else { &mut all[at].text };
        let mut bytes = std::mem::take(part).into_bytes();
        let place = place.index(bytes.len());
        // Stays ASCII, so that the bytes remain text.
        bytes[place] = (bytes[place] ^ with) & 0x7f;
        *part = String::from_utf8(bytes).unwrap();
        prop_assume!(all[at] != entries(8)[at]);
        let fault = verify(&all).unwrap_err();
        prop_assert_eq!(fault.seq, all[at].seq);
        prop_assert_eq!(fault.id, Some(all[at].id));
        prop_assert_eq!(fault.what, What::Altered);
    }

    #[test]
    fn a_removed_entry_is_found_and_named(at in 0usize..7) {
        let mut all = entries(8);
        let seq = all.remove(at).seq;
        let fault = verify(&all).unwrap_err();
        prop_assert_eq!((fault.seq, fault.id, fault.what), (seq, None, What::Missing));
    }

    #[test]
    fn an_entry_removed_with_the_rest_moved_up_is_found(at in 0usize..7) {
        let mut all = entries(8);
        all.remove(at);
        for (entry, seq) in all.iter_mut().zip(1..) {
            entry.seq = seq;
        }
        let fault = verify(&all).unwrap_err();
        let seq = at as u64 + 1;
        prop_assert_eq!((fault.seq, fault.what), (seq, What::Reordered { says: seq + 1 }));
    }

    #[test]
    fn two_swapped_entries_are_found_and_the_first_is_named(a in 0usize..8, b in 0usize..8) {
        prop_assume!(a < b);
        let mut all = entries(8);
        let (first, second) = (all[a].seq, all[b].seq);
        all.swap(a, b);
        all[a].seq = first;
        all[b].seq = second;
        let fault = verify(&all).unwrap_err();
        prop_assert_eq!((fault.seq, fault.what), (first, What::Reordered { says: second }));
    }

    #[test]
    fn any_cut_tail_is_found_and_its_first_entry_named(keep in 0usize..8) {
        let all = entries(8);
        let fault = verify_with(&all[..keep], vec![all[7].head()], None).unwrap_err();
        prop_assert_eq!(fault.seq, keep as u64 + 1);
        prop_assert_eq!(fault.what, What::TailCut { newest: 8 });
    }

    #[test]
    fn any_text_from_outside_reads_back_and_commits(query: String, agent: String, personal: String) {
        let mut outside = draft(1);
        outside.query = Some(query.clone());
        outside.agent = Some(agent);
        outside.personal = Some(personal);
        let entry = next(&Head::genesis(chain()), outside);
        let facts = Facts::parse(&entry.text).unwrap();
        let read = facts.query.unwrap();
        prop_assert_eq!(read.chars().count(), query.chars().count());
        prop_assert!(!entry.text.contains('\0'));
        prop_assert_eq!(verify(&[entry]), Ok(1));
    }
}
