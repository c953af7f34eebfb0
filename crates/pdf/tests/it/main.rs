//! What a rendered document promises: the same bytes, nothing lost, readable aloud, and an error instead of a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod promises;
mod reading;
mod typed;
