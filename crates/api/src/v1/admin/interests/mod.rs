//! Interests that are on record.

pub(super) mod edit;
pub(super) mod withdraw;
pub(super) mod withdraw_effect;
