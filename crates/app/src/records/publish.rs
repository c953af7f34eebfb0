//! Publishing a document: from staff alone to whoever the rules show it.

use super::{Author, RecordError, Which, find};
use crate::App;
use contract::id::{FirmId, RecordId};
use contract::kind::RecordKind;
use domain::receipt::Act;

/// For whoever runs the machine.
pub async fn publish_document(
    app: &App,
    firm: FirmId,
    which: &Which,
) -> Result<RecordId, RecordError> {
    let author = Author::command_line(app, firm, Act::RecordPublish);
    let tx = app.write_slices(firm).await?;
    let mut record = find(&tx, firm, which, RecordKind::Document).await?;
    record.standing = record.standing.publish()?;
    author.write(app, tx, Act::RecordPublish, &record).await
}
