//! Putting a third party away: its people's access ends, and no list shows it unless it is asked for. Whatever it had stays
//! on record, so it can be brought back; its people are let in anew then, one by one.

use super::PeopleError;
use super::check::Faults;
use crate::App;
use crate::once::Once;
use contract::id::{FirmId, ThirdPartyId};
use domain::policy::{EditPeople, EndAccess, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::revision::Expected;
use store::merges::Archived;
use store::people::ThirdParty;
use store::whole::people::revision_of_third_party;
use store::{Change, Tx};

pub async fn archive(
    app: &App,
    permit: &StaffPermit<EndAccess>,
    id: ThirdPartyId,
    expected: &Expected,
    once: &Once,
    receipt: Draft,
) -> Result<(), PeopleError> {
    let tx = app.write_people(permit.firm()).await?;
    let change = Change::now(&*app.clock, &permit.staff().to_string());
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    found(&tx, permit.firm(), id, expected).await?;
    if store::merges::archived(&tx, permit.firm(), id)
        .await?
        .is_some()
    {
        return Err(refused("archived", "it is archived already"));
    }
    let mut receipts = vec![told(&receipt, Act::ThirdPartyArchived, id)];
    for (person, _) in store::merges::people(&tx, id).await? {
        if person.is_open {
            store::people::close_role(&tx, person.contact, &change).await?;
            let mut ended = told(&receipt, Act::ContactEnded, id);
            ended.object = Some(person.contact.into());
            receipts.push(ended);
        }
    }
    let archived = Archived {
        at: change.at,
        into: None,
    };
    store::merges::set_archived(&tx, permit.firm(), id, Some(archived)).await?;
    Ok(app.commit_all(tx, receipts).await?)
}

/// In use again, as it was, with nobody who may sign in.
pub async fn bring_back(
    app: &App,
    permit: &StaffPermit<EditPeople>,
    id: ThirdPartyId,
    expected: &Expected,
    once: &Once,
    receipt: Draft,
) -> Result<(), PeopleError> {
    let tx = app.write_people(permit.firm()).await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    found(&tx, permit.firm(), id, expected).await?;
    match store::merges::archived(&tx, permit.firm(), id).await? {
        None => return Err(refused("not_archived", "it is in use")),
        Some(Archived { into: Some(_), .. }) => {
            let why = "all it had belongs to the one it became, so there is nothing to bring back";
            return Err(refused("merged", why));
        }
        Some(_) => {}
    }
    store::merges::set_archived(&tx, permit.firm(), id, None).await?;
    let receipt = told(&receipt, Act::ThirdPartyRestored, id);
    Ok(app.commit(tx, receipt).await?)
}

/// Nobody is let in to what is put away.
pub(super) async fn in_use(tx: &Tx, firm: FirmId, id: ThirdPartyId) -> Result<(), PeopleError> {
    match store::merges::archived(tx, firm, id).await? {
        None => Ok(()),
        Some(_) => Err(refused("archived", "it is archived: bring it back first")),
    }
}

/// The firm's third party as whoever asks saw it.
pub(super) async fn found(
    tx: &Tx,
    firm: FirmId,
    id: ThirdPartyId,
    expected: &Expected,
) -> Result<ThirdParty, PeopleError> {
    let found = store::people::third_party(tx, firm, id).await?;
    let party = found.ok_or(PeopleError::Unknown)?;
    let off = store::switches::of_third_party(tx, id).await?;
    expected.check(&revision_of_third_party(&party.name, &party.profile, &off))?;
    Ok(party)
}

pub(super) fn told(receipt: &Draft, act: Act, party: ThirdPartyId) -> Draft {
    Draft {
        act,
        object: Some(party.into()),
        third_party: Some(party),
        ..receipt.clone()
    }
}

fn refused(code: &str, why: &str) -> PeopleError {
    let mut faults = Faults::default();
    faults.add("third_party", code, why);
    PeopleError::Invalid(faults.into_errors())
}
