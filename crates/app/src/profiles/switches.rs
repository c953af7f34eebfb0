//! What a switch over modules would show to people and hide from them, told before it is thrown.

use super::ProfileError;
use super::effect::{MOST, mixed, weigh_all};
use crate::App;
use contract::id::ThirdPartyId;
use contract::profile::Effect;
use contract::switch::ModulesOff;
use domain::policy::{EditFirm, EditPeople, StaffPermit, Supposed, Unscoped};
use domain::slice::Slice;
use std::collections::BTreeSet;
use store::whole::profiles::foreseen;

/// Switches for everybody of the firm.
#[expect(
    clippy::disallowed_methods,
    reason = "what a change would do is told to the staff of the firm whose people these are"
)]
pub async fn effect_of_firm_modules(
    app: &App,
    permit: &StaffPermit<EditFirm>,
    modules: ModulesOff,
) -> Result<Slice<Effect>, ProfileError> {
    let (firm, today) = (permit.firm(), app.clock.today());
    let unscoped = Unscoped::because("what a switch would do is told before it is thrown");
    let (db, profiles) = (&app.db, &app.profiles);
    let people =
        store::session::people_of_firm(db, profiles, unscoped, firm, MOST + 1, today).await?;
    let off: BTreeSet<_> = modules.off.into_iter().collect();
    let otherwise = |_: &_| Some(Supposed::FirmOff(off.clone()));
    let (effect, all) = weigh_all(app, people, otherwise).await?;
    foreseen(permit, effect, &all).ok_or_else(mixed)
}

/// Switches for everybody of one third party.
#[expect(
    clippy::disallowed_methods,
    reason = "what a change would do is told to the staff of the firm whose people these are"
)]
pub async fn effect_of_third_party_modules(
    app: &App,
    permit: &StaffPermit<EditPeople>,
    id: ThirdPartyId,
    modules: ModulesOff,
) -> Result<Slice<Effect>, ProfileError> {
    let parties = store::people::read_profiles_of(&app.db, permit.firm()).await?;
    if !parties.contains_key(&id) {
        return Err(ProfileError::Unknown);
    }
    let unscoped = Unscoped::because("what a switch would do is told before it is thrown");
    let wanted = BTreeSet::from([id]);
    let people = store::session::people(
        &app.db,
        &app.profiles,
        unscoped,
        Some(&wanted),
        MOST + 1,
        app.clock.today(),
    )
    .await?;
    let off: BTreeSet<_> = modules.off.into_iter().collect();
    let otherwise = |_: &_| Some(Supposed::ThirdPartyOff(off.clone()));
    let (effect, all) = weigh_all(app, people, otherwise).await?;
    foreseen(permit, effect, &all).ok_or_else(mixed)
}
