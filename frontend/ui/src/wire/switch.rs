//! What is switched off, and at which levels.

use super::{Read, field};
use crate::json::Json;
use contract::kind::Action;
use contract::switch::{FirmModules, SwitchLevel, SwitchedOff};
use std::collections::BTreeMap;

named!(SwitchLevel);

objects! {
    SwitchedOff { module, by }
    FirmModules { off, revision }
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
    use contract::kind::Module;

    #[test]
    fn switches_are_read_as_they_are_sent() {
        agrees(&SwitchedOff {
            module: Module::Photos,
            by: SwitchLevel::ALL.to_vec(),
        });
        agrees(&FirmModules {
            off: Module::ALL.to_vec(),
            revision: "ab".to_owned(),
        });
        agrees(&BTreeMap::from([(
            "bookkeeper".to_owned(),
            Action::ALL.to_vec(),
        )]));
    }
}
