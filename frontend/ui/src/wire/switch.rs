//! What is switched off, at which levels, and what switching would do to people.

use super::{Read, field};
use crate::json::Json;
use contract::kind::Action;
use contract::profile::{ContactEffect, Effect};
use contract::switch::{FirmModules, SwitchLevel, SwitchedOff};
use contract::why::KindCount;
use std::collections::BTreeMap;

named!(SwitchLevel);

objects! {
    SwitchedOff { module, by }
    FirmModules { off, revision }
    Effect { contacts, untouched, more }
    ContactEffect { contact, name, third_party, third_party_name, gained, lost, otherwise }
    KindCount { kind, count }
}

/// What each role opens to do.
impl Read for BTreeMap<String, Vec<Action>> {
    fn read(json: &Json) -> Option<Self> {
        let Json::Object(fields) = json else {
            return None;
        };
        fields
            .iter()
            .map(|(name, value)| Some((name.clone(), Vec::read(value)?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::agrees;
    use super::*;
    use contract::id::{ContactId, ThirdPartyId};
    use contract::kind::{Module, RecordKind};

    #[test]
    fn switches_and_what_they_would_do_are_read_as_they_are_sent() {
        agrees(&SwitchedOff {
            module: Module::Photos,
            by: SwitchLevel::ALL.to_vec(),
        });
        agrees(&FirmModules {
            off: Module::ALL.to_vec(),
            revision: "ab".to_owned(),
        });
        agrees(&Effect {
            contacts: vec![ContactEffect {
                contact: ContactId::from_bytes([1; 16]),
                name: "Jo".to_owned(),
                third_party: ThirdPartyId::from_bytes([2; 16]),
                third_party_name: "Oakline".to_owned(),
                gained: vec![],
                lost: vec![KindCount {
                    kind: RecordKind::Invoice,
                    count: 3,
                }],
                otherwise: vec![RecordKind::Job],
            }],
            untouched: 2,
            more: true,
        });
        agrees(&BTreeMap::from([(
            "bookkeeper".to_owned(),
            Action::ALL.to_vec(),
        )]));
    }
}
