//! What a contact decides about her own colleagues: whom she may let in, change and end. Never beyond her third party,
//! never beyond her own rights, and never about herself.

use super::permit::Denial;
use super::switch::Level;
use super::viewer::Viewer;
use crate::profile::Role;
use contract::colleague::ColleagueAct;
use contract::id::{ContactId, FirmId, SubjectId, ThirdPartyId};
use contract::kind::{Action, Module};
use std::collections::BTreeSet;

/// What somebody may, within what her third party sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rights {
    pub role: String,
    pub off: BTreeSet<Module>,
    pub cannot: BTreeSet<Action>,
    pub sites: Option<Vec<SubjectId>>,
}

/// Somebody who may sign in, as far as these rules ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColleagueFacts {
    pub contact: ContactId,
    pub third_party: ThirdPartyId,
    pub rights: Rights,
}

/// What of the rights that are to be given goes beyond the giver's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Beyond {
    /// The role is none that she may give, or it sees or does more than hers.
    Role,
    /// A module that is off for her would be on.
    Off,
    /// Something that she may not do could be done.
    Cannot,
    /// A site that she does not see.
    Sites,
}

impl Beyond {
    /// The field that says it.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Off => "off",
            Self::Cannot => "cannot",
            Self::Sites => "sites",
        }
    }
}

/// A contact whose role lists colleagues. Only [`manager`] finds one.
#[derive(Debug, Clone, Copy)]
pub struct Manager<'v> {
    viewer: &'v Viewer,
    role: &'v Role,
}

/// Proof that somebody may write a contact of her own third party.
#[derive(Debug)]
pub struct ColleaguePermit {
    firm: FirmId,
    third_party: ThirdPartyId,
    by: ContactId,
}

impl ColleaguePermit {
    #[must_use]
    pub const fn firm(&self) -> FirmId {
        self.firm
    }
    #[must_use]
    pub const fn third_party(&self) -> ThirdPartyId {
        self.third_party
    }
    /// Who writes.
    #[must_use]
    pub const fn by(&self) -> ContactId {
        self.by
    }
}

/// Whoever manages nobody is not to know that anybody does.
pub fn manager(viewer: &Viewer) -> Result<Manager<'_>, Denial> {
    let role = viewer.profile().roles.get(viewer.role());
    role.filter(|role| !role.colleagues.is_empty())
        .map(|role| Manager { viewer, role })
        .ok_or(Denial::Hidden)
}

impl<'v> Manager<'v> {
    #[must_use]
    pub const fn viewer(&self) -> &'v Viewer {
        self.viewer
    }

    /// Off for her alone; what is off for everybody of hers is off for her colleagues anyway.
    fn is_off_for_her(&self, module: Module) -> bool {
        self.viewer
            .switched_off_by(module)
            .any(|level| level == Level::Person)
    }

    /// What she has herself.
    #[must_use]
    pub fn rights(&self) -> Rights {
        let off = |module: &Module| self.is_off_for_her(*module);
        Rights {
            role: self.viewer.role().to_owned(),
            off: Module::ALL.iter().copied().filter(off).collect(),
            cannot: self.viewer.cannot().clone(),
            sites: self.viewer.sites().map(<[SubjectId]>::to_vec),
        }
    }

    /// The roles she can give to somebody new.
    pub fn roles(&self) -> impl Iterator<Item = &'v str> {
        let giver = *self;
        let roles = self.role.colleagues.iter().map(String::as_str);
        roles.filter(move |role| giver.gives_role(role))
    }

    /// What she may do with somebody of her third party.
    #[must_use]
    pub fn can(&self, colleague: &ColleagueFacts) -> Vec<ColleagueAct> {
        match self.manages(colleague) {
            Ok(()) => ColleagueAct::ALL.to_vec(),
            Err(_) => Vec::new(),
        }
    }

    /// Whether somebody is hers to change and to end.
    pub fn manages(&self, colleague: &ColleagueFacts) -> Result<(), Denial> {
        if colleague.third_party != self.viewer.third_party() {
            return Err(Denial::Hidden);
        }
        // Herself least of all: so whoever manages last cannot lock everybody out.
        let herself = colleague.contact == self.viewer.contact();
        let role = colleague.rights.role.as_str();
        let equal = role == self.viewer.role() && !self.role.colleagues_equal;
        if herself || equal || !self.role.colleagues.contains(role) {
            return Err(Denial::Forbidden);
        }
        Ok(())
    }

    /// Letting somebody in. `seen` are those of the named sites that she sees herself.
    pub fn add(
        &self,
        rights: &Rights,
        seen: &BTreeSet<SubjectId>,
    ) -> Result<ColleaguePermit, Vec<Beyond>> {
        self.give(rights, &[], seen)
    }

    /// Changing what somebody may whom she [manages](Self::manages).
    pub fn change(
        &self,
        colleague: &ColleagueFacts,
        rights: &Rights,
        seen: &BTreeSet<SubjectId>,
    ) -> Result<ColleaguePermit, Vec<Beyond>> {
        if self.manages(colleague).is_err() {
            return Err(vec![Beyond::Role]);
        }
        // What the firm gave stays where she is bound to no sites herself: keeping it gives nothing.
        let kept = match self.viewer.sites() {
            None => colleague.rights.sites.as_deref().unwrap_or_default(),
            Some(_) => &[],
        };
        self.give(rights, kept, seen)
    }

    pub fn end(&self, colleague: &ColleagueFacts) -> Result<ColleaguePermit, Denial> {
        self.manages(colleague).map(|()| self.permit())
    }

    fn give(
        &self,
        rights: &Rights,
        kept: &[SubjectId],
        seen: &BTreeSet<SubjectId>,
    ) -> Result<ColleaguePermit, Vec<Beyond>> {
        let mut beyond = Vec::new();
        if !self.gives_role(&rights.role) {
            beyond.push(Beyond::Role);
        }
        let is_on_again =
            |module: &Module| self.is_off_for_her(*module) && !rights.off.contains(module);
        if Module::ALL.iter().any(is_on_again) {
            beyond.push(Beyond::Off);
        }
        let opened = self.viewer.profile().opens(&rights.role);
        let can_again = |action: &Action| {
            self.viewer.cannot().contains(action) && !rights.cannot.contains(action)
        };
        if opened.iter().any(can_again) {
            beyond.push(Beyond::Cannot);
        }
        let is_hers = |site: &SubjectId| seen.contains(site) || kept.contains(site);
        let sites_fit = match &rights.sites {
            None => self.viewer.sites().is_none(),
            Some(sites) => sites.iter().all(is_hers),
        };
        if !sites_fit {
            beyond.push(Beyond::Sites);
        }
        if beyond.is_empty() {
            Ok(self.permit())
        } else {
            Err(beyond)
        }
    }

    fn gives_role(&self, name: &str) -> bool {
        let role = self.viewer.profile().roles.get(name);
        self.role.colleagues.contains(name) && role.is_some_and(|role| role.is_within(self.role))
    }

    const fn permit(&self) -> ColleaguePermit {
        ColleaguePermit {
            firm: self.viewer.firm(),
            third_party: self.viewer.third_party(),
            by: self.viewer.contact(),
        }
    }
}
