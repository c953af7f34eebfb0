//! People of the firm: who they are, and what they may.

pub(super) mod add;
pub(super) mod edit;
pub(super) mod end;
pub(super) mod list;
