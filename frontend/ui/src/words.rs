//! The nouns of the page: the profile's own where it has them, the catalogue's where it has not, and the name as
//! it is sent where neither knows it. So a new third-party type brings its words along.

use crate::format::capital;
use crate::strings::t;
use contract::kind::{LineState, Module, RecordKind, Status};
use contract::session::Hat;
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    nouns: BTreeMap<String, Vec<String>>,
}

impl Words {
    #[must_use]
    pub fn of(hat: Option<&Hat>) -> Self {
        Self {
            nouns: hat.map(|hat| hat.words.clone()).unwrap_or_default(),
        }
    }

    fn noun(&self, thing: &str, at: usize) -> Option<String> {
        self.nouns.get(thing)?.get(at).cloned()
    }

    /// `property`
    #[must_use]
    pub fn one(&self, thing: &str) -> String {
        self.noun(thing, 0).unwrap_or_else(|| plain(thing))
    }

    /// `properties`
    #[must_use]
    pub fn many(&self, thing: &str) -> String {
        self.noun(thing, 1)
            .unwrap_or_else(|| (t().words.plural)(&plain(thing)))
    }

    /// `1 property`, `12 properties`
    #[must_use]
    pub fn count(&self, n: u64, thing: &str) -> String {
        let noun = if n == 1 {
            self.one(thing)
        } else {
            self.many(thing)
        };
        format!("{} {noun}", crate::format::number(n))
    }

    #[must_use]
    pub fn kind(&self, kind: RecordKind) -> String {
        self.one(kind.name())
    }

    /// What a record is called in a sentence: `EICR`, else its kind.
    #[must_use]
    pub fn sort(&self, kind: RecordKind, sub_kind: &str) -> String {
        if sub_kind.is_empty() {
            self.kind(kind)
        } else {
            sub_kind_name(sub_kind)
        }
    }
}

/// What can be switched off, as its switch says.
#[must_use]
pub const fn module_name(module: Module) -> &'static str {
    let words = &t().modules;
    match module {
        Module::Properties => words.properties,
        Module::Jobs => words.jobs,
        Module::Diary => words.diary,
        Module::Certificates => words.certificates,
        Module::Photos => words.photos,
        Module::Invoices => words.invoices,
        Module::Plan => words.plan,
    }
}

/// `photo_set` as a person would write it.
fn plain(name: &str) -> String {
    name.replace(['_', '-'], " ")
}

/// `EICR`, `gas safety`: the sort of a record within its kind, as it stands in a sentence.
#[must_use]
pub fn sub_kind_name(name: &str) -> String {
    t().words
        .sub_kinds
        .iter()
        .find(|(known, _)| *known == name)
        .map_or_else(|| plain(name), |(_, words)| (*words).to_owned())
}

/// What a list of a page is called; a list that this app does not know goes by its own name.
#[must_use]
pub fn list_name(of: &str, words: &Words) -> String {
    let of_kind = |kind: RecordKind| capital(&words.many(kind.name()));
    match of {
        "to-pay" => t().lists.to_pay.to_owned(),
        "open-jobs" => (t().lists.open)(&words.many("job")),
        "certificates" => of_kind(RecordKind::Document),
        "photos" => of_kind(RecordKind::PhotoSet),
        "invoices" => of_kind(RecordKind::Invoice),
        "visits" => of_kind(RecordKind::Visit),
        "plan" => t().lists.plan.to_owned(),
        other => capital(&plain(other)),
    }
}

#[must_use]
pub fn status_name(status: Status) -> &'static str {
    let words = &t().status;
    match status {
        Status::Open => words.open,
        Status::Booked => words.booked,
        Status::Done => words.done,
        Status::Cancelled => words.cancelled,
        Status::Missed => words.missed,
        Status::Current => words.current,
        Status::Superseded => words.superseded,
        Status::Draft => words.draft,
        Status::Unpaid => words.unpaid,
        Status::PartPaid => words.part_paid,
        Status::Paid => words.paid,
        Status::Credited => words.credited,
        Status::Planned => words.planned,
        Status::Reached => words.reached,
        Status::Retained => words.retained,
    }
}

#[must_use]
pub fn line_state_name(state: LineState) -> &'static str {
    let words = &t().status;
    match state {
        LineState::Open => words.line_open,
        LineState::Queried => words.line_queried,
        LineState::Credited => words.credited,
        LineState::Paid => words.paid,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_names_its_own_things() {
        let horses = Words {
            nouns: BTreeMap::from([(
                "subject".to_owned(),
                vec!["horse".to_owned(), "horses".to_owned()],
            )]),
        };
        assert_eq!(horses.count(1, "subject"), "1 horse");
        assert_eq!(horses.count(2_000, "subject"), "2,000 horses");
    }

    #[test]
    fn what_nobody_named_goes_by_its_own_name() {
        let none = Words::default();
        assert_eq!(none.one("photo_set"), "photo set");
        assert_eq!(none.many("photo_set"), "photo sets");
        assert_eq!(sub_kind_name("eicr"), "EICR");
        assert_eq!(sub_kind_name("legionella-risk"), "legionella risk");
        assert_eq!(list_name("share-register", &none), "Share register");
        assert_eq!(list_name("open-jobs", &none), "Open jobs");
    }

    #[test]
    fn a_record_is_called_by_its_sort() {
        let none = Words::default();
        assert_eq!(none.sort(RecordKind::Document, "gas-safety"), "gas safety");
        assert_eq!(none.sort(RecordKind::Invoice, ""), "invoice");
    }
}
