//! What a change in the tree would do, and what a search found a subject by.

use super::{Read, field};
use crate::json::Json;
use contract::tree::{FoundBy, TreeEffect, TreeGain};

named!(FoundBy);

objects! {
    TreeEffect { contacts, untouched, more }
    TreeGain {
        contact, name, third_party, third_party_name, subjects_gained, subjects_lost, gained, lost, kept
    }
}

#[cfg(test)]
mod tests {
    use crate::wire::tests::agrees;
    use contract::id::{ContactId, ThirdPartyId};
    use contract::kind::RecordKind;
    use contract::tree::{KindCount, TreeEffect, TreeGain};

    #[test]
    fn what_a_change_in_the_tree_would_do_is_read() {
        let some = |count| {
            vec![KindCount {
                kind: RecordKind::Document,
                count,
            }]
        };
        agrees(&TreeEffect {
            contacts: vec![TreeGain {
                contact: ContactId::from_bytes([1; 16]),
                name: "Bea".to_owned(),
                third_party: ThirdPartyId::from_bytes([2; 16]),
                third_party_name: "Oakline".to_owned(),
                subjects_gained: 1,
                subjects_lost: 2,
                gained: some(3),
                lost: some(4),
                kept: Vec::new(),
            }],
            untouched: 5,
            more: true,
        });
    }
}
