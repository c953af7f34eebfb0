//! Colours. Anything written in the firm's colour is readable on paper (WCAG 4.5 : 1), whatever colour the firm has.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ink(pub [u8; 3]);

pub(crate) const TEXT: Ink = Ink([0x1c, 0x21, 0x28]);
pub(crate) const MUTED: Ink = Ink([0x5b, 0x64, 0x70]);
pub(crate) const RULE: Ink = Ink([0xdd, 0xe1, 0xe6]);
pub(crate) const EDGE: Ink = Ink([0x9a, 0xa3, 0xae]);

#[derive(Debug, Clone, Copy)]
pub(crate) struct Palette {
    pub accent: Ink,
    /// The accent, dark enough to be read, on white and on the wash.
    pub written: Ink,
    pub wash: Ink,
}

impl Palette {
    pub fn new(accent: [u8; 3]) -> Self {
        let wash = Ink(accent.map(|part| mix(part, 255, 0.07)));
        let mut written = Ink(accent);
        while contrast(written, wash) < 4.5 {
            written = Ink(written.0.map(|part| mix(part, 0, 0.92)));
        }
        Self {
            accent: Ink(accent),
            written,
            wash,
        }
    }
}

/// `share` of one part, the rest of the other. Cuts off, so that darkening always ends.
fn mix(part: u8, other: u8, share: f32) -> u8 {
    (f32::from(part) * share + f32::from(other) * (1.0 - share)) as u8
}

fn contrast(dark: Ink, light: Ink) -> f32 {
    (luminance(light) + 0.05) / (luminance(dark) + 0.05)
}

/// Relative luminance as WCAG 2.2 defines it.
fn luminance(ink: Ink) -> f32 {
    let [red, green, blue] = ink.0.map(|part| {
        let part = f32::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pale_accent_is_darkened_until_it_can_be_read() {
        for accent in [
            [255, 255, 0],
            [255, 255, 255],
            [120, 200, 255],
            [0, 0, 0],
            [13, 71, 161],
        ] {
            let palette = Palette::new(accent);
            assert!(contrast(palette.written, palette.wash) >= 4.5, "{accent:?}");
        }
        assert_eq!(Palette::new([13, 71, 161]).written, Ink([13, 71, 161]));
    }
}
