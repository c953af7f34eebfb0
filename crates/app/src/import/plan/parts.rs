//! Records that are made of several rows: an invoice with its lines, a set with its photos. Such a record is
//! taken whole or not at all, so that no total is ever short of a line.

use super::Planning;
use super::diff::{per_cent, pounds};
use super::refs::Refs;
use crate::import::report::differing;
use crate::import::rows::{LineRow, PhotoRow, Rows, SheetRow};
use crate::import::sheet::Sheet;
use contract::kind::LineState;
use domain::record::InvoiceLine;
use std::collections::HashMap;
use store::records::File;

/// The rows of a part file by the whole they belong to.
pub(super) struct Parts<'a, T> {
    pub sheet: Sheet,
    by_owner: HashMap<&'a str, Vec<&'a T>>,
    bad: &'a HashMap<String, u32>,
}

impl<'a, T: SheetRow> Parts<'a, T> {
    pub fn of(rows: &'a Rows<T>) -> Self {
        let mut by_owner: HashMap<&str, Vec<&T>> = HashMap::new();
        for row in &rows.good {
            by_owner.entry(row.key()).or_default().push(row);
        }
        Self {
            sheet: rows.sheet,
            by_owner,
            bad: &rows.bad,
        }
    }

    /// Nothing, if the folder has no part of it: then the record keeps those it has.
    pub fn of_owner(&self, owner: &str) -> Option<&[&'a T]> {
        self.by_owner.get(owner).map(Vec::as_slice)
    }

    pub fn owners(&self) -> impl Iterator<Item = &'a str> {
        self.by_owner.keys().copied()
    }

    /// Why an owner cannot be taken, if one of its parts cannot be read.
    pub fn fault(&self, owner: &str) -> Option<String> {
        self.bad.get(owner).map(|line| broken(self.sheet, *line))
    }
}

/// Why something cannot be taken without one of its parts.
pub(super) fn broken(sheet: Sheet, line: u32) -> String {
    format!("a part of it was refused ({} line {line})", sheet.file())
}

