//! The web app inside this binary. A debug build holds none and reads the folder instead.

use actix_web::web::Bytes;
use rust_embed::{Embed, EmbeddedFile};
use std::borrow::Cow;

#[derive(Embed)]
#[folder = "../../frontend/dist/portal"]
#[allow_missing = true]
struct Folder;

pub(super) fn read(path: &str) -> Option<Bytes> {
    Folder::get(path).map(|EmbeddedFile { data, .. }| match data {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    })
}
