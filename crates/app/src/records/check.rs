//! What is refused of a record, field by field; every fault at once.

use super::RecordError;
use contract::id::{FirmId, RecordId, SubjectId, ThirdPartyId};
use contract::kind::RecordKind;
use contract::problem::FieldError;
use domain::record::{Body, BodyError};
use store::{StoreError, Tx};

#[derive(Default)]
pub(super) struct Faults(Vec<FieldError>);

impl Faults {
    pub(super) fn add(&mut self, field: &str, code: &str, message: impl Into<String>) {
        self.0.push(FieldError {
            field: field.to_owned(),
            code: code.to_owned(),
            message: message.into(),
        });
    }

    pub(super) fn done(self) -> Result<(), RecordError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(RecordError::Invalid(self.0))
        }
    }

    /// What no record of its kind can be, and what it names that is none of the firm's.
    pub(super) async fn body(
        &mut self,
        tx: &Tx,
        firm: FirmId,
        body: &Body,
    ) -> Result<(), StoreError> {
        for (line, fault) in body.faults() {
            let (field, code) = (field(&fault), code(&fault));
            match line {
                Some(at) => self.add(&format!("lines.{at}.{field}"), code, fault.to_string()),
                None => self.add(field, code, fault.to_string()),
            }
        }
        match body {
            Body::Visit(visit) => self.job(tx, firm, "job", visit.job).await?,
            Body::Invoice(invoice) => {
                if invoice.lines.is_empty() && !invoice.draft {
                    self.add("lines", "missing", "an issued invoice has a line");
                }
                for (at, line) in invoice.lines.iter().enumerate() {
                    self.job(tx, firm, &format!("lines.{at}.job"), line.job)
                        .await?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    async fn job(
        &mut self,
        tx: &Tx,
        firm: FirmId,
        field: &str,
        job: Option<RecordId>,
    ) -> Result<(), StoreError> {
        if let Some(job) = job {
            let found = store::records::kind_of(tx, firm, job).await?;
            if found != Some(RecordKind::Job) {
                self.add(field, "unknown", "the firm has no such job");
            }
        }
        Ok(())
    }

    /// What it is about, and whom it is for.
    pub(super) async fn place(
        &mut self,
        tx: &Tx,
        firm: FirmId,
        subject: SubjectId,
        addressed_to: Option<ThirdPartyId>,
    ) -> Result<(), StoreError> {
        if !store::subjects::is_of(tx, firm, subject).await? {
            self.add("subject", "unknown", "the firm has no such subject");
        }
        if let Some(party) = addressed_to
            && store::people::third_party(tx, firm, party).await?.is_none()
        {
            self.add(
                "addressed_to",
                "unknown",
                "the firm has no such third party",
            );
        }
        Ok(())
    }
}

/// A field as it is called on the wire.
fn field(fault: &BodyError) -> &'static str {
    let field = match fault {
        BodyError::Status { .. } => "status",
        BodyError::Order { later, .. } => later,
        BodyError::Empty { field }
        | BodyError::TooLong { field, .. }
        | BodyError::Range { field } => field,
    };
    match field {
        "type" => "sub_kind",
        "staff note" => "staff_note",
        "purchase order" => "purchase_order",
        "line description" => "description",
        "vat rate" => "vat_rate",
        other => other,
    }
}

const fn code(fault: &BodyError) -> &'static str {
    match fault {
        BodyError::Empty { .. } => "missing",
        BodyError::TooLong { .. } => "too_long",
        BodyError::Status { .. } => "unknown",
        BodyError::Order { .. } => "too_early",
        BodyError::Range { .. } => "out_of_range",
    }
}
