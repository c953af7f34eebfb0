//! Erasure: old values go, the hashed texts stay, and a receipt says under which rule.

use super::{Receipt, Writer};
use chrono::{DateTime, Utc};
use domain::receipt::{Act, Chain, Draft, Erasure, Fields};
use store::{Db, StoreError};

/// Entries in one transaction: nobody else writes meanwhile.
const PIECE: u32 = 2_000;

/// Erases these fields of a chain's entries written before an instant, piece by piece; each piece and its
/// receipt are one transaction. Run again, it goes on where it stopped.
pub async fn erase(
    db: &Db,
    writer: &Writer,
    chain: Chain,
    fields: Fields,
    before: DateTime<Utc>,
    rule: &str,
) -> Result<Vec<Receipt>, StoreError> {
    let before = before.timestamp_micros();
    let mut receipts = Vec::new();
    loop {
        let tx = db.write().await?;
        // The lock that appending takes comes first, so that two erasures cannot wait for each other.
        store::receipts::lock(&tx, [chain]).await?;
        let piece = store::receipts::erase(&tx, chain, fields, before, PIECE).await?;
        let Some((first, last)) = piece else {
            return Ok(receipts);
        };
        let mut draft = Draft::system(chain, Act::RetentionErased);
        draft.erasure = Some(Erasure {
            fields,
            first,
            last,
            before,
            rule: rule.to_owned(),
        });
        let written = writer.append_in(&tx, vec![draft]).await?;
        tx.commit().await?;
        writer.sign(&written);
        receipts.extend(written);
    }
}
