//! What an import wrote, and what was there before: kept with the import, so that it can be taken back.

use contract::day::Day;
use contract::id::{ContactId, FileId, InterestId, RecordId, SubjectId, ThirdPartyId};
use contract::kind::{Action, Module, Relation, SubjectKind};
use domain::interest::{Interest, Period};
use domain::record::{Body, Standing};
use domain::share::Fraction;
use domain::subject::Subject;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::people::{Contact, ThirdParty};
use store::records::{File, Record};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(super) enum Effect {
    PartyMade {
        id: ThirdPartyId,
        after: PartyState,
    },
    PartyChanged {
        id: ThirdPartyId,
        before: PartyState,
        after: PartyState,
    },
    SubjectMade {
        id: SubjectId,
        after: SubjectState,
    },
    SubjectChanged {
        id: SubjectId,
        before: SubjectState,
        after: SubjectState,
    },
    ContactMade {
        id: ContactId,
        after: ContactState,
    },
    ContactChanged {
        id: ContactId,
        before: ContactState,
        after: ContactState,
    },
    InterestMade {
        id: InterestId,
        after: InterestState,
        /// What it took the place of.
        before: Option<(InterestId, InterestState)>,
    },
    RecordMade {
        id: RecordId,
    },
    RecordChanged {
        id: RecordId,
        /// The one it wrote.
        version: i32,
        before: RecordState,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PartyState {
    pub name: String,
    pub profile: String,
}

impl PartyState {
    pub fn of(party: &ThirdParty) -> Self {
        Self {
            name: party.name.clone(),
            profile: party.profile.clone(),
        }
    }

    pub fn put(self, party: ThirdParty) -> ThirdParty {
        ThirdParty {
            name: self.name,
            profile: self.profile,
            ..party
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SubjectState {
    pub parent: Option<SubjectId>,
    pub kind: SubjectKind,
    pub name: String,
    pub address: String,
    pub postcode: String,
    pub uprn: String,
}

impl SubjectState {
    pub fn of(subject: &Subject) -> Self {
        Self {
            parent: subject.parent,
            kind: subject.kind,
            name: subject.name.clone(),
            address: subject.address.clone(),
            postcode: subject.postcode.clone(),
            uprn: subject.uprn.clone(),
        }
    }

    pub fn put(self, id: SubjectId) -> Subject {
        Subject {
            id,
            parent: self.parent,
            kind: self.kind,
            name: self.name,
            address: self.address,
            postcode: self.postcode,
            uprn: self.uprn,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ContactState {
    pub name: String,
    pub email: contract::email::Email,
    pub role: String,
    pub off: BTreeSet<Module>,
    /// What staff keep her from doing; an import never changes it.
    pub cannot: BTreeSet<Action>,
    pub sites: Option<Vec<SubjectId>>,
}

impl ContactState {
    pub fn of(contact: &Contact) -> Self {
        Self {
            name: contact.name.clone(),
            email: contact.email.clone(),
            role: contact.role.clone(),
            off: contact.off.clone(),
            cannot: contact.cannot.clone(),
            sites: contact.sites.clone(),
        }
    }

    pub fn put(self, contact: Contact) -> Contact {
        Contact {
            name: self.name,
            email: self.email,
            role: self.role,
            off: self.off,
            cannot: self.cannot,
            sites: self.sites,
            ..contact
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct InterestState {
    pub third_party: ThirdPartyId,
    pub subject: SubjectId,
    pub relation: Relation,
    pub first_day: Day,
    pub last_day: Option<Day>,
    /// Over and under the line.
    pub share: Option<(u32, u32)>,
}

impl InterestState {
    pub fn of(interest: &Interest) -> Self {
        let parts = interest.share.and_then(Fraction::parts);
        let whole = |part: i32| u32::try_from(part).ok();
        Self {
            third_party: interest.third_party,
            subject: interest.subject,
            relation: interest.relation,
            first_day: interest.period.first,
            last_day: interest.period.last,
            share: parts.and_then(|(over, under)| whole(over).zip(whole(under))),
        }
    }

    pub fn put(&self, id: InterestId) -> Interest {
        Interest {
            id,
            third_party: self.third_party,
            subject: self.subject,
            relation: self.relation,
            period: Period {
                first: self.first_day,
                last: self.last_day,
            },
            share: self
                .share
                .and_then(|(over, under)| Fraction::new(over, under)),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RecordState {
    pub subject: SubjectId,
    pub body: Body,
    pub standing: i16,
    pub addressed_to: Option<ThirdPartyId>,
    pub raised_by: Option<ThirdPartyId>,
    pub shared_with: Vec<ThirdPartyId>,
    pub files: Vec<FileState>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileState {
    pub id: FileId,
    pub name: String,
    pub media_type: String,
    pub size: u64,
    pub sha256: String,
    pub thumbnail_sha256: Option<String>,
    pub caption: String,
    pub taken_on: Option<Day>,
}

impl RecordState {
    pub fn of(record: &Record) -> Self {
        let file = |file: &File| FileState {
            id: file.id,
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            size: file.size,
            sha256: file.sha256.clone(),
            thumbnail_sha256: file.thumbnail_sha256.clone(),
            caption: file.caption.clone(),
            taken_on: file.taken_on,
        };
        Self {
            subject: record.subject,
            body: record.body.clone(),
            standing: record.standing.code(),
            addressed_to: record.addressed_to,
            raised_by: record.raised_by,
            shared_with: record.shared_with.clone(),
            files: record.files.iter().map(file).collect(),
        }
    }

    pub fn put(self, record: Record) -> Record {
        let file = |file: FileState| File {
            id: file.id,
            name: file.name,
            media_type: file.media_type,
            size: file.size,
            sha256: file.sha256,
            thumbnail_sha256: file.thumbnail_sha256,
            caption: file.caption,
            taken_on: file.taken_on,
        };
        Record {
            subject: self.subject,
            body: self.body,
            standing: Standing::from_code(self.standing),
            addressed_to: self.addressed_to,
            raised_by: self.raised_by,
            shared_with: self.shared_with,
            files: self.files.into_iter().map(file).collect(),
            ..record
        }
    }
}
