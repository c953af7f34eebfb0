//! The two cookies. Both carry the `__Host-` prefix: sent only to this very host, over TLS (or localhost),
//! and unreadable by scripts. What they hold is random; the database knows only its SHA-256.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

/// The session's secret.
pub(crate) const SESSION: &str = "__Host-sightline";
/// Names the browser that asked for a sign-in, so that the code works nowhere else.
pub(crate) const BROWSER: &str = "__Host-sightline-browser";

pub(crate) fn set(name: &'static str, value: String, seconds: i64) -> Cookie<'static> {
    Cookie::build(name, value)
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(Duration::seconds(seconds))
        .finish()
}

pub(crate) fn end(name: &'static str) -> Cookie<'static> {
    set(name, String::new(), 0)
}

pub(crate) fn read(request: &HttpRequest, name: &str) -> Option<String> {
    request
        .cookie(name)
        .map(|cookie| cookie.value().to_owned())
        .filter(|value| !value.is_empty())
}

/// The session's cookie. It outlives the session by nothing: the server decides which of them still works.
pub(crate) fn session(secret: &str) -> Cookie<'static> {
    set(
        SESSION,
        secret.to_owned(),
        domain::session::LIFE / 1_000_000,
    )
}
