//! What the firm shows of itself, and what it has switched off for everybody.

pub(super) mod domain;
pub(super) mod edit;
pub(super) mod effect;
pub(super) mod get;
pub(super) mod logo;
pub(super) mod modules;
pub(super) mod no_logo;
pub(super) mod switch;
