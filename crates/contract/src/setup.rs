//! Setting an empty installation up: its first firm and that firm's owner.

use crate::email::Email;
use serde::{Deserialize, Serialize};

/// Whether the installation waits to be set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetupState {
    /// There is no firm yet.
    pub open: bool,
}

/// The first firm and its owner, with the key from the link that the server printed when it started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewHouse {
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub token: String,
    /// What the firm is called.
    pub firm: String,
    /// What its owner is called.
    pub name: String,
    /// How she signs in from now on.
    pub email: Email,
}

/// How far a new firm has come, as its data say: nothing is ticked off by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartState {
    /// It has chosen its colour or a logo.
    pub branded: bool,
    /// There are records.
    pub records: bool,
    /// Somebody outside was invited.
    pub invited: bool,
}
