//! Live events: what changed in one contact's view. Each says what to fetch again, never what it holds.

use crate::id::{RecordId, SubjectId};
use crate::kind::RecordKind;
use serde::{Deserialize, Serialize};

/// One message of the event stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LiveEvent {
    /// A record of hers is new or is shown differently.
    Changed(Changed),
    /// A record is no longer hers to see.
    Gone(Gone),
    /// So much may have changed, or been missed, that everything on show is to be fetched again.
    Slice,
    /// The session or the hat is over; nothing follows.
    Ended,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Changed {
    pub id: RecordId,
    pub kind: RecordKind,
    pub subject: SubjectId,
    /// A keyed hash of her view of it: the same as long as nothing changes for her.
    pub version: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Gone {
    pub id: RecordId,
}
