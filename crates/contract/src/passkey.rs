//! Passkeys: a key in somebody's device or password manager, which she uses with a finger, a face or a PIN.

use crate::id::PasskeyId;
use serde::{Deserialize, Serialize};

/// What begins an exchange between the browser and whatever holds the passkey. The server reads and writes its inner
/// texts by itself: whoever carries them need not know what is in them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasskeyCeremony {
    /// Names the exchange in the call that finishes it. It works once, for five minutes.
    pub ceremony: String,
    /// JSON text for `PublicKeyCredential.parseCreationOptionsFromJSON`, or `parseRequestOptionsFromJSON` to sign in.
    pub options: String,
}

/// A passkey that the browser has just made.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPasskey {
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub ceremony: String,
    /// What she calls it; left out, it is called after her browser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub name: Option<String>,
    /// The credential's `toJSON()`, as text.
    #[cfg_attr(feature = "openapi", schema(max_length = 16384))]
    pub credential: String,
}

/// That a passkey was used.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasskeyProof {
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub ceremony: String,
    /// The credential's `toJSON()`, as text.
    #[cfg_attr(feature = "openapi", schema(max_length = 16384))]
    pub credential: String,
}

/// One of a person's own passkeys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasskeyRow {
    pub id: PasskeyId,
    pub name: String,
    /// RFC 3339, UTC.
    pub added_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<String>,
    /// Whether her password manager keeps a copy for her other devices.
    pub synced: bool,
    /// Whether she may remove it now: her last one goes only after signing in by passkey.
    pub can_remove: bool,
}

/// All of them, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasskeyPage {
    pub items: Vec<PasskeyRow>,
    /// Whether she may add one now: another beside the first only after signing in by passkey.
    pub can_add: bool,
}
