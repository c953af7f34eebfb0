//! Reads by staff: of one whole firm, with the permit that says whose answers they are. Nothing here takes a contact's
//! scope, and nothing in [`crate::scoped`] takes a permit.

mod names;
pub mod people;
pub mod receipts;
