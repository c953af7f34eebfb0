//! Files on their way in, piece by piece, after the core of tus 1.0.

pub(super) mod append;
pub(super) mod begin;
pub(super) mod progress;
