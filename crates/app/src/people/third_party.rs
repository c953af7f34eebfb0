//! Making a third party, and changing its name or type.

use super::PeopleError;
use super::check::{Faults, profile};
use crate::App;
use crate::once::Once;
use contract::id::{FirmId, ThirdPartyId};
use contract::people::{NewThirdParty, ThirdPartyPatch};
use domain::clock::new_id;
use domain::policy::{EditPeople, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::revision::Expected;
use store::people::{External, ThirdParty};
use store::whole::people::revision_of_third_party;
use store::{Change, Tx};

/// Where whatever comes from that staff made by hand.
pub(crate) const BY_HAND: &str = "staff";

pub async fn add_third_party(
    app: &App,
    permit: &StaffPermit<EditPeople>,
    new: NewThirdParty,
    once: &Once,
    mut receipt: Draft,
) -> Result<ThirdPartyId, PeopleError> {
    let change = Change::now(&*app.clock, &permit.staff().to_string());
    let tx = app.write_people(permit.firm()).await?;
    if let Some(made) = once.made(app, &tx).await? {
        return Ok(made);
    }
    let name = checked(&tx, permit.firm(), &new.name, &new.profile).await?;
    let id: ThirdPartyId = new_id(&*app.clock, &*app.entropy);
    let mut slug = [0; 16];
    app.entropy.fill(&mut slug);
    let party = ThirdParty {
        id,
        firm: permit.firm(),
        profile: new.profile,
        name,
        slug: hex::encode(slug),
        external: External {
            source: BY_HAND.to_owned(),
            reference: id.to_string(),
        },
    };
    store::people::insert_third_party(&tx, &party, &change).await?;
    receipt.act = Act::ThirdPartyAdded;
    receipt.object = Some(id.into());
    receipt.third_party = Some(id);
    once.note(&tx, id).await?;
    app.commit(tx, receipt).await?;
    Ok(id)
}

pub async fn edit_third_party(
    app: &App,
    permit: &StaffPermit<EditPeople>,
    id: ThirdPartyId,
    patch: ThirdPartyPatch,
    expected: &Expected,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), PeopleError> {
    let tx = app.write_people(permit.firm()).await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    let found = store::people::third_party(&tx, permit.firm(), id).await?;
    let mut party = found.ok_or(PeopleError::Unknown)?;
    let off = store::switches::of_third_party(&tx, id).await?;
    expected.check(&revision_of_third_party(&party.name, &party.profile, &off))?;
    party.profile = patch.profile.unwrap_or(party.profile);
    let name = patch.name.unwrap_or(party.name);
    party.name = checked(&tx, permit.firm(), &name, &party.profile).await?;
    store::people::update_third_party(&tx, &party).await?;
    receipt.act = Act::ThirdPartyChanged;
    receipt.object = Some(id.into());
    receipt.third_party = Some(id);
    Ok(app.commit(tx, receipt).await?)
}

async fn checked(tx: &Tx, firm: FirmId, name: &str, kind: &str) -> Result<String, PeopleError> {
    let mut faults = Faults::default();
    let name = faults.name(name);
    if profile(tx, firm, kind).await?.is_none() {
        faults.add("type", "unknown", "the firm has no such type");
    }
    faults.done()?;
    Ok(name)
}
