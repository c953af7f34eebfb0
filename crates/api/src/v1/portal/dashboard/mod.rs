//! The first page.

pub(super) mod get;
