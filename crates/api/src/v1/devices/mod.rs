//! Where a person is signed in.

pub(super) mod end;
pub(super) mod list;
