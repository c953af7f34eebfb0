//! Verification of one chain as a stream: entries go in by their numbers, the first fault comes out. It keeps
//! nothing of an entry but its hash, so a chain can be of any length.

use super::{Chain, Entry, Erasures, Fault, GENESIS, Head, What, verify_entry};
use contract::id::ReceiptId;
use std::collections::VecDeque;

#[derive(Debug)]
pub struct Verifier {
    chain: Chain,
    erasures: Erasures,
    /// Heads whose signatures were checked, by their numbers, as far as they still lie ahead.
    signed: VecDeque<Head>,
    /// The newest entry that any of them names.
    newest_signed: u64,
    /// The entry that the row of heads named before the first entry was read.
    newest_row: u64,
    seq: u64,
    hash: String,
    id: Option<ReceiptId>,
}

impl Verifier {
    /// `signed` are heads of this chain whose signatures were checked, in any order; `row` is the row of heads
    /// as it was before the first entry was read.
    #[must_use]
    pub fn new(
        chain: Chain,
        erasures: Erasures,
        mut signed: Vec<Head>,
        row: Option<&Head>,
    ) -> Self {
        signed.retain(|head| head.chain == chain && head.seq > 0);
        signed.sort_by_key(|head| head.seq);
        Self {
            chain,
            erasures,
            newest_signed: signed.last().map_or(0, |head| head.seq),
            newest_row: row.map_or(0, |head| head.seq),
            signed: signed.into(),
            seq: 0,
            hash: GENESIS.to_owned(),
            id: None,
        }
    }

    /// Begins after an entry that is known instead of at the first, so that the end of a chain can be looked at in
    /// the same time however long it has grown. `id` is the entry's, where it was read and not only signed.
    #[must_use]
    pub fn after(mut self, known: &Head, id: Option<ReceiptId>) -> Self {
        self.signed.retain(|head| head.seq > known.seq);
        self.seq = known.seq;
        self.hash.clone_from(&known.hash);
        self.id = id;
        self
    }

    /// The number of the newest entry seen.
    #[must_use]
    pub const fn entries(&self) -> u64 {
        self.seq
    }

    /// The newest entry that a signed head names.
    #[must_use]
    pub const fn newest_signed(&self) -> u64 {
        self.newest_signed
    }

    /// The next entry by number. After a fault nothing more can be said of the chain.
    pub fn take(&mut self, entry: &Entry) -> Result<(), Fault> {
        let seq = self.seq + 1;
        let fault = |what| Fault {
            seq,
            id: Some(entry.id),
            what,
        };
        if entry.chain != self.chain {
            return Err(fault(What::ColumnMismatch("chain")));
        }
        if entry.seq > seq {
            return Err(Fault {
                seq,
                id: None,
                what: What::Missing,
            });
        }
        if entry.seq < seq {
            return Err(fault(What::Reordered { says: entry.seq }));
        }
        let facts = verify_entry(entry, &self.erasures).map_err(fault)?;
        if facts.previous != self.hash {
            return Err(match self.id {
                Some(id) => Fault {
                    seq: self.seq,
                    id: Some(id),
                    what: What::Rewritten,
                },
                // Only the signature tells what stood before this one.
                None if self.seq > 0 => Fault {
                    seq: self.seq,
                    id: None,
                    what: What::NotAsSigned,
                },
                // Nothing comes before the first.
                None => fault(What::Altered),
            });
        }
        while let Some(head) = self.signed.pop_front_if(|head| head.seq <= seq) {
            if head.seq == seq && head.hash != entry.hash {
                return Err(fault(What::NotAsSigned));
            }
        }
        self.seq = seq;
        self.hash.clone_from(&entry.hash);
        self.id = Some(entry.id);
        Ok(())
    }

    /// The chain has no more entries. `row` is the row of heads as it is now: others may have appended since
    /// the last entry was read, but it cannot lie behind.
    pub fn finish(self, row: Option<&Head>) -> Result<u64, Fault> {
        let newest = self.newest_signed.max(self.newest_row);
        if newest > self.seq {
            return Err(Fault {
                seq: self.seq + 1,
                id: None,
                what: What::TailCut { newest },
            });
        }
        let agrees = match row {
            Some(row) if row.seq == self.seq => row.hash == self.hash,
            Some(row) => row.seq > self.seq,
            None => self.seq == 0,
        };
        if agrees {
            return Ok(self.seq);
        }
        Err(Fault {
            seq: self.seq,
            id: self.id,
            what: What::HeadMismatch,
        })
    }
}
