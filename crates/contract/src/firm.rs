//! What a firm shows of itself: on its people's pages, in its mails, and under which name.

use crate::email::Email;
use crate::logo::FirmLogo;
use serde::{Deserialize, Serialize};

/// The firm's face, and what an edit of it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirmView {
    #[serde(flatten)]
    pub face: FirmFace,
    /// What an edit names in `If-Match`.
    pub revision: String,
    pub logo: FirmLogo,
    /// What an edit of either picture names in `If-Match`.
    pub logo_revision: String,
    pub domain: FirmDomain,
}

/// A name of the firm's own that leads to its pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirmDomain {
    /// As DNS spells it: `portal.halden.example`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where its record in DNS is to point: the host that the pages are at.
    pub points_to: String,
    /// What an edit names in `If-Match`.
    pub revision: String,
}

/// The name as it is to be, as somebody types it: letters beyond ASCII are fine, and so is a pasted address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DomainEdit {
    /// None takes it away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Everything about it, as it is or is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirmFace {
    pub name: String,
    /// `#0f5f4e`; pages and mails correct it where it would not contrast.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand: Option<String>,
    /// Who its mails are from, if not from its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<String>,
    /// Where answers to its mails go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<Email>,
    /// The lines at the foot of its mails and pages: address, registration, telephone.
    #[serde(default)]
    pub footer: Vec<String>,
}
