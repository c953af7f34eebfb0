//! Making a record. It begins as the firm's own: who else sees it is decided by another act.

use super::check::Faults;
use super::{Author, RecordError, body};
use crate::App;
use crate::once::Once;
use contract::firm_record::NewRecord;
use contract::id::RecordId;
use domain::clock::new_id;
use domain::day::from_date;
use domain::policy::{EditRecords, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::record::{Body, Standing};
use store::people::External;
use store::records::Record;

/// Where records come from that staff made by hand.
const BY_HAND: &str = "staff";

pub async fn add(
    app: &App,
    permit: &StaffPermit<EditRecords>,
    new: NewRecord,
    once: &Once,
    receipt: Draft,
) -> Result<RecordId, RecordError> {
    let author = Author::staff(app, permit, receipt);
    let firm = permit.firm();
    let tx = app.write_slices(firm).await?;
    if let Some(made) = once.made(app, &tx).await? {
        return Ok(made);
    }
    let mut faults = Faults::default();
    let body = match body::of(app, new.body, None, &mut faults) {
        Body::Job(job) => Body::Job(job.written_down(from_date(app.clock.today()))),
        other => other,
    };
    faults
        .place(&tx, firm, new.subject, new.addressed_to)
        .await?;
    faults.body(&tx, firm, &body).await?;
    faults.done()?;
    let id: RecordId = new_id(&*app.clock, &*app.entropy);
    let record = Record {
        id,
        firm,
        subject: new.subject,
        body,
        standing: Standing::Internal,
        addressed_to: new.addressed_to,
        raised_by: None,
        shared_with: Vec::new(),
        files: Vec::new(),
        external: External {
            source: BY_HAND.to_owned(),
            reference: id.to_string(),
        },
    };
    let mut receipt = author.receipt(Act::RecordAdded, &record);
    receipt.query = Some(format!("kind={}", record.body.kind()));
    store::records::insert(&tx, &[record], &author.change).await?;
    once.note(&tx, id).await?;
    app.commit(tx, receipt).await?;
    Ok(id)
}
