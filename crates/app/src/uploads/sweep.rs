//! Removing what nobody goes on with, and what was used: first the bytes, then the row that knows of them.

use super::UploadError;
use crate::App;

/// A line that is down for longer begins again.
const KEEP: i64 = 24 * 3_600 * 1_000_000;

/// Answers how many went.
pub(crate) async fn sweep(app: &App, now: i64) -> Result<u64, UploadError> {
    let before = now.saturating_sub(KEEP);
    let mut swept = 0;
    for upload in store::uploads::abandoned(&app.db, before).await? {
        // One that cannot be removed is no reason to keep the others.
        if let Err(error) = app.inbox.bytes.remove(upload).await {
            tracing::warn!(%upload, %error, "the bytes of an abandoned upload could not be removed");
            continue;
        }
        let tx = app.db.write().await?;
        swept += store::uploads::delete(&tx, upload, before).await?;
        tx.commit().await?;
    }
    Ok(swept)
}