impl Planning<'_> {
    /// The lines of one invoice, matched with those it has. The error is the first line that was refused.
    pub(super) fn lines(
        &mut self,
        rows: &[&LineRow],
        old: &[InvoiceLine],
        refs: &Refs<'_>,
    ) -> Result<Vec<InvoiceLine>, u32> {
        let mut wanted = Vec::with_capacity(rows.len());
        let mut fault = None;
        for row in rows {
            match row
                .job
                .as_deref()
                .map(|job| refs.jobs.find(job).copied())
                .transpose()
            {
                Ok(job) => wanted.push((row, job)),
                Err(why) => {
                    self.ledger
                        .refuse(Sheet::InvoiceLines, row.line, Some("job"), why);
                    fault = fault.or(Some(row.line));
                }
            }
        }
        if let Some(line) = fault {
            return Err(line);
        }
        // A line that says the same is the same line, wherever it stands now; else the one in its place is.
        let mut left: Vec<Option<&InvoiceLine>> = old.iter().map(Some).collect();
        let mut matched: Vec<Option<&InvoiceLine>> = Vec::with_capacity(wanted.len());
        for (row, job) in &wanted {
            let same = |line: &&InvoiceLine| {
                line.description == row.description
                    && line.net_pence == row.net_pence
                    && line.vat_rate == row.vat_rate
                    && line.job == *job
            };
            let at = left.iter().position(|line| line.as_ref().is_some_and(same));
            matched.push(at.and_then(|at| left.get_mut(at)).and_then(Option::take));
        }
        let mut lines = Vec::with_capacity(wanted.len());
        for (position, ((row, job), matched)) in wanted.into_iter().zip(matched).enumerate() {
            let before = matched.or_else(|| left.get_mut(position).and_then(Option::take));
            lines.push(InvoiceLine {
                id: before.map_or_else(|| self.ids.fresh(), |line| line.id),
                description: row.description.clone(),
                net_pence: row.net_pence,
                vat_rate: row.vat_rate,
                state: row
                    .state
                    .or(before.map(|line| line.state))
                    .unwrap_or(LineState::Open),
                job,
            });
        }
        Ok(lines)
    }

    pub(super) fn tally_lines(
        &mut self,
        rows: &[&LineRow],
        old: &[InvoiceLine],
        new: &[InvoiceLine],
    ) {
        for (row, line) in rows.iter().zip(new) {
            match old.iter().find(|before| before.id == line.id) {
                None => self.ledger.added(Sheet::InvoiceLines),
                Some(before) if before == line => self.ledger.unchanged(Sheet::InvoiceLines),
                Some(before) => {
                    let both =
                        |old: &dyn ToString, new: &dyn ToString| (old.to_string(), new.to_string());
                    let fields = differing([
                        (
                            "description",
                            before.description != line.description,
                            &|| both(&before.description, &line.description),
                        ),
                        ("net", before.net_pence != line.net_pence, &|| {
                            (pounds(before.net_pence), pounds(line.net_pence))
                        }),
                        ("vat_rate", before.vat_rate != line.vat_rate, &|| {
                            (per_cent(before.vat_rate), per_cent(line.vat_rate))
                        }),
                        ("state", before.state != line.state, &|| {
                            both(&before.state, &line.state)
                        }),
                        // Which job it was, its id does not tell anybody.
                        ("job", before.job != line.job, &|| {
                            (String::new(), row.job.clone().unwrap_or_default())
                        }),
                    ]);
                    self.ledger
                        .changed(Sheet::InvoiceLines, row.line, &row.invoice, fields);
                }
            }
        }
    }

    /// The photos of one set, matched by name with those it has. The error is the first row that was refused.
    pub(super) fn photos(&mut self, rows: &[&PhotoRow], old: &[File]) -> Result<Vec<File>, u32> {
        let mut left: Vec<Option<&File>> = old.iter().map(Some).collect();
        let mut photos = Vec::with_capacity(rows.len());
        let mut fault = None;
        for row in rows {
            match self.file(&row.file, true, |name| {
                let at = left
                    .iter()
                    .position(|file| file.is_some_and(|file| file.name == name))?;
                left.get_mut(at).and_then(Option::take)
            }) {
                Ok(file) => photos.push(File {
                    caption: row.caption.clone(),
                    taken_on: row.taken_on,
                    ..file
                }),
                Err(why) => {
                    self.ledger
                        .refuse(Sheet::Photos, row.line, Some("file"), why);
                    fault = fault.or(Some(row.line));
                }
            }
        }
        fault.map_or(Ok(photos), Err)
    }

    pub(super) fn tally_photos(&mut self, rows: &[&PhotoRow], old: &[File], new: &[File]) {
        for (row, photo) in rows.iter().zip(new) {
            match old.iter().find(|before| before.id == photo.id) {
                None => self.ledger.added(Sheet::Photos),
                Some(before) if before == photo => self.ledger.unchanged(Sheet::Photos),
                Some(before) => {
                    let day = |file: &File| {
                        let day = file.taken_on.map(|day| day.to_string());
                        day.unwrap_or_default()
                    };
                    let fields = differing([
                        ("file", before.sha256 != photo.sha256, &|| {
                            (before.name.clone(), photo.name.clone())
                        }),
                        ("caption", before.caption != photo.caption, &|| {
                            (before.caption.clone(), photo.caption.clone())
                        }),
                        ("taken_on", before.taken_on != photo.taken_on, &|| {
                            (day(before), day(photo))
                        }),
                    ]);
                    self.ledger
                        .changed(Sheet::Photos, row.line, &row.photo_set, fields);
                }
            }
        }
    }

    /// A file as its record names it: the one that `known` finds under its name, with today's bytes.
    pub(super) fn file<'f>(
        &mut self,
        path: &str,
        only_pictures: bool,
        known: impl FnOnce(&str) -> Option<&'f File>,
    ) -> Result<File, String> {
        let attachment = match self.reading.attachments.get(path) {
            Some(Ok(attachment)) => attachment,
            Some(Err(why)) => return Err(why.to_owned()),
            None => return Err("the file was not looked at".to_owned()),
        };
        if only_pictures && attachment.thumbnail_sha256.is_none() {
            return Err(format!(
                "a photo must be a picture; this is a {}",
                attachment.sort
            ));
        }
        let old = known(&attachment.name);
        let same = old.filter(|old| old.sha256 == attachment.sha256);
        if same.is_none() {
            self.changes.paths.insert(path.to_owned());
        }
        Ok(File {
            id: old.map_or_else(|| self.ids.fresh(), |old| old.id),
            name: attachment.name.clone(),
            media_type: attachment.sort.media_type().to_owned(),
            size: attachment.size,
            sha256: attachment.sha256.clone(),
            // A thumbnail is as good as the one made of the same picture before.
            thumbnail_sha256: same.map_or_else(
                || attachment.thumbnail_sha256.clone(),
                |s| s.thumbnail_sha256.clone(),
            ),
            caption: String::new(),
            taken_on: None,
        })
    }
}
