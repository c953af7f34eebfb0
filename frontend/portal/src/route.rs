//! Where the pages are: every address inside the app, in one place. Neutral words, whatever the profile calls its
//! things: a bookmark outlives them.

use contract::id::{ContactId, RecordId, SubjectId};
use contract::kind::RecordKind;

pub const HOME: &str = "/";
/// The staff's app.
pub const ADMIN: &str = "/admin/";
pub const LINK: &str = "/in";
pub const SUBJECTS: &str = "/subjects";
/// The same list under the word that most profiles use for it.
pub const PROPERTIES: &str = "/properties";
pub const DOCUMENTS: &str = "/documents";
pub const INVOICES: &str = "/invoices";
pub const RECORDS: &str = "/records";
pub const SEARCH: &str = "/search";
pub const RECEIPTS: &str = "/receipts";
pub const DEVICES: &str = "/devices";
pub const PREFERENCES: &str = "/preferences";

/// A page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    Home,
    Subjects,
    Subject(SubjectId),
    Documents,
    Invoices,
    /// Of any one kind, named in the query.
    Records,
    Record(RecordId),
    Search,
    Receipts,
    Devices,
    Preferences,
    Nowhere,
}

impl Route {
    #[must_use]
    pub fn of(path: &str) -> Self {
        // With a slash at its end it is the same address.
        let path = path.strip_suffix('/').unwrap_or(path);
        match path {
            "" => Self::Home,
            SUBJECTS | PROPERTIES => Self::Subjects,
            DOCUMENTS => Self::Documents,
            INVOICES => Self::Invoices,
            RECORDS => Self::Records,
            SEARCH => Self::Search,
            RECEIPTS => Self::Receipts,
            DEVICES => Self::Devices,
            PREFERENCES => Self::Preferences,
            _ => Self::deeper(path),
        }
    }

    fn deeper(path: &str) -> Self {
        let Some((list, last)) = path.rsplit_once('/') else {
            return Self::Nowhere;
        };
        let found = match list {
            // The bookmark of a third party: the same page for any slug.
            "/t" => Some(Self::Home),
            SUBJECTS | PROPERTIES => last.parse().ok().map(Self::Subject),
            RECORDS => last.parse().ok().map(Self::Record),
            _ => None,
        };
        found.unwrap_or(Self::Nowhere)
    }
}

#[must_use]
pub fn record(id: RecordId) -> String {
    format!("{RECORDS}/{id}")
}

#[must_use]
pub fn subject(id: SubjectId) -> String {
    format!("{SUBJECTS}/{id}")
}

/// Where staff look after somebody, in their own app.
#[must_use]
pub fn person(id: ContactId) -> String {
    format!("/admin/people/{id}")
}

/// The list of a kind: its own page where it has one.
#[must_use]
pub fn list(kind: RecordKind) -> String {
    match kind {
        RecordKind::Document => DOCUMENTS.to_owned(),
        RecordKind::Invoice => INVOICES.to_owned(),
        other => format!("{RECORDS}?kind={other}"),
    }
}

/// Whether a page is under the entry of the navigation that leads to it; `kind` is what the query names.
#[must_use]
pub fn is_under(entry: &str, path: &str, kind: Option<&str>) -> bool {
    match (Route::of(path), entry) {
        (Route::Home, HOME)
        | (Route::Subjects | Route::Subject(_), SUBJECTS)
        | (Route::Documents, DOCUMENTS)
        | (Route::Invoices, INVOICES)
        | (Route::Receipts, RECEIPTS) => true,
        (Route::Records, entry) => kind
            .and_then(RecordKind::parse)
            .is_some_and(|kind| list(kind) == entry),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_a_page_or_none() {
        let (record_id, subject_id) = (
            RecordId::from_bytes([1; 16]),
            SubjectId::from_bytes([2; 16]),
        );
        for (path, route) in [
            ("/", Route::Home),
            ("/t/3f2a", Route::Home),
            ("/properties", Route::Subjects),
            ("/subjects/", Route::Subjects),
            ("/records", Route::Records),
            ("/documents", Route::Documents),
            ("/nope", Route::Nowhere),
            ("/records/nope", Route::Nowhere),
            ("/records/rec_1/more", Route::Nowhere),
            ("/documents/x", Route::Nowhere),
        ] {
            assert_eq!(Route::of(path), route, "{path}");
        }
        assert_eq!(Route::of(&record(record_id)), Route::Record(record_id));
        assert_eq!(Route::of(&subject(subject_id)), Route::Subject(subject_id));
        let other = format!("/properties/{subject_id}");
        assert_eq!(Route::of(&other), Route::Subject(subject_id));
    }

    #[test]
    fn the_entry_of_a_page_is_found_by_its_address() {
        assert!(is_under(HOME, "/", None) && is_under(HOME, "/t/abc", None));
        assert!(!is_under(HOME, "/documents", None));
        assert!(is_under(SUBJECTS, "/properties", None));
        assert!(is_under(DOCUMENTS, "/documents", None));
        assert!(is_under("/records?kind=visit", "/records", Some("visit")));
        assert!(!is_under("/records?kind=visit", "/records", Some("job")));
        assert!(!is_under("/records?kind=visit", "/records", None));
    }

    #[test]
    fn every_kind_has_a_list() {
        assert_eq!(list(RecordKind::Document), "/documents");
        assert_eq!(list(RecordKind::PhotoSet), "/records?kind=photo_set");
    }
}
