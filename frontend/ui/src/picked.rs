//! A file that somebody picks or drops, and how it is looked at before it is sent.

use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement, Url};

/// The file picked in the field that the event is of.
#[must_use]
pub fn picked(event: &Event) -> Option<File> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    first(field.files())
}

/// The file dropped where the event happened.
#[must_use]
pub fn dropped(event: &Event) -> Option<File> {
    let event: &DragEvent = event.dyn_ref()?;
    first(event.data_transfer()?.files())
}

fn first(files: Option<FileList>) -> Option<File> {
    files?.get(0)
}

/// An address of the browser's own, under which it shows the file until the last who looks lets go.
#[derive(Debug, PartialEq, Eq)]
pub struct Look(String);

impl Look {
    #[must_use]
    pub fn at(file: &File) -> Option<Self> {
        Url::create_object_url_with_blob(file).ok().map(Self)
    }

    #[must_use]
    pub fn address(&self) -> &str {
        &self.0
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}
