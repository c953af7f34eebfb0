//! What narrows a list, as it stands in the address: so that a list can be bookmarked, sent and gone back to.

use contract::kind::{RecordKind, Status};
use contract::paths;
use ui::query::Address;

/// A list's page: which kinds it shows, and what it shows unless asked otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    pub path: &'static str,
    pub kinds: Vec<RecordKind>,
    pub usual_state: &'static str,
}

/// Everything, whatever the list usually shows.
pub const ALL: &str = "all";
pub const OUTSTANDING: &str = "outstanding";

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters {
    /// `outstanding`, a status, or `all`; absent for what the list usually shows.
    pub state: Option<String>,
    /// Only on the list of all kinds.
    pub kind: Option<String>,
    pub sub_kind: Option<String>,
    pub subject: Option<String>,
    pub sort: Option<String>,
    pub words: Option<String>,
}

impl Filters {
    /// From the address's parameters.
    #[must_use]
    pub fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let read = |name: &str| {
            parameter(name)
                .map(|value| value.trim().to_owned())
                .filter(|value| !value.is_empty())
        };
        Self {
            state: read("state"),
            kind: read("kind"),
            sub_kind: read("sort_of"),
            subject: read("subject"),
            sort: read("order"),
            words: read("words"),
        }
    }

    /// The address of the list narrowed like this.
    #[must_use]
    pub fn address(&self, list: &List) -> String {
        Address::new(list.path)
            .with("kind", self.kind.as_deref())
            .with("state", self.state.as_deref())
            .with("sort_of", self.sub_kind.as_deref())
            .with("subject", self.subject.as_deref())
            .with("order", self.sort.as_deref())
            .with("words", self.words.as_deref())
            .text()
    }

    /// What is asked of the server for it.
    #[must_use]
    pub fn ask(&self, list: &List) -> String {
        let kinds = list.kinds.iter().map(|kind| kind.name());
        let kinds = kinds.collect::<Vec<_>>().join(",");
        let state = self.state_in(list);
        Address::new(paths::RECORDS)
            .with("kind", Some(&kinds))
            .with("status", Some(state).filter(|state| *state != ALL))
            .with("sub_kind", self.sub_kind.as_deref())
            .with("subject", self.subject.as_deref())
            .with("sort", self.sort.as_deref())
            .with("q", self.words.as_deref())
            .text()
    }

    /// The state that is on, said or not.
    #[must_use]
    pub fn state_in(&self, list: &List) -> &str {
        self.state.as_deref().unwrap_or(list.usual_state)
    }

    /// The state as the address should say it: not at all where it is the usual one.
    #[must_use]
    pub fn with_state(&self, list: &List, state: &str) -> Self {
        Self {
            state: (state != list.usual_state).then(|| state.to_owned()),
            ..self.clone()
        }
    }

    /// Whether anything is narrowed by hand.
    #[must_use]
    pub const fn narrows(&self) -> bool {
        self.sub_kind.is_some() || self.words.is_some()
    }

    /// The same list with nothing narrowed by hand.
    #[must_use]
    pub fn cleared(&self) -> Self {
        Self {
            sub_kind: None,
            words: None,
            ..self.clone()
        }
    }
}

/// What a list's states can be, by the kinds on it.
#[must_use]
pub fn states(kinds: &[RecordKind]) -> Vec<&'static str> {
    match kinds {
        [RecordKind::Document] => vec![Status::Current.name(), Status::Superseded.name(), ALL],
        _ if kinds.contains(&RecordKind::Invoice) => {
            vec![OUTSTANDING, Status::Unpaid.name(), Status::Paid.name(), ALL]
        }
        [RecordKind::PhotoSet] => Vec::new(),
        _ => vec![OUTSTANDING, ALL],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invoices() -> List {
        List {
            path: "/invoices",
            kinds: vec![RecordKind::Invoice, RecordKind::StagePayment],
            usual_state: OUTSTANDING,
        }
    }

    #[test]
    fn the_address_says_only_what_is_not_usual() {
        let list = invoices();
        let none = Filters::default();
        assert_eq!(none.address(&list), "/invoices");
        assert_eq!(
            none.with_state(&list, OUTSTANDING).address(&list),
            "/invoices"
        );
        assert_eq!(
            none.with_state(&list, ALL).address(&list),
            "/invoices?state=all"
        );
    }

    #[test]
    fn what_is_asked_says_it_all() {
        let list = invoices();
        assert_eq!(
            Filters::default().ask(&list),
            "/api/v1/portal/records?kind=invoice,stage_payment&status=outstanding"
        );
        let all = Filters::default().with_state(&list, ALL);
        assert_eq!(
            all.ask(&list),
            "/api/v1/portal/records?kind=invoice,stage_payment"
        );
    }

    #[test]
    fn an_address_reads_back_as_it_was_written() {
        let filters = Filters::read(|name| match name {
            "state" => Some("all".to_owned()),
            "words" => Some("  mill lane ".to_owned()),
            "order" => Some(String::new()),
            _ => None,
        });
        assert_eq!(filters.words.as_deref(), Some("mill lane"));
        assert_eq!(filters.sort, None);
        assert_eq!(
            filters.address(&invoices()),
            "/invoices?state=all&words=mill%20lane"
        );
        assert!(filters.narrows() && !filters.cleared().narrows());
        assert_eq!(filters.cleared().state.as_deref(), Some("all"));
    }
}
