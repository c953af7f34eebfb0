//! Rows of cells on the page: a row stays in one piece unless it is taller than a page, and the header follows it over.

use krilla::tagging::ArtifactType;

use crate::document::Align;
use crate::flow::Flow;
use crate::ink::{self, Ink};
use crate::line::Line;
use crate::sheet::{Area, HAIRLINE, LEFT, MEASURE, Role, Style};
use crate::tree::NodeId;

#[derive(Debug, Clone)]
pub(crate) struct Cell {
    /// Of the text, without the padding.
    pub x: f32,
    pub width: f32,
    pub lines: Vec<Line>,
    pub style: Style,
    pub align: Align,
    pub node: NodeId,
}

#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub cells: Vec<Cell>,
    pub leading: f32,
    pub pad: f32,
    pub fill: Option<Ink>,
    /// The rule above it; below every row there is a hairline.
    pub above: Option<Ink>,
}

impl Row {
    pub fn height(&self) -> f32 {
        let lines = self
            .cells
            .iter()
            .map(|cell| cell.lines.len())
            .max()
            .unwrap_or(0)
            .max(1);
        lines as f32 * self.leading + 2.0 * self.pad
    }

    fn draw(&self, flow: &mut Flow, is_repeated: bool) {
        let height = self.height();
        let most = self
            .cells
            .iter()
            .map(|cell| cell.lines.len())
            .max()
            .unwrap_or(0);
        let top = flow.take(height);
        if let Some(ink) = self.fill {
            flow.fill(
                Area {
                    x: LEFT,
                    y: top,
                    width: MEASURE,
                    height,
                },
                ink,
            );
        }
        if let Some(ink) = self.above {
            flow.fill(
                Area {
                    x: LEFT,
                    y: top,
                    width: MEASURE,
                    height: 1.0,
                },
                ink,
            );
        }
        flow.fill(
            Area {
                x: LEFT,
                y: top + height - HAIRLINE,
                width: MEASURE,
                height: HAIRLINE,
            },
            ink::RULE,
        );
        for cell in &self.cells {
            // A repeated header says nothing new: it is decoration, and a reader hears it once.
            let role = if is_repeated {
                Role::Artifact(ArtifactType::PaginationOther)
            } else {
                Role::Node(cell.node)
            };
            // The titles stand on what they are the titles of.
            let down = if self.fill.is_some() {
                most - cell.lines.len()
            } else {
                0
            };
            let mut y = top + self.pad + down as f32 * self.leading;
            for line in &cell.lines {
                let x = match cell.align {
                    Align::Left => cell.x,
                    Align::Right => cell.x + cell.width - line.width * cell.style.size,
                };
                flow.line(x, y, line.clone(), cell.style, role);
                y += self.leading;
            }
        }
    }

    /// The lines that fit into this height, and the rest; nothing if not one line fits.
    fn split(mut self, height: f32) -> (Option<Self>, Self) {
        let fit = ((height - 2.0 * self.pad) / self.leading).max(0.0) as usize;
        if fit == 0 {
            return (None, self);
        }
        let mut rest = self.clone();
        rest.above = None;
        for (first, second) in self.cells.iter_mut().zip(&mut rest.cells) {
            first.lines.truncate(fit);
            second.lines.drain(..fit.min(second.lines.len()));
        }
        (Some(self), rest)
    }
}

/// Puts a row on the page, or on the next under a repeated header; `following` is what should not be parted from it.
pub(crate) fn place(flow: &mut Flow, mut row: Row, head: Option<&Row>, following: f32) {
    let head = head.filter(|head| head.height() < flow.page_room() / 3.0);
    let page = flow.page_room() - head.map_or(0.0, Row::height);
    let mut is_fresh = flow.is_fresh();
    loop {
        let height = row.height();
        let wanted = if height + following <= page {
            height + following
        } else {
            height
        };
        if wanted <= flow.room() || (is_fresh && height <= flow.room()) {
            return row.draw(flow, false);
        }
        if height > page {
            let (fitting, rest) = row.split(flow.room());
            row = rest;
            match fitting {
                Some(fitting) => fitting.draw(flow, false),
                // Not even one line on an empty page: the style is larger than the paper.
                None if is_fresh => return row.draw(flow, false),
                None => {}
            }
        }
        flow.turn();
        if let Some(head) = head {
            head.draw(flow, true);
        }
        is_fresh = true;
    }
}
