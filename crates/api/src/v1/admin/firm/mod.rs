//! What the firm shows of itself.

pub(super) mod edit;
pub(super) mod get;
