//! Viewers, scopes and loaded facts for the tests, made without a session and without a database.

use contract::day::Day;
use contract::file::FileSummary;
use contract::id::{
    ContactId, DeviceId, FileId, FirmId, IdentityId, RecordId, SubjectId, ThirdPartyId,
};
use contract::kind::{Module, RecordKind};
use contract::record::SubjectRef;
use domain::policy::{Attested, Viewer, scope_all};
use domain::profile::{Library, Profile, resolve};
use domain::record::{Body, Invoice};
use domain::slice::{RowFacts, Scope, ViewFacts, Weights};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The day on which every viewer of these tests looks.
pub const TODAY: &str = "2026-03-14";

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A profile that ships with the product.
pub fn built_in(id: &str) -> Profile {
    let library = Library::built_in();
    resolve(library.text(id).unwrap(), &library).unwrap()
}

/// A profile written for one test.
pub fn written(text: &str) -> Profile {
    match resolve(text, &Library::built_in()) {
        Ok(profile) => profile,
        Err(faults) => panic!("{faults:#?}\n{text}"),
    }
}

/// What the session would have proved of a contact with this role, changed as the test needs it.
#[allow(clippy::disallowed_methods, reason = "tests play the session")]
pub fn viewer_with(profile: &Profile, role: &str, change: impl FnOnce(&mut Attested)) -> Viewer {
    let mut facts = Attested {
        identity: IdentityId::from_bytes([1; 16]),
        device: DeviceId::from_bytes([2; 16]),
        contact: ContactId::from_bytes([3; 16]),
        contact_name: "Jo Bloggs".to_owned(),
        third_party: ThirdPartyId::from_bytes([4; 16]),
        firm: FirmId::from_bytes([5; 16]),
        profile: Arc::new(profile.clone()),
        role: role.to_owned(),
        firm_off: BTreeSet::new(),
        third_party_off: BTreeSet::new(),
        off: BTreeSet::new(),
        cannot: BTreeSet::new(),
        sites: None,
        today: domain::day::date(day(TODAY)).unwrap(),
    };
    change(&mut facts);
    Viewer::attest(facts)
}

pub fn viewer(profile: &Profile, role: &str) -> Viewer {
    viewer_with(profile, role, |_| {})
}

pub fn scope_of(profile: &Profile, role: &str) -> Scope {
    scope_all(&viewer(profile, role))
}

pub fn scope_without(profile: &Profile, role: &str, off: &[Module]) -> Scope {
    scope_all(&viewer_with(profile, role, |facts| {
        facts.off = off.iter().copied().collect();
    }))
}

/// The bits of every grant of that kind: what the store reports when all of them hold.
pub fn all_of(scope: &Scope, kind: RecordKind) -> u64 {
    scope
        .grants()
        .iter()
        .enumerate()
        .filter(|(_, grant)| grant.kind == kind)
        .fold(0, |mask, (bit, _)| mask | (1 << bit))
}

pub fn subject() -> SubjectRef {
    SubjectRef {
        id: SubjectId::from_bytes([6; 16]),
        name: "14 Mill Lane".to_owned(),
        postcode: None,
    }
}

/// What the store loads of a record with this body; `weights` is the register in force that day.
pub fn row_facts(body: &Body, matched: u64, weights: Option<Weights>) -> RowFacts {
    let spine = body.spine();
    let sums = match body {
        Body::Invoice(invoice) => line_sums(invoice),
        _ => vec![(spine.amount_pence, spine.open_pence)],
    };
    RowFacts {
        id: RecordId::from_bytes([7; 16]),
        kind: body.kind(),
        sub_kind: spine.sub_kind,
        title: spine.title,
        status: spine.status,
        subject: subject(),
        happened_on: spine.happened_on,
        due_on: spine.due_on,
        amount_pence: spine.amount_pence,
        open_pence: spine.open_pence,
        file: spine.file,
        file_count: spine.file_count,
        matched,
        kept: false,
        weights: weights.map(|weights| (weights, sums)),
    }
}

fn line_sums(invoice: &Invoice) -> Vec<(i64, i64)> {
    let open = |pence: i64| if invoice.draft { 0 } else { pence };
    invoice
        .lines
        .iter()
        .map(|line| (line.total_pence(), open(line.open_pence())))
        .collect()
}

pub fn view_facts(body: &Body, matched: u64, weights: Option<Weights>) -> ViewFacts {
    ViewFacts {
        row: row_facts(body, matched, weights),
        body: body.clone(),
        files: Vec::new(),
        as_of: None,
    }
}

pub fn file(name: &str, caption: Option<&str>, taken_on: Option<Day>) -> FileSummary {
    FileSummary {
        id: FileId::from_bytes([8; 16]),
        name: name.to_owned(),
        media_type: "image/jpeg".to_owned(),
        size: 4_815,
        sha256: "qsha".to_owned(),
        caption: caption.map(str::to_owned),
        taken_on,
        has_thumbnail: true,
    }
}
