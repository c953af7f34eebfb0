//! What is done about people and third parties beyond their names.

pub mod archive;
pub mod devices;
pub mod merging;
pub mod switches;
