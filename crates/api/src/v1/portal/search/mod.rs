//! The one search box.

pub(super) mod find;
