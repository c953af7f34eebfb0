//! What an import would write, worked out before anything is written: the rows of the folder against what the
//! firm has. A row that cannot be taken is refused here, and with it whatever depends on it.

mod body;
mod contacts;
mod diff;
mod directory;
mod documents;
mod interests;
mod lone;
mod parties;
mod parts;
mod records;
mod refs;
mod register;
mod subjects;

use super::effect::{Effect, RecordState};
use super::known::Known;
use super::reading::Reading;
use super::report::Ledger;
use super::sheet::Sheet;
use contract::id::{Id, IdentityId, InterestId, SubjectId};
use domain::clock::{Clock, Entropy, new_id};
use domain::interest::Interest;
use domain::subject::Subject;
use std::collections::BTreeSet;
use store::people::{Contact, External, ThirdParty};
use store::records::Record;

/// Everything to be written, in the order in which it is written.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub new_parties: Vec<ThirdParty>,
    pub changed_parties: Vec<ThirdParty>,
    /// Parents before children.
    pub new_subjects: Vec<(Subject, External)>,
    pub changed_subjects: Vec<Subject>,
    /// Parents before children, so that no step hangs a subject below itself.
    pub moved_subjects: Vec<(SubjectId, Option<SubjectId>)>,
    /// Each with the id its address gets if it is new.
    pub new_contacts: Vec<(Contact, IdentityId)>,
    pub changed_contacts: Vec<(Contact, IdentityId)>,
    pub closed_interests: Vec<InterestId>,
    pub new_interests: Vec<(Interest, External)>,
    /// Subjects on which somebody's interest changes.
    pub touched: BTreeSet<SubjectId>,
    pub new_records: Vec<Record>,
    pub changed_records: Vec<Record>,
    /// Attached files that must be in the storage first.
    pub paths: BTreeSet<String>,
    /// What it comes to, with what was there before: for taking it back.
    pub effects: Vec<Effect>,
}

impl Changes {
    /// How many rows of the database's own nouns there are to write.
    pub fn len(&self) -> usize {
        [
            self.new_parties.len(),
            self.changed_parties.len(),
            self.new_subjects.len(),
            self.changed_subjects.len(),
            self.moved_subjects.len(),
            self.new_contacts.len(),
            self.changed_contacts.len(),
            self.closed_interests.len(),
            self.new_interests.len(),
            self.new_records.len(),
            self.changed_records.len(),
        ]
        .into_iter()
        .sum()
    }
}

/// Which rows are written over what somebody changed by hand since they were imported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Overwrite {
    #[default]
    Nothing,
    Everything,
    /// By the file and the row's own name.
    These(BTreeSet<(Sheet, String)>),
}

impl Overwrite {
    fn includes(&self, sheet: Sheet, reference: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Everything => true,
            Self::These(rows) => rows.contains(&(sheet, reference.to_owned())),
        }
    }
}

pub(super) struct Plan {
    pub ledger: Ledger,
    pub changes: Changes,
}

/// Makes ids and other random names.
pub(super) struct Ids<'a> {
    pub clock: &'a dyn Clock,
    pub entropy: &'a dyn Entropy,
}

impl Ids<'_> {
    fn fresh<K>(&self) -> Id<K> {
        new_id(self.clock, self.entropy)
    }

    /// 128 random bits, as they stand in a bookmark.
    fn slug(&self) -> String {
        let mut bytes = [0; 16];
        self.entropy.fill(&mut bytes);
        hex::encode(bytes)
    }
}

/// What the steps of planning share.
struct Planning<'a> {
    known: &'a Known,
    reading: &'a Reading,
    ids: &'a Ids<'a>,
    overwrite: &'a Overwrite,
    ledger: Ledger,
    changes: Changes,
}

pub(super) fn plan(known: &Known, reading: &Reading, ids: &Ids<'_>, overwrite: &Overwrite) -> Plan {
    let mut planning = Planning {
        known,
        reading,
        ids,
        overwrite,
        ledger: reading.ledger.clone(),
        changes: Changes::default(),
    };
    let parties = planning.parties();
    let subjects = planning.subjects();
    planning.contacts(&parties, &subjects);
    planning.interests(&parties, &subjects);
    planning.records(&parties, &subjects);
    Plan {
        ledger: planning.ledger,
        changes: planning.changes,
    }
}

impl Planning<'_> {
    /// Writes a record anew, keeping in mind what it was.
    fn change_record(&mut self, old: &Record, new: Record) {
        self.changes.effects.push(Effect::RecordChanged {
            id: old.id,
            version: 0,
            before: RecordState::of(old),
        });
        self.changes.changed_records.push(new);
    }

    /// What a subject is called.
    fn subject_name(&self, subject: SubjectId) -> String {
        let known = self.known.all_subjects.get(&subject);
        let new = || {
            let mut new = self.changes.new_subjects.iter().map(|(new, _)| new);
            new.find(|one| one.id == subject)
        };
        known
            .or_else(new)
            .map(|subject| subject.name.clone())
            .unwrap_or_default()
    }

    /// What a third party is called.
    fn party_name(&self, party: contract::id::ThirdPartyId) -> String {
        let mut known = self.known.third_parties.values();
        let new = || self.changes.new_parties.iter().find(|one| one.id == party);
        known
            .find(|one| one.id == party)
            .or_else(new)
            .map(|party| party.name.clone())
            .unwrap_or_default()
    }
}
