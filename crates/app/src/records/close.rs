//! Closing a job: it was done on a day.

use super::{Author, RecordError, Which, find};
use crate::App;
use crate::once::Once;
use contract::day::Day;
use contract::id::{FirmId, RecordId};
use contract::kind::RecordKind;
use domain::policy::{DoJobs, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::record::{Body, NotNow};

/// For whoever runs the machine.
pub async fn close_job(
    app: &App,
    firm: FirmId,
    which: &Which,
    on: Day,
) -> Result<RecordId, RecordError> {
    let author = Author::command_line(app, firm, Act::JobClose);
    close_as(app, firm, which, on, &Once::default(), &author).await
}

/// Today, if no day is said.
pub async fn close(
    app: &App,
    permit: &StaffPermit<DoJobs>,
    id: RecordId,
    on: Option<Day>,
    once: &Once,
    receipt: Draft,
) -> Result<RecordId, RecordError> {
    let on = on
        .or_else(|| domain::day::from_date(app.clock.today()))
        .ok_or(NotNow::BeforeItWasRaised)?;
    let author = Author::staff(app, permit, receipt);
    close_as(app, permit.firm(), &Which::Id(id), on, once, &author).await
}

async fn close_as(
    app: &App,
    firm: FirmId,
    which: &Which,
    on: Day,
    once: &Once,
    author: &Author,
) -> Result<RecordId, RecordError> {
    let tx = app.write_slices(firm).await?;
    if let Some(closed) = once.made(app, &tx).await? {
        return Ok(closed);
    }
    let mut record = find(&tx, firm, which, RecordKind::Job).await?;
    let Body::Job(job) = record.body else {
        return Err(RecordError::Unknown(RecordKind::Job));
    };
    record.body = Body::Job(job.close(on)?);
    once.note(&tx, record.id).await?;
    author.write(app, tx, Act::JobClose, &record).await
}
