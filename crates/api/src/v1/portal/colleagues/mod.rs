//! A contact's own people: who they are, and letting them in and out.

pub(super) mod add;
pub(super) mod edit;
pub(super) mod end;
pub(super) mod list;
