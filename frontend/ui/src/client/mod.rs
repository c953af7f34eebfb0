//! The one door to the server: every call names its hat, says whether a person asked, and ends in an answer or
//! in one of four failures. Answers are kept in memory by hat and path, to be shown at once and asked about
//! with `If-None-Match`; never in the browser's own cache, which would outlive the sign-out.

mod failure;
mod upload;
mod worn;

pub use failure::Failure;
pub use worn::Worn;

use crate::browser;
use crate::json::Json;
use crate::looking;
use crate::wire::{self, Read};
use contract::kind::Grade;
use contract::paths::HAT_HEADER;
use js_sys::{Object, Promise, Reflect};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Blob, Headers, RequestCache, RequestInit, Response};

/// Says that nobody asked for this just now; the receipt then counts as no view by a person.
const GRADE_HEADER: &str = "Sightline-Grade";
/// Which build of the apps the server serves.
const APP_HEADER: &str = "Sightline-App";
/// A server that has said nothing for so long is not reached.
const PATIENCE_MS: u32 = 30_000;
/// Where the bootstrap file leaves what it began to fetch.
const HANDED_OVER: &str = "sightline";

/// An answer as it came, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    pub body: Arc<str>,
    pub etag: Option<String>,
    /// When it was last known to be so, in milliseconds since 1970.
    pub at: i64,
    /// Kept on this device, and not asked about since.
    pub kept: bool,
}

/// One call.
#[derive(Debug, Clone, Default)]
pub struct Ask {
    pub method: Method,
    pub path: String,
    pub body: Option<String>,
    pub hat: Option<Worn>,
    /// Nobody asked for it just now.
    pub refresh: bool,
    pub etag: Option<String>,
    /// The revision that was seen: it is changed only if it is still that.
    pub revision: Option<String>,
    /// Sent again under the same key, it is done once.
    pub key: Option<String>,
    /// What else it says of itself.
    pub headers: Vec<(&'static str, String)>,
    /// A file or a part of one, in place of a text. Its sort stands among the headers.
    pub bytes: Option<Blob>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    #[default]
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// What the server said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub etag: Option<String>,
    pub body: String,
}

impl Answer {
    /// The answer as what it should be; a server that says something else has failed.
    pub fn read<T: Read>(&self) -> Result<T, Failure> {
        wire::from_text(&self.body).ok_or(Failure::Broken { trace_id: None })
    }
}

/// Shared by the whole app; cheap to copy.
#[derive(Clone, Copy)]
pub struct Client {
    /// For whom this tab acts.
    pub hat: RwSignal<Option<Worn>>,
    /// Counts the refusals that say that there is no session any more.
    pub cut_off: RwSignal<u32>,
    /// Whether the server was reached the last time.
    pub reached: RwSignal<bool>,
    /// Whether the server serves a newer app than this.
    pub newer: RwSignal<bool>,
    copies: StoredValue<BTreeMap<String, Arc<Copy>>>,
}

impl Client {
    #[must_use]
    pub fn new() -> Self {
        Self {
            hat: RwSignal::new(None),
            cut_off: RwSignal::new(0),
            reached: RwSignal::new(true),
            newer: RwSignal::new(false),
            copies: StoredValue::new(BTreeMap::new()),
        }
    }

    /// Asks the server. What it answers with success is an answer, all else a failure.
    pub async fn ask(self, ask: Ask) -> Result<Answer, Failure> {
        let response = self.response(&ask).await?;
        let status = response.status();
        let etag = response.headers().get("etag").ok().flatten();
        // A body that breaks off on the way is a server that was not reached.
        let Some(body) = text(&response).await else {
            self.note_reached(false);
            return Err(Failure::Offline);
        };
        Ok(Answer { status, etag, body })
    }

    /// A file's bytes, to be shown in the page. It is a person's act, with a receipt of its own.
    pub async fn bytes(self, path: String) -> Result<Blob, Failure> {
        let ask = Ask {
            path,
            hat: self.hat.get_untracked(),
            ..Ask::default()
        };
        let response = self.response(&ask).await?;
        let blob = match response.blob() {
            Ok(blob) => JsFuture::from(blob).await.ok(),
            Err(_) => None,
        };
        // As in `ask`: what breaks off was not reached.
        let blob = blob.and_then(|blob| blob.dyn_into().ok());
        if blob.is_none() {
            self.note_reached(false);
        }
        blob.ok_or(Failure::Offline)
    }

    /// Only news of it is told: what asks draws itself anew.
    fn note_reached(self, is_reached: bool) {
        if self.reached.get_untracked() != is_reached {
            self.reached.set(is_reached);
        }
    }

    /// A response that is a success.
    async fn response(self, ask: &Ask) -> Result<Response, Failure> {
        let Some(response) = respond(ask).await else {
            self.note_reached(false);
            return Err(Failure::Offline);
        };
        self.note_reached(true);
        self.look(&response);
        if response.ok() || response.status() == 304 {
            return Ok(response);
        }
        let body = text(&response).await.unwrap_or_default();
        let failure = Failure::read(response.status(), &body);
        if failure == Failure::SignedOut {
            self.cut_off.update(|n| *n += 1);
        }
        Err(failure)
    }

    /// A call about oneself, under no hat.
    pub async fn own(self, method: Method, path: &str, refresh: bool) -> Result<Answer, Failure> {
        self.ask(Ask {
            method,
            path: path.to_owned(),
            refresh,
            ..Ask::default()
        })
        .await
    }

