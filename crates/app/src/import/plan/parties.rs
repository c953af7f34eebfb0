//! Third parties: each of one of the firm's types.

use super::Planning;
use super::directory::Directory;
use crate::import::effect::{Effect, PartyState};
use crate::import::report::differing;
use crate::import::rows::PartyRow;
use crate::import::sheet::Sheet;
use contract::id::ThirdPartyId;
use domain::profile::Profile;
use std::collections::HashSet;
use store::people::ThirdParty;

/// A third party as far as others refer to it.
pub(super) struct Party {
    pub id: ThirdPartyId,
    pub profile: String,
}

const SHEET: Sheet = Sheet::ThirdParties;

impl<'a> Planning<'a> {
    pub(super) fn parties(&mut self) -> Directory<Party> {
        let mut directory = Directory::new(SHEET);
        for (reference, party) in &self.known.third_parties {
            directory.insert(
                reference,
                Party {
                    id: self.known.became(party.id),
                    profile: party.profile.clone(),
                },
            );
        }
        directory.refuse_all(&self.reading.third_parties.bad);
        let rows: &'a [PartyRow] = &self.reading.third_parties.good;
        for row in rows {
            match self.party(row) {
                Ok(id) => directory.insert(
                    &row.reference,
                    Party {
                        id,
                        profile: row.profile.clone(),
                    },
                ),
                Err((column, why)) => {
                    self.ledger.refuse(SHEET, row.line, Some(column), why);
                    directory.refuse(&row.reference, row.line);
                }
            }
        }
        directory
    }

    fn party(&mut self, row: &PartyRow) -> Result<ThirdPartyId, (&'static str, String)> {
        let Some(profile) = self.known.profiles.get(&row.profile) else {
            let all: Vec<_> = self.known.profiles.keys().map(String::as_str).collect();
            return Err((
                "type",
                format!(
                    "`{}` is none of the firm's types: {}",
                    row.profile,
                    all.join(", ")
                ),
            ));
        };
        let Some(old) = self.known.third_parties.get(&row.reference) else {
            let party = ThirdParty {
                id: self.ids.fresh(),
                firm: self.known.firm,
                profile: row.profile.clone(),
                name: row.name.clone(),
                slug: self.ids.slug(),
                external: self.known.external(&row.reference),
            };
            let id = party.id;
            self.changes.effects.push(Effect::PartyMade {
                id,
                after: PartyState::of(&party),
            });
            self.changes.new_parties.push(party);
            self.ledger.added(SHEET);
            return Ok(id);
        };
        // What was put away stays as it was, and what is said of one that was merged is said of the one it became.
        if self.known.archives.contains_key(&old.id) {
            self.ledger.unchanged(SHEET);
            return Ok(self.known.became(old.id));
        }
        if old.profile != row.profile {
            self.roles_fit(old.id, profile)?;
        }
        let both = |old: &str, new: &str| (old.to_owned(), new.to_owned());
        let fields = differing([
            ("name", old.name != row.name, &|| both(&old.name, &row.name)),
            ("type", old.profile != row.profile, &|| {
                both(&old.profile, &row.profile)
            }),
        ]);
        if fields.is_empty() {
            self.ledger.unchanged(SHEET);
        } else {
            self.ledger.changed(SHEET, row.line, &row.reference, fields);
            let party = ThirdParty {
                name: row.name.clone(),
                profile: row.profile.clone(),
                ..old.clone()
            };
            self.changes.effects.push(Effect::PartyChanged {
                id: old.id,
                before: PartyState::of(old),
                after: PartyState::of(&party),
            });
            self.changes.changed_parties.push(party);
        }
        Ok(old.id)
    }

    /// A contact that this folder does not change keeps its role, so the new type must have it.
    fn roles_fit(
        &self,
        party: ThirdPartyId,
        profile: &Profile,
    ) -> Result<(), (&'static str, String)> {
        let given: HashSet<&str> = self
            .reading
            .contacts
            .good
            .iter()
            .map(|row| row.reference.as_str())
            .collect();
        let ours = |contact: &store::people::Contact| {
            contact.external.source == self.known.source
                && given.contains(contact.external.reference.as_str())
        };
        let stranded = self.known.all_contacts.iter().find(|contact| {
            contact.third_party == party
                && !ours(contact)
                && !profile.roles.contains_key(&contact.role)
        });
        match stranded {
            Some(contact) => Err((
                "type",
                format!(
                    "{} is its `{}`, a role that `{}` does not have",
                    contact.name, contact.role, profile.id
                ),
            )),
            None => Ok(()),
        }
    }
}
