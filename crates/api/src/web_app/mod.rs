//! The two web apps as the server holds them, the portal and, under `/admin/`, the staff's: files named by their
//! content, compressed when they were built, and one page for every address that is the app's to make sense of.
//! Loaded once, at start.

mod answer;
mod embedded;
mod file;

pub(crate) use answer::app_or_nowhere;

use crate::http::headers::BuildId;
use crate::settings::ApiSettings;
use actix_web::web::Bytes;
use contract::id::ContactId;
use file::File;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use thiserror::Error;

/// What `cargo xtask build` lists its files in.
const MANIFEST: &str = "manifest.json";
const PAGE: &str = "index.html";

/// A web app, or the fact that none was built.
#[derive(Clone, Default)]
pub struct WebApp(Option<Arc<Built>>);

struct Built {
    build: BuildId,
    page: File,
    /// By the path that they are asked for, as `/assets/portal-0123abcd.wasm`.
    files: HashMap<String, File>,
}

/// The folder of the app is not what the build leaves.
#[derive(Debug, Error)]
pub enum NotAnApp {
    #[error("{MANIFEST} cannot be read")]
    Manifest(#[from] serde_json::Error),
    #[error("its build id is none: {0:?}")]
    Build(String),
    #[error("{0} is listed and is not there")]
    Missing(String),
}

#[derive(Deserialize)]
struct Manifest {
    build: String,
    files: BTreeMap<String, Listed>,
}

#[derive(Deserialize)]
struct Listed {
    path: String,
    sha256: String,
    br: Option<u64>,
    gz: Option<u64>,
}

/// What is at a path.
enum At<'a> {
    File(&'a File),
    Nothing,
    NotBuilt,
}

impl WebApp {
    /// The portal that was built into this binary; in a debug build, the one that is in its folder now.
    pub fn portal() -> Result<Self, NotAnApp> {
        Self::of(embedded::portal)
    }

    /// The staff's app, likewise.
    pub fn admin() -> Result<Self, NotAnApp> {
        Self::of(embedded::admin)
    }

    /// The app in a folder whose files `read` gives. A folder without a manifest holds no app.
    pub fn of(read: impl Fn(&str) -> Option<Bytes>) -> Result<Self, NotAnApp> {
        let Some(manifest) = read(MANIFEST) else {
            return Ok(Self::default());
        };
        let manifest: Manifest = serde_json::from_slice(&manifest)?;
        let fetch = |path: &str| read(path).ok_or_else(|| NotAnApp::Missing(path.to_owned()));
        let mut files = HashMap::new();
        for listed in manifest.files.values() {
            let path = &listed.path;
            let packed = |is_made: bool, ending: &str| {
                is_made
                    .then(|| fetch(&format!("{path}.{ending}")))
                    .transpose()
            };
            let file = File::new(
                path,
                &listed.sha256,
                fetch(path)?,
                packed(listed.br.is_some(), "br")?,
                packed(listed.gz.is_some(), "gz")?,
            );
            files.insert(format!("/{path}"), file);
        }
        let page = files
            .remove(&format!("/{PAGE}"))
            .ok_or_else(|| NotAnApp::Missing(PAGE.to_owned()))?;
        let build = BuildId::of(&manifest.build).ok_or(NotAnApp::Build(manifest.build))?;
        Ok(Self(Some(Arc::new(Built { build, page, files }))))
    }

    /// Which build this is; an app of another build that is still open somewhere sees it in every answer.
    pub(crate) fn build(&self) -> Option<&BuildId> {
        self.0.as_deref().map(|built| &built.build)
    }

    /// Only the page: the files have one place, whatever address the page was asked for at.
    fn page_at(&self, path: &str) -> At<'_> {
        match self.0.as_deref() {
            _ if !is_page(path, &NOT_PORTAL) => At::Nothing,
            Some(built) => At::File(&built.page),
            None => At::NotBuilt,
        }
    }

    fn at(&self, path: &str, not_pages: &[&str]) -> At<'_> {
        let file = self.0.as_deref().and_then(|built| built.files.get(path));
        match (file, self.0.as_deref()) {
            (Some(file), _) => At::File(file),
            (None, _) if !is_page(path, not_pages) => At::Nothing,
            (None, Some(built)) => At::File(&built.page),
            (None, None) => At::NotBuilt,
        }
    }
}

/// What is at an address of either app.
fn find<'a>(settings: &'a ApiSettings, path: &str) -> At<'a> {
    if let Some(page) = previewed(path) {
        return settings.web_app.page_at(page);
    }
    match path.strip_prefix(ADMIN) {
        Some("") => settings.admin_app.at("/", &NOT_ADMIN),
        Some(rest) if rest.starts_with('/') => settings.admin_app.at(rest, &NOT_ADMIN),
        _ => settings.web_app.at(path, &NOT_PORTAL),
    }
}

/// The portal's own address below that of a contact as whom staff look: `/admin/preview/con_…/records`.
fn previewed(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("/admin/preview/")?;
    let end = rest.find('/').unwrap_or(rest.len());
    let (contact, page) = rest.split_at(end);
    contact.parse::<ContactId>().ok()?;
    Some(if page.is_empty() { "/" } else { page })
}

/// Where the staff's app begins.
const ADMIN: &str = "/admin";
/// First segments of what is no page of the portal's.
const NOT_PORTAL: [&str; 7] = ["api", "assets", "static", "hooks", "feeds", "admin", "demo"];
/// The same of the staff's app, below its own address.
const NOT_ADMIN: [&str; 1] = ["assets"];

/// What the app's own router makes sense of. Never an address of something else: a script that is missing,
/// or an operation that does not exist, answered with a page would be taken for the thing itself.
fn is_page(path: &str, not_pages: &[&str]) -> bool {
    let mut segments = path.trim_start_matches('/').split('/');
    let first = segments.next().unwrap_or_default();
    let last = segments.next_back().unwrap_or(first);
    !not_pages.contains(&first) && !last.contains('.')
}

#[cfg(test)]
mod tests {
    use super::{NOT_ADMIN, NOT_PORTAL, is_page};

    #[test]
    fn the_apps_own_addresses_are_pages_and_nothing_else_is() {
        for page in ["/", "/in", "/t/3f2a", "/records/rec_1", "/apiary", "/t/"] {
            assert!(is_page(page, &NOT_PORTAL), "{page}");
        }
        for other in [
            "/api",
            "/api/",
            "/api/v1/nope",
            "/assets/nope",
            "/assets/nope.js",
            "/static/home.js",
            "/hooks/stripe",
            "/feeds/x.ics",
            "//admin/",
            "/demo",
            "/robots.txt",
            "/records/photo.jpg",
            "//api/v1",
        ] {
            assert!(!is_page(other, &NOT_PORTAL), "{other}");
        }
        assert!(is_page("/contacts/con_1", &NOT_ADMIN) && !is_page("/assets/nope", &NOT_ADMIN));
    }
}
