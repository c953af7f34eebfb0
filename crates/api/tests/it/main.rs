//! The API through its whole stack, on SQLite and on PostgreSQL.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod admin;
mod files;
mod headers;
mod house;
mod isolation;
mod lists;
mod live;
mod memory;
mod preview;
mod race;
mod receipts;
mod receipts_admin;
mod refusals;
mod serving;
mod sessions;
mod sign_in;
mod web_app;
mod why;
