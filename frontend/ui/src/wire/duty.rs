//! What runs out.

use super::{Read, field};
use crate::json::Json;
use contract::duty::{DutyPage, DutyRow};

objects! {
    DutyRow { record, sub_kind, title, subject, due_on, validity, visit_on, held_by }
    DutyPage { today, count, items }
}

#[cfg(test)]
mod tests {
    use crate::wire::tests::agrees;
    use contract::day::Day;
    use contract::duty::{DutyPage, DutyRow};
    use contract::firm_record::ThirdPartyRef;
    use contract::id::{RecordId, SubjectId, ThirdPartyId};
    use contract::kind::Validity;
    use contract::record::SubjectRef;

    #[test]
    fn what_runs_out_is_read() {
        let day = Day::new(2026, 12, 1).unwrap();
        let row = |visit_on| DutyRow {
            record: RecordId::from_bytes([1; 16]),
            sub_kind: "gas-safety".to_owned(),
            title: "Gas".to_owned(),
            subject: SubjectRef {
                id: SubjectId::from_bytes([2; 16]),
                name: "22 Park Road".to_owned(),
                postcode: None,
            },
            due_on: day,
            validity: Validity::DueSoon,
            visit_on,
            held_by: vec![ThirdPartyRef {
                id: ThirdPartyId::from_bytes([3; 16]),
                name: "Oakline".to_owned(),
            }],
        };
        agrees(&DutyPage {
            today: day,
            count: 2,
            items: vec![row(None), row(Some(day))],
        });
    }
}
