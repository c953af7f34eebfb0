//! The pen going down the pages: blocks ask it for room, and it turns the page when there is none left.

use krilla::tagging::ArtifactType;

use crate::document::Document;
use crate::font::Faces;
use crate::ink::{self, Ink, Palette};
use crate::line::Line;
use crate::sheet::{Area, HAIRLINE, HEIGHT, LEFT, MEASURE, Mark, RIGHT, Role, Sheet, Style, WIDTH};
use crate::tree::Tree;

const TOP: f32 = 62.0;
const FOOT: f32 = HEIGHT - 30.0;
/// More would crowd the page; the numbers stand to the right of it.
const FOOTER_LINES: usize = 4;
const NUMBER: f32 = 80.0;
const RUNNING: Style = Style::SMALL;

/// Where a heading came to stand.
#[derive(Debug, Clone)]
pub(crate) struct Stop {
    /// 1 for the title.
    pub depth: u16,
    pub text: String,
    pub sheet: usize,
    pub y: f32,
}

pub(crate) struct Flow {
    pub faces: Faces,
    pub palette: Palette,
    pub tree: Tree,
    pub stops: Vec<Stop>,
    /// Where the last signature began and ended, while nothing came after it.
    pub beside: Option<(f32, f32)>,
    turned: Vec<Sheet>,
    sheet: Sheet,
    y: f32,
    bottom: f32,
    footer: Vec<Line>,
    firm: Vec<Line>,
    title: Vec<Line>,
}

pub(crate) struct Laid {
    pub sheets: Vec<Sheet>,
    pub tree: Tree,
    pub stops: Vec<Stop>,
}

impl Flow {
    pub fn new(document: &Document, faces: Faces) -> Self {
        let mut footer = faces.text(&document.footer, RUNNING).wrap(MEASURE - NUMBER);
        footer.truncate(FOOTER_LINES);
        let rows = footer.len().max(1) as f32;
        Self {
            faces,
            palette: Palette::new(document.accent),
            tree: Tree::default(),
            stops: Vec::new(),
            beside: None,
            turned: Vec::new(),
            sheet: Sheet::default(),
            y: 0.0,
            bottom: FOOT - rows * RUNNING.leading - 24.0,
            footer,
            firm: one_line(faces, &document.author, MEASURE * 0.4),
            title: one_line(faces, &document.title, MEASURE * 0.55),
        }
    }

    pub fn room(&self) -> f32 {
        self.bottom - self.y
    }

    /// The room on a page nothing is on yet.
    pub fn page_room(&self) -> f32 {
        self.bottom - TOP
    }

    pub fn is_fresh(&self) -> bool {
        !self.turned.is_empty() && self.y <= TOP
    }

    pub fn turn(&mut self) {
        self.turned.push(std::mem::take(&mut self.sheet));
        self.y = TOP;
        self.beside = None;
    }

    /// Turns the page if this much does not fit and a new page would hold more.
    pub fn keep(&mut self, height: f32) {
        if height > self.room() && !self.is_fresh() {
            self.turn();
        }
    }

    /// Takes this much of the page and says where it begins.
    pub fn take(&mut self, height: f32) -> f32 {
        self.beside = None;
        let y = self.y;
        self.y += height;
        y
    }

    /// White space; there is none at the head of a page.
    pub fn space(&mut self, height: f32) {
        if !self.is_fresh() {
            self.take(height.min(self.room().max(0.0)));
        }
    }

    pub fn stop(&mut self, depth: u16, text: String) {
        let y = (self.y - 8.0).max(0.0);
        self.stops.push(Stop {
            depth,
            text,
            sheet: self.turned.len(),
            y,
        });
    }

    pub fn fill(&mut self, area: Area, ink: Ink) {
        self.sheet.marks.push(Mark::Fill { area, ink });
    }

    pub fn rule(&mut self, y: f32) {
        self.fill(
            Area {
                x: LEFT,
                y,
                width: MEASURE,
                height: HAIRLINE,
            },
            ink::RULE,
        );
    }

