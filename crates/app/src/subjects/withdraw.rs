//! Taking an interest off the record that was entered by mistake: from then on nobody sees anything through it, neither
//! as it is nor as it was. What stood is kept beside it, closed, and the receipt says what its holder lost.

use super::SubjectError;
use super::check::done;
use super::effect::{Watched, lost, watch};
use super::interest::said;
use crate::App;
use crate::once::Once;
use crate::people::Faults;
use contract::id::{FirmId, InterestId};
use contract::tree::TreeEffect;
use domain::interest::Interest;
use domain::policy::{EditSubjects, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::register::may_withdraw;
use domain::revision::Expected;
use domain::slice::Slice;
use std::collections::BTreeSet;
use store::whole::tree::revision_of_interest;
use store::{Change, Tx, interests};

pub async fn withdraw_interest(
    app: &App,
    permit: &StaffPermit<EditSubjects>,
    id: InterestId,
    expected: &Expected,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), SubjectError> {
    let firm = permit.firm();
    let tx = app.write_slices(firm).await?;
    // Taken once she is alone: who waited must not write an earlier time than the one she waited for.
    let change = Change::now(&*app.clock, &permit.staff().to_string());
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    let old = on_record(&tx, firm, id).await?;
    expected.check(&revision_of_interest(old.period))?;
    let watched = withdraw(app, &tx, firm, &old, &change).await?;
    receipt.act = Act::InterestWithdrawn;
    receipt.object = Some(old.subject.into());
    receipt.third_party = Some(old.third_party);
    let what = said(id, old.relation, old.period);
    receipt.query = Some(format!("{what}{}", lost(&watched.turned(&tx).await?)));
    Ok(app.commit(tx, receipt).await?)
}

/// What it would take from its holder's people.
pub async fn effect_of_withdrawal(
    app: &App,
    permit: &StaffPermit<EditSubjects>,
    id: InterestId,
) -> Result<Slice<TreeEffect>, SubjectError> {
    let tx = app.write_slices(permit.firm()).await?;
    let change = Change::now(&*app.clock, &permit.staff().to_string());
    let old = on_record(&tx, permit.firm(), id).await?;
    let watched = withdraw(app, &tx, permit.firm(), &old, &change).await?;
    watched.foreseen(&tx, permit).await
}

async fn on_record(tx: &Tx, firm: FirmId, id: InterestId) -> Result<Interest, SubjectError> {
    // Whatever stands in one subject is judged together, so it is changed by one at a time.
    let found = interests::find(tx, firm, id).await?;
    let (seen, _) = found.ok_or(SubjectError::Unknown)?;
    tx.alone(&seen.subject.to_string()).await?;
    let found = interests::find(tx, firm, id).await?;
    let (old, _) = found.ok_or(SubjectError::Unknown)?;
    Ok(old)
}

async fn withdraw(
    app: &App,
    tx: &Tx,
    firm: FirmId,
    old: &Interest,
    change: &Change,
) -> Result<Watched, SubjectError> {
    let held = interests::in_subject(tx, old.subject).await?;
    let held: Vec<Interest> = held.into_iter().map(|(interest, _)| interest).collect();
    let mut faults = Faults::default();
    if let Err(why) = may_withdraw(&held, old.id) {
        faults.add("interest", "register", why.to_string());
    }
    done(faults)?;
    let (holder, part) = (BTreeSet::from([old.third_party]), vec![old.subject]);
    let watched = watch(app, tx, &holder, part, Some(old.period.first)).await?;
    interests::turn(tx, firm, &[old.id], &[], change).await?;
    Ok(watched)
}
