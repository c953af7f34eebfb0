//! Reads by staff: of one whole firm, with the permit that says whose answers they are. Nothing here takes a contact's
//! scope but [`explain`], and nothing in [`crate::scoped`] takes a permit.

pub mod canary;
pub mod duties;
pub mod explain;
pub mod files;
pub mod firm;
pub mod imports;
mod names;
pub mod people;
pub mod profiles;
pub mod receipts;
pub mod records;
pub mod staff;
pub mod start;
pub mod tree;

fn instant(micros: i64) -> Option<String> {
    chrono::DateTime::from_timestamp_micros(micros).map(domain::clock::rfc3339)
}
