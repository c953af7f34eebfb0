//! The bodies of records with everything they name, and what the domain has against them.

use super::Planning;
use super::parts::broken;
use super::refs::{Fault, Refs};
use crate::import::rows::{Draft, RecordRow};
use crate::import::sheet::Sheet;
use contract::id::SubjectId;
use contract::kind::ChaseState;
use domain::record::{Body, BodyError, Document, Invoice, PhotoSet, StagePayment, Visit};
use store::records::{File, Record};

impl Planning<'_> {
    /// The body and the files that it names.
    pub(super) fn body(
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
    pub(super) fn check_body(
        &mut self,
        body: &Body,
        reference: &str,
        refs: &Refs<'_>,
    ) -> Result<(), Fault> {
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
