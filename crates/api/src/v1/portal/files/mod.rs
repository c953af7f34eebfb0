//! Files of records, byte for byte.

pub(super) mod get;
pub(super) mod thumbnail;
