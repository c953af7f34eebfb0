//! Looking as somebody else: staff see a contact's page in her own app, under an address that names her. Below it lie the
//! app's own addresses, and what the app asks of the portal it asks of her preview, where nothing can be changed.

use crate::browser;
use contract::id::ContactId;
use contract::paths::{SESSION, preview};
use std::borrow::Cow;
use std::cell::OnceCell;

const ROOM: &str = "/admin/preview/";
const PORTAL: &str = "/api/v1/portal/";
/// What is no address of the portal's app.
const NOT_OURS: [&str; 3] = ["/api/", "/admin/", "/help"];

thread_local! {
    /// The same for as long as the page is open: it is what its address says.
    static WHOM: OnceCell<ContactId> = const { OnceCell::new() };
}

/// Whether the page's address says so. From then on every address and every call is made for it.
#[must_use]
pub fn begin() -> bool {
    let whom = browser::path().as_deref().and_then(named);
    if let Some(whom) = whom {
        let _ = WHOM.with(|cell| cell.set(whom));
    }
    whom.is_some()
}

/// As whom somebody of the staff looks.
#[must_use]
pub fn whom() -> Option<ContactId> {
    WHOM.with(|cell| cell.get().copied())
}

/// An address of the app, as the browser has it.
#[must_use]
pub fn address(href: &str) -> Cow<'_, str> {
    match whom() {
        Some(whom) if is_ours(href) => Cow::Owned(format!("{ROOM}{whom}{href}")),
        _ => Cow::Borrowed(href),
    }
}

/// The app's own address in one of the browser's; nothing if it is none of this app's.
#[must_use]
pub fn below(path: &str) -> Option<String> {
    match whom() {
        Some(whom) => under(whom, path),
        // The other app is there.
        None => (!path.starts_with(ROOM)).then(|| path.to_owned()),
    }
}

/// Where something of the portal is asked for.
#[must_use]
pub fn call(path: &str) -> Cow<'_, str> {
    match whom() {
        Some(whom) if path == SESSION || path.starts_with(PORTAL) => {
            Cow::Owned(preview(whom, path))
        }
        _ => Cow::Borrowed(path),
    }
}

fn named(path: &str) -> Option<ContactId> {
    path.strip_prefix(ROOM)?.split('/').next()?.parse().ok()
}

fn is_ours(href: &str) -> bool {
    href.starts_with('/') && !NOT_OURS.iter().any(|other| href.starts_with(other))
}

fn under(whom: ContactId, path: &str) -> Option<String> {
    let below = path.strip_prefix(ROOM)?.strip_prefix(&whom.to_string())?;
    match below {
        "" => Some("/".to_owned()),
        below => below.starts_with('/').then(|| below.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JO: &str = "con_01010101-0101-0101-0101-010101010101";

    #[test]
    fn the_address_says_as_whom_somebody_looks() {
        let jo = ContactId::from_bytes([1; 16]);
        for path in ["", "/", "/records/rec_1"] {
            assert_eq!(named(&format!("{ROOM}{JO}{path}")), Some(jo), "{path}");
        }
        for path in [
            "/",
            "/admin/preview",
            "/admin/preview/jo/",
            "/admin/people/",
        ] {
            assert_eq!(named(path), None, "{path}");
        }
    }

    #[test]
    fn the_apps_own_addresses_lie_below_hers() {
        let jo = ContactId::from_bytes([1; 16]);
        let below = |path: &str| under(jo, &format!("{ROOM}{JO}{path}"));
        assert_eq!(below("").as_deref(), Some("/"));
        assert_eq!(below("/records").as_deref(), Some("/records"));
        assert_eq!(below("2/records"), None);
        assert_eq!(under(jo, "/records"), None);
        assert_eq!(
            under(ContactId::from_bytes([2; 16]), &format!("{ROOM}{JO}")),
            None
        );
    }

    #[test]
    fn files_guides_and_the_staffs_app_have_addresses_of_their_own() {
        for ours in ["/", "/records?kind=visit", "/colleagues"] {
            assert!(is_ours(ours), "{ours}");
        }
        for other in [
            "/api/v1/portal/files/fil_1",
            "/admin/people/con_1",
            "/help",
            "#main",
        ] {
            assert!(!is_ours(other), "{other}");
        }
    }

    #[test]
    fn whoever_looks_as_nobody_goes_and_asks_where_she_says() {
        assert_eq!(whom(), None);
        assert_eq!(address("/records"), "/records");
        assert_eq!(below("/records").as_deref(), Some("/records"));
        assert_eq!(below(&format!("{ROOM}{JO}/")), None);
        assert_eq!(call(SESSION), SESSION);
    }
}
