//! Where a person is signed in.

use crate::id::DeviceId;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeviceRow {
    pub id: DeviceId,
    /// `Firefox on Windows`, as well as the browser tells.
    pub label: String,
    pub signed_in_at: String,
    pub last_used_at: String,
    pub current: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DevicePage {
    pub items: Vec<DeviceRow>,
}
