//! A firm's colour, as staff type it.

use std::fmt;
use std::str::FromStr;

/// `#rrggbb`, in small letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brand(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a colour is written as # and six hexadecimal digits, as in #0f5f4e")]
pub struct NoColour;

impl FromStr for Brand {
    type Err = NoColour;

    fn from_str(text: &str) -> Result<Self, NoColour> {
        let digits = text.strip_prefix('#').ok_or(NoColour)?;
        if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(NoColour)
        }
    }
}

impl Brand {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Brand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_digits_and_nothing_else() {
        assert_eq!("#0F5f4E".parse::<Brand>().unwrap().as_str(), "#0f5f4e");
        for wrong in [
            "", "#", "0f5f4e", "#0f5f4", "#0f5f4e0", "#0f5f4g", "#ü5f4e", "green", " #0f5f4e",
        ] {
            assert_eq!(wrong.parse::<Brand>(), Err(NoColour), "{wrong}");
        }
    }
}
