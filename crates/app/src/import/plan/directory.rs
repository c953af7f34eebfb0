//! Looking up what a cell names: a row of the folder, or what was imported before.

use crate::import::sheet::Sheet;
use std::collections::HashMap;

#[derive(Debug)]
pub(super) struct Directory<T> {
    sheet: Sheet,
    found: HashMap<String, Result<T, u32>>,
}

impl<T> Directory<T> {
    pub fn new(sheet: Sheet) -> Self {
        Self {
            sheet,
            found: HashMap::new(),
        }
    }

    pub fn insert(&mut self, reference: &str, value: T) {
        self.found.insert(reference.to_owned(), Ok(value));
    }

    /// The row of that name is bad, even if an earlier import had a good one.
    pub fn refuse(&mut self, reference: &str, line: u32) {
        self.found.insert(reference.to_owned(), Err(line));
    }

    pub fn refuse_all(&mut self, bad: &HashMap<String, u32>) {
        for (reference, line) in bad {
            self.refuse(reference, *line);
        }
    }

    /// The error is the sentence for whoever wrote the reference.
    pub fn find(&self, reference: &str) -> Result<&T, String> {
        let file = self.sheet.file();
        match self.found.get(reference) {
            Some(Ok(value)) => Ok(value),
            Some(Err(line)) => Err(format!("`{reference}` was refused ({file} line {line})")),
            None => Err(format!(
                "there is no `{reference}` in {file}, and none was imported before"
            )),
        }
    }
}
