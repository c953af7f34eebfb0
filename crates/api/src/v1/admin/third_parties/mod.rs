//! Organisations and households outside the firm.

pub(super) mod add;
pub(super) mod edit;
pub(super) mod effect;
pub(super) mod get;
pub(super) mod list;
pub(super) mod modules;
