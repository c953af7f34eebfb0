//! Deleting what nobody needs any more: answered requests, old links and codes, exchanges with a passkey that
//! nobody finished, mails that were sent, uploads that nobody goes on with.

use super::OutboxError;
use crate::App;

/// Jobs done are kept a week, for the question "was it sent?".
const KEEP_DONE: i64 = 7 * 24 * 3_600 * 1_000_000;

/// As long as a client may come back to ask what became of a write.
const KEEP_KEYS: i64 = 30 * 24 * 3_600 * 1_000_000;

/// As long as its files lie here.
const KEEP_IMPORTS: i64 = 24 * 3_600 * 1_000_000;

/// Answers how many rows went.
pub async fn sweep(app: &App) -> Result<u64, OutboxError> {
    let now = app.clock.now().timestamp_micros();
    let tx = app.db.write().await?;
    let swept = store::sign_in::sweep(&tx, now).await?
        + store::outbox::sweep(&tx, now.saturating_sub(KEEP_DONE)).await?
        + store::once::sweep(&tx, now.saturating_sub(KEEP_KEYS)).await?
        + store::imports::sweep(&tx, now, now.saturating_sub(KEEP_IMPORTS)).await?
        + store::passkeys::sweep(&tx, now).await?
        + store::changes::sweep(&tx).await?;
    tx.commit().await?;
    Ok(swept + crate::uploads::sweep(app, now).await?)
}
