//! Where the pages are: every address inside the app, in one place. Neutral words, whatever the profile calls its
//! things: a bookmark outlives them.

use contract::id::{RecordId, SubjectId};
use contract::kind::RecordKind;

pub const HOME: &str = "/";
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

#[must_use]
pub fn record(id: RecordId) -> String {
    format!("{RECORDS}/{id}")
}

#[must_use]
pub fn subject(id: SubjectId) -> String {
    format!("{SUBJECTS}/{id}")
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

/// Whether a page is under the entry of the navigation that leads to it.
#[must_use]
pub fn is_under(entry: &str, path: &str) -> bool {
    let entry = entry.split('?').next().unwrap_or_default();
    match entry {
        HOME => path == HOME || path.starts_with("/t/"),
        SUBJECTS => [SUBJECTS, PROPERTIES].iter().any(|list| below(list, path)),
        // Records of one's own page have no list of their own to be under.
        RECORDS => path == RECORDS,
        _ => below(entry, path),
    }
}

fn below(entry: &str, path: &str) -> bool {
    path.strip_prefix(entry)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_of_a_page_is_found_by_its_path() {
        assert!(is_under(HOME, "/") && is_under(HOME, "/t/abc"));
        assert!(!is_under(HOME, "/documents"));
        assert!(is_under(SUBJECTS, "/subjects/sub_1") && is_under(SUBJECTS, "/properties"));
        assert!(is_under(DOCUMENTS, "/documents"));
        assert!(!is_under(DOCUMENTS, "/documentsx"));
        assert!(is_under("/records?kind=visit", "/records"));
        assert!(!is_under("/records?kind=visit", "/records/rec_1"));
    }

    #[test]
    fn every_kind_has_a_list() {
        assert_eq!(list(RecordKind::Document), "/documents");
        assert_eq!(list(RecordKind::PhotoSet), "/records?kind=photo_set");
    }
}
