//! Why one contact sees one record: all that the decision looked at, in the server's words.

use super::guide;
use crate::here::Here;
use crate::strings::t;
use contract::id::{ContactId, RecordId};
use contract::paths;
use ui::components::{frame, skeleton_rows};
use ui::dom::{View, all, el};
use ui::format::capital;
use ui::json::Json;
use ui::source::{Follows, Source, Wish, one};
use ui::wire::{Read, field};

/// What is told of everybody near a record; here only of one.
struct Told(Vec<Reasons>);

struct Reasons {
    contact: ContactId,
    reasons: Vec<String>,
}

impl Read for Reasons {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            contact: field(json, "contact")?,
            reasons: field(json, "reasons")?,
        })
    }
}

impl Read for Told {
    fn read(json: &Json) -> Option<Self> {
        let mut all: Vec<Reasons> = field(json, "sees")?;
        all.extend(field::<Vec<Reasons>>(json, "near")?);
        Some(Self(all))
    }
}

impl Told {
    fn of(&self, contact: ContactId) -> &[String] {
        let found = self.0.iter().find(|one| one.contact == contact);
        found.map(|one| one.reasons.as_slice()).unwrap_or_default()
    }
}

pub fn why(here: Here, contact: ContactId, record: RecordId) -> View {
    let source = Source::new(here.app, one::<Told>, move || {
        Some(Wish {
            path: paths::record_why(record),
            follows: Follows::Nothing,
        })
    });
    frame(here.app, source, skeleton_rows, move |told: &Told| {
        let reasons = told.of(contact);
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

    #[test]
    fn the_reasons_of_one_are_found_among_those_of_all() {
        let id = |n: &str| format!("con_{n}1010101-0101-0101-0101-010101010101");
        let of = |n: &str, reason: &str| {
            format!(
                r#"{{"contact":"{}","name":"Jo","reasons":["{reason}"]}}"#,
                id(n)
            )
        };
        let sent = format!(
            r#"{{"title":"EICR","sees":[{}],"near":[{}],"more":false}}"#,
            of("0", "her role sees jobs"),
            of("1", "jobs are switched off"),
        );
        let told: Told = ui::wire::from_text(&sent).unwrap();
        let reasons = |n: &str| told.of(id(n).parse().unwrap());
        assert_eq!(reasons("0"), ["her role sees jobs"]);
        assert_eq!(reasons("1"), ["jobs are switched off"]);
        assert!(reasons("2").is_empty());
    }
}
