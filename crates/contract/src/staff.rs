//! People of the firm: their roles, what each may do, and where somebody is one of them.

use crate::email::Email;
use crate::id::StaffId;
use serde::{Deserialize, Serialize};

names! {
    /// What somebody is at the firm.
    StaffRole {
        Owner = "owner",
        Office = "office",
        Field = "field",
    }
}

names! {
    /// What staff may be allowed to do.
    StaffRight {
        /// Third parties, their people and where those are signed in.
        SeePeople = "see_people",
        /// Make and change them.
        EditPeople = "edit_people",
        /// Send somebody the way in.
        Invite = "invite",
        /// Take it away: a person's role, or one of her devices.
        EndAccess = "end_access",
        /// Be told why somebody sees a record or does not.
        Explain = "explain",
        SeeReceipts = "see_receipts",
        /// Look at a contact's page as she sees it.
        Preview = "preview",
        /// People of the firm itself.
        ManageStaff = "manage_staff",
    }
}

/// One place where this person is staff. Name it in the `Sightline-Hat` header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffHat {
    pub id: StaffId,
    pub name: String,
    pub role: StaffRole,
    pub firm: String,
    pub can: Vec<StaffRight>,
}

/// Who is signed in, for the staff's app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffSession {
    pub email: Email,
    pub hats: Vec<StaffHat>,
}
