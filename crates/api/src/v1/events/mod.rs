//! Live events of one contact's view.

pub(super) mod stream;
