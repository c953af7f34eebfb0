//! What narrows the list of records. It stands in the address, so that a list can be kept, sent and gone back to.

use crate::route;
use contract::id::SubjectId;
use contract::paths;
use ui::nav::Place;
use ui::query::Address;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters {
    pub kind: Option<String>,
    pub standing: Option<String>,
    pub status: Option<String>,
    pub subject: Option<String>,
    pub words: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
}

impl Filters {
    #[must_use]
    pub fn read(place: &Place) -> Self {
        let read = |name: &str| {
            let value = place.get(name).map(|value| value.trim().to_owned());
            value.filter(|value| !value.is_empty())
        };
        Self {
            kind: read("kind"),
            standing: read("standing"),
            status: read("status"),
            subject: read("subject"),
            words: read("words"),
            from: read("from"),
            to: read("to"),
        }
    }

    /// The page that shows it.
    #[must_use]
    pub fn address(&self) -> String {
        self.on(Address::new(route::RECORDS), "words")
    }

    /// What is asked of the server for it.
    #[must_use]
    pub fn ask(&self) -> String {
        self.on(Address::new(paths::FIRM_RECORDS), "q")
    }

    fn on(&self, address: Address, words: &str) -> String {
        address
            .with("kind", self.kind.as_deref())
            .with("standing", self.standing.as_deref())
            .with("status", self.status.as_deref())
            .with("subject", self.subject.as_deref())
            .with("from", self.from.as_deref())
            .with("to", self.to.as_deref())
            .with(words, self.words.as_deref())
            .text()
    }
}

/// All records on a subject and below it.
#[must_use]
pub fn records_of(subject: SubjectId) -> String {
    Filters {
        subject: Some(subject.to_string()),
        ..Filters::default()
    }
    .address()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_narrows_the_list_stands_in_the_address_and_is_asked_of_the_server() {
        let address = "/admin/records?kind=invoice&standing=internal&status=draft&from=2026-11-01&words=mill%20lane";
        let filters = Filters::read(&Place::read(&format!("{address}&to=")));
        assert_eq!(filters.address(), address);
        assert_eq!(
            filters.ask(),
            "/api/v1/admin/records?kind=invoice&standing=internal&status=draft&from=2026-11-01&q=mill%20lane"
        );
        assert_eq!(Filters::default().ask(), paths::FIRM_RECORDS);
    }

    #[test]
    fn the_records_of_a_subject_have_an_address() {
        let id = SubjectId::from_bytes([2; 16]);
        assert_eq!(records_of(id), format!("/admin/records?subject={id}"));
    }
}
