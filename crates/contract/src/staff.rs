//! People of the firm: their roles, what each may do, and where somebody is one of them.

use crate::email::Email;
use crate::id::StaffId;
use crate::logo::FirmLogo;
use crate::session::Assurance;
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
        /// Records of every kind, whoever else may see them.
        SeeRecords = "see_records",
        /// Make and change them.
        EditRecords = "edit_records",
        /// Decide who outside the firm may see one.
        ShareRecords = "share_records",
        /// Close a job, add photos to it.
        DoJobs = "do_jobs",
        /// Be told why somebody sees a record or does not.
        Explain = "explain",
        SeeReceipts = "see_receipts",
        /// Look at a contact's page as she sees it.
        Preview = "preview",
        /// People of the firm itself.
        ManageStaff = "manage_staff",
        /// The third-party types, and what a change of them would do.
        SeeProfiles = "see_profiles",
        EditProfiles = "edit_profiles",
        /// What the firm shows of itself.
        EditFirm = "edit_firm",
        /// What work is about, and who stands how to it.
        SeeSubjects = "see_subjects",
        /// Make and change it: subjects, interests, shares.
        EditSubjects = "edit_subjects",
        /// Bring a folder of records in, and take one back.
        Import = "import",
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
    pub logo: FirmLogo,
    pub can: Vec<StaffRight>,
    /// She can do nothing here before she has signed in by her passkey.
    pub passkey_required: bool,
}

/// A person of the firm, as its owner sees her.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffRow {
    pub id: StaffId,
    pub name: String,
    pub email: Email,
    pub role: StaffRole,
    /// When a browser that she is signed in with last asked for something; RFC 3339, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<String>,
    /// What an edit names in `If-Match`.
    pub revision: String,
}

/// Everybody who is staff now, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffPage {
    pub items: Vec<StaffRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewStaff {
    pub name: String,
    pub email: Email,
    pub role: StaffRole,
}

/// Everything about her that can be changed, as it is to be. Her address is how she signs in: for another one she is
/// made staff anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffEdit {
    pub name: String,
    pub role: StaffRole,
}

/// Who is signed in, for the staff's app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffSession {
    pub email: Email,
    /// How surely she was recognised.
    pub assurance: Assurance,
    /// Whether she has a passkey.
    pub passkey: bool,
    pub hats: Vec<StaffHat>,
}
