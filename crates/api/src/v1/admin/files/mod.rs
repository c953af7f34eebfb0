//! Files of the firm's records, byte for byte, for its staff.

pub(super) mod get;
pub(super) mod thumbnail;
