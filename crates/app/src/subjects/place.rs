//! Putting a subject, with all that lies below it, below another or among the roots. Whoever has to do with where it lay
//! or lies gains and loses it in the same transaction, and has the receipt that says so.

use super::SubjectError;
use super::check::done;
use super::effect::watch;
use crate::App;
use crate::once::Once;
use crate::people::Faults;
use contract::id::{FirmId, SubjectId, ThirdPartyId};
use contract::tree::{SubjectPlace, TreeEffect};
use domain::policy::{EditSubjects, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::revision::Expected;
use domain::slice::Slice;
use domain::subject::{Subject, may_lie_below};
use std::collections::BTreeSet;
use store::whole::tree::revision_of_subject;
use store::{Tx, interests, subjects};

pub async fn place_subject(
    app: &App,
    permit: &StaffPermit<EditSubjects>,
    id: SubjectId,
    place: SubjectPlace,
    expected: &Expected,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), SubjectError> {
    let tx = app.write_slices(permit.firm()).await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    let old = lying(&tx, permit.firm(), id).await?;
    expected.check(&revision_of_subject(&old))?;
    let concerned = fits(&tx, permit.firm(), &old, place.parent).await?;
    let root = "root".to_owned();
    let name = |parent: Option<SubjectId>| parent.map_or_else(|| root.clone(), |p| p.to_string());
    receipt.act = Act::SubjectPlaced;
    receipt.object = Some(id.into());
    receipt.query = Some(format!(
        "from={}&to={}",
        name(old.parent),
        name(place.parent)
    ));
    let mut receipts = vec![receipt.clone()];
    if place.parent != old.parent {
        subjects::move_to(&tx, id, place.parent).await?;
        receipts.extend(concerned.into_iter().map(|party| Draft {
            third_party: Some(party),
            ..receipt.clone()
        }));
    }
    Ok(app.commit_all(tx, receipts).await?)
}

/// What it would give to people and take from them.
pub async fn effect_of_place(
    app: &App,
    permit: &StaffPermit<EditSubjects>,
    id: SubjectId,
    place: SubjectPlace,
) -> Result<Slice<TreeEffect>, SubjectError> {
    let tx = app.write_slices(permit.firm()).await?;
    let old = lying(&tx, permit.firm(), id).await?;
    let mut concerned = fits(&tx, permit.firm(), &old, place.parent).await?;
    concerned.extend(interests::holders_above(&tx, id).await?);
    let watched = watch(app, &tx, &concerned, vec![id], None).await?;
    if place.parent != old.parent {
        subjects::move_to(&tx, id, place.parent).await?;
    }
    watched.foreseen(&tx, permit).await
}

async fn lying(tx: &Tx, firm: FirmId, id: SubjectId) -> Result<Subject, SubjectError> {
    tx.alone(&id.to_string()).await?;
    let found = subjects::find(tx, firm, id).await?;
    found.ok_or(SubjectError::Unknown)
}

/// Whether it may lie there, and which third parties have to do with the one place and not with the other.
async fn fits(
    tx: &Tx,
    firm: FirmId,
    old: &Subject,
    parent: Option<SubjectId>,
) -> Result<BTreeSet<ThirdPartyId>, SubjectError> {
    let mut faults = Faults::default();
    if let Some(parent) = parent {
        // Shares above count for everything below: a register may be set nowhere on the line meanwhile.
        tx.alone(&format!("registers of {firm}")).await?;
        if subjects::find(tx, firm, parent).await?.is_none() {
            faults.add("parent", "unknown", "the firm has no such subject");
        } else if let Err(why) = may_lie_below(old.id, &subjects::line(tx, parent).await?) {
            faults.add("parent", "circle", why.to_string());
        } else {
            let meeting = subjects::registers_meeting(tx, old.id, parent).await?;
            if !meeting.is_empty() && old.parent != Some(parent) {
                let why = format!(
                    "there is a register of shares in {} already, and one here: both would count",
                    meeting.join(", ")
                );
                faults.add("parent", "registers", why);
            }
        }
    }
    done(faults)?;
    let mut holders = [BTreeSet::new(), BTreeSet::new()];
    for (holders, place) in holders.iter_mut().zip([old.parent, parent]) {
        if let Some(place) = place {
            *holders = interests::holders_above(tx, place).await?;
        }
    }
    let [left, joined] = holders;
    Ok(left.symmetric_difference(&joined).copied().collect())
}
