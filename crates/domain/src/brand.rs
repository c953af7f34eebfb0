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

    /// The colour of words on it: white or black, whichever contrasts more. One of them always has 4.5 : 1.
    #[must_use]
    pub fn ink(&self) -> &'static str {
        let light = self.luminance();
        if 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 {
            WHITE
        } else {
            BLACK
        }
    }

    /// The colour of a line around something that is filled with it, on a white ground: itself, where it can be told from
    /// that (3 : 1, WCAG 1.4.11), else a grey that can.
    #[must_use]
    pub fn edge(&self) -> &str {
        if 1.05 / (self.luminance() + 0.05) >= 3.0 {
            &self.0
        } else {
            GREY
        }
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(&self) -> f64 {
        let channel = |at: usize| {
            let digits = self.0.get(at..at + 2).unwrap_or_default();
            let value = f64::from(u8::from_str_radix(digits, 16).unwrap_or_default()) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.7152_f64.mul_add(
            channel(3),
            0.2126_f64.mul_add(channel(1), 0.0722 * channel(5)),
        )
    }
}

const WHITE: &str = "#ffffff";
const BLACK: &str = "#000000";
const GREY: &str = "#767676";

impl fmt::Display for Brand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_can_be_read_on_every_colour() {
        for (colour, ink) in [
            ("#ffee00", BLACK),
            ("#ffffff", BLACK),
            ("#0f5f4e", WHITE),
            ("#000000", WHITE),
            ("#808080", BLACK),
        ] {
            assert_eq!(colour.parse::<Brand>().unwrap().ink(), ink, "{colour}");
        }
        for step in 0..4096_u32 {
            let digit = |at: u32| (step >> at & 15) * 17;
            let colour = format!("#{:02x}{:02x}{:02x}", digit(8), digit(4), digit(0));
            let colour: Brand = colour.parse().unwrap();
            let ink = if colour.ink() == WHITE { 1.0 } else { 0.0 };
            let (a, b) = (colour.luminance() + 0.05, ink + 0.05);
            let contrast = a.max(b) / a.min(b);
            assert!(contrast >= 4.5, "{colour} {contrast}");
        }
    }

    #[test]
    fn a_pale_colour_has_an_edge_that_is_seen_on_white() {
        for (colour, edge) in [
            ("#ffee00", GREY),
            ("#7fffd4", GREY),
            ("#ffffff", GREY),
            ("#101010", "#101010"),
            ("#0f5f4e", "#0f5f4e"),
        ] {
            assert_eq!(colour.parse::<Brand>().unwrap().edge(), edge, "{colour}");
        }
        let grey: Brand = GREY.parse().unwrap();
        assert!(1.05 / (grey.luminance() + 0.05) >= 4.5);
    }

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
