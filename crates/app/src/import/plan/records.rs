//! Records of every kind: resolved, checked by the domain, and held against what is on record.

use super::Planning;
use super::diff::changed_fields;
use super::directory::Directory;
use super::parties::Party;
use super::parts::{Parts, broken};
use crate::import::known::record_key;
use crate::import::rows::{Draft, LineRow, PhotoRow, RecordRow, Rows, SheetRow, kind_of};
use crate::import::sheet::Sheet;
use contract::id::{RecordId, SubjectId, ThirdPartyId};
use contract::kind::{ChaseState, RecordKind};
use domain::record::{Body, BodyError, Document, Invoice, PhotoSet, StagePayment, Visit};
use std::collections::{HashMap, HashSet};
use store::records::{File, Record};

/// Whatever a record may refer to.
pub(super) struct Refs<'a> {
    parties: &'a Directory<Party>,
    subjects: &'a Directory<SubjectId>,
    pub jobs: Directory<RecordId>,
    /// The title of each milestone and its subject.
    milestones: Directory<(SubjectId, String)>,
    titles: HashSet<(SubjectId, String)>,
    lines: Parts<'a, LineRow>,
    photos: Parts<'a, PhotoRow>,
}

/// A record that can be taken.
pub(super) struct Built<'a> {
    pub row: &'a RecordRow,
    pub record: Record,
    pub old: Option<&'a Record>,
    /// Whether `superseded` is still to be found out.
    pub open: bool,
}

