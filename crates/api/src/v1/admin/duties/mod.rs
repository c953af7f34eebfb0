//! What somebody of the firm has to see to.

pub(super) mod list;
