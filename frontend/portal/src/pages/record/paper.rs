//! The paper itself, in the page: fetched once, so that one look is one receipt, and shown by the browser's own
//! viewer where it has one. Saving goes past the app: the browser can go on where a download broke off.

use crate::here::Here;
use crate::offers;
use contract::file::FileSummary;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::browser;
use ui::client::Failure;
use ui::components::{State, state};
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
    let Some(window) = browser::window() else {
        return false;
    };
    let navigator: JsValue = window.navigator().into();
    let viewer = browser::get(&navigator, "pdfViewerEnabled").and_then(|v| v.as_bool());
    let by_finger = window
        .match_media("(pointer: coarse) and (max-width: 899px)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches());
    viewer == Some(true) && !by_finger
}

/// `PDF`, `JPEG`: what a file is, in a word.
fn kind(media_type: &str) -> String {
    let word = media_type.rsplit('/').next().unwrap_or(media_type);
    word.rsplit('.').next().unwrap_or(word).to_uppercase()
}

#[derive(Debug, Clone, PartialEq)]
enum Look {
    Waiting,
    Here(String),
    Failed(Failure),
}

#[component]
pub fn Paper(file: FileSummary, what: String) -> impl IntoView {
    let here = Here::now();
    let way = way(&file.media_type, file.size, has_viewer());
    let look = RwSignal::new(Look::Waiting);
    let path = StoredValue::new(contract::paths::file(file.id));
    let fetch = Callback::new(move |()| {
        look.set(Look::Waiting);
        spawn_local(async move {
            let bytes = here.app.client.bytes(path.get_value()).await;
            let found = match bytes {
                Ok(blob) => Url::create_object_url_with_blob(&blob)
                    .map_or(Look::Failed(Failure::Broken { trace_id: None }), Look::Here),
                Err(failure) => Look::Failed(failure),
            };
            if let Look::Here(url) = &found
                && look.try_get_untracked().is_none()
            {
                let _ = Url::revoke_object_url(url);
            }
            look.try_set(found);
        });
    });
    if matches!(way, Way::Frame | Way::Picture) {
        fetch.run(());
    }
    on_cleanup(move || {
        if let Some(Look::Here(url)) = look.try_get_untracked() {
            let _ = Url::revoke_object_url(&url);
        }
    });
    let hat = here.hat_id();
    let name = what.clone();
    let shown = move || match (way, look.get()) {
        (Way::Frame, Look::Here(url)) => {
            view! { <iframe class="paper" src=url title=(t().files.shown)(&name)></iframe> }
                .into_any()
        }
        (Way::Picture, Look::Here(url)) => {
            view! { <img class="paper" src=url alt=(t().files.shown)(&name)/> }.into_any()
        }
        (Way::Frame | Way::Picture, Look::Waiting) => view! {
            <div class="paper bones" aria-busy="true">
                <span class="unseen">{t().files.fetching}</span>
                <span class="bone bone-paper"></span>
            </div>
        }
        .into_any(),
        (_, Look::Failed(Failure::Offline)) => state(
            State {
                icon: Icon::Offline,
                again: true,
                ..State::empty(t().files.not_offline).and(t().files.not_offline_help)
            },
            Some(fetch),
        ),
        (_, Look::Failed(failure)) => state(State::failed(&failure), Some(fetch)),
        (Way::Tab | Way::Save, _) => ().into_any(),
    };
    let open = matches!(way, Way::Frame | Way::Picture | Way::Tab).then(|| {
        let class = if way == Way::Tab {
            "button is-main"
        } else {
            "button"
        };
        view! {
            <a
                class=class
                href=offers::look_link(file.id, hat)
                target="_blank"
                rel="external noopener"
            >
                {icon(Icon::External)}
                {(t().files.open)(&what)}
            </a>
        }
    });
    let large = (file.size > MOST_SHOWN)
        .then(|| view! { <p class="soft">{(t().files.large)(&format::size(file.size))}</p> });
    view! {
        <section class="section" aria-label=what.clone()>
            <div class="paper-acts">
                {open}
                <a class="button" href=offers::save_link(file.id, hat) download="">
                    {icon(Icon::Download)}
                    {t().files.save}
                    <span class="unseen">{format!(" {what}")}</span>
                </a>
                <span class="soft">
                    {(t().files.about)(&kind(&file.media_type), &format::size(file.size))}
                </span>
            </div>
            {large}
            {shown}
            <details class="proof">
                <summary>{t().files.proof}</summary>
                <code>{file.sha256.clone()}</code>
            </details>
        </section>
    }
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
