//! Closing a job: it was done on a day.

use super::{RecordError, Which, find, write};
use crate::App;
use contract::day::Day;
use contract::id::{FirmId, RecordId};
use contract::kind::RecordKind;
use domain::receipt::Act;
use domain::record::Body;

pub async fn close_job(
    app: &App,
    firm: FirmId,
    which: &Which,
    on: Day,
) -> Result<RecordId, RecordError> {
    let tx = app.db.write().await?;
    let mut record = find(&tx, firm, which, RecordKind::Job).await?;
    let Body::Job(job) = record.body else {
        return Err(RecordError::Unknown(RecordKind::Job));
    };
    record.body = Body::Job(job.close(on)?);
    write(app, tx, record, Act::JobClose).await
}
