//! A firm's logo: a picture for light pages, and one for dark ones.

use serde::{Deserialize, Serialize};

/// What a logo may weigh as it is sent.
pub const MOST_LOGO: usize = 1024 * 1024;

names! {
    /// What a picture is to stand on.
    Ground {
        Light = "light",
        Dark = "dark",
    }
}

/// The pictures a firm has. Where it has only one, that one stands on a plate of its own ground on the other pages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirmLogo {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub light: Option<LogoPicture>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dark: Option<LogoPicture>,
}

/// A picture anybody may fetch who was told its path. Another picture has another path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogoPicture {
    pub path: String,
    /// In pixels, as many as a sharp screen needs.
    pub width: u32,
    pub height: u32,
}

impl FirmLogo {
    #[must_use]
    pub const fn of(&self, ground: Ground) -> Option<&LogoPicture> {
        match ground {
            Ground::Light => self.light.as_ref(),
            Ground::Dark => self.dark.as_ref(),
        }
    }
}
