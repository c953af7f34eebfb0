//! The API through its whole stack, on SQLite and on PostgreSQL.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod admin;
mod canary;
mod colleagues;
mod duties;
mod face;
mod files;
mod firm;
mod headers;
mod house;
mod imports;
mod isolation;
mod lists;
mod live;
mod memory;
mod merge;
mod once;
mod passkeys;
mod people;
mod preview;
mod profiles;
mod race;
mod receipts;
mod receipts_admin;
mod records_admin;
mod refusals;
mod serving;
mod sessions;
mod setup;
mod sign_in;
mod subjects;
mod switches;
mod tree;
mod uploads;
mod web_app;
mod why;
