//! Tables and lists of facts: every cell is in the structure tree under its header, also where it is empty.

use crate::columns;
use crate::document::{Align, Column};
use crate::error::PdfError;
use crate::flow::Flow;
use crate::font::{Figures, Weight};
use crate::grid::{Cell, Row, place};
use crate::ink::{self, Ink};
use crate::sheet::{GAP, LEFT, MEASURE, Style};
use crate::text::Text;
use crate::tree::{Kind, NodeId};

/// So that one word without end does not take the room from all other columns.
const WIDEST_WORD: f32 = MEASURE * 0.4;

pub(crate) fn facts(flow: &mut Flow, facts: &[(String, String)]) {
    if facts.is_empty() {
        return;
    }
    let leading = 13.5;
    let value = Style {
        leading,
        ..Style::BODY
    };
    let label = Style {
        ink: ink::MUTED,
        ..value
    };
    let facts: Vec<_> = facts
        .iter()
        .map(|(name, fact)| (flow.faces.text(name, label), flow.faces.text(fact, value)))
        .collect();
    let widest = facts
        .iter()
        .map(|(name, _)| name.width())
        .fold(0.0, f32::max);
    let first = (widest + 2.0 * GAP).clamp(110.0, MEASURE * 0.4);
    let cut = [(LEFT, first - GAP), (LEFT + first, MEASURE - first)];

    let table = flow.tree.root(Kind::Table);
    let body = flow.tree.child(table, Kind::TableBody);
    for (name, fact) in &facts {
        let node = flow.tree.child(body, Kind::Row);
        let kinds = [Kind::RowTitle, Kind::Cell];
        let cells =
            [name, fact]
                .into_iter()
                .zip(kinds)
                .zip(cut)
                .map(|((text, kind), (x, width))| {
                    let node = flow.tree.child(node, kind);
                    Cell {
                        x,
                        width,
                        lines: text.wrap(width),
                        style: text.style,
                        align: Align::Left,
                        node,
                    }
                });
        let row = Row {
            cells: cells.collect(),
            leading,
            pad: 3.75,
            fill: None,
            above: None,
        };
        place(flow, row, None, 0.0);
    }
    flow.space(GAP);
}

/// `block` is only for the error.
pub(crate) fn table(
    flow: &mut Flow,
    block: usize,
    header: &[Column],
    rows: &[Vec<String>],
    foot: &[Vec<String>],
) -> Result<(), PdfError> {
    for (row, cells) in rows.iter().chain(foot).enumerate() {
        if cells.len() > header.len() {
            return Err(PdfError::RowTooLong {
                block,
                row,
                cells: cells.len(),
                columns: header.len(),
            });
        }
    }
    if !header.is_empty() {
        let set = Set::new(flow, header, rows, foot);
        set.lay(flow);
        flow.space(GAP);
    }
    Ok(())
}

/// All cells shaped, so that the widths can be found before anything is placed.
struct Set {
    head: Vec<Text>,
    body: Vec<Vec<Text>>,
    foot: Vec<Vec<Text>>,
    aligns: Vec<Align>,
    cut: Vec<(f32, f32)>,
    leading: f32,
}

