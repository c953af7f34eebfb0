//! Setting an empty installation up.

pub(super) mod begin;
pub(super) mod start;
pub(super) mod state;
