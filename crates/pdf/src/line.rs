//! Shaped text and how it wraps: at spaces, after hyphens and slashes, and inside a word only where it fits no line.

use std::ops::Range;

use krilla::text::KrillaGlyph;

/// Text with its glyphs, all measures in ems.
#[derive(Debug, Clone)]
pub(crate) struct Shaped {
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
}

/// One line ready to be drawn. Keeps the space it was broken at, so that a reader hears two words.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    /// Without the space at its end.
    pub width: f32,
}

/// Glyphs that may not be parted, then the spaces after them.
struct Unit {
    glyphs: Range<usize>,
    width: f32,
    gap: f32,
}

/// Sums of the same advances in a different order must not break a line.
const SLACK: f32 = 0.001;

impl Shaped {
    /// The lines for a measure in ems; none if there is no text.
    pub fn wrap(&self, measure: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        let (mut start, mut end, mut width, mut gap) = (0, 0, 0.0, 0.0);
        for unit in self.units() {
            if end > start && width + gap + unit.width > measure + SLACK {
                lines.extend(self.line(start..end, width));
                (start, width, gap) = (end, 0.0, 0.0);
            }
            if unit.width <= measure + SLACK {
                width += gap + unit.width;
                gap = unit.gap;
                end = unit.glyphs.end;
                continue;
            }
            // A word wider than the line: as many of its clusters on each as fit, but at least one.
            for cluster in self.clusters(&unit) {
                let advance = self.advance(cluster.clone());
                if end > start && width + gap + advance > measure + SLACK {
                    lines.extend(self.line(start..end, width));
                    (start, width, gap) = (end, 0.0, 0.0);
                }
                width += gap + advance;
                gap = 0.0;
                end = cluster.end;
            }
            gap = unit.gap;
            end = unit.glyphs.end;
        }
        lines.extend(self.line(start..end, width));
        lines
    }

    pub fn width(&self) -> f32 {
        self.advance(0..self.glyphs.len())
    }

    /// The width below which a word would have to be cut.
    pub fn longest_word(&self) -> f32 {
        self.units()
            .iter()
            .map(|unit| unit.width)
            .fold(0.0, f32::max)
    }

    fn advance(&self, glyphs: Range<usize>) -> f32 {
        self.glyphs
            .get(glyphs)
            .unwrap_or_default()
            .iter()
            .map(|glyph| glyph.x_advance)
            .sum()
    }

    fn line(&self, range: Range<usize>, width: f32) -> Option<Line> {
        let glyphs = self.glyphs.get(range)?;
        let (from, to) = (
            glyphs.first()?.text_range.start,
            glyphs.last()?.text_range.end,
        );
        let glyphs = glyphs.iter().cloned().map(|mut glyph| {
            glyph.text_range = glyph.text_range.start - from..glyph.text_range.end - from;
            glyph
        });
        Some(Line {
            text: self.text.get(from..to)?.to_owned(),
            glyphs: glyphs.collect(),
            width,
        })
    }

    fn letters(&self, place: usize) -> &str {
        self.glyphs
            .get(place)
            .and_then(|glyph| self.text.get(glyph.text_range.clone()))
            .unwrap_or_default()
    }

    fn units(&self) -> Vec<Unit> {
        let mut units = Vec::new();
        let mut unit = Unit {
            glyphs: 0..0,
            width: 0.0,
            gap: 0.0,
        };
        let mut is_address = self.is_address(0);
        for (place, glyph) in self.glyphs.iter().enumerate() {
            let letters = self.letters(place);
            if letters == " " {
                unit.gap += glyph.x_advance;
            } else {
                // Between figures a hyphen or slash belongs to a date or a fraction.
                let before = place
                    .checked_sub(1)
                    .map(|before| self.letters(before))
                    .unwrap_or_default();
                let is_joint = matches!(before, "-" | "–" | "—" | "/")
                    && letters.chars().all(char::is_alphabetic);
                if unit.gap > 0.0 {
                    is_address = self.is_address(glyph.text_range.start);
                }
                if unit.gap > 0.0 || (is_joint && !is_address && unit.width > 0.0) {
                    units.push(std::mem::replace(
                        &mut unit,
                        Unit {
                            glyphs: place..place,
                            width: 0.0,
                            gap: 0.0,
                        },
                    ));
                }
                unit.width += glyph.x_advance;
            }
            unit.glyphs.end = place + 1;
        }
        if !unit.glyphs.is_empty() {
            units.push(unit);
        }
        units
    }

    /// An e-mail address read from two lines would be taken for one with a hyphen more or less.
    fn is_address(&self, start: usize) -> bool {
        let word = self
            .text
            .get(start..)
            .and_then(|text| text.split(' ').next());
        word.is_some_and(|word| word.contains('@'))
    }

    /// The clusters of a unit without the spaces at its end.
    fn clusters(&self, unit: &Unit) -> Vec<Range<usize>> {
        let mut clusters: Vec<Range<usize>> = Vec::new();
        let mut start = None;
        for place in unit
            .glyphs
            .clone()
            .filter(|place| self.letters(*place) != " ")
        {
            let begins = self.glyphs.get(place).map(|glyph| glyph.text_range.start);
            match clusters.last_mut() {
                Some(last) if begins == start => last.end = place + 1,
                _ => clusters.push(place..place + 1),
            }
            start = begins;
        }
        clusters
    }
}
