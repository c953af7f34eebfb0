//! Everything but tables: the letterhead with the title, headings, paragraphs, notes and signatures.

use std::collections::VecDeque;
use std::num::NonZeroU16;

use crate::document::{Document, Level};
use crate::flow::Flow;
use crate::ink;
use crate::line::Line;
use crate::sheet::{Area, GAP, HAIRLINE, LEFT, MEASURE, RIGHT, Role, Style};
use crate::tree::{Kind, NodeId};

const LETTERHEAD_LINES: usize = 8;
/// A heading takes this much of what follows with it to the next page.
const FOLLOWING: f32 = 64.0;
/// A first line longer than this is a sentence, and would be loud if it stood out.
const HEADLINE: usize = 120;
const INSET: f32 = 14.0;
const SMALL: Style = Style::regular(8.5, 12.5, ink::MUTED);

pub(crate) fn letterhead(flow: &mut Flow, document: &Document) {
    flow.take(34.0);
    let firm = flow.faces.text(
        &document.author,
        Style::strong(16.0, 21.0, flow.palette.written),
    );
    let lines = document
        .letterhead
        .iter()
        .take(LETTERHEAD_LINES)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n");
    let about = flow
        .faces
        .text(&lines, Style::regular(8.0, 11.5, ink::MUTED));

    if !firm.is_blank() || !about.is_blank() {
        let measure = if about.is_blank() {
            MEASURE
        } else {
            MEASURE * 0.58
        };
        let (left, mut right) = (firm.wrap(measure), about.wrap(MEASURE * 0.38));
        right.truncate(LETTERHEAD_LINES);
        let height =
            (left.len() as f32 * firm.style.leading).max(right.len() as f32 * about.style.leading);
        let top = flow.take(height);
        if !left.is_empty() {
            let node = flow.tree.root(Kind::Paragraph);
            column(flow, left, firm.style, node, |_| LEFT, top);
        }
        if !right.is_empty() {
            let node = flow.tree.root(Kind::Paragraph);
            let size = about.style.size;
            // Three points down, so that the first line stands on the firm's line.
            column(
                flow,
                right,
                about.style,
                node,
                |line| RIGHT - line.width * size,
                top + 3.5,
            );
        }
        let rule = flow.take(36.0) + 16.0;
        flow.rule(rule);
    }

    title(flow, &document.title);
    let subject = flow
        .faces
        .text(&document.subject, Style::regular(11.0, 16.0, ink::MUTED));
    if !subject.is_blank() {
        let node = flow.tree.root(Kind::Paragraph);
        flow.space(2.0);
        flow.lines(subject.wrap(MEASURE), subject.style, Role::Node(node));
    }
    flow.space(16.0);
}

fn column(
    flow: &mut Flow,
    lines: Vec<Line>,
    style: Style,
    node: NodeId,
    x: impl Fn(&Line) -> f32,
    top: f32,
) {
    let mut y = top;
    for line in lines {
        flow.line(x(&line), y, line, style, Role::Node(node));
        y += style.leading;
    }
}

fn title(flow: &mut Flow, text: &str) {
    let text = flow.faces.text(text, Style::strong(21.0, 27.0, ink::TEXT));
    if !text.is_blank() {
        flow.stop(1, text.plain());
        let node = flow.tree.root(Kind::Heading {
            level: NonZeroU16::MIN,
            title: text.plain(),
        });
        flow.lines(text.wrap(MEASURE), text.style, Role::Node(node));
    }
}

pub(crate) fn heading(flow: &mut Flow, level: Level, text: &str) {
    let is_section = level == Level::Section || flow.stops.iter().all(|stop| stop.depth < 2);
    let (depth, style, before, after) = if is_section {
        (
            2,
            Style::strong(12.5, 17.0, flow.palette.written),
            16.0,
            6.0,
        )
    } else {
        (3, Style::strong(10.5, 15.0, ink::TEXT), 10.0, 4.0)
    };
    let text = flow.faces.text(text, style);
    if text.is_blank() {
        return;
    }
    let lines = text.wrap(MEASURE);
    flow.keep(before + lines.len() as f32 * style.leading + after + FOLLOWING);
    flow.space(before);
    flow.stop(depth, text.plain());
    let level = NonZeroU16::MIN.saturating_add(depth - 1);
    let node = flow.tree.root(Kind::Heading {
        level,
        title: text.plain(),
    });
    flow.lines(lines, style, Role::Node(node));
    flow.space(after);
}

