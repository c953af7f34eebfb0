//! Organisations and households outside the firm.

pub(super) mod add;
pub(super) mod archive;
pub(super) mod edit;
pub(super) mod effect;
pub(super) mod foresee_merge;
pub(super) mod get;
pub(super) mod list;
pub(super) mod merge;
pub(super) mod modules;
pub(super) mod restore;
