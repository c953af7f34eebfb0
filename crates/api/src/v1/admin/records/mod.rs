//! Records of the firm: found, opened, written, and opened to others.

pub(super) mod add;
pub(super) mod attach;
pub(super) mod close;
pub(super) mod edit;
pub(super) mod get;
pub(super) mod list;
pub(super) mod publish;
pub(super) mod why;
