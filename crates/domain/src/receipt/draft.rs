//! What happened, before it has a place in a chain.

use super::{Act, Erasure, Outcome};
use crate::policy::Viewer;
use contract::id::{ContactId, DeviceId, FirmId, Id, IdKind, IdentityId, StaffId, ThirdPartyId};
use contract::kind::Grade;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::net::IpAddr;

/// Which chain an entry belongs to: a firm's, or the installation's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chain([u8; 16]);

impl Chain {
    /// For sign-ins: which firm is meant is not known yet. No firm's id is all zeros.
    pub const INSTALLATION: Self = Self([0; 16]);

    #[must_use]
    pub const fn firm(id: FirmId) -> Self {
        Self(id.bytes())
    }
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
    #[must_use]
    pub const fn bytes(self) -> [u8; 16] {
        self.0
    }

    /// The chain that prints so.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == INSTALLATION_NAME {
            return Some(Self::INSTALLATION);
        }
        text.parse::<FirmId>().ok().map(Self::firm)
    }
}

const INSTALLATION_NAME: &str = "installation";

impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::INSTALLATION {
            return f.write_str(INSTALLATION_NAME);
        }
        FirmId::from_bytes(self.0).fmt(f)
    }
}

/// Who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in person; as whom she acted is the hat.
    Identity(IdentityId),
    /// A person of the firm; with a hat, she previewed that contact's page.
    Staff(StaffId),
    /// The program itself: retention, imports, commands.
    System,
    /// Somebody who has not signed in.
    Unknown,
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Identity(id) => id.fmt(f),
            Self::Staff(id) => id.fmt(f),
            Self::System => f.write_str("system"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

/// The id of what was acted on, of any kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Object(String);

impl<K: IdKind> From<Id<K>> for Object {
    fn from(id: Id<K>) -> Self {
        Self(id.to_string())
    }
}

impl Object {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One answer, or one act, to be receipted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub chain: Chain,
    pub actor: Actor,
    pub hat: Option<ContactId>,
    pub third_party: Option<ThirdPartyId>,
    pub device: Option<DeviceId>,
    pub act: Act,
    pub object: Option<Object>,
    pub version: Option<i32>,
    /// Of a file: of exactly the bytes that this version has.
    pub sha256: Option<String>,
    /// Of a list: what was asked, in its closed words. Free text belongs into `personal`.
    pub query: Option<String>,
    /// Of a list: [`digest`] of what was answered.
    pub digest: Option<[u8; 32]>,
    pub grade: Grade,
    pub outcome: Outcome,
    /// Set in the receipt of an erasure alone.
    pub erasure: Option<Erasure>,
    pub ip: Option<IpAddr>,
    pub agent: Option<String>,
    pub personal: Option<String>,
}

impl Draft {
    #[must_use]
    pub const fn new(chain: Chain, actor: Actor, act: Act, grade: Grade) -> Self {
        Self {
            chain,
            actor,
            hat: None,
            third_party: None,
            device: None,
            act,
            object: None,
            version: None,
            sha256: None,
            query: None,
            digest: None,
            grade,
            outcome: Outcome::Ok,
            erasure: None,
            ip: None,
            agent: None,
            personal: None,
        }
    }

    /// What a viewer did under her hat, in her firm's chain.
    #[must_use]
    pub const fn by(viewer: &Viewer, act: Act, grade: Grade) -> Self {
        let mut draft = Self::new(
            Chain::firm(viewer.firm()),
            Actor::Identity(viewer.identity()),
            act,
            grade,
        );
        draft.hat = Some(viewer.contact());
        draft.third_party = Some(viewer.third_party());
        draft.device = Some(viewer.device());
        draft
    }

    /// What the program did by itself.
    #[must_use]
    pub const fn system(chain: Chain, act: Act) -> Self {
        Self::new(chain, Actor::System, act, Grade::System)
    }

    /// Whose own act this is, for her list of receipts: a staff preview is never the contact's.
    pub(super) const fn own(&self) -> Option<ContactId> {
        match self.actor {
            Actor::Identity(_) => self.hat,
            Actor::Staff(_) | Actor::System | Actor::Unknown => None,
        }
    }

    /// Who of the firm did it, whoever's page it was.
    pub(super) const fn staff(&self) -> Option<StaffId> {
        match self.actor {
            Actor::Staff(staff) => Some(staff),
            Actor::Identity(_) | Actor::System | Actor::Unknown => None,
        }
    }
}

/// What a list answered, as one hash over its (id, version) pairs in their order.
#[must_use]
pub fn digest<I: fmt::Display>(pairs: impl IntoIterator<Item = (I, i32)>) -> [u8; 32] {
    let mut hash = Sha256::new();
    for (id, version) in pairs {
        hash.update(format!("{id} {version}\n").as_bytes());
    }
    hash.finalize().into()
}
