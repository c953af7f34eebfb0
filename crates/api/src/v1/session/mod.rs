//! The session of this browser: who is signed in, its renewal and its end.

pub(super) mod get;
pub(super) mod refresh;
pub(super) mod sign_out;
