//! What the firm has already, read once before anything is compared.

use contract::id::{FirmId, InterestId, RecordId, SubjectId, ThirdPartyId};
use contract::kind::RecordKind;
use domain::interest::Interest;
use domain::profile::{Library, Profile, resolve};
use domain::subject::Subject;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use store::merges::Archived;
use store::people::{Contact, External, ThirdParty};
use store::records::Record;
use store::{StoreError, Tx};

#[derive(Debug)]
pub(super) struct Known {
    pub firm: FirmId,
    pub source: String,
    /// The firm's types of third parties that can be used.
    pub profiles: BTreeMap<String, Profile>,
    /// By their reference, if they came from this source.
    pub third_parties: HashMap<String, ThirdParty>,
    /// Those of any source that were put away or became another.
    pub archives: BTreeMap<ThirdPartyId, Archived>,
    pub contacts: HashMap<String, Contact>,
    /// References of contacts that may no longer sign in.
    pub ended_contacts: HashSet<String>,
    pub subjects: HashMap<String, Subject>,
    pub interests: HashMap<String, Interest>,
    /// By kind and reference.
    pub records: BTreeMap<String, Record>,
    /// Those of them that somebody has changed by hand since they were imported.
    pub edited: BTreeSet<RecordId>,
    /// Of every source: what a check on the whole must see.
    pub all_contacts: Vec<Contact>,
    pub all_interests: HashMap<InterestId, Interest>,
    pub all_subjects: HashMap<SubjectId, Subject>,
}

impl Known {
    pub async fn load(tx: &Tx, firm: FirmId, source: &str, by: &str) -> Result<Self, StoreError> {
        let texts = store::people::types(tx, firm).await?;
        let third_parties = store::people::third_parties(tx, firm).await?;
        let contacts = store::people::contacts(tx, firm).await?;
        let ended = store::people::ended_contacts(tx, firm).await?;
        let subjects = store::subjects::all(tx, firm).await?;
        let interests = store::people::interests(tx, firm).await?;
        // Two names for one: whoever runs an import may go by another than its source.
        let importers = [by, super::SOURCE];
        let ours = |external: &External| external.source == source;
        Ok(Self {
            firm,
            source: source.to_owned(),
            profiles: resolved(&texts),
            archives: store::merges::archives(tx, firm).await?,
            third_parties: third_parties
                .into_iter()
                .filter(|party| ours(&party.external))
                .map(|party| (party.external.reference.clone(), party))
                .collect(),
            ended_contacts: ended
                .into_iter()
                .filter(ours)
                .map(|external| external.reference)
                .collect(),
            contacts: contacts
                .iter()
                .filter(|contact| ours(&contact.external))
                .map(|contact| (contact.external.reference.clone(), contact.clone()))
                .collect(),
            subjects: subjects
                .iter()
                .filter(|(_, external)| ours(external))
                .map(|(subject, external)| (external.reference.clone(), subject.clone()))
                .collect(),
            interests: interests
                .iter()
                .filter(|(_, external)| ours(external))
                .map(|(interest, external)| (external.reference.clone(), interest.clone()))
                .collect(),
            records: store::records::from_source(tx, firm, source).await?,
            edited: store::imports::edited(tx, firm, source, &importers).await?,
            all_contacts: contacts,
            all_interests: interests
                .into_iter()
                .map(|(interest, _)| (interest.id, interest))
                .collect(),
            all_subjects: subjects
                .into_iter()
                .map(|(subject, _)| (subject.id, subject))
                .collect(),
        })
    }

    /// The one that a third party is by now: itself, unless it was merged.
    pub fn became(&self, party: ThirdPartyId) -> ThirdPartyId {
        let next = |party: &ThirdPartyId| self.archives.get(party)?.into;
        // Only what is in use is merged into, and what was merged stays away: there is no ring.
        std::iter::successors(Some(party), next)
            .last()
            .unwrap_or(party)
    }

    pub fn external(&self, reference: &str) -> External {
        External {
            source: self.source.clone(),
            reference: reference.to_owned(),
        }
    }

    pub fn record(&self, kind: RecordKind, reference: &str) -> Option<&Record> {
        self.records.get(&record_key(kind, reference))
    }

    /// Every record of a kind, by its reference.
    pub fn records_of(&self, kind: RecordKind) -> impl Iterator<Item = (&str, &Record)> {
        let prefix = record_key(kind, "");
        let from = self.records.range(prefix.clone()..);
        from.map_while(move |(key, record)| Some((key.strip_prefix(&prefix)?, record)))
    }
}

/// Records of all kinds share one space of references, the files of an import do not.
pub(super) fn record_key(kind: RecordKind, reference: &str) -> String {
    format!("{kind}:{reference}")
}

/// A type that cannot be resolved opens nothing, and nobody can be given it.
fn resolved(texts: &[(String, String)]) -> BTreeMap<String, Profile> {
    let library = Library::of_firm(texts);
    let resolved = texts
        .iter()
        .filter_map(|(id, text)| Some((id.clone(), resolve(text, &library).ok()?)));
    resolved.collect()
}
