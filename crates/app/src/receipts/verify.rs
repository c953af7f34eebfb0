//! Verification of every chain, page by page: the first fault of each, and what the signed heads add.

use super::heads::{self, Signed};
use crate::keys::PublicKey;
use domain::policy::Unscoped;
use domain::receipt::{Chain, Erasures, Facts, Fault, Verifier, What};
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use store::{Db, StoreError};

/// Entries read at once.
const PAGE: u32 = 1_000;

#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the file of signed heads cannot be read")]
    Heads(#[source] io::Error),
}

/// What was found. Whether that is worth a failing exit is the caller's to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub chains: Vec<ChainReport>,
    /// Lines in the file of heads.
    pub head_lines: u64,
    /// Of these, the ones that were cut short: no fault, but worth a word.
    pub torn_head_lines: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainReport {
    pub chain: Chain,
    /// Entries found in order, up to the fault if there is one.
    pub entries: u64,
    /// The newest entry that a signed head names; 0 if none does. What follows it could be cut unnoticed.
    pub signed_to: u64,
    pub fault: Option<Fault>,
}

impl Report {
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.chains.iter().all(|chain| chain.fault.is_none())
    }

    #[must_use]
    pub fn entries(&self) -> u64 {
        self.chains.iter().map(|chain| chain.entries).sum()
    }
}

/// Verifies all chains against the database and the file of signed heads. `progress` hears how many entries
/// have been read so far.
pub async fn verify(
    db: &Db,
    unscoped: Unscoped,
    key: &PublicKey,
    heads: &Path,
    mut progress: impl FnMut(u64),
) -> Result<Report, VerifyError> {
    // The file first: it may lag behind the database, which can only grow meanwhile.
    let mut signed = heads::read(heads, key).map_err(VerifyError::Heads)?;
    // A chain of which nothing is left in the database is known from the file alone.
    let mut chains: BTreeSet<Chain> = signed.heads.keys().copied().collect();
    chains.extend(signed.forged.keys().copied());
    chains.extend(store::receipts::chains(db, unscoped).await?);

    let mut report = Report {
        chains: Vec::with_capacity(chains.len()),
        head_lines: signed.lines,
        torn_head_lines: signed.torn,
    };
    let mut before = 0;
    for chain in chains {
        let mut found = verify_chain(db, unscoped, chain, &mut signed, |entries| {
            progress(before + entries);
        })
        .await?;
        if found.fault.is_none()
            && let Some((line, seq)) = signed.forged.get(&chain).copied()
        {
            found.fault = Some(Fault {
                seq,
                id: None,
                what: What::BadSignature { line },
            });
        }
        before += found.entries;
        report.chains.push(found);
    }
    Ok(report)
}

async fn verify_chain(
    db: &Db,
    unscoped: Unscoped,
    chain: Chain,
    signed: &mut Signed,
    mut progress: impl FnMut(u64),
) -> Result<ChainReport, VerifyError> {
    let heads = signed.heads.remove(&chain).unwrap_or_default();
    let mut again = true;
    loop {
        // Before the first entry is read, so that what is appended meanwhile is no fault.
        let row = store::receipts::newest(db, unscoped, chain).await?;
        let mut erasures = Erasures::default();
        for text in store::receipts::erasures(db, unscoped, chain).await? {
            // One that is unreadable is named when its turn comes.
            if let Some(facts) = Facts::parse(&text) {
                erasures.add(&facts);
            }
        }
        let mut verifier = Verifier::new(chain, erasures, heads.clone(), row.as_ref());
        let signed_to = verifier.newest_signed();
        let fault = stream(db, unscoped, chain, None, &mut verifier, &mut progress).await?;
        let entries = verifier.entries();
        let fault = match fault {
            None => {
                let row = store::receipts::newest(db, unscoped, chain).await?;
                verifier.finish(row.as_ref()).err()
            }
            found => found,
        };
        // An erasure may have begun after its rules were read; a second look knows.
        let erased = |fault: &Fault| matches!(fault.what, What::ErasedWithoutRule(_));
        if again && fault.as_ref().is_some_and(erased) {
            again = false;
            continue;
        }
        return Ok(ChainReport {
            chain,
            entries,
            signed_to,
            fault,
        });
    }
}

/// Feeds the chain, from after an entry on, to the verifier; the fault that ended it, if one did.
pub(super) async fn stream(
    db: &Db,
    unscoped: Unscoped,
    chain: Chain,
    mut after: Option<i64>,
    verifier: &mut Verifier,
    progress: &mut impl FnMut(u64),
) -> Result<Option<Fault>, StoreError> {
    loop {
        let page = store::receipts::page(db, unscoped, chain, after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(None);
        };
        after = i64::try_from(last.seq).ok();
        for entry in &page {
            if let Err(fault) = verifier.take(entry) {
                return Ok(Some(fault));
            }
        }
        progress(verifier.entries());
    }
}
