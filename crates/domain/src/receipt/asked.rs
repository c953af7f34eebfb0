//! What staff ask of the log: every value is checked once, here, and every fault is told at once.

use super::{Act, Outcome};
use contract::audit::ReceiptFilter;
use contract::day::Day;
use contract::id::{ContactId, StaffId, ThirdPartyId};
use contract::kind::Grade;
use contract::problem::FieldError;

/// Longer than any id.
const LONGEST: usize = 60;

/// Whose acts are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doer {
    Contact(ContactId),
    Staff(StaffId),
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    pub person: Option<Doer>,
    pub third_party: Option<ThirdPartyId>,
    /// An id of any kind, as receipts spell it.
    pub object: Option<String>,
    pub act: Option<Act>,
    pub outcome: Option<Outcome>,
    pub grade: Option<Grade>,
    /// The first and the last day.
    pub from: Option<Day>,
    pub to: Option<Day>,
}

impl Asked {
    pub fn read(filter: &ReceiptFilter) -> Result<Self, Vec<FieldError>> {
        let mut faults = Vec::new();
        let asked = Self {
            person: value(&filter.person, "person", &mut faults, doer),
            third_party: value(&filter.third_party, "third_party", &mut faults, parsed),
            object: value(&filter.object, "object", &mut faults, object),
            act: value(&filter.act, "act", &mut faults, Act::parse),
            outcome: value(&filter.outcome, "outcome", &mut faults, Outcome::parse),
            grade: value(&filter.grade, "grade", &mut faults, Grade::parse),
            from: value(&filter.from, "from", &mut faults, parsed),
            to: value(&filter.to, "to", &mut faults, parsed),
        };
        if faults.is_empty() {
            Ok(asked)
        } else {
            Err(faults)
        }
    }

    /// What was asked in closed words, for the receipt of the asking.
    #[must_use]
    pub fn words(&self) -> String {
        let parts = [
            ("person", self.person.map(|doer| doer.to_string())),
            ("third_party", self.third_party.map(|id| id.to_string())),
            ("object", self.object.clone()),
            ("act", self.act.map(|act| act.to_string())),
            ("outcome", self.outcome.map(|outcome| outcome.to_string())),
            ("grade", self.grade.map(|grade| grade.to_string())),
            ("from", self.from.map(|day| day.to_string())),
            ("to", self.to.map(|day| day.to_string())),
        ];
        let given = parts
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}={}", value?)));
        given.collect::<Vec<_>>().join("&")
    }
}

impl std::fmt::Display for Doer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Contact(id) => id.fmt(f),
            Self::Staff(id) => id.fmt(f),
        }
    }
}

fn value<T>(
    text: &Option<String>,
    field: &str,
    faults: &mut Vec<FieldError>,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let text = text.as_deref()?;
    let read = parse(text);
    if read.is_none() {
        faults.push(FieldError {
            field: field.to_owned(),
            code: "unknown".to_owned(),
            message: "this value is not known here".to_owned(),
        });
    }
    read
}

fn parsed<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn doer(text: &str) -> Option<Doer> {
    let contact = parsed(text).map(Doer::Contact);
    contact.or_else(|| parsed(text).map(Doer::Staff))
}

fn object(text: &str) -> Option<String> {
    let of_an_id = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b);
    let plausible = !text.is_empty() && text.len() <= LONGEST && text.bytes().all(of_an_id);
    plausible.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn what_is_asked_reads_back_in_closed_words() {
        let contact = ContactId::from_bytes([7; 16]);
        let filter = ReceiptFilter {
            person: some(&contact.to_string()),
            act: some("record.view"),
            grade: some("person"),
            from: some("2026-11-01"),
            ..ReceiptFilter::default()
        };
        let asked = Asked::read(&filter).unwrap();
        assert_eq!(asked.person, Some(Doer::Contact(contact)));
        let words = format!("person={contact}&act=record.view&grade=person&from=2026-11-01");
        assert_eq!(asked.words(), words);
        assert_eq!(Asked::read(&ReceiptFilter::default()), Ok(Asked::default()));
    }

    #[test]
    fn every_value_that_is_not_known_is_told() {
        let filter = ReceiptFilter {
            person: some("Bea"),
            third_party: some("con_1"),
            object: some("rec_1 OR 1=1"),
            act: some("record.sing"),
            outcome: some("fine"),
            grade: some("A"),
            from: some("yesterday"),
            to: some("2026-02-30"),
        };
        let faults = Asked::read(&filter).unwrap_err();
        let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
        let all = "person third_party object act outcome grade from to";
        assert_eq!(fields.join(" "), all);
    }
}
