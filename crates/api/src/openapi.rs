//! The OpenAPI document, made from the same registrations that serve requests; no application is needed.

use crate::http::cookie;
use crate::http::describe::SESSION_SCHEME;
use crate::http::route::{Registered, Routes};
use crate::v1;
use utoipa::openapi::OpenApi;
use utoipa::openapi::info::{InfoBuilder, LicenseBuilder};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;

const ABOUT: &str = "A private page for the people around a job: their slice of a firm's record.\n\n\
    Sign in with a link or code and keep the cookie; name one of the session's hats in `Sightline-Hat`. \
    Problems are RFC 9457 with a stable `type`. Lists answer `next_cursor`; hand it back as `cursor`. \
    Reads answer an `ETag`; send it as `If-None-Match` and an unchanged answer is a 304. \
    Fields that you may not see are absent, and what is not yours is answered like what is not there.";

#[must_use]
pub fn openapi(version: &str) -> OpenApi {
    let mut routes = Routes::default();
    v1::routes(&mut routes);
    let info = InfoBuilder::new()
        .title("Sightline")
        .version(version)
        .description(Some(ABOUT))
        .license(Some(
            LicenseBuilder::new()
                .name("AGPL-3.0-or-later")
                .identifier(Some("AGPL-3.0-or-later"))
                .build(),
        ))
        .build();
    let mut document = OpenApi::new(info, routes.paths);
    let mut components = routes.components;
    let session =
        ApiKeyValue::with_description(cookie::SESSION, "The session's secret, as a cookie.");
    components.add_security_scheme(
        SESSION_SCHEME,
        SecurityScheme::ApiKey(ApiKey::Cookie(session)),
    );
    document.components = Some(components);
    document.tags = Some(
        [
            ("sign-in", "Signing in without a password"),
            ("session", "Who I am, and where I am signed in"),
            ("portal", "What I may see and do"),
            (
                "preview",
                "The portal as one contact sees it, for staff: read-only, and never a view by the contact",
            ),
        ]
        .map(|(name, what)| TagBuilder::new().name(name).description(Some(what)).build())
        .to_vec(),
    );
    document
}

/// The document as it is committed and served.
#[must_use]
pub fn openapi_json(version: &str) -> String {
    let mut text = openapi(version).to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// Every operation as it was registered.
#[must_use]
pub fn registered() -> Vec<Registered> {
    let mut routes = Routes::default();
    v1::routes(&mut routes);
    routes.registered
}
