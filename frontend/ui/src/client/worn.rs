//! The hat that is on: a contact's, or that of somebody of the staff. Either is named in the same header.

use contract::id::{ContactId, StaffId};
use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worn {
    Contact(ContactId),
    Staff(StaffId),
}

impl fmt::Display for Worn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contact(id) => id.fmt(f),
            Self::Staff(id) => id.fmt(f),
        }
    }
}
