//! A contact's page as staff look at it; all else that is there are the portal's own reads.

pub(super) mod session;
