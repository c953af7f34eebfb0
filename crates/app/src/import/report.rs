//! What an import would do, did, or refused to do: counted per file, each refusal with its place and reason.

use super::sheet::Sheet;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// One reason why a row, or a whole file, is not taken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    pub file: String,
    /// `None` where the whole file is at fault.
    pub line: Option<u32>,
    pub column: Option<&'static str>,
    pub why: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, " line {line}")?;
        }
        if let Some(column) = self.column {
            write!(f, ", column `{column}`")?;
        }
        write!(f, ": {}", self.why)
    }
}

/// A column in which a row differs from what is on record, with both sides in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    pub column: &'static str,
    pub before: String,
    pub after: String,
}

/// A column, whether it differs, and its two sides in words, which are asked for where it does.
type Column<'a> = (&'static str, bool, &'a dyn Fn() -> (String, String));

/// Those columns that differ, out of all that a row has.
pub(super) fn differing<const N: usize>(columns: [Column<'_>; N]) -> Vec<Difference> {
    let differ = columns.into_iter().filter(|(_, differs, _)| *differs);
    differ
        .map(|(column, _, words)| {
            let (before, after) = words();
            Difference {
                column,
                before,
                after,
            }
        })
        .collect()
}

/// A row that differs from what is on record, and in what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Changed {
    pub sheet: Sheet,
    pub line: u32,
    pub reference: String,
    pub fields: Vec<&'static str>,
    /// What each of them is on record, and in the row.
    pub values: Vec<(String, String)>,
}

impl Changed {
    fn of(sheet: Sheet, line: u32, reference: &str, differences: Vec<Difference>) -> Self {
        Self {
            sheet,
            line,
            reference: reference.to_owned(),
            fields: differences.iter().map(|one| one.column).collect(),
            values: differences
                .into_iter()
                .map(|one| (one.before, one.after))
                .collect(),
        }
    }
}

/// The rows of one file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub refused: usize,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Outcome {
    /// A dry run: nothing was written.
    #[default]
    Planned,
    /// Nothing was written, because something was refused.
    Refused,
    /// Everything that was not refused is on record, in one transaction.
    Applied,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    pub outcome: Outcome,
    /// By file, in the order in which they are read; files that the folder does not have are not there.
    pub tallies: BTreeMap<Sheet, Tally>,
    pub changed: Vec<Changed>,
    /// Rows that differ from what somebody wrote here by hand, and are left out.
    pub conflicts: Vec<Changed>,
    pub refusals: Vec<Refusal>,
    /// Records that change though no row of theirs is in the folder.
    pub changed_beside: usize,
    /// What happens beside the rows, as sentences.
    pub notes: Vec<String>,
}

impl Summary {
    #[must_use]
    pub fn total(&self) -> Tally {
        self.tallies
            .values()
            .fold(Tally::default(), |sum, tally| Tally {
                added: sum.added + tally.added,
                changed: sum.changed + tally.changed,
                unchanged: sum.unchanged + tally.unchanged,
                refused: sum.refused + tally.refused,
            })
    }

    /// Whether everything is on record already, so that there is nothing to write.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        let total = self.total();
        self.refusals.is_empty() && total.added + total.changed + self.changed_beside == 0
    }
}

/// No more changes and refusals than these are printed; all of them are in the struct.
const MOST_PRINTED: usize = 200;

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<20}{:>10}{:>10}{:>11}{:>10}",
            "", "added", "changed", "unchanged", "refused"
        )?;
        for (sheet, tally) in &self.tallies {
            row(f, sheet.file(), tally)?;
        }
        row(f, "in all", &self.total())?;
        list(f, "Changed:", &self.changed, |f, changed| {
            let (file, line) = (changed.sheet.file(), changed.line);
            writeln!(
                f,
                "  {file} line {line}, `{}`: {}",
                changed.reference,
                changed.fields.join(", ")
            )
        })?;
        list(
            f,
            "Left as they were changed here by hand (--overwrite takes the folder's):",
            &self.conflicts,
            |f, kept| {
                let (file, line) = (kept.sheet.file(), kept.line);
                writeln!(
                    f,
                    "  {file} line {line}, `{}`: {}",
                    kept.reference,
                    kept.fields.join(", ")
                )
            },
        )?;
        list(f, "Also:", &self.notes, |f, note| writeln!(f, "  {note}"))?;
        list(f, "Refused:", &self.refusals, |f, refusal| {
            writeln!(f, "  {refusal}")
        })?;
        let whole_file = self.refusals.iter().any(|refusal| refusal.line.is_none());
        f.write_str(match (self.outcome, self.is_unchanged(), self.refusals.is_empty()) {
            (Outcome::Applied, true, _) => "\nAll unchanged: nothing was written.",
            (Outcome::Applied, _, true) => "\nImported.",
            (Outcome::Applied, _, false) => "\nImported without the refused rows.",
            (Outcome::Planned, true, _) => "\nDry run: all unchanged, nothing would be written.",
            (Outcome::Planned, _, true) => "\nDry run: nothing was written.",
            (_, _, _) if whole_file => "\nNothing was written: a whole file was refused. Mend it and run again.",
            (_, _, _) => {
                "\nNothing was written. Mend the refused rows and run again, or leave them out with --skip-bad."
            }
        })
    }
}