impl Set {
    fn new(flow: &Flow, header: &[Column], rows: &[Vec<String>], foot: &[Vec<String>]) -> Self {
        let (size, leading, pad) = match header.len() {
            0..=7 => (8.5, 12.0, 6.5),
            8..=10 => (7.75, 11.0, 5.0),
            _ => (6.75, 9.5, 3.5),
        };
        let set = |texts: &Vec<String>, style: Style| -> Vec<Text> {
            let missing = header.len().saturating_sub(texts.len());
            let blanks = std::iter::repeat_n("", missing);
            texts
                .iter()
                .map(String::as_str)
                .chain(blanks)
                .map(|text| flow.faces.text(text, style))
                .collect()
        };
        let regular = Style {
            figures: Figures::Tabular,
            ..Style::regular(size, leading, ink::TEXT)
        };
        let titles = header.iter().map(|column| column.title.clone()).collect();
        let head = set(
            &titles,
            Style {
                weight: Weight::Strong,
                size: size - 0.5,
                ..regular
            },
        );
        let body: Vec<_> = rows.iter().map(|row| set(row, regular)).collect();
        let mut feet: Vec<_> = foot.iter().map(|row| set(row, regular)).collect();
        if let (Some(total), Some(last)) = (foot.last(), feet.last_mut()) {
            *last = set(
                total,
                Style {
                    weight: Weight::Strong,
                    ..regular
                },
            );
        }
        let foot = feet;

        let weights: Vec<f32> = header.iter().map(|column| column.weight).collect();
        let mut minimums = vec![0.0_f32; header.len()];
        for row in std::iter::once(&head).chain(&body).chain(&foot) {
            for (minimum, text) in minimums.iter_mut().zip(row) {
                *minimum = minimum.max(text.longest_word().min(WIDEST_WORD) + 2.0 * pad);
            }
        }
        let mut x = LEFT;
        let widths = columns::widths(MEASURE, &weights, &minimums);
        let cut = widths.iter().map(|width| {
            x += width;
            (x - width + pad, width - 2.0 * pad)
        });
        let cut = cut.collect();
        Self {
            head,
            body,
            foot,
            aligns: header.iter().map(|column| column.align).collect(),
            cut,
            leading,
        }
    }

    fn lay(&self, flow: &mut Flow) {
        let table = flow.tree.root(Kind::Table);
        let group = flow.tree.child(table, Kind::TableHead);
        let (wash, accent) = (flow.palette.wash, flow.palette.accent);
        let head = self.row(
            flow,
            group,
            &self.head,
            &Kind::ColumnTitle,
            Some(wash),
            None,
        );

        // The rows are made before they are placed: each keeps what follows it in sight.
        let body = self.group(flow, table, Kind::TableBody, &self.body, |_| None);
        let foot = self.group(
            flow,
            table,
            Kind::TableFoot,
            &self.foot,
            |place| match place {
                // The sums stand apart from what was summed, the total from both.
                _ if place + 1 == self.foot.len() => Some(accent),
                0 => Some(ink::EDGE),
                _ => None,
            },
        );
        let feet: f32 = foot.iter().map(Row::height).sum();
        place(
            flow,
            head.clone(),
            None,
            body.first().map_or(feet, Row::height),
        );
        let last = body.len().saturating_sub(1);
        for (row, content) in body.into_iter().enumerate() {
            place(
                flow,
                content,
                Some(&head),
                if row == last { feet } else { 0.0 },
            );
        }
        let mut left = feet;
        for row in foot {
            left -= row.height();
            place(flow, row, Some(&head), left);
        }
    }

    /// `above` says which rule a row has above it.
    fn group(
        &self,
        flow: &mut Flow,
        table: NodeId,
        kind: Kind,
        rows: &[Vec<Text>],
        above: impl Fn(usize) -> Option<Ink>,
    ) -> Vec<Row> {
        if rows.is_empty() {
            return Vec::new();
        }
        let group = flow.tree.child(table, kind);
        let rows = rows.iter().enumerate();
        rows.map(|(place, row)| self.row(flow, group, row, &Kind::Cell, None, above(place)))
            .collect()
    }

    fn row(
        &self,
        flow: &mut Flow,
        group: NodeId,
        texts: &[Text],
        kind: &Kind,
        fill: Option<Ink>,
        above: Option<Ink>,
    ) -> Row {
        let row = flow.tree.child(group, Kind::Row);
        let cells =
            texts
                .iter()
                .zip(&self.aligns)
                .zip(&self.cut)
                .map(|((text, align), (x, width))| {
                    let node = flow.tree.child(row, kind.clone());
                    Cell {
                        x: *x,
                        width: *width,
                        lines: text.wrap(*width),
                        style: text.style,
                        align: *align,
                        node,
                    }
                });
        Row {
            cells: cells.collect(),
            leading: self.leading,
            pad: 4.0,
            fill,
            above,
        }
    }
}
