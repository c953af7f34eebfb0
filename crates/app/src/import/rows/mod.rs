//! The rows of each file, typed but not yet resolved: what they refer to are still names.

mod part;
mod party;
mod record;

pub(super) use part::{LineRow, PhotoRow};
pub(super) use party::{ContactRow, InterestRow, PartyRow, SubjectRow};
pub(super) use record::{Draft, RecordRow, kind_of};

use super::cells::{Cell, Cells};
use super::report::Ledger;
use super::sheet::Sheet;
use super::table::{BadRow, Table};
use std::collections::HashMap;

pub(super) trait SheetRow: Sized {
    fn read(cells: &mut Cells<'_>) -> Cell<Self>;
    fn line(&self) -> u32;
    /// What the row is called; for a part, what the whole is called.
    fn key(&self) -> &str;
}

/// The good rows of one file, and the names of the bad ones.
#[derive(Debug)]
pub(super) struct Rows<T> {
    pub sheet: Sheet,
    pub good: Vec<T>,
    /// The first line of every refused row by its key, so that what depends on it can say so.
    pub bad: HashMap<String, u32>,
}

impl<T> Rows<T> {
    pub fn none(sheet: Sheet) -> Self {
        Self {
            sheet,
            good: Vec::new(),
            bad: HashMap::new(),
        }
    }
}

impl<T: SheetRow> Rows<T> {
    /// Reads what is below a heading that was found good.
    pub fn read(
        sheet: Sheet,
        table: &Table,
        places: &[Option<usize>],
        ledger: &mut Ledger,
    ) -> Self {
        let mut rows = Self::none(sheet);
        for bad in &table.bad {
            ledger.refuse(sheet, bad.line, None, &bad.why);
            rows.remember(&key_of_bad(sheet, bad, places), bad.line);
        }
        rows.good.reserve(table.len());
        for row in table.rows() {
            let mut cells = Cells {
                sheet,
                places,
                row,
                ledger,
            };
            match T::read(&mut cells) {
                Ok(row) => rows.good.push(row),
                Err(_) => {
                    let key = cells.raw(sheet.key()).to_owned();
                    rows.remember(&key, row.line);
                }
            }
        }
        rows
    }

    /// Moves rows that a check found bad out of the good ones.
    pub fn drop_refused(&mut self, ledger: &Ledger) {
        let sheet = self.sheet;
        let (good, bad): (Vec<T>, Vec<T>) = std::mem::take(&mut self.good)
            .into_iter()
            .partition(|row| !ledger.is_refused(sheet, row.line()));
        self.good = good;
        for row in bad {
            self.remember(row.key(), row.line());
        }
    }

    /// Refuses every row whose name is another's too: nobody can tell which is meant.
    pub fn refuse_twins(&mut self, ledger: &mut Ledger) {
        let mut lines: HashMap<&str, Vec<u32>> = HashMap::with_capacity(self.good.len());
        for row in &self.good {
            lines.entry(row.key()).or_default().push(row.line());
        }
        for (key, line) in &self.bad {
            if let Some(others) = lines.get_mut(key.as_str()) {
                others.push(*line);
            }
        }
        for lines in lines.values_mut().filter(|lines| lines.len() > 1) {
            lines.sort_unstable();
            let all: Vec<_> = lines.iter().map(ToString::to_string).collect();
            let why = format!("lines {} have the same `ref`", all.join(", "));
            for line in lines.iter() {
                ledger.refuse(self.sheet, *line, Some("ref"), &why);
            }
        }
        self.drop_refused(ledger);
    }

    fn remember(&mut self, key: &str, line: u32) {
        if !key.is_empty() {
            let first = self.bad.entry(key.to_owned()).or_insert(line);
            *first = line.min(*first);
        }
    }
}

/// The name of a row that broke off, as far as it came.
fn key_of_bad(sheet: Sheet, bad: &BadRow, places: &[Option<usize>]) -> String {
    let at = sheet
        .columns()
        .iter()
        .position(|column| column.name == sheet.key());
    let place = at.and_then(|at| places.get(at).copied().flatten());
    place
        .and_then(|place| bad.cells.get(place))
        .map(|cell| cell.trim().to_owned())
        .unwrap_or_default()
}

macro_rules! sheet_row {
    ($row:ident, $key:ident) => {
        impl crate::import::rows::SheetRow for $row {
            fn read(
                cells: &mut crate::import::cells::Cells<'_>,
            ) -> crate::import::cells::Cell<Self> {
                Self::read(cells)
            }
            fn line(&self) -> u32 {
                self.line
            }
            fn key(&self) -> &str {
                &self.$key
            }
        }
    };
}
use sheet_row;
