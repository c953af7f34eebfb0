//! Every read for a viewer. Each takes a [`Scope`](domain::slice::Scope), asks the database only for what the
//! scope lets through, and mints a [`Slice`](domain::slice::Slice) of it. This folder is the one choke point:
//! minting anywhere else is refused by clippy.

pub mod colleagues;
pub mod dashboard;
pub mod files;
pub mod live;
mod predicate;
pub mod receipts;
pub mod records;
mod rows;
pub mod shown;
pub mod subjects;
mod weights;
