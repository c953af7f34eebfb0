//! What can be done from a row: one likely act as a button, the rest under "More". Every act names what it is
//! about, so that twenty buttons on a page are told apart by ear as well.

/// A link that does something; the server's `can` decides whether it is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// `Open EICR`
    pub label: String,
    /// `Open`, where there is no room for all of the label: the row says the rest.
    pub short: Option<&'static str>,
    /// `22 Park Road`: read out after the label.
    pub about: String,
    pub href: String,
    /// The browser saves what is behind it, rather than going there.
    pub save: bool,
}

impl Act {
    #[must_use]
    pub fn open(label: String, about: &str, href: String) -> Self {
        Self {
            label,
            short: None,
            about: about.to_owned(),
            href,
            save: false,
        }
    }

    #[must_use]
    pub fn shortly(self, short: &'static str) -> Self {
        Self {
            short: Some(short),
            ..self
        }
    }

    #[must_use]
    pub fn save(label: String, about: &str, href: String) -> Self {
        Self {
            save: true,
            ..Self::open(label, about, href)
        }
    }
}

/// What a row offers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Acts {
    pub likely: Option<Act>,
    pub more: Vec<Act>,
}
