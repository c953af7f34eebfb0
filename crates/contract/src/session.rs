//! Who is signed in, and as whom she can act.

use crate::email::Email;
use crate::id::{ContactId, DeviceId};
use crate::kind::{Action, RecordKind};
use crate::logo::FirmLogo;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionView {
    pub email: Email,
    pub device: DeviceId,
    /// How surely the person was recognised.
    pub assurance: Assurance,
    /// RFC 3339, UTC.
    pub expires_at: String,
    pub hats: Vec<Hat>,
    /// Whether she is staff of a firm as well, with an app of its own.
    pub staff: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Assurance {
    Link,
    Code,
    Passkey,
}

/// One place where this person is a contact. Name it in the `Sightline-Hat` header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hat {
    pub id: ContactId,
    pub name: String,
    pub role: String,
    pub third_party: String,
    pub firm: String,
    /// The firm's colour as `#0f5f4e`, if it has chosen one; not corrected for contrast.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<String>,
    pub logo: FirmLogo,
    /// Whether a last copy may be kept on the device for reading offline.
    pub offline: bool,
    /// The profile's own nouns, singular and plural, by the thing they name.
    pub words: BTreeMap<String, Vec<String>>,
    /// Kinds of record that can appear, and what may be done with them.
    pub can: BTreeMap<RecordKind, Vec<Action>>,
    /// Whether she lets colleagues in and out herself.
    pub colleagues: bool,
}
