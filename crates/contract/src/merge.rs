//! One third party becoming another of its type: what staff are told before, and what they ask for.

use crate::id::{ContactId, ThirdPartyId};
use crate::problem::FieldError;
use serde::{Deserialize, Serialize};

names! {
    /// What becomes of somebody of the third party that goes.
    PersonBecomes {
        /// She is the other's from then on, with the access she has.
        Moves = "moves",
        /// So is she, and her access stays ended.
        MovesEnded = "moves_ended",
        /// She is at both: she keeps what she has at the other.
        IsThere = "is_there",
        /// Her access at the other was ended, and she gets back there what she has here.
        Returns = "returns",
        /// Her access is ended at both.
        Stays = "stays",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergePerson {
    pub contact: ContactId,
    pub name: String,
    pub becomes: PersonBecomes,
}

/// What merging would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergeView {
    /// The one that goes.
    pub from: ThirdPartyId,
    pub from_name: String,
    /// The one that stays.
    pub into: ThirdPartyId,
    pub into_name: String,
    pub people: Vec<MergePerson>,
    /// Interests that the other would hold instead, those included that become one with its own.
    pub interests: u32,
    /// Interests that say the same as one of the other's for some of the same days.
    pub joined: u32,
    /// Records that are addressed to it.
    pub addressed: u32,
    /// Records that are shared with it by name.
    pub shared: u32,
    /// What stands in the way. With any of these it cannot be done.
    pub faults: Vec<FieldError>,
}

/// Which one it is to become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Merge {
    pub into: ThirdPartyId,
}

/// The same, where it is only asked what would happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct MergeQuery {
    pub into: ThirdPartyId,
}
