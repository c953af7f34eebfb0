//! People at third parties: what they may, their way in, and its end.

pub(super) mod add;
pub(super) mod devices;
pub(super) mod edit;
pub(super) mod effect;
pub(super) mod end;
pub(super) mod get;
pub(super) mod invite;
pub(super) mod preview;
pub(super) mod slice;
