//! What the nightly check of everybody's page found.

pub(super) mod get;
