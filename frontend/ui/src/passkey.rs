//! Passkeys in the browser: it is asked to make one or to use one, and what it answers is carried on as text, unread.

use crate::browser;
use js_sys::{Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

const MAKING: &str = "parseCreationOptionsFromJSON";
const USING: &str = "parseRequestOptionsFromJSON";

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Declined {
    /// The browser's own question was closed, or stood too long, or nothing here has one for us.
    Left,
    /// What was chosen to keep it holds one of hers already.
    Known,
    /// The browser or its device cannot.
    Unable,
}

/// Whether this browser has passkeys, and reads and writes what the server does.
#[must_use]
pub fn available() -> bool {
    reader(MAKING).is_some() && reader(USING).is_some()
}

/// Makes one.
pub async fn make(options: &str) -> Result<String, Declined> {
    ask("create", MAKING, options).await
}

/// Uses one.
pub async fn prove(options: &str) -> Result<String, Declined> {
    ask("get", USING, options).await
}

async fn ask(act: &str, read: &str, options: &str) -> Result<String, Declined> {
    let asked = asked(act, read, options).ok_or(Declined::Unable)?;
    let credential = JsFuture::from(asked).await.map_err(|error| {
        let name = browser::get(&error, "name").and_then(|name| name.as_string());
        declined(name.as_deref())
    })?;
    written(&credential).ok_or(Declined::Unable)
}

/// The browser's own name of what went wrong.
fn declined(name: Option<&str>) -> Declined {
    match name {
        Some("NotAllowedError" | "AbortError") => Declined::Left,
        Some("InvalidStateError") => Declined::Known,
        _ => Declined::Unable,
    }
}

/// `PublicKeyCredential` and one of the functions on it.
fn reader(name: &str) -> Option<(JsValue, Function)> {
    let window: JsValue = browser::window()?.into();
    let kind = browser::get(&window, "PublicKeyCredential")?;
    let read = browser::get(&kind, name)?.dyn_into().ok()?;
    Some((kind, read))
}

/// `navigator.credentials.create` or `.get`, under way.
fn asked(act: &str, read: &str, options: &str) -> Option<Promise> {
    let (kind, read) = reader(read)?;
    let options = read.call1(&kind, &JSON::parse(options).ok()?).ok()?;
    let wish = Object::new();
    Reflect::set(&wish, &JsValue::from_str("publicKey"), &options).ok()?;
    let navigator: JsValue = browser::window()?.navigator().into();
    let credentials = browser::get(&navigator, "credentials")?;
    let act: Function = browser::get(&credentials, act)?.dyn_into().ok()?;
    act.call1(&credentials, &wish).ok()?.dyn_into().ok()
}

fn written(credential: &JsValue) -> Option<String> {
    let write: Function = browser::get(credential, "toJSON")?.dyn_into().ok()?;
    let plain = write.call0(credential).ok()?;
    JSON::stringify(&plain).ok()?.as_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_the_question_is_no_fault_of_the_browser() {
        assert_eq!(declined(Some("NotAllowedError")), Declined::Left);
        assert_eq!(declined(Some("InvalidStateError")), Declined::Known);
        assert_eq!(declined(Some("SecurityError")), Declined::Unable);
        assert_eq!(declined(None), Declined::Unable);
    }
}
