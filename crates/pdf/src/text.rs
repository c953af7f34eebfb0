//! Text in a style: shaped once, then measured and wrapped in points. Line breaks that were typed are kept.

use crate::font::Faces;
use crate::line::{Line, Shaped};
use crate::sheet::Style;

#[derive(Debug, Clone)]
pub(crate) struct Text {
    parts: Vec<Shaped>,
    pub style: Style,
}

impl Faces {
    pub fn text(self, text: &str, style: Style) -> Text {
        let face = self.of(style.weight);
        let shape = |part: &str| face.shape(part, style.figures);
        let mut typed = text.trim().lines().map(str::trim).peekable();
        let mut parts = Vec::new();
        while let Some(part) = typed.next() {
            // The space keeps the words on either side of the break apart when the text is read aloud or copied.
            let part = if typed.peek().is_some() {
                shape(&format!("{part} "))
            } else {
                shape(part)
            };
            parts.push(part);
        }
        Text { parts, style }
    }
}

impl Text {
    pub fn wrap(&self, measure: f32) -> Vec<Line> {
        self.parts
            .iter()
            .flat_map(|part| part.wrap(measure / self.style.size))
            .collect()
    }

    pub fn width(&self) -> f32 {
        self.parts.iter().map(Shaped::width).fold(0.0, f32::max) * self.style.size
    }

    /// The width below which a word would have to be cut.
    pub fn longest_word(&self) -> f32 {
        self.parts
            .iter()
            .map(Shaped::longest_word)
            .fold(0.0, f32::max)
            * self.style.size
    }

    /// What was shaped, on one line.
    pub fn plain(&self) -> String {
        self.parts
            .iter()
            .map(|part| part.text.as_str())
            .collect::<String>()
            .trim()
            .to_owned()
    }

    pub fn is_blank(&self) -> bool {
        self.parts.iter().all(|part| part.text.trim().is_empty())
    }
}
