//! Passkeys, read from JSON.

use super::{Read, field};
use crate::json::Json;
use contract::passkey::{PasskeyCeremony, PasskeyPage, PasskeyRow};

objects! {
    PasskeyCeremony { ceremony, options }
    PasskeyRow { id, name, added_at, last_used_at, synced, can_remove }
    PasskeyPage { items, can_add }
}

#[cfg(test)]
mod tests {
    use super::super::tests::agrees;
    use super::*;
    use contract::id::PasskeyId;

    #[test]
    fn passkeys_are_read_as_they_are_sent() {
        agrees(&PasskeyCeremony {
            ceremony: "abc".to_owned(),
            options: "{\"challenge\":\"\\u00e9\"}".to_owned(),
        });
        for used in [None, Some("2026-11-24T10:00:00Z".to_owned())] {
            agrees(&PasskeyPage {
                items: vec![PasskeyRow {
                    id: PasskeyId::from_bytes([1; 16]),
                    name: "Chrome on Windows".to_owned(),
                    added_at: "2026-11-20T10:00:00Z".to_owned(),
                    last_used_at: used.clone(),
                    synced: used.is_some(),
                    can_remove: used.is_none(),
                }],
                can_add: used.is_some(),
            });
        }
    }
}
