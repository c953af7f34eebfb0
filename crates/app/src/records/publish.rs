//! Publishing a document: from staff alone to whoever the rules show it.

use super::{RecordError, Which, find, write};
use crate::App;
use contract::id::{FirmId, RecordId};
use contract::kind::RecordKind;
use domain::receipt::Act;

pub async fn publish_document(
    app: &App,
    firm: FirmId,
    which: &Which,
) -> Result<RecordId, RecordError> {
    let tx = app.db.write().await?;
    let mut record = find(&tx, firm, which, RecordKind::Document).await?;
    record.standing = record.standing.publish()?;
    write(app, tx, record, Act::RecordPublish).await
}
