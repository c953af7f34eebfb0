//! What is no operation of the API: probes, metrics, the guides, and the description with its page. The one list of routes
//! besides the registrar's; what no route takes is the web app's ([`crate::web_app`]).
#![expect(
    clippy::disallowed_methods,
    reason = "the listed exception: none of these answers holds anything of anybody's"
)]

use crate::api::Api;
use crate::demo;
use crate::help;
use crate::http::problem::{Fault, Problem};
use crate::http::trace::TraceId;
use crate::logo;
use crate::openapi::openapi_json;
use actix_web::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

const FILES: [(&str, &str, &str); 3] = [
    (
        "/static/style.css",
        STYLE,
        include_str!("../static/style.css"),
    ),
    ("/api/docs", HTML, include_str!("../static/docs.html")),
    (
        "/api/docs/docs.js",
        SCRIPT,
        include_str!("../static/docs.js"),
    ),
];

/// Of the vendored Swagger UI.
const SWAGGER: [(&str, &str); 2] = [("swagger-ui.css", STYLE), ("swagger-ui-bundle.js", SCRIPT)];

pub(crate) fn configure(config: &mut ServiceConfig, api: &Data<Api>) {
    config.route("/healthz", web::get().to(healthz));
    config.route("/readyz", web::get().to(readyz));
    config.route("/metrics", web::get().to(metrics));
    let description = Asset::new(
        "application/json",
        openapi_json(env!("CARGO_PKG_VERSION")).into_bytes(),
    );
    serve(config, "/api/openapi.json", description);
    for (path, media_type, text) in FILES {
        serve(
            config,
            path,
            Asset::new(media_type, text.as_bytes().to_vec()),
        );
    }
    let swagger = Arc::new(utoipa_swagger_ui::Config::from("/api/openapi.json"));
    for (name, media_type) in SWAGGER {
        if let Ok(Some(file)) = utoipa_swagger_ui::serve(name, Arc::clone(&swagger)) {
            serve(
                config,
                &format!("/api/docs/{name}"),
                Asset::new(media_type, file.bytes.into_owned()),
            );
        }
    }
    logo::configure(config);
    for (path, text) in help::pages() {
        serve(config, &path, Asset::new(HTML, text.into_bytes()));
    }
    if let Some(pages) = &api.settings.demo {
        demo::configure(config, pages);
    }
}

/// Something that is the same for everybody until the next version.
#[derive(Clone)]
struct Asset {
    media_type: &'static str,
    bytes: web::Bytes,
    etag: Arc<str>,
}

impl Asset {
    fn new(media_type: &'static str, bytes: Vec<u8>) -> Self {
        let etag = format!("\"{}\"", hex::encode(Sha256::digest(&bytes)));
        Self {
            media_type,
            bytes: bytes.into(),
            etag: etag.into(),
        }
    }

    fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let held = request
            .headers()
            .get(IF_NONE_MATCH)
            .and_then(|v| v.to_str().ok());
        let mut response = if held.is_some_and(|held| held.contains(&*self.etag)) {
            HttpResponse::NotModified()
        } else {
            HttpResponse::Ok()
        };
        response
            .insert_header((ETAG, &*self.etag))
            .insert_header((CACHE_CONTROL, "no-cache"));
        if held.is_some_and(|held| held.contains(&*self.etag)) {
            return response.finish();
        }
        response
            .content_type(self.media_type)
            .body(self.bytes.clone())
    }
}

fn serve(config: &mut ServiceConfig, path: &str, asset: Asset) {
    config.route(
        path,
        web::get().to(move |request: HttpRequest| {
            let answer = asset.answer(&request);
            async move { answer }
        }),
    );
}

/// Alive: the process answers.
async fn healthz() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body("ok\n")
}

/// Ready: whatever a request needs is there. Says which part is not, and nothing more.
async fn readyz(request: HttpRequest, api: Data<Api>) -> HttpResponse {
    let app = &api.app;
    let database = app.db.ping().await.map_err(Problem::from);
    let migrated = match app.db.is_migrated().await {
        Ok(true) => Ok(()),
        Ok(false) => Err(Problem::new(Fault::Unavailable)),
        Err(error) => Err(error.into()),
    };
    let files = app.files.ready().await.map_err(Problem::from);
    let mut body = String::new();
    let mut ready = true;
    for (what, state) in [
        ("database", database),
        ("migrations", migrated),
        ("files", files),
    ] {
        body.push_str(&format!(
            "{what}: {}\n",
            if state.is_ok() { "ok" } else { "not ready" }
        ));
        if let Err(problem) = state {
            ready = false;
            // For the log; the probe reads the line above.
            drop(problem.leave(TraceId::of(&request)));
        }
    }
    let mut response = if ready {
        HttpResponse::Ok()
    } else {
        HttpResponse::ServiceUnavailable()
    };
    response
        .content_type("text/plain; charset=utf-8")
        .body(body)
}

async fn metrics(request: HttpRequest, api: Data<Api>) -> HttpResponse {
    match &api.settings.metrics {
        Some(handle) => HttpResponse::Ok()
            .content_type("text/plain; version=0.0.4")
            .body(handle.render()),
        None => Problem::not_found().leave(TraceId::of(&request)),
    }
}
