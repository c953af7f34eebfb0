//! The sheet of paper: its measures in points, and what is put on it where, before it becomes PDF.

use krilla::tagging::ArtifactType;

use crate::font::{Figures, Weight};
use crate::ink::{self, Ink};
use crate::line::Line;
use crate::tree::NodeId;

pub(crate) const WIDTH: f32 = 595.28;
pub(crate) const HEIGHT: f32 = 841.89;
pub(crate) const LEFT: f32 = 54.0;
pub(crate) const RIGHT: f32 = WIDTH - 54.0;
pub(crate) const MEASURE: f32 = RIGHT - LEFT;
pub(crate) const GAP: f32 = 12.0;
pub(crate) const HAIRLINE: f32 = 0.6;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    pub weight: Weight,
    pub figures: Figures,
    pub size: f32,
    pub leading: f32,
    pub ink: Ink,
}

impl Style {
    pub const BODY: Self = Self::regular(9.5, 14.0, ink::TEXT);
    pub const SMALL: Self = Self::regular(7.5, 10.5, ink::MUTED);

    pub const fn regular(size: f32, leading: f32, ink: Ink) -> Self {
        Self {
            weight: Weight::Regular,
            figures: Figures::Proportional,
            size,
            leading,
            ink,
        }
    }

    pub const fn strong(size: f32, leading: f32, ink: Ink) -> Self {
        Self {
            weight: Weight::Strong,
            ..Self::regular(size, leading, ink)
        }
    }

    /// From the top of a line's box to its baseline: the capitals (0.727 em in Inter) stand in the middle.
    pub fn baseline(&self) -> f32 {
        self.leading / 2.0 + self.size * 0.3635
    }
}

/// Whose words a piece of text is: a node's of the structure tree, or nobody's, being repeated on every page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Role {
    Node(NodeId),
    Artifact(ArtifactType),
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Area {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

#[derive(Debug)]
pub(crate) enum Mark {
    /// Decoration, so always an artifact.
    Fill { area: Area, ink: Ink },
    Text {
        x: f32,
        baseline: f32,
        line: Line,
        style: Style,
        role: Role,
    },
}

#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub marks: Vec<Mark>,
}
