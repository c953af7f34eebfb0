//! The people of one's own third party.

use super::{Read, field};
use crate::json::Json;
use contract::colleague::{ColleagueAct, ColleagueDetails, ColleagueList, ColleagueRow};

objects! {
    ColleagueRow { id, name, role, me, last_seen_at, can, details }
    ColleagueDetails { email, off, cannot, sites, revision }
    ColleagueList { items, roles }
}

/// One that is not known here is not offered.
impl Read for ColleagueAct {
    fn read(json: &Json) -> Option<Self> {
        Self::parse(json.text()?)
    }

    const PASSED_OVER: bool = true;
}

#[cfg(test)]
mod tests {
    use crate::wire::tests::agrees;
    use contract::colleague::{ColleagueAct, ColleagueDetails, ColleagueList, ColleagueRow};
    use contract::email::Email;
    use contract::id::{ContactId, SubjectId};
    use contract::kind::{Action, Module};

    #[test]
    fn ones_own_people_are_read() {
        let row = |details| ColleagueRow {
            id: ContactId::from_bytes([1; 16]),
            name: "Bea Lister".to_owned(),
            role: "bookkeeper".to_owned(),
            me: false,
            last_seen_at: None,
            can: ColleagueAct::ALL.to_vec(),
            details,
        };
        let details = |sites| ColleagueDetails {
            email: Email::parse("bea@oakline.example").unwrap(),
            off: vec![Module::Photos],
            cannot: vec![Action::Pay],
            sites,
            revision: "6e".to_owned(),
        };
        let some = Some(vec![SubjectId::from_bytes([2; 16])]);
        agrees(&ColleagueList {
            items: vec![
                row(None),
                row(Some(details(None))),
                row(Some(details(some))),
            ],
            roles: vec!["bookkeeper".to_owned()],
        });
    }
}