    /// One line, `y` being the top of its box.
    pub fn line(&mut self, x: f32, y: f32, line: Line, style: Style, role: Role) {
        self.sheet.marks.push(Mark::Text {
            x,
            baseline: y + style.baseline(),
            line,
            style,
            role,
        });
    }

    /// Running text over as many pages as it needs, with no line left alone at the head or the foot of one.
    pub fn lines(&mut self, lines: Vec<Line>, style: Style, role: Role) {
        let mut left = lines.len();
        let mut lines = lines.into_iter();
        while left > 0 {
            let mut fit = (self.room() / style.leading).max(0.0) as usize;
            if fit < left {
                if (left <= 3 || fit < 2) && !self.is_fresh() {
                    self.turn();
                    continue;
                }
                if left - fit == 1 && fit > 2 {
                    fit -= 1;
                }
            }
            let now = fit.clamp(1, left);
            for line in lines.by_ref().take(now) {
                let y = self.take(style.leading);
                self.line(LEFT, y, line, style, role);
            }
            left -= now;
            if left > 0 {
                self.turn();
            }
        }
    }

    /// Adds what stands at the head and the foot of the pages, now that their number is known.
    pub fn finish(mut self) -> Laid {
        let mut sheets = std::mem::take(&mut self.turned);
        sheets.push(std::mem::take(&mut self.sheet));
        let total = sheets.len();
        for (place, sheet) in sheets.iter_mut().enumerate() {
            let band = if place == 0 { 8.0 } else { 4.0 };
            sheet
                .marks
                .push(fill(0.0, 0.0, WIDTH, band, self.palette.accent));
            if place > 0 {
                self.head(sheet);
            }
            self.foot(sheet, &format!("Page {} of {total}", place + 1));
        }
        Laid {
            sheets,
            tree: self.tree,
            stops: self.stops,
        }
    }

    fn head(&self, sheet: &mut Sheet) {
        let role = Role::Artifact(ArtifactType::Header);
        let baseline = 28.0 + RUNNING.baseline();
        sheet.marks.extend(
            self.firm
                .iter()
                .map(|line| running(LEFT, baseline, line, role)),
        );
        let title = self.title.iter();
        sheet.marks.extend(
            title.map(|line| running(RIGHT - line.width * RUNNING.size, baseline, line, role)),
        );
        sheet
            .marks
            .push(fill(LEFT, 44.0, MEASURE, HAIRLINE, ink::RULE));
    }

    fn foot(&self, sheet: &mut Sheet, number: &str) {
        let top = self.bottom + 24.0;
        sheet
            .marks
            .push(fill(LEFT, top - 7.0, MEASURE, HAIRLINE, ink::RULE));
        let mut baseline = top + RUNNING.baseline();
        let role = Role::Artifact(ArtifactType::PageNumber);
        for line in &self.faces.text(number, RUNNING).wrap(NUMBER) {
            sheet.marks.push(running(
                RIGHT - line.width * RUNNING.size,
                baseline,
                line,
                role,
            ));
        }
        for line in &self.footer {
            sheet.marks.push(running(
                LEFT,
                baseline,
                line,
                Role::Artifact(ArtifactType::Footer),
            ));
            baseline += RUNNING.leading;
        }
    }
}

fn fill(x: f32, y: f32, width: f32, height: f32, ink: Ink) -> Mark {
    Mark::Fill {
        area: Area {
            x,
            y,
            width,
            height,
        },
        ink,
    }
}

fn running(x: f32, baseline: f32, line: &Line, role: Role) -> Mark {
    Mark::Text {
        x,
        baseline,
        line: line.clone(),
        style: RUNNING,
        role,
    }
}

/// At most one line, shortened with an ellipsis where it was longer.
fn one_line(faces: Faces, text: &str, measure: f32) -> Vec<Line> {
    let lines = faces.text(text, RUNNING).wrap(measure);
    match lines.as_slice() {
        [first, _, ..] => faces
            .text(&format!("{}…", first.text.trim_end()), RUNNING)
            .wrap(measure * 1.1),
        _ => lines,
    }
}
