//! Records of any kind.

pub(super) mod get;
pub(super) mod list;
