//! Everything one contact sees, as staff read it.

use super::{Read, field};
use crate::json::Json;
use contract::why::SliceView;

objects! {
    SliceView { contact, name, third_party, third_party_name, role, counts, items, next_cursor }
}

#[cfg(test)]
mod tests {
    use crate::wire::tests::agrees;
    use contract::id::{ContactId, ThirdPartyId};
    use contract::kind::RecordKind;
    use contract::why::{KindCount, SliceView};

    #[test]
    fn everything_a_contact_sees_is_read() {
        for next_cursor in [None, Some("6e".to_owned())] {
            agrees(&SliceView {
                contact: ContactId::from_bytes([1; 16]),
                name: "Jo Marsh".to_owned(),
                third_party: ThirdPartyId::from_bytes([2; 16]),
                third_party_name: "Oakline Lettings".to_owned(),
                role: "bookkeeper".to_owned(),
                counts: vec![KindCount {
                    kind: RecordKind::Invoice,
                    count: 27,
                }],
                items: vec![],
                next_cursor,
            });
        }
    }
}
