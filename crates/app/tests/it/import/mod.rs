//! Importing a folder: what is good comes in whole, what is bad is told and changes nothing, and the same folder
//! again is no change.

mod again;
mod bad;
mod files;
mod house;
mod interests;
mod reading;
mod template;
mod tree;
mod worlds;
