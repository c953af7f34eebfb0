//! The cells of one row as typed values. A cell that cannot be read is taken down with its column and a
//! sentence, and reading goes on, so that all faults of a row are told at once.

use super::report::Ledger;
use super::sheet::Sheet;
use super::table::Row;
use contract::day::Day;
use contract::money::parse_pence;

/// The longest name, title or other single line.
pub(super) const LINE: usize = 300;
/// The longest text of several lines.
pub(super) const TEXT: usize = 20_000;
/// The longest `ref`.
const REFERENCE: usize = 200;

/// The cell was taken down as a fault.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bad;

pub(super) type Cell<T> = Result<T, Bad>;

/// One row under its heading.
pub(super) struct Cells<'a> {
    pub sheet: Sheet,
    /// Where each of the sheet's columns stands in the file.
    pub places: &'a [Option<usize>],
    pub row: Row<'a>,
    pub ledger: &'a mut Ledger,
}

impl<'a> Cells<'a> {
    pub fn line(&self) -> u32 {
        self.row.line
    }

    /// What is written there; nothing where the file has no such column.
    pub fn raw(&self, column: &str) -> &'a str {
        let at = self.sheet.columns().iter().position(|c| c.name == column);
        at.and_then(|at| self.places.get(at).copied().flatten())
            .map_or("", |place| self.row.cell(place))
    }

    pub fn refuse(&mut self, column: &'static str, why: impl Into<String>) -> Bad {
        self.ledger
            .refuse(self.sheet, self.row.line, Some(column), why);
        Bad
    }

    /// Any text of at most so many characters; one newline is one character, however it was written.
    pub fn text(&mut self, column: &'static str, most: usize) -> Cell<String> {
        let text = self.raw(column).replace("\r\n", "\n");
        if text.chars().count() > most {
            return Err(self.refuse(column, format!("this is longer than {most} characters")));
        }
        Ok(text)
    }

    pub fn needed(&mut self, column: &'static str, most: usize) -> Cell<String> {
        if self.raw(column).is_empty() {
            return Err(self.refuse(column, "this must not be empty"));
        }
        self.text(column, most)
    }

    /// The name of a row here or elsewhere.
    pub fn reference(&mut self, column: &'static str) -> Cell<String> {
        self.needed(column, REFERENCE)
    }

    pub fn maybe_reference(&mut self, column: &'static str) -> Cell<Option<String>> {
        let text = self.text(column, REFERENCE)?;
        Ok((!text.is_empty()).then_some(text))
    }

    /// The entries of a list, in the order written.
    pub fn list(&self, column: &'static str) -> Vec<String> {
        let entries = self
            .raw(column)
            .split(';')
            .map(str::trim)
            .filter(|entry| !entry.is_empty());
        entries.map(str::to_owned).collect()
    }

    pub fn day(&mut self, column: &'static str) -> Cell<Option<Day>> {
        match self.raw(column) {
            "" => Ok(None),
            text => Day::parse_uk(text)
                .map(Some)
                .map_err(|e| self.refuse(column, e.to_string())),
        }
    }

    pub fn needed_day(&mut self, column: &'static str) -> Cell<Day> {
        self.day(column)?
            .ok_or_else(|| self.refuse(column, "a day is needed here; write 2026-03-14"))
    }

    pub fn pence(&mut self, column: &'static str) -> Cell<Option<i64>> {
        match self.raw(column) {
            "" => Ok(None),
            text => parse_pence(text)
                .map(Some)
                .map_err(|e| self.refuse(column, e.to_string())),
        }
    }

    pub fn needed_pence(&mut self, column: &'static str) -> Cell<i64> {
        self.pence(column)?
            .ok_or_else(|| self.refuse(column, "a sum is needed here; write 1234.50"))
    }

    pub fn yes_or_no(&mut self, column: &'static str) -> Cell<Option<bool>> {
        match self.raw(column).to_ascii_lowercase().as_str() {
            "" => Ok(None),
            "yes" | "y" | "true" | "1" => Ok(Some(true)),
            "no" | "n" | "false" | "0" => Ok(Some(false)),
            _ => Err(self.refuse(column, "write yes or no")),
        }
    }

    pub fn position(&mut self, column: &'static str) -> Cell<u32> {
        let text = self.raw(column);
        let number = text
            .parse()
            .ok()
            .filter(|n: &u32| *n <= 10_000 && !text.starts_with('+'));
        number.ok_or_else(|| self.refuse(column, "write a whole number: 1, 2, 3 …"))
    }

    /// One of a closed list of words.
    pub fn word<T: Copy>(
        &mut self,
        column: &'static str,
        all: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Cell<Option<T>> {
        let text = self.raw(column);
        if text.is_empty() {
            return Ok(None);
        }
        // People write words with capitals and gaps.
        let plain = text.to_ascii_lowercase();
        let alike = |word: &str| word == plain || word.replace('_', " ") == plain;
        all.iter()
            .copied()
            .find(|value| alike(name(*value)))
            .map(Some)
            .ok_or_else(|| {
                let words: Vec<_> = all.iter().map(|value| name(*value)).collect();
                self.refuse(column, format!("`{text}` is none of {}", words.join(", ")))
            })
    }

    pub fn needed_word<T: Copy>(
        &mut self,
        column: &'static str,
        all: &[T],
        name: impl Fn(T) -> &'static str + Copy,
    ) -> Cell<T> {
        self.word(column, all, name)?.ok_or_else(|| {
            let words: Vec<_> = all.iter().map(|value| name(*value)).collect();
            self.refuse(
                column,
                format!("one of {} is needed here", words.join(", ")),
            )
        })
    }
}
