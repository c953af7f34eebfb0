//! A person's own passkeys.

pub(super) mod begin;
pub(super) mod finish;
pub(super) mod list;
pub(super) mod remove;
