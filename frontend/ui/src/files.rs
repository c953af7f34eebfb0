//! Files that somebody chose or let fall on the page, each with its place in the folder it came from.

use crate::browser::{self, get};
use crate::client::{Client, Failure};
use contract::id::UploadId;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Event};

#[derive(Debug, Clone)]
pub struct Chosen {
    /// `records/files/a.pdf` for one out of a folder, else its name alone.
    pub path: String,
    pub blob: Blob,
}

impl Chosen {
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// Those of a field of files.
#[must_use]
pub fn chosen(event: &Event) -> Vec<Chosen> {
    let field: Option<JsValue> = event.target().map(Into::into);
    let files = field.and_then(|field| get(&field, "files"));
    files.map(|files| listed(&files)).unwrap_or_default()
}

fn listed(files: &JsValue) -> Vec<Chosen> {
    let files = Array::from(files);
    files.iter().filter_map(|file| one(&file, None)).collect()
}

fn one(file: &JsValue, path: Option<String>) -> Option<Chosen> {
    let text = |name| get(file, name).and_then(|text| text.as_string());
    let path = path
        .or_else(|| text("webkitRelativePath").filter(|path| !path.is_empty()))
        .or_else(|| text("name"))?;
    let blob = file.clone().dyn_into().ok()?;
    Some(Chosen { path, blob })
}

/// What was dropped, as long as the event lasts: entries of the browser's file system.
#[must_use]
pub fn entries(event: &Event) -> Vec<JsValue> {
    let event: &JsValue = event.as_ref();
    let Some(items) = get(event, "dataTransfer").and_then(|data| get(&data, "items")) else {
        return Vec::new();
    };
    Array::from(&items)
        .iter()
        .filter_map(|item| {
            let entry = call(&item, "webkitGetAsEntry", &[])?;
            (!entry.is_null()).then_some(entry)
        })
        .collect()
}

/// All files in them, however deep.
pub async fn within(entries: Vec<JsValue>) -> Vec<Chosen> {
    let (mut found, mut left) = (Vec::new(), entries);
    while let Some(entry) = left.pop() {
        let is = |name| get(&entry, name).and_then(|is| is.as_bool()) == Some(true);
        if is("isFile") {
            let path = get(&entry, "fullPath").and_then(|path| path.as_string());
            let path = path.map(|path| path.trim_start_matches('/').to_owned());
            if let Some(file) = called_back(&entry, "file").await {
                found.extend(one(&file, path));
            }
        } else if is("isDirectory")
            && let Some(reader) = call(&entry, "createReader", &[])
        {
            // Told a hundred at a time.
            while let Some(some) = called_back(&reader, "readEntries").await {
                let some = Array::from(&some);
                if some.length() == 0 {
                    break;
                }
                left.extend(some.iter());
            }
        }
    }
    found
}

fn call(on: &JsValue, name: &str, with: &[&JsValue]) -> Option<JsValue> {
    let method: Function = Reflect::get(on, &JsValue::from_str(name))
        .ok()?
        .dyn_into()
        .ok()?;
    let with: Array = with.iter().map(|one| (*one).clone()).collect();
    method.apply(on, &with).ok()
}

/// What a method hands to the first of its two functions; nothing if it calls the other.
async fn called_back(on: &JsValue, name: &str) -> Option<JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        let _ = call(on, name, &[resolve.unchecked_ref(), reject.unchecked_ref()]);
    });
    JsFuture::from(promise).await.ok()
}

/// Bytes sent at a time.
const PIECE: f64 = 4.0 * 1024.0 * 1024.0;
/// How often a piece that did not come through is sent again.
const TRIES: u32 = 4;
const BREATH_MS: i32 = 1_500;

/// Sends a file, and answers what it is known by there. Where a line breaks, it goes on from what has come.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the browser counts bytes in floating point; no file is that large"
)]
pub async fn send(client: Client, file: &Chosen) -> Result<UploadId, Failure> {
    let size = file.blob.size();
    let key = browser::unique();
    let upload = client.announce(file.name(), size as u64, key).await?;
    let (mut at, mut tries) = (0.0, 0);
    while at < size {
        let piece = file.blob.slice_with_f64_and_f64(at, size.min(at + PIECE));
        let piece = piece.map_err(|_| Failure::Offline)?;
        match client.send_piece(upload, at as u64, piece).await {
            Ok(there) => {
                at = there as f64;
                tries = 0;
            }
            Err(Failure::Offline) if tries < TRIES => {
                tries += 1;
                browser::sleep(BREATH_MS).await;
                // Part of it may have come.
                if let Ok(there) = client.upload_offset(upload).await {
                    at = there as f64;
                }
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(upload)
}
