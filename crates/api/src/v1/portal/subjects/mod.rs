//! Properties, horses, learners

pub(super) mod get;
pub(super) mod list;
