//! Signing in: asking for a link, looking at it, redeeming it or the code beside it.

use crate::email::Email;
use serde::{Deserialize, Serialize};

/// Asks for a sign-in mail. The answer is the same whoever asks.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInRequest {
    pub email: Email,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInAccepted {
    /// How long a link and code live, in minutes.
    pub minutes: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PeekRequest {
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub token: String,
}

/// Whom a link signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PeekAnswer {
    pub email: Email,
    pub name: String,
    /// The firms and third parties the person can act for, as `Oakline Lettings at Halden Electrical`.
    pub hats: Vec<String>,
}

/// Redeems a link, or the code in the browser that asked for it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RedeemRequest {
    Link(RedeemLink),
    Code(RedeemCode),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RedeemLink {
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub token: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RedeemCode {
    pub email: Email,
    #[cfg_attr(feature = "openapi", schema(pattern = "^[0-9]{6}$"))]
    pub code: String,
}
