//! Appending: entries find their place under the lock on their chains' heads, in the transaction they are
//! part of.

use contract::id::ReceiptId;
use domain::clock::{Clock, Entropy, new_id};
use domain::receipt::{Chain, Draft, Entry, Head, Prepared, Salts};
use store::{StoreError, Tx};

/// Proof that an act is on record; it counts once its transaction is committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    pub chain: Chain,
    pub seq: u64,
    pub id: ReceiptId,
    pub hash: String,
}

impl Receipt {
    fn of(entry: &Entry) -> Self {
        Self {
            chain: entry.chain,
            seq: entry.seq,
            id: entry.id,
            hash: entry.hash.clone(),
        }
    }

    pub(super) fn head(&self) -> Head {
        Head {
            chain: self.chain,
            seq: self.seq,
            hash: self.hash.clone(),
        }
    }
}

/// Writes receipts in the transaction of the change that they prove. To be called last in it: from here on
/// everybody who writes a receipt of these chains waits. Once it is committed, the receipts go to
/// [`Writer::sign`](super::Writer::sign).
pub async fn append_in(
    tx: &Tx,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    drafts: Vec<Draft>,
) -> Result<Vec<Receipt>, StoreError> {
    let prepared = drafts.into_iter().map(|d| prepare(d, clock, entropy));
    append(tx, prepared.collect()).await
}

/// The part that needs no lock.
pub(super) fn prepare(draft: Draft, clock: &dyn Clock, entropy: &dyn Entropy) -> Prepared {
    draft.prepare(new_id(clock, entropy), clock.now(), Salts::fresh(entropy))
}

/// The part that does. The receipts come back in the order given.
pub(super) async fn append(tx: &Tx, prepared: Vec<Prepared>) -> Result<Vec<Receipt>, StoreError> {
    if prepared.is_empty() {
        return Ok(Vec::new());
    }
    let mut heads = store::receipts::lock(tx, prepared.iter().map(Prepared::chain)).await?;
    let mut receipts = Vec::with_capacity(prepared.len());
    let mut entries = Vec::with_capacity(prepared.len());
    for entry in prepared {
        let chain = entry.chain();
        let head = heads.iter_mut().find(|head| head.chain == chain);
        // The lock gave a head for every chain it was asked for.
        if let Some(head) = head {
            let entry = entry.seal(head);
            *head = entry.head();
            receipts.push(Receipt::of(&entry));
            entries.push(entry);
        }
    }
    store::receipts::append(tx, entries, &heads).await?;
    Ok(receipts)
}
