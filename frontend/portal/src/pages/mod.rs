//! The pages: each reads its address, asks for one thing, and hands it to the pieces that draw it.

pub mod devices;
pub mod home;
pub mod link;
pub mod list;
pub mod missing;
pub mod preferences;
pub mod receipts;
pub mod record;
pub mod search;
pub mod subject;
pub mod subjects;
