//! Changes are accepted only from our own pages: a browser says where a request was made, and what is not a
//! browser has no session of somebody else's to abuse.

use super::problem::{Fault, Problem};
use actix_web::HttpRequest;
use actix_web::http::Method;
use actix_web::http::header::ORIGIN;

/// `scheme://host[:port]`, as browsers write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin(String);

impl Origin {
    /// Of the installation's public address.
    pub(crate) fn of(url: &str) -> Self {
        let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let scheme = scheme.to_ascii_lowercase();
        let host = host.to_ascii_lowercase();
        let usual = if scheme == "https" { ":443" } else { ":80" };
        let host = host.strip_suffix(usual).unwrap_or(&host);
        Self(format!("{scheme}://{host}"))
    }

    pub(crate) fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// Refuses a change that another site's page asks for. Reading needs no such proof: its answer stays
    /// unreadable to that page.
    pub(crate) fn check(&self, request: &HttpRequest) -> Result<(), Problem> {
        if matches!(
            *request.method(),
            Method::GET | Method::HEAD | Method::OPTIONS
        ) {
            return Ok(());
        }
        let header = |name: &str| {
            request
                .headers()
                .get(name)
                .map(|v| v.to_str().unwrap_or("?"))
        };
        let ours = match (header(ORIGIN.as_str()), header("sec-fetch-site")) {
            // A form on a page with `no-referrer` says `null`; what the browser itself says cannot be forged.
            (Some("null"), Some(site)) => site == "same-origin",
            (Some(origin), _) => origin == self.0,
            (None, Some(site)) => matches!(site, "same-origin" | "none"),
            (None, None) => true,
        };
        if ours {
            Ok(())
        } else {
            Err(Problem::new(Fault::WrongOrigin))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn allowed(headers: &[(&'static str, &'static str)]) -> bool {
        let mut request = TestRequest::post();
        for header in headers {
            request = request.insert_header(*header);
        }
        Origin::of("https://Pages.Example:443/here")
            .check(&request.to_http_request())
            .is_ok()
    }

    #[test]
    fn a_change_is_taken_from_our_pages_and_from_no_others() {
        assert!(allowed(&[("origin", "https://pages.example")]));
        assert!(!allowed(&[("origin", "https://evil.example")]));
        assert!(!allowed(&[("origin", "http://pages.example")]));
        assert!(!allowed(&[("origin", "null")]));
        assert!(!allowed(&[
            ("origin", "null"),
            ("sec-fetch-site", "cross-site")
        ]));
        assert!(allowed(&[
            ("origin", "null"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(!allowed(&[
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(allowed(&[("sec-fetch-site", "same-origin")]));
        assert!(!allowed(&[("sec-fetch-site", "same-site")]));
        assert!(!allowed(&[("sec-fetch-site", "cross-site")]));
    }

    #[test]
    fn what_is_no_browser_says_neither_and_is_served() {
        assert!(allowed(&[]));
    }
}
