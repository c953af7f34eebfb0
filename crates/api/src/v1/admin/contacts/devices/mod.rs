//! Where a contact is signed in, ended by staff.

pub(in crate::v1::admin) mod end;
pub(in crate::v1::admin) mod end_all;
