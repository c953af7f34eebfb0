//! The way from an empty installation to a firm: what a stranger is told, and the form behind the link that the server
//! printed.

mod begin;
mod empty;
mod start;

pub use begin::{Key, set_up};
pub use empty::{ask, nobody_yet};
pub use start::start;
