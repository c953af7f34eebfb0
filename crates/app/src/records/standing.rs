//! Who outside the firm may see records: nobody, whoever the rules show them, or third parties by name. Several at once
//! are opened together or not at all, and each has its own receipt.

use super::check::Faults;
use super::{Author, RecordError};
use crate::App;
use crate::once::Once;
use contract::firm_record::{AllOf, Publication};
use contract::id::{RecordId, ThirdPartyId};
use domain::policy::{ShareRecords, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::record::{NotNow, Standing};
use std::collections::BTreeSet;
use store::Tx;
use store::records::Record;

/// Each is a version of its own in one transaction.
const MOST_AT_ONCE: usize = 200;

pub async fn set_standing(
    app: &App,
    permit: &StaffPermit<ShareRecords>,
    wanted: Publication,
    once: &Once,
    receipt: Draft,
) -> Result<(), RecordError> {
    let author = Author::staff(app, permit, receipt);
    let standing = Standing::from(wanted.standing);
    let shared_with: BTreeSet<ThirdPartyId> = wanted.shared_with.into_iter().collect();
    let tx = app.write_slices(permit.firm()).await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    let mut faults = Faults::default();
    let (ids, fewest) = match wanted.all {
        // There may be nothing left to open, which is as well.
        Some(all) => (whole(&tx, permit, &all, standing, &mut faults).await?, 0),
        None => (wanted.ids, 1),
    };
    if ids.len() < fewest || ids.len() > MOST_AT_ONCE {
        faults.add(
            "ids",
            "out_of_range",
            format!("1 to {MOST_AT_ONCE} records"),
        );
    }
    faults.done()?;
    let mut faults = Faults::default();
    parties(&tx, permit, standing, &shared_with, &mut faults).await?;
    let (mut changed, mut seen) = (Vec::new(), BTreeSet::new());
    let mut ids: Vec<_> = ids.into_iter().enumerate().collect();
    // All writers take records in one order, so that no two wait for each other.
    ids.sort_by_key(|(at, id)| (*id, *at));
    for (at, id) in ids {
        if !seen.insert(id) {
            continue;
        }
        let found = store::records::find(&tx, permit.firm(), id).await?;
        let old = found.ok_or(RecordError::NotThere)?;
        match standing.open(&old.body, shared_with.len()) {
            Ok(standing) => {
                let record = Record {
                    standing,
                    shared_with: shared_with.iter().copied().collect(),
                    ..old.clone()
                };
                // As it stands already: there is nothing to write and nobody to tell.
                if record != old {
                    changed.push((old, record));
                }
            }
            Err(why @ NotNow::IsDraft) => {
                faults.add(&format!("ids.{at}"), "draft", why.to_string());
            }
            // Told once, not of each record.
            Err(NotNow::SharedWithNobody) => {}
            Err(why) => return Err(why.into()),
        }
    }
    faults.done()?;
    let mut receipts = Vec::with_capacity(changed.len());
    for (old, record) in &changed {
        store::records::update(&tx, record, &author.change).await?;
        receipts.push(told(&author, old, record));
    }
    Ok(app.commit_all(tx, receipts).await?)
}

/// Everything of a kind under a subject, for whoever the rules show it. Sharing by name names the records as well.
async fn whole(
    tx: &Tx,
    permit: &StaffPermit<ShareRecords>,
    all: &AllOf,
    standing: Standing,
    faults: &mut Faults,
) -> Result<Vec<RecordId>, RecordError> {
    if standing != Standing::ByRule {
        faults.add(
            "all",
            "superfluous",
            "only for publishing by rule; name the records otherwise",
        );
    }
    let firm = permit.firm();
    if !store::subjects::is_of(tx, firm, all.subject).await? {
        faults.add("all.subject", "unknown", "the firm has no such subject");
    }
    let found = store::records::unopened(tx, firm, all.kind, all.subject, MOST_AT_ONCE + 1).await?;
    Ok(found)
}

/// Whom it is shared with must be the firm's, and named only where it is shared.
async fn parties(
    tx: &Tx,
    permit: &StaffPermit<ShareRecords>,
    standing: Standing,
    shared_with: &BTreeSet<ThirdPartyId>,
    faults: &mut Faults,
) -> Result<(), RecordError> {
    if standing == Standing::Shared && shared_with.is_empty() {
        let why = NotNow::SharedWithNobody.to_string();
        faults.add("shared_with", "missing", why);
    }
    if standing != Standing::Shared && !shared_with.is_empty() {
        let why = "name third parties only where the records are shared with them";
        faults.add("shared_with", "superfluous", why);
    }
    for party in shared_with {
        let found = store::people::third_party(tx, permit.firm(), *party).await?;
        if found.is_none() {
            faults.add("shared_with", "unknown", "the firm has no such third party");
            break;
        }
    }
    Ok(())
}

/// Who sees it now, and who by name does no more.
fn told(author: &Author, old: &Record, record: &Record) -> Draft {
    let act = match record.standing {
        Standing::Internal => Act::RecordWithdrawn,
        Standing::ByRule => Act::RecordPublish,
        Standing::Shared => Act::RecordShared,
    };
    let mut receipt = author.receipt(act, record);
    let named = |word: &str, all: Vec<&ThirdPartyId>| {
        let names: Vec<_> = all.iter().map(ToString::to_string).collect();
        (!names.is_empty()).then(|| format!("{word}={}", names.join(",")))
    };
    let gone = |party: &&ThirdPartyId| !record.shared_with.contains(party);
    let told: Vec<_> = [
        named("with", record.shared_with.iter().collect()),
        named("no_longer", old.shared_with.iter().filter(gone).collect()),
    ]
    .into_iter()
    .flatten()
    .collect();
    receipt.query = Some(told.join("&")).filter(|told| !told.is_empty());
    receipt
}
