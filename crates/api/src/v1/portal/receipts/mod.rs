//! What a contact herself opened.

pub(super) mod list;
