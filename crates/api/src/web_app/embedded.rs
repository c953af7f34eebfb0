//! The web apps inside this binary. A debug build holds none and reads their folders instead.

use actix_web::web::Bytes;
use rust_embed::{Embed, EmbeddedFile};
use std::borrow::Cow;

#[derive(Embed)]
#[folder = "../../frontend/dist/portal"]
#[allow_missing = true]
struct Portal;

#[derive(Embed)]
#[folder = "../../frontend/dist/admin"]
#[allow_missing = true]
struct Admin;

pub(super) fn portal(path: &str) -> Option<Bytes> {
    Portal::get(path).map(bytes)
}

pub(super) fn admin(path: &str) -> Option<Bytes> {
    Admin::get(path).map(bytes)
}

fn bytes(EmbeddedFile { data, .. }: EmbeddedFile) -> Bytes {
    match data {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    }
}
