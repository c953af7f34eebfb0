//! The firm's third-party types: what each sees and may do, as a text.

pub(super) mod add;
pub(super) mod draft;
pub(super) mod edit;
pub(super) mod effect;
pub(super) mod get;
pub(super) mod list;