fn row(f: &mut fmt::Formatter<'_>, name: &str, tally: &Tally) -> fmt::Result {
    let Tally {
        added,
        changed,
        unchanged,
        refused,
    } = tally;
    writeln!(
        f,
        "{name:<20}{added:>10}{changed:>10}{unchanged:>11}{refused:>10}"
    )
}

fn list<T>(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    items: &[T],
    line: impl Fn(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    if items.is_empty() {
        return Ok(());
    }
    writeln!(f, "\n{title}")?;
    for item in items.iter().take(MOST_PRINTED) {
        line(f, item)?;
    }
    match items.len().checked_sub(MOST_PRINTED) {
        Some(more) if more > 0 => writeln!(f, "  … and {more} more"),
        _ => Ok(()),
    }
}

/// Takes down, row by row, what becomes of it.
#[derive(Debug, Default, Clone)]
pub(super) struct Ledger {
    tallies: BTreeMap<Sheet, Tally>,
    refused: BTreeSet<(Sheet, u32)>,
    changed: Vec<Changed>,
    conflicts: Vec<Changed>,
    refusals: Vec<Refusal>,
    changed_beside: usize,
    notes: Vec<String>,
}

impl Ledger {
    /// The folder has this file, even if nothing is in it.
    pub fn open(&mut self, sheet: Sheet) {
        self.tallies.entry(sheet).or_default();
    }

    pub fn added(&mut self, sheet: Sheet) {
        self.tallies.entry(sheet).or_default().added += 1;
    }

    pub fn unchanged(&mut self, sheet: Sheet) {
        self.tallies.entry(sheet).or_default().unchanged += 1;
    }

    pub fn changed(
        &mut self,
        sheet: Sheet,
        line: u32,
        reference: &str,
        differences: Vec<Difference>,
    ) {
        self.tallies.entry(sheet).or_default().changed += 1;
        self.changed
            .push(Changed::of(sheet, line, reference, differences));
    }

    /// The row differs, and is left out, so that nothing changes.
    pub fn conflict(
        &mut self,
        sheet: Sheet,
        line: u32,
        reference: &str,
        differences: Vec<Difference>,
    ) {
        self.tallies.entry(sheet).or_default().unchanged += 1;
        self.conflicts
            .push(Changed::of(sheet, line, reference, differences));
    }

    pub fn changed_beside(&mut self) {
        self.changed_beside += 1;
    }

    /// A row may be refused for several reasons; it counts once.
    pub fn refuse(
        &mut self,
        sheet: Sheet,
        line: u32,
        column: Option<&'static str>,
        why: impl Into<String>,
    ) {
        if self.refused.insert((sheet, line)) {
            self.tallies.entry(sheet).or_default().refused += 1;
        }
        self.refusals.push(Refusal {
            file: sheet.file().to_owned(),
            line: Some(line),
            column,
            why: why.into(),
        });
    }

    pub fn refuse_file(&mut self, file: &str, why: impl Into<String>) {
        self.refusals.push(Refusal {
            file: file.to_owned(),
            line: None,
            column: None,
            why: why.into(),
        });
    }

    pub fn is_refused(&self, sheet: Sheet, line: u32) -> bool {
        self.refused.contains(&(sheet, line))
    }

    pub fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    pub fn refuses(&self) -> bool {
        !self.refusals.is_empty()
    }

    pub fn refuses_a_file(&self) -> bool {
        self.refusals.iter().any(|refusal| refusal.line.is_none())
    }

    pub fn summary(mut self, outcome: Outcome) -> Summary {
        // In the order of the files and their lines, however they were found.
        let place = |refusal: &Refusal| (Sheet::of(&refusal.file), refusal.line, refusal.column);
        self.refusals.sort_by(|a, b| place(a).cmp(&place(b)));
        self.changed.sort();
        self.conflicts.sort();
        Summary {
            outcome,
            tallies: self.tallies,
            changed: self.changed,
            conflicts: self.conflicts,
            refusals: self.refusals,
            changed_beside: self.changed_beside,
            notes: self.notes,
        }
    }
}