/// A column and a sentence.
type Fault = (Option<&'static str>, String);

impl<'a> Planning<'a> {
    pub(super) fn records(
        &mut self,
        parties: &'a Directory<Party>,
        subjects: &'a Directory<SubjectId>,
    ) {
        let mut refs = Refs {
            parties,
            subjects,
            jobs: Directory::new(Sheet::Jobs),
            milestones: Directory::new(Sheet::Milestones),
            titles: HashSet::new(),
            lines: Parts::of(&self.reading.lines),
            photos: Parts::of(&self.reading.photos),
        };
        for rows in &self.reading.records {
            let Some(kind) = kind_of(rows.sheet) else {
                continue;
            };
            let mut built = Vec::with_capacity(rows.good.len());
            for row in &rows.good {
                match self.record(rows.sheet, kind, row, &refs) {
                    Ok(one) => built.push(one),
                    Err((column, why)) => self.ledger.refuse(rows.sheet, row.line, column, why),
                }
            }
            if kind == RecordKind::Document {
                self.supersede(&mut built);
            }
            self.index(kind, rows, &built, &mut refs);
            self.parts_without_their_whole(kind, rows, &built, &refs);
            for one in built {
                self.compare_record(rows.sheet, one, &refs);
            }
        }
    }

    /// Makes the rows of a file known to those that may refer to them.
    fn index(
        &self,
        kind: RecordKind,
        rows: &Rows<RecordRow>,
        built: &[Built<'_>],
        refs: &mut Refs<'_>,
    ) {
        let refused = rows
            .good
            .iter()
            .filter(|row| self.ledger.is_refused(rows.sheet, row.line));
        let refused: HashMap<String, u32> = refused
            .map(|row| (row.reference.clone(), row.line))
            .collect();
        let known = self.known.records_of(kind);
        let given = built
            .iter()
            .map(|one| (one.row.reference.as_str(), &one.record));
        match kind {
            RecordKind::Job => {
                for (reference, record) in known.chain(given) {
                    refs.jobs.insert(reference, record.id);
                }
                refs.jobs.refuse_all(&rows.bad);
                refs.jobs.refuse_all(&refused);
            }
            RecordKind::Milestone => {
                for (reference, record) in known.chain(given) {
                    if let Body::Milestone(milestone) = &record.body {
                        refs.milestones
                            .insert(reference, (record.subject, milestone.title.clone()));
                        refs.titles
                            .insert((record.subject, milestone.title.clone()));
                    }
                }
                refs.milestones.refuse_all(&rows.bad);
                refs.milestones.refuse_all(&refused);
            }
            _ => {}
        }
    }

    fn record(
        &mut self,
        sheet: Sheet,
        kind: RecordKind,
        row: &'a RecordRow,
        refs: &Refs<'_>,
    ) -> Result<Built<'a>, Fault> {
        let at = |column| move |why| (Some(column), why);
        let subject = *refs.subjects.find(&row.subject).map_err(at("subject"))?;
        let party = |column: &'static str, reference: &str| {
            refs.parties
                .find(reference)
                .map(|party| party.id)
                .map_err(at(column))
        };
        let maybe = |column, reference: &Option<String>| {
            reference.as_ref().map(|r| party(column, r)).transpose()
        };
        let mut shared_with: Vec<ThirdPartyId> = row
            .shared_with
            .iter()
            .map(|r| party("shared_with", r))
            .collect::<Result<_, _>>()?;
        shared_with.sort_unstable();
        shared_with.dedup();
        let addressed_to = maybe("addressed_to", &row.addressed_to)?;
        let raised_by = maybe("raised_by", &row.raised_by)?;
        let known = self.known;
        let old = known.record(kind, &row.reference);
        let (body, files) = self.body(row, subject, old, refs)?;
        self.check_body(&body, &row.reference, refs)?;
        // What a file has no column for, it does not change.
        let lacks = |column| sheet.columns().iter().all(|c| c.name != column);
        let kept = |column| old.filter(|_| lacks(column));
        let record = Record {
            id: old.map_or_else(|| self.ids.fresh(), |old| old.id),
            firm: known.firm,
            subject,
            body,
            standing: row.standing,
            addressed_to: kept("addressed_to").map_or(addressed_to, |old| old.addressed_to),
            raised_by: kept("raised_by").map_or(raised_by, |old| old.raised_by),
            shared_with: kept("shared_with").map_or(shared_with, |old| old.shared_with.clone()),
            files,
            external: known.external(&record_key(kind, &row.reference)),
        };
        let open = matches!(
            row.draft,
            Draft::Document {
                superseded: None,
                ..
            }
        );
        Ok(Built {
            row,
            record,
            old,
            open,
        })
    }

    /// The body and the files that it names.
    fn body(
        &mut self,
        row: &RecordRow,
        subject: SubjectId,
        old: Option<&Record>,
        refs: &Refs<'_>,
    ) -> Result<(Body, Vec<File>), Fault> {
        let body = match &row.draft {
            Draft::Job(body) => Body::Job(body.clone()),
            Draft::Milestone(body) => Body::Milestone(body.clone()),
            Draft::Visit { body, job } => {
                let job = job
                    .as_ref()
                    .map(|job| refs.jobs.find(job).copied())
                    .transpose();
                Body::Visit(Visit {
                    job: job.map_err(|why| (Some("job"), why))?,
                    ..body.clone()
                })
            }
            Draft::Document {
                body,
                file,
                superseded,
            } => {
                let before = old.and_then(|old| old.files.first());
                let file = file
                    .as_ref()
                    .map(|path| self.file(path, false, |_| before))
                    .transpose();
                let file = file.map_err(|why| (Some("file"), why))?;
                let (superseded, id) = (
                    superseded.unwrap_or(false),
                    file.as_ref().map(|file| file.id),
                );
                let body = Document {
                    superseded,
                    file: id,
                    ..body.clone()
                };
                return Ok((Body::Document(body), file.into_iter().collect()));
            }
            Draft::PhotoSet(body) => {
                if let Some(why) = refs.photos.fault(&row.reference) {
                    return Err((None, why));
                }
                let before = old.map(|old| old.files.as_slice()).unwrap_or_default();
                let files = match refs.photos.of_owner(&row.reference) {
                    Some(rows) => self
                        .photos(rows, before)
                        .map_err(|line| (None, broken(Sheet::Photos, line)))?,
                    None => before.to_vec(),
                };
                let photos = files.iter().map(|file| file.id).collect();
                return Ok((
                    Body::PhotoSet(PhotoSet {
                        photos,
                        ..body.clone()
                    }),
                    files,
                ));
            }
            Draft::Invoice { body, chase } => {
                Body::Invoice(self.invoice(body, *chase, row, old, refs)?)
            }
            Draft::StagePayment { body, milestone } => {
                let milestone = milestone
                    .as_ref()
                    .map(|named| refs.milestone(subject, named))
                    .transpose();
                let milestone = milestone
                    .map_err(|why| (Some("milestone"), why))?
                    .unwrap_or_default();
                Body::StagePayment(StagePayment {
                    milestone,
                    ..body.clone()
                })
            }
        };
        Ok((body, Vec::new()))
    }

    fn invoice(
        &mut self,
        body: &Invoice,
        chase: Option<ChaseState>,
        row: &RecordRow,
        old: Option<&Record>,
        refs: &Refs<'_>,
    ) -> Result<Invoice, Fault> {
        let before = old.and_then(|old| {
            if let Body::Invoice(invoice) = &old.body {
                Some(invoice)
            } else {
                None
            }
        });
        if let Some(why) = refs.lines.fault(&row.reference) {
            return Err((None, why));
        }
        let had = before
            .map(|invoice| invoice.lines.as_slice())
            .unwrap_or_default();
        let lines = match refs.lines.of_owner(&row.reference) {
            Some(rows) => self
                .lines(rows, had, refs)
                .map_err(|line| (None, broken(Sheet::InvoiceLines, line)))?,
            None => had.to_vec(),
        };
        if lines.is_empty() && !body.draft {
            return Err((
                None,
                format!("it has no line in {}", Sheet::InvoiceLines.file()),
            ));
        }
        let chase = chase
            .or(before.map(|invoice| invoice.chase))
            .unwrap_or(ChaseState::None);
        Ok(Invoice {
            chase,
            lines,
            ..body.clone()
        })
    }

    /// What the domain refuses, at the column it means.
    fn check_body(&mut self, body: &Body, reference: &str, refs: &Refs<'_>) -> Result<(), Fault> {
        let Err(error) = body.validate() else {
            return Ok(());
        };
        // Which line it is, only a check of each alone tells.
        if let (Body::Invoice(invoice), Some(rows)) = (body, refs.lines.of_owner(reference)) {
            for (row, line) in rows.iter().zip(&invoice.lines) {
                let alone = Body::Invoice(Invoice {
                    lines: vec![line.clone()],
                    ..invoice.clone()
                });
                let bare = Body::Invoice(Invoice {
                    lines: Vec::new(),
                    ..invoice.clone()
                });
                if let (Err(error), Ok(())) = (alone.validate(), bare.validate()) {
                    self.ledger.refuse(
                        Sheet::InvoiceLines,
                        row.line,
                        Some(column_of(&error)),
                        error.to_string(),
                    );
                    return Err((None, broken(Sheet::InvoiceLines, row.line)));
                }
            }
        }
        Err((Some(column_of(&error)), error.to_string()))
    }

    fn compare_record(&mut self, sheet: Sheet, built: Built<'_>, refs: &Refs<'_>) {
        let Built {
            row, record, old, ..
        } = built;
        self.tally_parts(&row.reference, &record, old, refs);
        let Some(old) = old else {
            self.ledger.added(sheet);
            self.changes.new_records.push(record);
            return;
        };
        if *old == record {
            self.ledger.unchanged(sheet);
        } else {
            self.ledger.changed(
                sheet,
                row.line,
                &row.reference,
                changed_fields(old, &record),
            );
            self.changes.changed_records.push(record);
        }
    }

    fn tally_parts(
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
    fn parts_without_their_whole(
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
                Ok(Some((old, record))) => {
                    self.tally_parts(owner, &record, Some(old), refs);
                    if *old != record {
                        self.ledger.changed_beside();
                        self.changes.changed_records.push(record);
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

impl Refs<'_> {
    /// The title of a milestone that is named by its reference, or by that title itself.
    fn milestone(&self, subject: SubjectId, named: &str) -> Result<String, String> {
        if self.titles.contains(&(subject, named.to_owned())) {
            return Ok(named.to_owned());
        }
        let (of, title) = self.milestones.find(named)?;
        if *of == subject {
            Ok(title.clone())
        } else {
            Err(format!("`{named}` is a milestone of another subject"))
        }
    }
}

fn column_of(error: &BodyError) -> &'static str {
    let field = match error {
        BodyError::Status { .. } => "status",
        BodyError::Order { later, .. } => later,
        BodyError::Empty { field }
        | BodyError::TooLong { field, .. }
        | BodyError::Range { field } => field,
    };
    match field {
        "line description" => "description",
        "vat rate" => "vat_rate",
        "purchase order" => "purchase_order",
        "staff note" => "staff_note",
        other => other,
    }
}
