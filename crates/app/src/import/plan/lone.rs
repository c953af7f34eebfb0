//! Parts of records: counted beside their whole, or, where the folder has the parts alone, put in place of those
//! that the record has.

use super::Planning;
use super::directory::Directory;
use super::parts::{Parts, broken};
use super::refs::{Built, Refs};
use crate::import::rows::{LineRow, PhotoRow, RecordRow, Rows, SheetRow};
use crate::import::sheet::Sheet;
use contract::id::RecordId;
use contract::kind::RecordKind;
use domain::record::{Body, Invoice, PhotoSet};
use std::collections::HashSet;
use store::records::Record;

/// The file that the whole would be in.
const fn sheet_of(kind: RecordKind) -> Sheet {
    match kind {
        RecordKind::PhotoSet => Sheet::PhotoSets,
        _ => Sheet::Invoices,
    }
}

impl<'a> Planning<'a> {
    pub(super) fn tally_parts(
        &mut self,
        reference: &str,
        record: &Record,
        old: Option<&Record>,
        refs: &Refs<'_>,
    ) {
        match &record.body {
            Body::Invoice(invoice) => {
                let Some(rows) = refs.lines.of_owner(reference) else {
                    return;
                };
                let before = old.map(|old| &old.body);
                let before = if let Some(Body::Invoice(before)) = before {
                    before.lines.as_slice()
                } else {
                    &[]
                };
                self.tally_lines(rows, before, &invoice.lines);
            }
            Body::PhotoSet(_) => {
                let Some(rows) = refs.photos.of_owner(reference) else {
                    return;
                };
                self.tally_photos(
                    rows,
                    old.map(|old| old.files.as_slice()).unwrap_or_default(),
                    &record.files,
                );
            }
            _ => {}
        }
    }

    /// Parts whose invoice or set is not in the folder change the one on record; parts of one that is nowhere,
    /// or that was refused, are refused.
    pub(super) fn parts_without_their_whole(
        &mut self,
        kind: RecordKind,
        rows: &'a Rows<RecordRow>,
        built: &[Built<'_>],
        refs: &Refs<'_>,
    ) {
        let mut owners = Directory::new(rows.sheet);
        for (reference, record) in self.known.records_of(kind) {
            owners.insert(reference, record.id);
        }
        owners.refuse_all(&rows.bad);
        for row in &rows.good {
            owners.refuse(&row.reference, row.line);
        }
        for one in built {
            owners.insert(&one.row.reference, one.record.id);
        }
        let given: HashSet<&str> = built.iter().map(|one| one.row.reference.as_str()).collect();
        match kind {
            RecordKind::Invoice => {
                self.lone_parts(kind, &refs.lines, &owners, &given, refs, Self::with_lines);
            }
            RecordKind::PhotoSet => {
                self.lone_parts(kind, &refs.photos, &owners, &given, refs, Self::with_photos);
            }
            _ => {}
        }
    }

    fn lone_parts<T: SheetRow>(
        &mut self,
        kind: RecordKind,
        parts: &Parts<'_, T>,
        owners: &Directory<RecordId>,
        given: &HashSet<&str>,
        refs: &Refs<'_>,
        with: impl Fn(&mut Self, &[&T], &Record, &Refs<'_>) -> Result<Record, u32>,
    ) {
        let mut lone: Vec<&str> = parts
            .owners()
            .filter(|owner| !given.contains(owner))
            .collect();
        // In a fixed order, so that ids are made in a fixed order.
        lone.sort_unstable();
        for owner in lone {
            let rows = parts.of_owner(owner).unwrap_or_default();
            let old = owners.find(owner).and_then(|_| {
                let bad = parts.fault(owner);
                bad.map_or_else(|| Ok(self.known.record(kind, owner)), Err)
            });
            let made = old.and_then(|old| match old {
                Some(old) => match with(self, rows, old, refs) {
                    Ok(record) => Ok(Some((old, record))),
                    Err(line) => Err(broken(parts.sheet, line)),
                },
                None => Ok(None),
            });
            match made {
                Ok(Some((old, record)))
                    if *old != record && self.is_kept(sheet_of(kind), owner, old) =>
                {
                    let line = rows.first().map_or(0, |row| row.line());
                    let differences = self.differences(old, &record);
                    self.ledger
                        .conflict(sheet_of(kind), line, owner, differences);
                }
                Ok(Some((old, record))) => {
                    self.tally_parts(owner, &record, Some(old), refs);
                    if *old != record {
                        self.ledger.changed_beside();
                        self.change_record(old, record);
                    }
                }
                Ok(None) => {}
                Err(why) => {
                    for row in rows
                        .iter()
                        .filter(|row| !self.ledger.is_refused(parts.sheet, row.line()))
                        .collect::<Vec<_>>()
                    {
                        self.ledger
                            .refuse(parts.sheet, row.line(), Some(parts.sheet.key()), &why);
                    }
                }
            }
        }
    }

    fn with_lines(
        &mut self,
        rows: &[&LineRow],
        old: &Record,
        refs: &Refs<'_>,
    ) -> Result<Record, u32> {
        let Body::Invoice(invoice) = &old.body else {
            return Ok(old.clone());
        };
        let lines = self.lines(rows, &invoice.lines, refs)?;
        let body = Body::Invoice(Invoice {
            lines,
            ..invoice.clone()
        });
        let fault = self.check_body(&body, rows.first().map_or("", |row| &row.invoice), refs);
        if fault.is_err() {
            return Err(rows.first().map_or(0, |row| row.line));
        }
        Ok(Record {
            body,
            ..old.clone()
        })
    }

    fn with_photos(
        &mut self,
        rows: &[&PhotoRow],
        old: &Record,
        _: &Refs<'_>,
    ) -> Result<Record, u32> {
        let Body::PhotoSet(set) = &old.body else {
            return Ok(old.clone());
        };
        let files = self.photos(rows, &old.files)?;
        let photos = files.iter().map(|file| file.id).collect();
        Ok(Record {
            body: Body::PhotoSet(PhotoSet {
                photos,
                ..set.clone()
            }),
            files,
            ..old.clone()
        })
    }
}
