//! What a contact herself opened.

pub(super) mod list;
pub(super) mod offline;
