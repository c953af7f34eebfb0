//! The browser as this app needs it. It may say no at any time (private windows, full disks, old versions), so
//! nothing here fails: what is not to be had is absent.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::{on_cleanup, window_event_listener_untyped};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Event, HtmlElement, Storage, VisibilityState, Window};

#[must_use]
pub fn window() -> Option<Window> {
    web_sys::window()
}

thread_local! {
    /// The same for as long as the page is open. Every element that is made wants it, and there are thousands.
    static DOCUMENT: Option<Document> = window().and_then(|window| window.document());
}

#[must_use]
pub fn document() -> Option<Document> {
    DOCUMENT.with(Clone::clone)
}

/// The document, borrowed.
pub fn with_document<T>(act: impl FnOnce(&Document) -> Option<T>) -> Option<T> {
    DOCUMENT.with(|document| document.as_ref().and_then(act))
}

/// Which page this is.
#[must_use]
pub fn path() -> Option<String> {
    window()?.location().pathname().ok()
}

#[must_use]
pub fn root() -> Option<HtmlElement> {
    document()?.document_element()?.dyn_into().ok()
}

#[must_use]
pub fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Milliseconds since 1970. Whole ones: printing and reading fractions costs a phone more than it gains.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "whole as it is")]
pub fn now() -> i64 {
    js_sys::Date::now() as i64
}

/// Whether somebody can see this tab.
#[must_use]
pub fn visible() -> bool {
    document().is_some_and(|d| d.visibility_state() == VisibilityState::Visible)
}

/// Resolves after so many milliseconds.
pub async fn sleep(millis: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        if let Some(window) = window() {
            let resolve: &Function = resolve.unchecked_ref();
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(resolve, millis);
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// Where small things are remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memory {
    /// By this browser.
    Device,
    /// By this tab.
    Tab,
}

impl Memory {
    fn storage(self) -> Option<Storage> {
        let window = window()?;
        match self {
            Self::Device => window.local_storage(),
            Self::Tab => window.session_storage(),
        }
        .ok()?
    }

    #[must_use]
    pub fn read(self, key: &str) -> Option<String> {
        self.storage()?.get_item(key).ok()?
    }

    pub fn write(self, key: &str, value: Option<&str>) {
        let Some(storage) = self.storage() else {
            return;
        };
        let _ = match value {
            Some(value) => storage.set_item(key, value),
            None => storage.remove_item(key),
        };
    }
}

/// A property of an object that may not be there.
#[must_use]
pub fn get(object: &JsValue, key: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(key))
        .ok()
        .filter(|value| !value.is_undefined() && !value.is_null())
}

/// Listens until the part of the page that asked for it is gone.
pub fn on_window(event: &'static str, act: impl Fn(Event) + 'static) {
    let handle = window_event_listener_untyped(event, act);
    on_cleanup(move || handle.remove());
}

/// Calls again and again until the part of the page that asked for it is gone.
pub fn every(millis: i32, act: impl FnMut() + 'static) {
    let Some(window) = window() else { return };
    let act = Closure::<dyn FnMut()>::new(act);
    let Ok(handle) = window.set_interval_with_callback_and_timeout_and_arguments_0(
        act.as_ref().unchecked_ref(),
        millis,
    ) else {
        return;
    };
    // The browser holds the callback as long as it may still call it.
    act.forget();
    on_cleanup(move || {
        if let Some(window) = web_sys::window() {
            window.clear_interval_with_handle(handle);
        }
    });
}

/// Sets a custom property of the whole page; the content policy allows no style attributes.
pub fn set_property(name: &str, value: Option<&str>) {
    if let Some(root) = root() {
        let style = root.style();
        let _ = match value {
            Some(value) => style.set_property(name, value),
            None => style.remove_property(name).map(drop),
        };
    }
}

/// Sets or removes an attribute of the page's root.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = root() {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// A name that nothing else has: by chance, or where the browser has none by the clock.
#[must_use]
pub fn unique() -> String {
    let made = window().and_then(|window| {
        let crypto = get(&window.into(), "crypto")?;
        let make: Function = get(&crypto, "randomUUID")?.dyn_into().ok()?;
        make.call0(&crypto).ok()?.as_string()
    });
    made.unwrap_or_else(|| format!("{}-{}", now(), js_sys::Math::random()))
}

/// Puts a text where it can be pasted from; `false` where the browser will not.
pub async fn copy(text: &str) -> bool {
    let Some(window) = window() else { return false };
    let written = get(&window.navigator().into(), "clipboard").and_then(|clipboard| {
        let write: Function = get(&clipboard, "writeText")?.dyn_into().ok()?;
        let asked = write.call1(&clipboard, &JsValue::from_str(text)).ok()?;
        asked.dyn_into::<Promise>().ok()
    });
    match written {
        Some(written) => JsFuture::from(written).await.is_ok(),
        None => false,
    }
}

/// Hands a text over as a file of its own.
pub fn save_text(name: &str, text: &str) {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let Ok(blob) = web_sys::Blob::new_with_str_sequence(&parts) else {
        return;
    };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else {
        return;
    };
    let link = with_document(|document| document.create_element("a").ok());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        let _ = link.set_attribute("href", &url);
        let _ = link.set_attribute("download", name);
        link.click();
    }
    let _ = web_sys::Url::revoke_object_url(&url);
}

/// What is written in the file that was chosen, which can then be chosen again; nothing of one that is larger than a
/// text would be.
pub async fn chosen_text(event: &Event, most: f64) -> Option<String> {
    let (field, file) = chosen_file(event)?;
    let text = if file.size() > most {
        None
    } else {
        JsFuture::from(file.text()).await.ok()?.as_string()
    };
    field.set_value("");
    text
}

/// What that file is called.
#[must_use]
pub fn chosen_name(event: &Event) -> Option<String> {
    Some(chosen_file(event)?.1.name())
}

fn chosen_file(event: &Event) -> Option<(web_sys::HtmlInputElement, web_sys::File)> {
    let field: web_sys::HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = field.files()?.get(0)?;
    Some((field, file))
}

/// Whether a media query holds now.
#[must_use]
pub fn matches(query: &str) -> bool {
    window()
        .and_then(|window| window.match_media(query).ok()?)
        .is_some_and(|found| found.matches())
}
