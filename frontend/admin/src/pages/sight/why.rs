//! Why one contact sees one record: all that the decision looked at, in the server's words.

use super::guide;
use crate::here::Here;
use crate::strings::t;
use contract::id::{ContactId, RecordId};
use contract::paths;
use contract::why::RecordWhy;
use ui::components::{frame, skeleton_rows};
use ui::dom::{View, all, el};
use ui::format::capital;
use ui::source::{Follows, Source, Wish, one};

/// What is told of her among everybody who is near it.
fn reasons(why: &RecordWhy, contact: ContactId) -> &[String] {
    let mut everybody = why.sees.iter().chain(&why.near);
    let found = everybody.find(|one| one.contact == contact);
    found.map(|one| one.reasons.as_slice()).unwrap_or_default()
}

pub fn why(here: Here, contact: ContactId, record: RecordId) -> View {
    let source = Source::new(here.app, one::<RecordWhy>, move || {
        Some(Wish {
            path: paths::record_why(record),
            follows: Follows::Nothing,
        })
    });
    frame(here.app, source, skeleton_rows, move |why: &RecordWhy| {
        let reasons = reasons(why, contact);
        if reasons.is_empty() {
            // There are more people near it than the server tells of at once.
            return el("p")
                .add(t().sight.why_not_told)
                .add(" ")
                .add(guide())
                .into();
        }
        let list = all(reasons.iter().map(|one| el("li").add(capital(one))));
        el("ul").class("reasons").add(list).into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::{SubjectId, ThirdPartyId};
    use contract::kind::RecordKind;
    use contract::record::SubjectRef;
    use contract::why::WhyContact;

    #[test]
    fn the_reasons_of_one_are_found_among_those_of_all() {
        let id = |n| ContactId::from_bytes([n; 16]);
        let of = |contact, reason: &str| WhyContact {
            contact,
            name: String::new(),
            third_party: ThirdPartyId::from_bytes([3; 16]),
            third_party_name: String::new(),
            role: None,
            rules: vec![],
            interests: vec![],
            off: vec![],
            addressed: false,
            shared: false,
            as_recorded_by: None,
            stops: vec![],
            reasons: vec![reason.to_owned()],
        };
        let why = RecordWhy {
            record: RecordId::from_bytes([4; 16]),
            kind: RecordKind::Job,
            title: String::new(),
            subject: SubjectRef {
                id: SubjectId::from_bytes([5; 16]),
                name: String::new(),
                postcode: None,
            },
            standing: "by_rule".to_owned(),
            sees: vec![of(id(1), "her role sees jobs")],
            near: vec![of(id(2), "jobs are switched off")],
            more: false,
        };
        assert_eq!(reasons(&why, id(1)), ["her role sees jobs"]);
        assert_eq!(reasons(&why, id(2)), ["jobs are switched off"]);
        assert!(reasons(&why, id(9)).is_empty());
    }
}
