//! Contacts: who may sign in for a third party, in which role, and with what switched off.

use super::Planning;
use super::directory::Directory;
use super::parties::Party;
use crate::import::effect::{ContactState, Effect};
use crate::import::report::differing;
use crate::import::rows::ContactRow;
use crate::import::sheet::Sheet;
use contract::id::SubjectId;
use store::people::Contact;

const SHEET: Sheet = Sheet::Contacts;

impl<'a> Planning<'a> {
    pub(super) fn contacts(&mut self, parties: &Directory<Party>, subjects: &Directory<SubjectId>) {
        let rows: &'a [ContactRow] = &self.reading.contacts.good;
        let mut ended = 0;
        for row in rows {
            match self.contact(row, parties, subjects) {
                Err((column, why)) => self.ledger.refuse(SHEET, row.line, Some(column), why),
                Ok(_) if self.known.ended_contacts.contains(&row.reference) => {
                    ended += 1;
                    self.ledger.unchanged(SHEET);
                }
                Ok(contact) => self.compare(row, contact),
            }
        }
        if ended > 0 {
            let note = "contacts of this folder had their access ended in Sightline; an import does not give it back";
            self.ledger.note(format!("{ended} {note}"));
        }
    }

    fn contact(
        &self,
        row: &ContactRow,
        parties: &Directory<Party>,
        subjects: &Directory<SubjectId>,
    ) -> Result<Contact, (&'static str, String)> {
        let party = parties
            .find(&row.third_party)
            .map_err(|why| ("third_party", why))?;
        let roles = self
            .known
            .profiles
            .get(&party.profile)
            .map(|profile| &profile.roles);
        if roles.is_none_or(|roles| !roles.contains_key(&row.role)) {
            let all: Vec<_> = roles
                .into_iter()
                .flatten()
                .map(|(role, _)| role.as_str())
                .collect();
            let why = format!(
                "`{}` is no role of `{}`; it has {}",
                row.role,
                party.profile,
                all.join(", ")
            );
            return Err(("role", why));
        }
        let sites = row.sites.iter().map(|site| subjects.find(site).copied());
        let sites: Vec<_> = sites
            .collect::<Result<_, _>>()
            .map_err(|why| ("sites", why))?;
        let old = self.known.contacts.get(&row.reference);
        if self.known.archives.contains_key(&party.id)
            && !self.known.ended_contacts.contains(&row.reference)
        {
            let why = "the third party is archived in Sightline: bring it back first";
            return Err(("third_party", why.to_owned()));
        }
        if old.is_some_and(|old| old.third_party != party.id) {
            let why = "the person was imported for another third party; give her place here a `ref` of its own";
            return Err(("third_party", why.to_owned()));
        }
        Ok(Contact {
            id: old.map_or_else(|| self.ids.fresh(), |old| old.id),
            firm: self.known.firm,
            third_party: party.id,
            name: row.name.clone(),
            email: row.email.clone(),
            role: row.role.clone(),
            off: row.off.clone(),
            // An import knows nothing of it.
            cannot: old.map(|old| old.cannot.clone()).unwrap_or_default(),
            sites: (!sites.is_empty()).then_some(sites),
            external: self.known.external(&row.reference),
        })
    }

    fn compare(&mut self, row: &ContactRow, new: Contact) {
        let Some(old) = self.known.contacts.get(&row.reference) else {
            self.ledger.added(SHEET);
            self.changes.effects.push(Effect::ContactMade {
                id: new.id,
                after: ContactState::of(&new),
            });
            self.changes.new_contacts.push((new, self.ids.fresh()));
            return;
        };
        let both = |old: &str, new: &str| (old.to_owned(), new.to_owned());
        let off = |contact: &Contact| {
            let names: Vec<_> = contact.off.iter().map(|module| module.name()).collect();
            names.join(";")
        };
        let sites = |contact: &Contact| {
            let all = contact.sites.iter().flatten();
            let names: Vec<_> = all.map(|site| self.subject_name(*site)).collect();
            names.join("; ")
        };
        let fields = differing([
            ("name", old.name != new.name, &|| both(&old.name, &new.name)),
            ("email", old.email != new.email, &|| {
                both(old.email.as_str(), new.email.as_str())
            }),
            ("role", old.role != new.role, &|| both(&old.role, &new.role)),
            ("modules_off", old.off != new.off, &|| (off(old), off(&new))),
            ("sites", old.sites != new.sites, &|| {
                (sites(old), sites(&new))
            }),
        ]);
        if fields.is_empty() {
            self.ledger.unchanged(SHEET);
        } else {
            self.ledger.changed(SHEET, row.line, &row.reference, fields);
            self.changes.effects.push(Effect::ContactChanged {
                id: old.id,
                before: ContactState::of(old),
                after: ContactState::of(&new),
            });
            self.changes.changed_contacts.push((new, self.ids.fresh()));
        }
    }
}
