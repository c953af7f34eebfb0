//! The only crate that talks to the database. Reads for a viewer take a `Scope` and answer a `Slice`
//! ([`scoped`]); writes take a [`Tx`]. SQLite and PostgreSQL behave alike from the outside.

mod asked;
pub mod canary;
pub mod changes;
mod codes;
mod db;
pub mod entity;
pub mod epochs;
mod error;
pub mod firms;
pub mod imports;
pub mod index;
pub mod interests;
pub mod merges;
pub mod once;
pub mod outbox;
pub mod passkeys;
pub mod people;
pub mod receipts;
pub mod records;
pub mod removal;
pub mod scoped;
mod search;
pub mod session;
pub mod setup;
pub mod sign_in;
mod sql;
pub mod staff;
pub mod subjects;
pub mod switches;
pub mod uploads;
pub mod whole;
pub mod why;

pub use codes::{OPEN, uuid};
pub use db::{Change, Db, DbSettings, Tx};
pub use error::StoreError;
