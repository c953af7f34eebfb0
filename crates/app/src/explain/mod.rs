//! Explaining to staff who sees what and why: by the decision itself, with what the reads answer beside it.

mod record;
mod slice;

pub use record::record;
pub use slice::{SliceError, slice};
