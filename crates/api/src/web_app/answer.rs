//! Answers with the web app: the encoding the browser likes best, and nothing when it holds the file already.
#![expect(
    clippy::disallowed_methods,
    reason = "the app's files are the same for everybody and hold nothing of anybody's"
)]

use super::file::{Body, File};
use super::{At, find};
use crate::api::Api;
use crate::http::route;
use actix_web::http::Method;
use actix_web::http::header::{
    AcceptEncoding, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, ETAG, Encoding,
    Header as _, IF_NONE_MATCH, VARY,
};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

const NOT_BUILT: &str = "the app is not built: run `cargo xtask build`\n";

/// Whatever no route took: a file or a page of the app, or nothing.
pub(crate) async fn app_or_nowhere(request: HttpRequest, api: Data<Api>) -> HttpResponse {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    match find(&api.settings, request.path()) {
        At::File(file) if is_read => file.answer(&request),
        At::NotBuilt if is_read => HttpResponse::ServiceUnavailable()
            .content_type("text/plain; charset=utf-8")
            .insert_header((CACHE_CONTROL, "no-store"))
            .body(NOT_BUILT),
        _ => route::nowhere(request).await,
    }
}

impl File {
    fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let (body, encoding) = self.best_for(request);
        let is_held = holds(request, &body.etag);
        let mut response = if is_held {
            HttpResponse::NotModified()
        } else {
            HttpResponse::Ok()
        };
        response
            .insert_header((ETAG, body.etag.as_str()))
            .insert_header((CACHE_CONTROL, self.cache))
            .insert_header((VARY, "Accept-Encoding"));
        // On a 304 too: a browser takes its headers over into the copy it keeps.
        if let Some(policy) = self.policy {
            response.insert_header((CONTENT_SECURITY_POLICY, policy));
        }
        if is_held {
            return response.finish();
        }
        // What names its encoding is not compressed once more on the way out.
        if let Some(encoding) = encoding {
            response.insert_header((CONTENT_ENCODING, encoding));
        }
        response
            .content_type(self.media_type)
            .body(body.bytes.clone())
    }

    fn best_for(&self, request: &HttpRequest) -> (&Body, Option<&'static str>) {
        let made = [
            Some(Encoding::identity()),
            self.br.as_ref().map(|_| Encoding::brotli()),
            self.gz.as_ref().map(|_| Encoding::gzip()),
        ];
        let chosen = AcceptEncoding::parse(request)
            .ok()
            .and_then(|accepted| accepted.negotiate(made.iter().flatten()));
        match (chosen, &self.br, &self.gz) {
            (Some(chosen), Some(br), _) if chosen == Encoding::brotli() => (br, Some("br")),
            (Some(chosen), _, Some(gz)) if chosen == Encoding::gzip() => (gz, Some("gzip")),
            _ => (&self.plain, None),
        }
    }
}

/// Whether the browser says that it holds exactly this. Proxies that recompress make a tag weak.
fn holds(request: &HttpRequest, etag: &str) -> bool {
    request
        .headers()
        .get_all(IF_NONE_MATCH)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|held| held == "*" || held.strip_prefix("W/").unwrap_or(held) == etag)
}