pub(crate) fn paragraph(flow: &mut Flow, text: &str) {
    let text = flow.faces.text(text, Style::BODY);
    if !text.is_blank() {
        let node = flow.tree.root(Kind::Paragraph);
        flow.lines(text.wrap(MEASURE), text.style, Role::Node(node));
        flow.space(8.0);
    }
}

pub(crate) fn note(flow: &mut Flow, text: &str) {
    let text = text.trim();
    let (first, rest) = match text.split_once('\n') {
        Some((first, rest)) if first.len() <= HEADLINE => (first, rest),
        None if text.len() <= HEADLINE => (text, ""),
        _ => ("", text),
    };
    let first = flow
        .faces
        .text(first, Style::strong(12.0, 17.0, flow.palette.written));
    let rest = flow.faces.text(rest, Style::BODY);
    if first.is_blank() && rest.is_blank() {
        return;
    }
    let division = flow.tree.root(Kind::Division);
    let mut lines = VecDeque::new();
    for text in [first, rest].iter().filter(|text| !text.is_blank()) {
        let node = flow.tree.child(division, Kind::Paragraph);
        lines.extend(
            text.wrap(MEASURE - 2.0 * INSET)
                .into_iter()
                .map(|line| (line, text.style, node)),
        );
    }

    let height: f32 = lines.iter().map(|(_, style, _)| style.leading).sum();
    flow.space(4.0);
    flow.keep((height + 2.0 * INSET).min(120.0));
    while !lines.is_empty() {
        box_of(flow, &mut lines);
        if !lines.is_empty() {
            flow.turn();
        }
    }
    flow.space(GAP);
}

/// A tinted box with as many of the lines as fit on this page, at least one.
fn box_of(flow: &mut Flow, lines: &mut VecDeque<(Line, Style, NodeId)>) {
    let pad = 10.0;
    let mut height = 0.0;
    let mut count = 0;
    for (_, style, _) in lines.iter() {
        if count > 0 && height + style.leading + 2.0 * pad > flow.room() {
            break;
        }
        height += style.leading;
        count += 1;
    }
    let mut y = flow.take(height + 2.0 * pad);
    flow.fill(
        Area {
            x: LEFT,
            y,
            width: MEASURE,
            height: height + 2.0 * pad,
        },
        flow.palette.wash,
    );
    flow.fill(
        Area {
            x: LEFT,
            y,
            width: 3.0,
            height: height + 2.0 * pad,
        },
        flow.palette.accent,
    );
    y += pad;
    for (line, style, node) in lines.drain(..count) {
        flow.line(LEFT + INSET, y, line, style, Role::Node(node));
        y += style.leading;
    }
}

pub(crate) fn signature(flow: &mut Flow, name: &str, role: &str, on: &str) {
    let width = MEASURE / 2.0 - GAP;
    let on = if on.trim().is_empty() {
        String::new()
    } else {
        format!("Signed {}", on.trim())
    };
    let parts = [
        flow.faces.text(name, Style::strong(10.0, 15.0, ink::TEXT)),
        flow.faces.text(role, SMALL),
        flow.faces.text(&on, SMALL),
    ];
    let lines: Vec<_> = parts
        .iter()
        .filter(|text| !text.is_blank())
        .map(|text| (text.wrap(width), text.style))
        .collect();
    let height: f32 = lines
        .iter()
        .map(|(lines, style)| lines.len() as f32 * style.leading)
        .sum();
    if lines.is_empty() {
        return;
    }

    // What it needs below the signature it stands beside.
    let beside = flow
        .beside
        .map(|(top, bottom)| (top, (top + height + 6.0 - bottom).max(0.0)));
    let beside = beside.filter(|(_, more)| *more <= flow.room());
    let (x, top) = match beside {
        Some((top, more)) => {
            flow.take(more);
            (LEFT + width + 2.0 * GAP, top)
        }
        None => {
            flow.keep(height + 34.0);
            flow.space(28.0);
            (LEFT, flow.take(height + 6.0))
        }
    };
    flow.fill(
        Area {
            x,
            y: top,
            width,
            height: HAIRLINE,
        },
        ink::EDGE,
    );
    let division = flow.tree.root(Kind::Division);
    let mut y = top + 6.0;
    for (lines, style) in lines {
        let node = flow.tree.child(division, Kind::Paragraph);
        let rows = lines.len() as f32;
        column(flow, lines, style, node, |_| x, y);
        y += rows * style.leading;
    }
    flow.beside = if beside.is_none() {
        Some((top, top + height + 6.0))
    } else {
        None
    };
}
