//! The two faces the crate ships (Inter, OFL), parsed once; a character they lack becomes '?' and never fails a document.

use std::sync::LazyLock;

use harfrust::{
    Direction, Feature, ShapeOptions, ShapePlan, Shaper, ShaperData, UnicodeBuffer, script,
};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::{FontRef, MetadataProvider, Tag, charmap::Charmap};

use crate::error::PdfError;
use crate::line::Shaped;

static REGULAR: LazyLock<Option<Face>> =
    LazyLock::new(|| Face::parse(include_bytes!("../fonts/Inter-Regular.otf")));
static STRONG: LazyLock<Option<Face>> =
    LazyLock::new(|| Face::parse(include_bytes!("../fonts/Inter-SemiBold.otf")));

/// All figures of one width, to stand under one another in a table; in a sentence that would look like gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Figures {
    Proportional,
    Tabular,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Strong,
}

#[derive(Clone, Copy)]
pub(crate) struct Faces {
    regular: &'static Face,
    strong: &'static Face,
}

impl Faces {
    pub fn load() -> Result<Self, PdfError> {
        match (REGULAR.as_ref(), STRONG.as_ref()) {
            (Some(regular), Some(strong)) => Ok(Self { regular, strong }),
            _ => Err(PdfError::Fonts),
        }
    }

    pub fn of(self, weight: Weight) -> &'static Face {
        match weight {
            Weight::Regular => self.regular,
            Weight::Strong => self.strong,
        }
    }
}

pub(crate) struct Face {
    pub font: Font,
    tables: FontRef<'static>,
    shaper: ShaperData,
    proportional: Plan,
    tabular: Plan,
    charmap: Charmap<'static>,
}

impl Face {
    fn parse(bytes: &'static [u8]) -> Option<Self> {
        let tables = FontRef::new(bytes).ok()?;
        let shaper = ShaperData::new(&tables);
        let [proportional, tabular] = [Figures::Proportional, Figures::Tabular]
            .map(|figures| Plan::new(&shaper.shaper(&tables).build(), figures));
        let charmap = tables.charmap();
        Some(Self {
            font: Font::new(bytes.into(), 0)?,
            tables,
            shaper,
            proportional,
            tabular,
            charmap,
        })
    }

    /// One line's worth of text, cleaned and shaped, measured in ems.
    pub fn shape(&self, text: &str, figures: Figures) -> Shaped {
        let plan = match figures {
            Figures::Proportional => &self.proportional,
            Figures::Tabular => &self.tabular,
        };
        let text = self.clean(text);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        let shaper = self.shaper.shaper(&self.tables).build();
        let em = shaper.units_per_em() as f32;
        let shaped = shaper.shape(
            buffer,
            ShapeOptions::new()
                .plan(Some(&plan.plan))
                .features(&plan.features),
        );

        let infos = shaped.glyph_infos();
        let mut glyphs: Vec<KrillaGlyph> = infos
            .iter()
            .zip(shaped.glyph_positions())
            .map(|(info, position)| {
                let start = info.cluster as usize;
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    position.x_advance as f32 / em,
                    position.x_offset as f32 / em,
                    position.y_offset as f32 / em,
                    position.y_advance as f32 / em,
                    start..start,
                    None,
                )
            })
            .collect();
        // A cluster ends where the next one starts; all its glyphs cover the same text.
        let (mut end, mut next) = (text.len(), text.len());
        for glyph in glyphs.iter_mut().rev() {
            if glyph.text_range.start < next {
                end = next;
                next = glyph.text_range.start;
            }
            glyph.text_range.end = end;
        }
        Shaped { text, glyphs }
    }

    /// Text these faces can show: white space is a space, invisible characters go, the unknown is '?'.
    fn clean(&self, text: &str) -> String {
        text.chars()
            .filter_map(|letter| self.shown(letter))
            .collect()
    }

    fn shown(&self, letter: char) -> Option<char> {
        let letter = match letter {
            '\u{a0}' | '\u{2007}' | '\u{202f}' => '\u{a0}',
            _ if letter.is_whitespace() => ' ',
            _ if letter.is_control() || is_invisible(letter) => return None,
            '✔' | '☑' => '✓',
            '✘' | '☒' => '✗',
            _ => letter,
        };
        let is_private = matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
        let is_known = !is_private
            && self
                .charmap
                .map(letter)
                .is_some_and(|glyph| glyph.to_u32() != 0);
        Some(if is_known { letter } else { '?' })
    }
}

/// What shaping needs beside the face, worked out once: the faces hold Latin, Greek and Cyrillic, which are written alike.
struct Plan {
    features: [Feature; 2],
    plan: ShapePlan,
}

impl Plan {
    fn new(shaper: &Shaper<'_>, figures: Figures) -> Self {
        let features = [
            Feature::new(
                Tag::new(b"tnum"),
                u32::from(figures == Figures::Tabular),
                ..,
            ),
            // Contextual alternates would turn "10x20" and "->" into what nobody typed.
            Feature::new(Tag::new(b"calt"), 0, ..),
        ];
        let plan = ShapePlan::new(
            shaper,
            Direction::LeftToRight,
            Some(script::LATIN),
            None,
            &features,
        );
        Self { features, plan }
    }
}

/// Characters that only steer others: joiners, direction marks, variation selectors, tags.
pub(crate) fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}
