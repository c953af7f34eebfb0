//! Interests that are on record.

pub(super) mod edit;
