//! The firm's colour, corrected until it can be read (WCAG 2.2 AA): as words on every ground of both themes,
//! and as the ground of a button's words. Nobody has to choose a colour with contrast in mind.

use std::fmt;

/// What words need at least, as WCAG measures it.
const ENOUGH: f64 = 4.5;
/// How much of the accent its tint holds, in hundredths.
const TINT: u32 = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    #[must_use]
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// `#0f5f4e`; anything else is no colour.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let all = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = all.to_be_bytes();
        Some(Self::new(red, green, blue))
    }

    /// `hundredths` of the other, the rest of this.
    fn towards(self, other: Self, hundredths: u32) -> Self {
        let mix = |a: u8, b: u8| {
            let sum = u32::from(a) * (100 - hundredths) + u32::from(b) * hundredths;
            u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
        };
        Self::new(
            mix(self.red, other.red),
            mix(self.green, other.green),
            mix(self.blue, other.blue),
        )
    }

    /// The same colour in full light: as bright as it can be and still itself, which mixed with white it is not.
    fn bright(self) -> Self {
        let most = u32::from(self.red.max(self.green).max(self.blue));
        let part = |a: u8| {
            let whole = (u32::from(a) * 255).checked_div(most).unwrap_or(255);
            u8::try_from(whole).unwrap_or(u8::MAX)
        };
        Self::new(part(self.red), part(self.green), part(self.blue))
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// Words on it where nothing corrects it, as in a mail: white or black, whichever can be told better from it.
    #[must_use]
    pub fn ink(self) -> Self {
        if self.contrast(WHITE) >= self.contrast(BLACK) {
            WHITE
        } else {
            BLACK
        }
    }

    /// From 1 (the same) to 21 (black on white).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        if a > b { a / b } else { b / a }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// What the stylesheet's tokens say of a theme, as far as colours must contrast with it.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    pub sheet: Colour,
    pub ground: Colour,
    /// Where a colour goes that does not contrast.
    end: Colour,
    /// What stands on the accent.
    inks: [Colour; 2],
}

const BLACK: Colour = Colour::new(0, 0, 0);
const WHITE: Colour = Colour::new(0xff, 0xff, 0xff);

/// The same colours as `tokens.css`.
pub const LIGHT: Theme = Theme {
    sheet: Colour::new(0xff, 0xff, 0xff),
    ground: Colour::new(0xf6, 0xf7, 0xf8),
    end: BLACK,
    inks: [Colour::new(0xff, 0xff, 0xff), Colour::new(0x0c, 0x0e, 0x12)],
};
pub const DARK: Theme = Theme {
    sheet: Colour::new(0x1a, 0x1d, 0x22),
    ground: Colour::new(0x12, 0x14, 0x17),
    end: Colour::new(0xff, 0xff, 0xff),
    inks: [Colour::new(0x0c, 0x0e, 0x12), Colour::new(0xff, 0xff, 0xff)],
};

/// An accent for one theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accent {
    pub accent: Colour,
    /// Words on it.
    pub on_accent: Colour,
    /// A breath of it, under what is chosen or new.
    pub tint: Colour,
}

impl Theme {
    /// The nearest colour to the firm's own that can be read here.
    #[must_use]
    pub fn accent(&self, brand: Colour) -> Accent {
        let by_way = if self.end == BLACK {
            BLACK
        } else {
            brand.bright()
        };
        let made = |step: u32| {
            let accent = match step.checked_sub(100) {
                None => brand.towards(by_way, step),
                Some(step) => by_way.towards(self.end, step),
            };
            let [usual, other] = self.inks;
            let on_accent = if accent.contrast(usual) >= ENOUGH {
                usual
            } else {
                other
            };
            Accent {
                accent,
                on_accent,
                tint: self.sheet.towards(accent, TINT),
            }
        };
        let reads = |a: &Accent| {
            [self.sheet, self.ground, a.tint, a.on_accent]
                .iter()
                .all(|ground| a.accent.contrast(*ground) >= ENOUGH)
        };
        (0..200).map(made).find(reads).unwrap_or_else(|| made(200))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_kind_of_colour() -> impl Iterator<Item = Colour> {
        let steps = [0u8, 17, 51, 85, 119, 128, 153, 187, 204, 221, 238, 255];
        steps.into_iter().flat_map(move |red| {
            steps.into_iter().flat_map(move |green| {
                steps
                    .into_iter()
                    .map(move |blue| Colour::new(red, green, blue))
            })
        })
    }

    #[test]
    fn any_colour_of_a_firm_can_be_read_in_both_themes() {
        for brand in every_kind_of_colour() {
            for theme in [LIGHT, DARK] {
                let made = theme.accent(brand);
                for ground in [theme.sheet, theme.ground, made.tint, made.on_accent] {
                    let contrast = made.accent.contrast(ground);
                    assert!(
                        contrast >= ENOUGH,
                        "{brand} as {made:?} on {ground}: {contrast}"
                    );
                }
            }
        }
    }

    /// Links are words of the accent on a sheet, on the ground or on the tint; buttons have words on the accent.
    #[test]
    fn buttons_and_links_of_pale_and_dark_brands_can_be_read() {
        for text in ["#ffee00", "#101010", "#7fffd4"] {
            let brand = Colour::parse(text).unwrap();
            for (name, theme) in [("light", LIGHT), ("dark", DARK)] {
                let made = theme.accent(brand);
                let button = made.on_accent.contrast(made.accent);
                assert!(button >= ENOUGH, "the button of {text} in {name}: {button}");
                for ground in [theme.sheet, theme.ground, made.tint] {
                    let link = made.accent.contrast(ground);
                    assert!(
                        link >= ENOUGH,
                        "a link of {text} on {ground} in {name}: {link}"
                    );
                }
            }
            let mail = brand.ink().contrast(brand);
            assert!(mail >= ENOUGH, "a mail's button of {text}: {mail}");
        }
    }

    #[test]
    fn the_words_of_a_mail_can_be_read_on_any_colour() {
        for brand in every_kind_of_colour() {
            assert!(brand.ink().contrast(brand) >= ENOUGH, "{brand}");
        }
    }

    #[test]
    fn a_colour_that_contrasts_is_left_alone() {
        let green = Colour::parse("#0f5f4e").unwrap();
        assert_eq!(LIGHT.accent(green).accent, green);
        assert_ne!(DARK.accent(green).accent, green);
        let pale = Colour::parse("#9fe8d2").unwrap();
        assert_eq!(DARK.accent(pale).accent, pale);
        assert_ne!(LIGHT.accent(pale).accent, pale);
    }

    #[test]
    fn a_dark_green_becomes_a_lively_one_and_not_a_grey() {
        let made = DARK.accent(Colour::parse("#0f5f4e").unwrap()).accent;
        assert!(made.green > 120 && made.red < 40, "{made}");
    }

    #[test]
    fn the_ends_of_the_scale_are_known() {
        let (black, white) = (Colour::new(0, 0, 0), Colour::new(255, 255, 255));
        assert!((black.contrast(white) - 21.0).abs() < 0.001);
        assert!((white.contrast(white) - 1.0).abs() < 0.001);
    }

    #[test]
    fn only_a_whole_colour_is_one() {
        assert_eq!(
            Colour::parse("#0F5f4e").map(|c| c.to_string()).as_deref(),
            Some("#0f5f4e")
        );
        for text in [
            "", "#", "#fff", "0f5f4e", "#0f5f4", "#0f5f4e0", "#0f5fzz", "red", "#é5f4",
        ] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }
}
