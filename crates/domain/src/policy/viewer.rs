//! The viewer: a person proved by a session, acting under one hat. Its fields are private, and only
//! `store::session` may attest one, because everything else trusts it.

use super::Level;
use crate::profile::Profile;
use chrono::NaiveDate;
use contract::id::{ContactId, DeviceId, FirmId, IdentityId, StaffId, SubjectId, ThirdPartyId};
use contract::kind::{Action, Module};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Ties an answer to the one it was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ViewerKey([u8; 16]);

impl ViewerKey {
    pub(super) const fn of_staff(staff: StaffId) -> Self {
        Self(staff.bytes())
    }
}

/// What the session proved and the database says of the hat.
#[derive(Debug, Clone)]
pub struct Attested {
    pub identity: IdentityId,
    pub device: DeviceId,
    pub contact: ContactId,
    pub contact_name: String,
    pub third_party: ThirdPartyId,
    pub firm: FirmId,
    pub profile: Arc<Profile>,
    pub role: String,
    /// Modules the firm has switched off for everybody.
    pub firm_off: BTreeSet<Module>,
    /// Modules switched off for everybody of her third party. What its type has off is in the profile.
    pub third_party_off: BTreeSet<Module>,
    /// Modules switched off for this person.
    pub off: BTreeSet<Module>,
    /// What this person may not do, whatever her role opens.
    pub cannot: BTreeSet<Action>,
    /// Set when the person sees named sites only.
    pub sites: Option<Vec<SubjectId>>,
    pub today: NaiveDate,
}

/// What may be supposed about a contact.
#[derive(Debug, Clone)]
pub enum Supposed {
    Profile(Arc<Profile>),
    /// That the firm had these modules off.
    FirmOff(BTreeSet<Module>),
    /// That her third party had.
    ThirdPartyOff(BTreeSet<Module>),
    Contact {
        role: String,
        off: BTreeSet<Module>,
        /// Nothing if that is to be as it is.
        cannot: Option<BTreeSet<Action>>,
        sites: Option<Vec<SubjectId>>,
    },
}

#[derive(Debug, Clone)]
pub struct Viewer {
    facts: Attested,
}

impl Viewer {
    /// Vouches for a viewer. Only for code that has just verified a session (`store::session`).
    #[must_use]
    pub const fn attest(facts: Attested) -> Self {
        Self { facts }
    }

    /// The same person if something about her were otherwise. For telling staff what a change would do, and for
    /// nothing that is answered to her.
    #[must_use]
    pub fn supposing(&self, otherwise: Supposed) -> Self {
        let mut facts = self.facts.clone();
        match otherwise {
            Supposed::Profile(profile) => facts.profile = profile,
            Supposed::FirmOff(off) => facts.firm_off = off,
            Supposed::ThirdPartyOff(off) => facts.third_party_off = off,
            Supposed::Contact {
                role,
                off,
                cannot,
                sites,
            } => {
                facts.role = role;
                facts.off = off;
                facts.cannot = cannot.unwrap_or(facts.cannot);
                facts.sites = sites;
            }
        }
        Self { facts }
    }

    #[must_use]
    pub const fn key(&self) -> ViewerKey {
        ViewerKey(self.facts.contact.bytes())
    }
    #[must_use]
    pub const fn identity(&self) -> IdentityId {
        self.facts.identity
    }
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        self.facts.device
    }
    #[must_use]
    pub const fn contact(&self) -> ContactId {
        self.facts.contact
    }
    #[must_use]
    pub fn contact_name(&self) -> &str {
        &self.facts.contact_name
    }
    #[must_use]
    pub const fn third_party(&self) -> ThirdPartyId {
        self.facts.third_party
    }
    #[must_use]
    pub const fn firm(&self) -> FirmId {
        self.facts.firm
    }
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.facts.profile
    }
    #[must_use]
    pub fn role(&self) -> &str {
        &self.facts.role
    }
    /// The modules that a level has off.
    #[must_use]
    pub fn off_at(&self, level: Level) -> &BTreeSet<Module> {
        match level {
            Level::Firm => &self.facts.firm_off,
            Level::Type => &self.facts.profile.off,
            Level::ThirdParty => &self.facts.third_party_off,
            Level::Person => &self.facts.off,
        }
    }
    /// What is switched off for her of what she could do.
    #[must_use]
    pub const fn cannot(&self) -> &BTreeSet<Action> {
        &self.facts.cannot
    }
    #[must_use]
    pub fn sites(&self) -> Option<&[SubjectId]> {
        self.facts.sites.as_deref()
    }
    #[must_use]
    pub const fn today(&self) -> NaiveDate {
        self.facts.today
    }
}

/// The right to read past every slice, for jobs, imports, verification and migrations: whoever makes one
/// says why, and the constructor is on clippy's list so that each place is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Unscoped {
    reason: &'static str,
}

impl Unscoped {
    #[must_use]
    pub const fn because(reason: &'static str) -> Self {
        Self { reason }
    }

    #[must_use]
    pub const fn reason(&self) -> &'static str {
        self.reason
    }
}
