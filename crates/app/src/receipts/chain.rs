//! How a firm's chain stands, in a bounded time: the entries after a signed head, verified as `audit verify` does.

use super::heads;
use super::verify::{VerifyError, stream};
use crate::App;
use contract::audit::{ChainState, SignedHead};
use domain::policy::{SeeReceipts, StaffPermit, Unscoped};
use domain::receipt::{Chain, Erasures, Facts, Fault, Head, Verifier, What};
use domain::slice::Slice;
use std::sync::Arc;

/// The newest entries that are looked at; a shorter chain is looked at whole.
const TAIL: u64 = 5_000;

#[expect(
    clippy::disallowed_methods,
    reason = "the chain is the permit's own firm's, and nothing of an entry is told but that it is whole"
)]
pub async fn chain(
    app: &App,
    permit: &StaffPermit<SeeReceipts>,
) -> Result<Slice<ChainState>, VerifyError> {
    let unscoped = Unscoped::because("a firm's chain is verified for its staff");
    let state = verify_end(app, unscoped, Chain::firm(permit.firm()), TAIL).await?;
    Ok(store::whole::receipts::chain(permit, state))
}

/// Verifies the last `tail` entries of a chain, or all of a shorter one.
pub async fn verify_end(
    app: &App,
    unscoped: Unscoped,
    chain: Chain,
    tail: u64,
) -> Result<ChainState, VerifyError> {
    let (db, writer) = (&app.db, Arc::clone(&app.receipts));
    let key = app.keys.receipts.public();
    // The file first: it may lag behind the database, which can only grow meanwhile.
    let signed = tokio::task::spawn_blocking(move || heads::of(writer.heads(), &key, chain, tail))
        .await
        .map_err(|error| VerifyError::Heads(std::io::Error::other(error)))?
        .map_err(VerifyError::Heads)?;
    let row = store::receipts::newest(db, unscoped, chain).await?;
    let newest = row.as_ref().map_or(0, |row| row.seq);
    let mut erasures = Erasures::default();
    for text in store::receipts::erasures(db, unscoped, chain).await? {
        if let Some(facts) = Facts::parse(&text) {
            erasures.add(&facts);
        }
    }
    let all: Vec<Head> = signed.heads.iter().map(|(head, _)| head.clone()).collect();
    let mut verifier = Verifier::new(chain, erasures, all.clone(), row.as_ref());
    let mut from = 0;
    if newest > tail {
        let start = newest - tail;
        let anchor = all.into_iter().filter(|head| head.seq >= start);
        let anchor = anchor.min_by_key(|head| head.seq);
        let (known, id) = match anchor {
            Some(head) => (head, None),
            // Nothing near it was signed, so it begins with what stands there.
            None => {
                let before = i64::try_from(start.saturating_sub(1)).ok();
                let page = store::receipts::page(db, unscoped, chain, before, 1).await?;
                match page.first() {
                    Some(entry) => (entry.head(), Some(entry.id)),
                    None => (Head::genesis(chain), None),
                }
            }
        };
        from = known.seq;
        verifier = verifier.after(&known, id);
    }
    let after = i64::try_from(from).ok();
    let found = stream(db, unscoped, chain, after, &mut verifier, &mut |_| ()).await?;
    let fault = match found {
        None => {
            let row = store::receipts::newest(db, unscoped, chain).await?;
            verifier.finish(row.as_ref()).err()
        }
        found => found,
    };
    let forged = signed.forged.map(|(line, seq)| Fault {
        seq,
        id: None,
        what: What::BadSignature { line },
    });
    let fault = fault.or(forged);
    Ok(ChainState {
        entries: newest,
        signed: signed
            .heads
            .into_iter()
            .max_by_key(|(head, _)| head.seq)
            .map(|(head, at)| SignedHead {
                number: head.seq,
                at,
            }),
        whole: fault.is_none(),
        checked_from: from + 1,
        fault: fault.map(|fault| fault.to_string()),
    })
}
