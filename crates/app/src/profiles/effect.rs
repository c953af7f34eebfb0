//! What a change would give to people and take from them: the same decision as ever, with one thing supposed.

use super::ProfileError;
use crate::App;
use contract::id::{ContactId, FirmId, ThirdPartyId};
use contract::people::ContactEdit;
use contract::profile::{Effect, ProfileEffect};
use domain::policy::{EditPeople, SeeProfiles, StaffPermit, Supposed, Unscoped, scope_all};
use domain::profile::{Profile, judge};
use domain::slice::{MixedViewers, Slice};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::StoreError;
use store::session::Person;
use store::whole::profiles::{Compared, compare, foreseen, judged};

/// People who are looked at. A change of the base of a large firm's types reaches more, and says so.
pub(super) const MOST: u32 = 500;

/// What is wrong with a type's new text, and what it would change.
pub async fn effect(
    app: &App,
    permit: &StaffPermit<SeeProfiles>,
    id: &str,
    text: &str,
) -> Result<Slice<ProfileEffect>, ProfileError> {
    let types = store::people::read_types(&app.db, permit.firm()).await?;
    if !types.iter().any(|(known, _)| known == id) {
        return Err(ProfileError::Unknown);
    }
    let verdict = judge(&types, id, text);
    let (mut effect, mut all) = (Effect::default(), Vec::new());
    if verdict.faults.is_empty() && !verdict.otherwise.is_empty() {
        let supposed = verdict.otherwise.into_iter();
        let supposed: BTreeMap<_, _> = supposed.map(|(id, p)| (id, Arc::new(p))).collect();
        (effect, all) = on_people(app, permit.firm(), &supposed).await?;
    }
    judged(permit, verdict.faults, effect, &all).ok_or_else(mixed)
}

#[expect(
    clippy::disallowed_methods,
    reason = "what a change would do is told to the staff of the firm whose people these are"
)]
async fn on_people(
    app: &App,
    firm: FirmId,
    supposed: &BTreeMap<String, Arc<Profile>>,
) -> Result<(Effect, Vec<Compared>), StoreError> {
    let parties: BTreeMap<ThirdPartyId, String> =
        store::people::read_profiles_of(&app.db, firm).await?;
    let wanted: BTreeSet<_> = parties
        .iter()
        .filter(|(_, profile)| supposed.contains_key(*profile))
        .map(|(party, _)| *party)
        .collect();
    let unscoped = Unscoped::because("what a change would do is told before it is made");
    let today = app.clock.today();
    let people = store::session::people(
        &app.db,
        &app.profiles,
        unscoped,
        Some(&wanted),
        MOST + 1,
        today,
    )
    .await?;
    weigh_all(app, people, |person| {
        let profile = supposed.get(parties.get(&person.third_party)?)?;
        Some(Supposed::Profile(Arc::clone(profile)))
    })
    .await
}

/// What would be otherwise for each of them, of whom at most [`MOST`] are looked at.
pub(super) async fn weigh_all(
    app: &App,
    mut people: Vec<Person>,
    otherwise: impl Fn(&Person) -> Option<Supposed>,
) -> Result<(Effect, Vec<Compared>), StoreError> {
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let mut effect = Effect {
        more: people.len() > most,
        ..Effect::default()
    };
    people.truncate(most);
    let mut all = Vec::new();
    for person in people {
        let then = otherwise(&person);
        let Some(one) = then.and_then(|then| suppose(person, then)) else {
            continue;
        };
        weigh(app, &one, &mut effect).await?;
        all.push(one);
    }
    Ok((effect, all))
}

/// What an edit of a contact would change for her.
#[expect(
    clippy::disallowed_methods,
    reason = "what a change would do is told to the staff of the firm whose contact this is"
)]
pub async fn effect_on_contact(
    app: &App,
    permit: &StaffPermit<EditPeople>,
    id: ContactId,
    edit: ContactEdit,
) -> Result<Slice<Effect>, ProfileError> {
    let unscoped = Unscoped::because("what a change would do is told before it is made");
    let today = app.clock.today();
    let person = store::session::person(&app.db, &app.profiles, unscoped, id, today).await?;
    let then = Supposed::Contact {
        role: edit.role,
        off: edit.off.into_iter().collect(),
        cannot: edit.cannot.map(|cannot| cannot.into_iter().collect()),
        sites: edit.sites,
    };
    let one = person.and_then(|person| suppose(person, then));
    let one = one.filter(|one| one.now.firm() == permit.firm());
    let one = one.ok_or(ProfileError::Unknown)?;
    let mut effect = Effect::default();
    weigh(app, &one, &mut effect).await?;
    foreseen(permit, effect, &[one]).ok_or_else(mixed)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the supposed scope is compared with hers, and nothing is answered to her"
)]
fn suppose(person: Person, otherwise: Supposed) -> Option<Compared> {
    let viewer = person.viewer?;
    Some(Compared {
        contact: person.contact,
        name: person.name,
        third_party_name: person.third_party_name,
        now: scope_all(&viewer),
        then: scope_all(&viewer.supposing(otherwise)),
    })
}

async fn weigh(app: &App, one: &Compared, effect: &mut Effect) -> Result<(), StoreError> {
    match compare(&app.db, one).await? {
        Some(found) => effect.contacts.push(found),
        None => effect.untouched += 1,
    }
    Ok(())
}

/// Somebody of another firm was among them: nothing of it is told.
pub(super) fn mixed() -> ProfileError {
    ProfileError::Store(StoreError::Mixed(MixedViewers))
}
