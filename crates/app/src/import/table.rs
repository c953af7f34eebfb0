//! From bytes to rows with the line each begins on. Stricter than CSV readers commonly are: a quote that is not
//! closed, or that has text behind it, makes its row a bad one instead of swallowing the rows after it.

use encoding_rs::{Encoding, WINDOWS_1252};

/// The cells of one file, all in one text.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub header: Vec<String>,
    text: String,
    /// Where each cell ends, row by row.
    ends: Vec<usize>,
    /// The line on which each row begins.
    lines: Vec<u32>,
    pub bad: Vec<BadRow>,
}

/// A row that cannot be read as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BadRow {
    pub line: u32,
    pub why: String,
    /// As many of its cells as were read.
    pub cells: Vec<String>,
}

impl Table {
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.lines.iter().enumerate().map(|(index, line)| Row {
            table: self,
            index,
            line: *line,
        })
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }
}

#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    table: &'a Table,
    index: usize,
    pub line: u32,
}

impl<'a> Row<'a> {
    /// The cell in a column, without the space around it.
    pub fn cell(&self, column: usize) -> &'a str {
        let at = self.index * self.table.header.len() + column;
        let start = at
            .checked_sub(1)
            .and_then(|before| self.table.ends.get(before))
            .copied()
            .unwrap_or_default();
        let end = self.table.ends.get(at).copied().unwrap_or_default();
        self.table.text.get(start..end).unwrap_or_default().trim()
    }
}

/// Reads bytes as text: by their byte-order mark, else as UTF-8, else as Windows-1252. The error is the line on
/// which a file that mixes the two stops being UTF-8.
pub(super) fn decode(bytes: &[u8]) -> Result<String, u32> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        let text = encoding.decode_without_bom_handling_and_without_replacement(rest);
        return text.map(String::from).ok_or(1);
    }
    let Err(error) = std::str::from_utf8(bytes) else {
        return Ok(String::from_utf8_lossy(bytes).into_owned());
    };
    // Letters of more than one byte that happen to be right do not occur in Windows-1252 text.
    if bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        return Err(u32::try_from(line).unwrap_or(u32::MAX));
    }
    Ok(WINDOWS_1252
        .decode_without_bom_handling(bytes)
        .0
        .into_owned())
}

/// Reads the rows below the heading. Rows without any text are left out.
pub(super) fn parse(text: &str) -> Table {
    let mut table = Table::default();
    let mut reader = Reader {
        text,
        at: 0,
        line: 1,
        delimiter: delimiter(text),
    };
    while let Some((line, read)) = reader.record() {
        match read {
            Ok(cells) if cells.iter().all(|cell| cell.trim().is_empty()) => {}
            Ok(cells) if table.header.is_empty() => {
                table.header = cells
                    .iter()
                    .map(|cell| cell.trim().to_ascii_lowercase())
                    .collect();
            }
            Ok(cells) => table.push(line, cells),
            Err((why, cells)) => table.bad.push(BadRow {
                line,
                why: why.to_owned(),
                cells,
            }),
        }
    }
    table
}

impl Table {
    fn push(&mut self, line: u32, cells: Vec<String>) {
        let strange = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        let (has, wants) = (cells.len(), self.header.len());
        if has != wants {
            let cells_have = if has == 1 {
                "1 cell".to_owned()
            } else {
                format!("{has} cells")
            };
            let why = format!("the row has {cells_have}, but the heading has {wants}");
            self.bad.push(BadRow { line, why, cells });
        } else if cells.iter().any(|cell| cell.contains(strange)) {
            let why = "the row holds characters that are no text".to_owned();
            self.bad.push(BadRow { line, why, cells });
        } else {
            for cell in &cells {
                self.text.push_str(cell);
                self.ends.push(self.text.len());
            }
            self.lines.push(line);
        }
    }
}

/// Spreadsheets of some countries write semicolons; the heading, which holds nothing but names, shows it.
fn delimiter(text: &str) -> char {
    let heading = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    if heading.contains(',') {
        ','
    } else if heading.contains(';') {
        ';'
    } else if heading.contains('\t') {
        '\t'
    } else {
        ','
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    delimiter: char,
}

type Read = Result<Vec<String>, (&'static str, Vec<String>)>;

enum After {
    Cell,
    Row,
}

impl Reader<'_> {
    /// The next row and the line it begins on; `None` at the end.
    fn record(&mut self) -> Option<(u32, Read)> {
        if self.at >= self.text.len() {
            return None;
        }
        let (start, line) = (self.at, self.line);
        let mut cells = Vec::new();
        loop {
            match self.cell() {
                Ok((cell, after)) => {
                    cells.push(cell);
                    if matches!(after, After::Row) {
                        return Some((line, Ok(cells)));
                    }
                }
                Err(why) => {
                    // The line itself is lost, the ones after it are not.
                    (self.at, self.line) = (start, line);
                    let length = self
                        .rest()
                        .find('\n')
                        .map_or(self.rest().len(), |end| end + 1);
                    self.at += length;
                    self.line += 1;
                    return Some((line, Err((why, cells))));
                }
            }
        }
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn cell(&mut self) -> Result<(String, After), &'static str> {
        let gap = self.rest().len() - self.rest().trim_start_matches(' ').len();
        let quoted = self
            .rest()
            .get(gap..)
            .is_some_and(|rest| rest.starts_with('"'));
        let cell = if quoted {
            self.at += gap + 1;
            let cell = self.quoted()?;
            self.at += self.rest().len() - self.rest().trim_start_matches(' ').len();
            cell
        } else {
            let rest = self.rest();
            let length = rest
                .find([self.delimiter, '\r', '\n'])
                .unwrap_or(rest.len());
            let cell = rest.get(..length).unwrap_or_default().to_owned();
            self.at += length;
            cell
        };
        Ok((cell, self.after()?))
    }

    fn quoted(&mut self) -> Result<String, &'static str> {
        let mut cell = String::new();
        loop {
            let rest = self.rest();
            let length = rest
                .find('"')
                .ok_or("a quotation mark is opened and never closed")?;
            let piece = rest.get(..length).unwrap_or_default();
            let lines = piece.matches('\n').count();
            cell.push_str(piece);
            self.at += length + 1;
            self.line += u32::try_from(lines).unwrap_or_default();
            if !self.rest().starts_with('"') {
                return Ok(cell);
            }
            cell.push('"');
            self.at += 1;
        }
    }

    fn after(&mut self) -> Result<After, &'static str> {
        let mut rest = self.rest().chars();
        let (length, after) = match (rest.next(), rest.next()) {
            (None, _) => return Ok(After::Row),
            (Some(c), _) if c == self.delimiter => (c.len_utf8(), After::Cell),
            (Some('\r'), Some('\n')) => (2, After::Row),
            (Some('\n' | '\r'), _) => (1, After::Row),
            _ => return Err("text stands behind a closing quotation mark"),
        };
        self.at += length;
        if matches!(after, After::Row) {
            self.line += 1;
        }
        Ok(after)
    }
}

#[cfg(test)]
mod tests;
