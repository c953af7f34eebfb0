//! The paper itself, in the page: fetched once, so that one look is one receipt, and shown by the browser's own
//! viewer where it has one. Saving goes past the app: the browser can go on where a download broke off.

use crate::here::Here;
use crate::offers;
use contract::file::FileSummary;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use ui::browser;
use ui::client::Failure;
use ui::components::{State, state};
use ui::dom::{Act, El, View, div, el, link, now, span, unseen};
use ui::format;
use ui::icon::{Icon, icon};
use ui::strings::t;
use wasm_bindgen::JsValue;
use web_sys::Url;

/// A larger file is opened only when somebody wants it: it may be paid for by the megabyte.
const MOST_SHOWN: u64 = 8_000_000;

/// How a file can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By the browser's viewer, in the page.
    Frame,
    Picture,
    /// In a tab of its own.
    Tab,
    /// Not at all: it can only be saved.
    Save,
}

fn way(media_type: &str, size: u64, has_viewer: bool) -> Way {
    match media_type {
        _ if size > MOST_SHOWN => Way::Tab,
        "application/pdf" if has_viewer => Way::Frame,
        "application/pdf" => Way::Tab,
        "image/jpeg" | "image/png" => Way::Picture,
        _ => Way::Save,
    }
}

/// Whether this browser shows papers within a page. On a telephone it has a better place for them.
fn has_viewer() -> bool {
    let viewer = browser::window().and_then(|window| {
        let navigator: JsValue = window.navigator().into();
        browser::get(&navigator, "pdfViewerEnabled")?.as_bool()
    });
    viewer == Some(true) && !browser::matches("(pointer: coarse) and (max-width: 899px)")
}

/// `PDF`, `JPEG`: what a file is, in a word.
fn kind(media_type: &str) -> String {
    let word = media_type.rsplit('/').next().unwrap_or(media_type);
    word.rsplit('.').next().unwrap_or(word).to_uppercase()
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Look {
    Waiting,
    /// At an address of the browser's own.
    Here(String),
    Failed(Failure),
}

/// Fetches the file into `look`.
async fn fetch(here: Here, path: String, look: RwSignal<Look>) {
    look.set(Look::Waiting);
    let found = match here.app.client.bytes(path).await {
        Ok(blob) => Url::create_object_url_with_blob(&blob)
            .map_or(Look::Failed(Failure::Broken { trace_id: None }), Look::Here),
        Err(failure) => Look::Failed(failure),
    };
    // Gone meanwhile: nobody will let go of the bytes later.
    if let Some(Look::Here(url)) = look.try_set(found) {
        let _ = Url::revoke_object_url(&url);
    }
}

pub fn paper(here: Here, file: &FileSummary, what: &str) -> View {
    let way = way(&file.media_type, file.size, has_viewer());
    let look = RwSignal::new(Look::Waiting);
    let path = contract::paths::file(file.id);
    let again: Act = Rc::new(move || spawn_local(fetch(here, path.clone(), look)));
    if matches!(way, Way::Frame | Way::Picture) {
        again();
    }
    on_cleanup(move || {
        if let Some(Look::Here(url)) = look.try_get_untracked() {
            let _ = Url::revoke_object_url(&url);
        }
    });
    let name = what.to_owned();
    let shown = now(move || shown(way, &look.get(), &name, &again));
    // Without the server there is nothing to open or save.
    let (of, name) = (file.clone(), what.to_owned());
    let acts = now(move || {
        let is_offline = look.with(|look| *look == Look::Failed(Failure::Offline));
        let is_reached = here.app.client.reached.get();
        (is_reached && !is_offline).then(|| acts(here, &of, &name, way))
    });
    let large = (file.size > MOST_SHOWN).then(|| {
        el("p")
            .class("soft")
            .add((t().files.large)(&format::size(file.size)))
    });
    let proof = el("details")
        .class("proof")
        .add(el("summary").add(t().files.proof))
        .add(el("code").add(file.sha256.as_str()));
    el("section")
        .class("section")
        .with("aria-label", &format::capital(what))
        .add(acts)
        .add(large)
        .add(shown)
        .add(proof)
        .into()
}

fn shown(way: Way, look: &Look, name: &str, again: &Act) -> View {
    let title = (t().files.shown)(&format::capital(name));
    match (way, look) {
        (Way::Tab | Way::Save, _) => View::nothing(),
        (Way::Frame, Look::Here(url)) => el("iframe")
            .class("paper")
            .with("title", &title)
            .with("src", url)
            .into(),
        (Way::Picture, Look::Here(url)) => el("img")
            .class("paper")
            .with("alt", &title)
            .with("src", url)
            .into(),
        (_, Look::Waiting) => div("paper bones")
            .with("aria-busy", "true")
            .add(unseen(t().files.fetching))
            .add(span("bone bone-paper", ""))
            .into(),
        (_, Look::Failed(Failure::Offline)) => {
            let words = &t().files;
            let offline = State {
                icon: Icon::Offline,
                again: true,
                ..State::missing(words.not_offline).and(words.not_offline_help)
            };
            state(&offline, Some(Rc::clone(again)))
        }
        (_, Look::Failed(failure)) => state(&State::failed(failure), Some(Rc::clone(again))),
    }
}

fn acts(here: Here, file: &FileSummary, what: &str, way: Way) -> El {
    let hat = here.hat_id();
    let open = (way != Way::Save).then(|| {
        let class = if way == Way::Tab {
            "button is-main"
        } else {
            "button"
        };
        link(&offers::look_link(file.id, hat))
            .class(class)
            .with("target", "_blank")
            .with("rel", "external noopener")
            .add(icon(Icon::External))
            .add((t().files.open)(what))
    });
    let save = link(&offers::save_link(file.id, hat))
        .class("button")
        .with("download", "")
        .add(icon(Icon::Download))
        .add(t().files.save)
        .add(unseen(&format!(" {what}")));
    let about = (t().files.about)(&kind(&file.media_type), &format::size(file.size));
    div("paper-acts")
        .add(open)
        .add(save)
        .add(span("soft", &about))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_browser_can_show_is_shown_in_the_page() {
        assert_eq!(way("application/pdf", 65_000, true), Way::Frame);
        assert_eq!(way("application/pdf", 65_000, false), Way::Tab);
        assert_eq!(way("image/jpeg", 65_000, false), Way::Picture);
        assert_eq!(way("image/svg+xml", 65_000, true), Way::Save);
        assert_eq!(way("text/html", 65_000, true), Way::Save);
    }

    #[test]
    fn nobody_pays_for_megabytes_she_did_not_ask_for() {
        assert_eq!(way("application/pdf", 80_000_000, true), Way::Tab);
        assert_eq!(way("image/png", 80_000_000, true), Way::Tab);
    }

    #[test]
    fn a_file_is_named_by_what_it_is() {
        assert_eq!(kind("application/pdf"), "PDF");
        assert_eq!(kind("image/jpeg"), "JPEG");
        assert_eq!(kind("application/vnd.oasis.opendocument.text"), "TEXT");
    }
}
