//! What a person chose for this browser alone.

use crate::browser::{self, Memory};

const THEME: &str = "sightline.theme";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// As it is remembered, and as the stylesheet knows it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    #[must_use]
    pub fn chosen() -> Self {
        let name = Memory::Device.read(THEME);
        Self::ALL
            .into_iter()
            .find(|theme| name.as_deref() == Some(theme.name()))
            .unwrap_or(Self::System)
    }

    /// Takes effect at once, and when the app starts again (in the bootstrap file).
    pub fn choose(self) {
        let name = (self != Self::System).then(|| self.name());
        Memory::Device.write(THEME, name);
        browser::set_root_attribute("data-theme", name);
    }
}
