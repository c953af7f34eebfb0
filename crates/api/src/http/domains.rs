//! Names of the firms' own. A page that is asked for under one of them is at the installation's own address, where sessions
//! and passkeys are; whoever asks is sent there, to the same page. Only reads are: what is sent to the wrong place is sent
//! again by nobody. Any other name is answered as if it were ours.

#![expect(
    clippy::disallowed_methods,
    reason = "the gate: it answers with an address of ours and nothing else"
)]

use super::problem::Problem;
use super::trace::TraceId;
use crate::api::Api;
use actix_web::HttpResponse;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{CACHE_CONTROL, HOST, LOCATION};
use actix_web::middleware::Next;
use actix_web::web::Data;
use app::App;
use domain::host::host_of;
use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

/// Another process may have been told of a new name; so long it is not known here.
const FRESH: i64 = 30 * 1_000_000;
/// A browser would keep a 308 for ever, and the firm may take its name back.
const A_WHILE: &str = "public, max-age=300";

/// Every name there is, asked for once for many requests; those under our own host ask for none.
pub(crate) struct Domains {
    own: String,
    known: RwLock<Option<Known>>,
}

#[derive(Clone)]
struct Known {
    names: Arc<HashSet<String>>,
    /// In microseconds since 1970.
    at: i64,
}

/// Marks an answer under a firm's own name: what holds for our host is not said of it.
pub(crate) struct Elsewhere;

impl Domains {
    pub(crate) fn new(public_url: &str) -> Self {
        Self {
            own: host_of(public_url),
            known: RwLock::new(None),
        }
    }

    /// The next request looks anew.
    pub(crate) fn forget(&self) {
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    async fn has(&self, app: &App, host: &str) -> Result<bool, Problem> {
        if host == self.own || host.is_empty() {
            return Ok(false);
        }
        let now = app.clock.now().timestamp_micros();
        let known = self
            .known
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let names = match known {
            Some(known) if (now - known.at).abs() < FRESH => known.names,
            _ => self.ask(app, now).await?,
        };
        Ok(names.contains(host))
    }

    async fn ask(&self, app: &App, at: i64) -> Result<Arc<HashSet<String>>, Problem> {
        let names = store::firms::domains::all(&app.db).await?;
        let names: Arc<HashSet<String>> = Arc::new(names.into_iter().collect());
        let known = Known {
            names: Arc::clone(&names),
            at,
        };
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some(known);
        Ok(names)
    }
}

pub(crate) async fn lead_home<B: MessageBody>(
    api: Data<Api>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    let mut answer = match is_elsewhere(&api, &request).await {
        Ok(false) => return Ok(next.call(request).await?.map_into_left_body()),
        Ok(true) => HttpResponse::PermanentRedirect()
            .insert_header((LOCATION, home(&api, &request)))
            .insert_header((CACHE_CONTROL, A_WHILE))
            .finish(),
        Err(problem) => problem.leave(TraceId::of(request.request())),
    };
    answer.extensions_mut().insert(Elsewhere);
    Ok(request.into_response(answer.map_into_right_body()))
}

/// What a proxy says of another host is not believed: it has to hand on the one that was asked for.
async fn is_elsewhere(api: &Api, request: &ServiceRequest) -> Result<bool, Problem> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(false);
    }
    let said = request.headers().get(HOST).and_then(|v| v.to_str().ok());
    let host = said.or_else(|| request.uri().host()).unwrap_or_default();
    api.domains.has(&api.app, &host_of(host)).await
}

/// The same page at our own address. Whatever was asked for stands behind the host and cannot change it.
fn home(api: &Api, request: &ServiceRequest) -> String {
    let asked = request.uri().path_and_query();
    let asked = asked.map_or("/", |asked| asked.as_str());
    let slash = if asked.starts_with('/') { "" } else { "/" };
    format!(
        "{}{slash}{asked}",
        api.app.settings.public_url.trim_end_matches('/')
    )
}