    /// Sends something; the hat is named if there is one.
    pub async fn send(self, path: &str, body: &Json) -> Result<Answer, Failure> {
        self.change(Ask {
            method: Method::Post,
            path: path.to_owned(),
            body: Some(body.write()),
            ..Ask::default()
        })
        .await
    }

    /// Does something under the hat that is on.
    pub async fn change(self, ask: Ask) -> Result<Answer, Failure> {
        let hat = self.hat.get_untracked();
        self.ask(Ask { hat, ..ask }).await
    }

    fn hat_worn(self) -> Option<Worn> {
        self.hat.get_untracked()
    }

    #[must_use]
    pub fn copy(self, hat: Option<Worn>, path: &str) -> Option<Arc<Copy>> {
        self.copies
            .with_value(|all| all.get(&key(hat, path)).cloned())
    }

    pub fn remember(self, hat: Option<Worn>, path: &str, copy: &Arc<Copy>) {
        self.copies.update_value(|all| {
            all.insert(key(hat, path), Arc::clone(copy));
        });
    }

    /// Nothing of anybody's stays in memory.
    pub fn forget(self) {
        self.copies.update_value(BTreeMap::clear);
    }

    fn look(self, response: &Response) {
        let served = response.headers().get(APP_HEADER).ok().flatten();
        let running = browser::root().and_then(|root| root.get_attribute("data-app"));
        if let (Some(served), Some(running)) = (served, running)
            && !running.is_empty()
            && !is_among(&running, &served)
            && !self.newer.get_untracked()
        {
            self.newer.set(true);
        }
    }
}

impl Default for Client {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether this build is one of those that the server serves: each app has its own.
fn is_among(running: &str, served: &str) -> bool {
    served.split([',', ' ']).any(|one| one == running)
}

fn key(hat: Option<Worn>, path: &str) -> String {
    hat.map_or_else(|| path.to_owned(), |hat| format!("{hat} {path}"))
}

/// The address of a file, for what cannot set a header: links, pictures.
#[must_use]
pub fn file_link(path: &str, hat: Option<Worn>) -> String {
    let path = looking::call(path);
    hat.map_or_else(|| path.to_string(), |hat| format!("{path}?hat={hat}"))
}

/// The response, unless the server was not reached.
async fn respond(ask: &Ask) -> Option<Response> {
    if let Some(begun) = begun(ask) {
        // What the bootstrap file asked for is not asked again; a failure there is tried anew.
        if let Some(response) = settled(begun).await
            && (response.ok() || response.status() == 401)
        {
            return Some(response);
        }
    }
    let window = browser::window()?;
    settled(window.fetch_with_str_and_init(&looking::call(&ask.path), &init(ask)?)).await
}

async fn text(response: &Response) -> Option<String> {
    JsFuture::from(response.text().ok()?)
        .await
        .ok()?
        .as_string()
}

async fn settled(promise: impl Into<Promise>) -> Option<Response> {
    JsFuture::from(promise.into()).await.ok()?.dyn_into().ok()
}

fn init(ask: &Ask) -> Option<RequestInit> {
    let headers = Headers::new().ok()?;
    let set = |name: &str, value: &str| headers.set(name, value).ok();
    set("accept", "application/json")?;
    if let Some(hat) = ask.hat {
        set(HAT_HEADER, &hat.to_string())?;
    }
    if ask.refresh {
        set(GRADE_HEADER, Grade::Refresh.name())?;
    }
    if let Some(etag) = &ask.etag {
        set("if-none-match", etag)?;
    }
    if let Some(revision) = &ask.revision {
        set("if-match", &format!("\"{revision}\""))?;
    }
    if let Some(key) = &ask.key {
        set("idempotency-key", key)?;
    }
    if ask.body.is_some() {
        set("content-type", "application/json")?;
    }
    for (name, value) in &ask.headers {
        set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(ask.method.name());
    init.set_headers(&headers);
    init.set_cache(RequestCache::NoStore);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    if let Some(body) = &ask.body {
        init.set_body(&JsValue::from_str(body));
    }
    if let Some(bytes) = &ask.bytes {
        init.set_body(bytes);
    }
    Some(init)
}

/// What the bootstrap file began to fetch, once: the same path, under the same hat.
fn begun(ask: &Ask) -> Option<Promise> {
    if ask.method != Method::Get {
        return None;
    }
    let window: JsValue = browser::window()?.into();
    let handed = browser::get(&window, HANDED_OVER)?;
    if let Some(hat) = ask.hat
        && browser::get(&handed, "hat")?.as_string()? != hat.to_string()
    {
        return None;
    }
    let promise = browser::get(&handed, &ask.path)?;
    let _ =
        Reflect::delete_property::<Object>(handed.unchecked_ref(), &JsValue::from_str(&ask.path));
    promise.dyn_into().ok()
}

/// The sign-in link's token, which the bootstrap file took out of the address bar.
#[must_use]
pub fn handed_token() -> Option<String> {
    let window: JsValue = browser::window()?.into();
    let handed = browser::get(&window, HANDED_OVER)?;
    let token = browser::get(&handed, "token")?.as_string()?;
    let _ = Reflect::delete_property::<Object>(handed.unchecked_ref(), &JsValue::from_str("token"));
    Some(token).filter(|token| !token.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_app_knows_its_own_build_among_those_that_are_served() {
        for served in ["b1", "a0, b1", "b1 a0"] {
            assert!(is_among("b1", served), "{served}");
        }
        assert!(!is_among("b1", "a0, b12"));
    }
}
