//! Reads by staff: of one whole firm, with the permit that says whose answers they are. Nothing here takes a contact's
//! scope but [`explain`], and nothing in [`crate::scoped`] takes a permit.

pub mod explain;
mod names;
pub mod people;
pub mod receipts;
