//! Sealing: a draft becomes an entry of its chain, bound to the one before by that one's hash.

use super::commit::Agreement;
use super::text::{self, Facts};
use super::{Chain, Draft, Erasures, Field, Kept, Salts, What};
use crate::clock;
use chrono::{DateTime, Utc};
use contract::id::{ContactId, ReceiptId, StaffId, ThirdPartyId};
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;

/// What the first entry of a chain names as the hash before it.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The newest entry of a chain: what the next one is bound to, and what is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub chain: Chain,
    pub seq: u64,
    pub hash: String,
}

impl Head {
    /// Before the first entry.
    #[must_use]
    pub fn genesis(chain: Chain) -> Self {
        Self {
            chain,
            seq: 0,
            hash: GENESIS.to_owned(),
        }
    }

    /// What a signature given at an instant (RFC 3339) is over. The first words keep it from being taken for anything else.
    #[must_use]
    pub fn signed_text(&self, at: &str) -> String {
        let (chain, seq, hash) = (self.chain, self.seq, &self.hash);
        format!("sightline receipt head 1\n{chain}\n{seq}\n{hash}\n{at}\n")
    }
}

/// Everything of an entry but its place: made before any lock is held.
#[derive(Debug, Clone)]
pub struct Prepared {
    entry: Entry,
    /// The text after the line that binds it to the entry before.
    rest: String,
}

/// One row of the log: the text, and beside it what it is looked up by and what can be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub chain: Chain,
    pub seq: u64,
    pub id: ReceiptId,
    /// Microseconds since 1970.
    pub at: i64,
    pub text: String,
    pub hash: String,
    /// Whose own act it is.
    pub contact: Option<ContactId>,
    /// Who of the firm did it.
    pub staff: Option<StaffId>,
    pub third_party: Option<ThirdPartyId>,
    pub act: Cow<'static, str>,
    /// Empty if there is none.
    pub object: String,
    pub grade: Cow<'static, str>,
    pub outcome: Cow<'static, str>,
    pub ip: Kept,
    pub agent: Kept,
    pub personal: Kept,
}

impl Draft {
    /// Everything that can be done before the entry's place is known.
    #[must_use]
    pub fn prepare(self, id: ReceiptId, at: DateTime<Utc>, salts: Salts) -> Prepared {
        let at = clock::micros(at);
        let (contact, staff) = (self.own(), self.staff());
        let ip = Kept::new(self.ip.map(|ip| ip.to_string()), salts.ip);
        let agent = Kept::new(text::bounded(self.agent.as_deref()), salts.agent);
        let personal = Kept::new(text::bounded(self.personal.as_deref()), salts.personal);
        let commitments = [
            (Field::Ip, ip.commitment(Field::Ip)),
            (Field::Agent, agent.commitment(Field::Agent)),
            (Field::Personal, personal.commitment(Field::Personal)),
        ];
        let rest = text::rest(&self, id, at, &commitments);
        let entry = Entry {
            chain: self.chain,
            seq: 0,
            id,
            at: at.timestamp_micros(),
            text: String::new(),
            hash: String::new(),
            contact,
            staff,
            third_party: self.third_party,
            act: self.act.name().into(),
            object: self
                .object
                .map_or_else(String::new, |o| o.as_str().to_owned()),
            grade: self.grade.name().into(),
            outcome: self.outcome.name().into(),
            ip,
            agent,
            personal,
        };
        Prepared { entry, rest }
    }

    /// The draft as the entry after `head`.
    #[must_use]
    pub fn seal(self, head: &Head, id: ReceiptId, at: DateTime<Utc>, salts: Salts) -> Entry {
        self.prepare(id, at, salts).seal(head)
    }
}

impl Prepared {
    #[must_use]
    pub const fn chain(&self) -> Chain {
        self.entry.chain
    }

    /// Puts it after `head`, which must be its own chain's.
    #[must_use]
    pub fn seal(self, head: &Head) -> Entry {
        let mut entry = self.entry;
        entry.seq = head.seq + 1;
        entry.text = text::opening(entry.chain, entry.seq, &head.hash);
        entry.text.push_str(&self.rest);
        entry.hash = hash(&entry.text);
        entry
    }
}

impl Entry {
    #[must_use]
    pub fn head(&self) -> Head {
        Head {
            chain: self.chain,
            seq: self.seq,
            hash: self.hash.clone(),
        }
    }

    #[must_use]
    pub const fn kept(&self, field: Field) -> &Kept {
        match field {
            Field::Ip => &self.ip,
            Field::Agent => &self.agent,
            Field::Personal => &self.personal,
        }
    }
}

fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

/// Whether an entry agrees with itself: the text with its hash, its place, what stands beside it, and what
/// was erased with what may be. Its bond to its neighbours is [`Verifier`](super::Verifier)'s.
pub fn verify_entry(entry: &Entry, erasures: &Erasures) -> Result<Facts, What> {
    if hash(&entry.text) != entry.hash {
        return Err(What::Altered);
    }
    let facts = Facts::parse(&entry.text).ok_or(What::Unreadable)?;
    if facts.chain != entry.chain {
        return Err(What::ColumnMismatch("chain"));
    }
    if facts.seq != entry.seq {
        return Err(What::Reordered { says: facts.seq });
    }
    let columns = [
        ("id", facts.id == entry.id),
        ("at", facts.at == entry.at),
        ("contact", facts.own() == entry.contact),
        ("staff", facts.staff() == entry.staff),
        ("third_party", facts.third_party == entry.third_party),
        ("action", facts.act == entry.act),
        (
            "object",
            facts.object.as_deref().unwrap_or_default() == entry.object,
        ),
        ("grade", facts.grade == entry.grade),
        ("outcome", facts.outcome == entry.outcome),
    ];
    if let Some((column, _)) = columns.into_iter().find(|(_, agrees)| !agrees) {
        return Err(What::ColumnMismatch(column));
    }
    for field in Field::ALL.iter().copied() {
        match entry.kept(field).against(field, facts.commitment(field)) {
            Agreement::Agrees => {}
            Agreement::Erased if erasures.cover(field, entry.seq, entry.at) => {}
            Agreement::Erased => return Err(What::ErasedWithoutRule(field)),
            Agreement::Differs => return Err(What::CommitmentMismatch(field)),
        }
    }
    Ok(facts)
}
