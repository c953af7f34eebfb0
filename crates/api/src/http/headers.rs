//! The outermost layer: a trace id for every request, and the headers that keep browsers from doing more
//! with an answer than they were meant to.

use super::domains::Elsewhere;
use super::trace::TraceId;
use crate::api::Api;
use crate::web_app::WebApp;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, PERMISSIONS_POLICY,
    REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use actix_web::middleware::Next;
use actix_web::web::Data;
use tracing::Instrument as _;

/// Nothing inline, nothing from elsewhere, and in nobody's frame. `data:` images are the API page's icons.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
                      form-action 'self'; frame-ancestors 'none'";
const PERMISSIONS: &str = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), \
                           microphone=(), midi=(), payment=(), usb=()";
/// Which web apps this server was built with, so that an older one that is still open can say so. Each knows its own
/// among them.
const APP: HeaderName = HeaderName::from_static("sightline-app");
const TRACE_ID: HeaderName = HeaderName::from_static("trace-id");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

pub(crate) async fn every_answer<B: MessageBody>(
    api: Data<Api>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let trace = TraceId::new(&*api.app.entropy);
    trace.put(&request);
    // The path alone: a query may hold what somebody searched for.
    let span =
        tracing::info_span!("request", %trace, method = %request.method(), path = request.path());
    let is_api = request.path().starts_with("/api/");
    let mut response = next.call(request).instrument(span.clone()).await?;
    let status = response.status().as_u16();
    span.in_scope(|| tracing::info!(status, "answered"));
    let is_ours = !response.response().extensions().contains::<Elsewhere>();
    let headers = response.headers_mut();
    put(headers, CONTENT_SECURITY_POLICY, POLICY);
    put(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(headers, REFERRER_POLICY, "no-referrer");
    put(headers, PERMISSIONS_POLICY, PERMISSIONS);
    put(headers, X_FRAME_OPTIONS, "DENY");
    put(headers, OPENER_POLICY, "same-origin");
    put(headers, RESOURCE_POLICY, "same-origin");
    if is_api {
        put(headers, CACHE_CONTROL, "private, no-cache");
        let apps = [&api.settings.web_app, &api.settings.admin_app];
        for BuildId(build) in apps.into_iter().filter_map(WebApp::build) {
            headers.append(APP, build.clone());
        }
    }
    // Under a firm's own name it would bind the firm's other sites too.
    if api.origin.is_https() && is_ours {
        put(
            headers,
            STRICT_TRANSPORT_SECURITY,
            "max-age=63072000; includeSubDomains",
        );
    }
    if let Ok(value) = HeaderValue::from_str(&trace.to_string()) {
        headers.insert(TRACE_ID, value);
    }
    Ok(response)
}

/// Of the web app, as it is sent.
pub(crate) struct BuildId(HeaderValue);

impl BuildId {
    pub(crate) fn of(text: &str) -> Option<Self> {
        let is_one = !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric());
        is_one
            .then(|| HeaderValue::from_str(text).ok().map(Self))
            .flatten()
    }
}

/// What an answer says itself stands.
fn put(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
