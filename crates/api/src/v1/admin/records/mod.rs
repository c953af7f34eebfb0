//! Records as the firm's staff ask about them.

pub(super) mod why;
