//! What is switched off for everybody of a third party.

use super::PeopleError;
use crate::App;
use crate::once::Once;
use contract::id::ThirdPartyId;
use contract::switch::ModulesOff;
use domain::policy::{EditPeople, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::revision::Expected;
use store::Change;
use store::whole::people::revision_of_third_party;

pub async fn switch_third_party(
    app: &App,
    permit: &StaffPermit<EditPeople>,
    id: ThirdPartyId,
    modules: ModulesOff,
    expected: &Expected,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), PeopleError> {
    let tx = app.write_people(permit.firm()).await?;
    let change = Change::now(&*app.clock, &permit.staff().to_string());
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    let found = store::people::third_party(&tx, permit.firm(), id).await?;
    let party = found.ok_or(PeopleError::Unknown)?;
    let now = store::switches::of_third_party(&tx, id).await?;
    expected.check(&revision_of_third_party(&party.name, &party.profile, &now))?;
    let off = modules.off.into_iter().collect();
    store::switches::set_of_third_party(&tx, permit.firm(), id, &off, &change).await?;
    receipt.act = Act::ThirdPartySwitched;
    receipt.object = Some(id.into());
    receipt.third_party = Some(id);
    receipt.query = Some(crate::off(&off));
    Ok(app.commit(tx, receipt).await?)
}
