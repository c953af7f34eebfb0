//! What merging two third parties would do.

use super::{Read, field};
use crate::json::Json;
use contract::merge::{MergePerson, MergeView, PersonBecomes};

named!(PersonBecomes);

objects! {
    MergePerson { contact, name, becomes }
    MergeView { from, from_name, into, into_name, people, interests, joined, addressed, shared, faults }
}

#[cfg(test)]
mod tests {
    use super::super::tests::agrees;
    use super::*;
    use contract::id::{ContactId, ThirdPartyId};
    use contract::problem::FieldError;

    #[test]
    fn what_would_be_merged_is_read_as_it_is_sent() {
        let person = |becomes: &PersonBecomes| MergePerson {
            contact: ContactId::from_bytes([1; 16]),
            name: "Jo".to_owned(),
            becomes: *becomes,
        };
        agrees(&MergeView {
            from: ThirdPartyId::from_bytes([1; 16]),
            from_name: "Oak".to_owned(),
            into: ThirdPartyId::from_bytes([2; 16]),
            into_name: "Oakline".to_owned(),
            people: PersonBecomes::ALL.iter().map(person).collect(),
            interests: 4,
            joined: 1,
            addressed: 20,
            shared: 2,
            faults: vec![FieldError {
                field: "into".to_owned(),
                code: "same".to_owned(),
                message: "choose another".to_owned(),
            }],
        });
    }
}
