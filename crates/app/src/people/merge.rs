//! Making one third party another of the same type: its people, interests, shares and the records that name it pass over in
//! one transaction, and it is put away. What will happen is told before, by the same decision.

use super::PeopleError;
use super::archive::{found, told};
use super::check::Faults;
use crate::App;
use crate::once::Once;
use crate::subjects::by_hand;
use contract::id::{ContactId, FirmId, ThirdPartyId};
use contract::merge::{MergePerson, MergeView, PersonBecomes};
use domain::merge::{Becomes, Interests, NotMerged, Person, interests, people};
use domain::policy::{EditPeople, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::revision::Expected;
use domain::slice::Slice;
use store::merges::{Archived, Naming};
use store::people::ThirdParty;
use store::whole::people::foretold;
use store::{Change, Tx};

/// Everything that is to happen.
struct Plan {
    from: ThirdParty,
    into: ThirdParty,
    people: Vec<(Person, String, Becomes)>,
    interests: Result<Interests, NotMerged>,
    named: Naming,
    faults: Faults,
}

/// What merging would move, join and end, and what stands in its way. Changes nothing.
pub async fn foresee_merge(
    app: &App,
    permit: &StaffPermit<EditPeople>,
    from: ThirdPartyId,
    into: ThirdPartyId,
) -> Result<Slice<MergeView>, PeopleError> {
    // Read as it would be written, and let go of.
    let tx = app.db.write().await?;
    let plan = plan(&tx, permit.firm(), from, into, &Expected::Any).await?;
    let interests = plan.interests.unwrap_or_default();
    let person = |(person, name, becomes): &(Person, String, Becomes)| MergePerson {
        contact: person.contact,
        name: name.clone(),
        becomes: match becomes {
            Becomes::Moves(_) if !person.is_open => PersonBecomes::MovesEnded,
            Becomes::Moves(_) => PersonBecomes::Moves,
            Becomes::IsThere(_) => PersonBecomes::IsThere,
            Becomes::Returns(..) => PersonBecomes::Returns,
            Becomes::Stays => PersonBecomes::Stays,
        },
    };
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let view = MergeView {
        from: plan.from.id,
        from_name: plan.from.name,
        into: plan.into.id,
        into_name: plan.into.name,
        people: plan.people.iter().map(person).collect(),
        interests: count(interests.opened.len()),
        joined: interests.joined,
        addressed: count(plan.named.addressed.len()),
        shared: count(plan.named.shared.len()),
        faults: plan.faults.into_errors(),
    };
    Ok(foretold(permit, view))
}

pub async fn merge(
    app: &App,
    permit: &StaffPermit<EditPeople>,
    from: ThirdPartyId,
    into: ThirdPartyId,
    expected: &Expected,
    once: &Once,
    receipt: Draft,
) -> Result<(), PeopleError> {
    let firm = permit.firm();
    let tx = app.write_people(firm).await?;
    // What the index is worked out from changes as well.
    app.alone_with_slices(&tx, firm).await?;
    let change = Change::now(&*app.clock, &permit.staff().to_string());
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    let plan = plan(&tx, firm, from, into, expected).await?;
    plan.faults.done()?;
    let interests = plan.interests.unwrap_or_default();
    let mut receipts = Vec::new();
    for (person, _, becomes) in &plan.people {
        receipts.extend(settle(&tx, &plan.into, person, becomes, &change, &receipt).await?);
    }
    let closed: Vec<_> = interests.closed.iter().map(|one| one.id).collect();
    let mut opened = Vec::with_capacity(interests.opened.len());
    for interest in interests.opened.clone() {
        let known = store::interests::find(&tx, firm, interest.id).await?;
        let external = known.map_or_else(|| by_hand(interest.id), |(_, external)| external);
        opened.push((interest, external));
    }
    store::interests::turn(&tx, firm, &closed, &opened, &change).await?;
    store::merges::move_records(&tx, from, into, &plan.named, &change).await?;
    let archived = Archived {
        at: change.at,
        into: Some(into),
    };
    store::merges::set_archived(&tx, firm, from, Some(archived)).await?;
    let counts = format!(
        "from={from}&into={into}&people={}&interests={}&joined={}&addressed={}&shared={}",
        plan.people.len(),
        interests.opened.len(),
        interests.joined,
        plan.named.addressed.len(),
        plan.named.shared.len(),
    );
    // One for each of the two: what happened to it is in its own receipts.
    for party in [from, into] {
        let mut merged = told(&receipt, Act::ThirdPartyMerged, party);
        merged.query = Some(counts.clone());
        receipts.push(merged);
    }
    Ok(app.commit_all(tx, receipts).await?)
}

async fn plan(
    tx: &Tx,
    firm: FirmId,
    from: ThirdPartyId,
    into: ThirdPartyId,
    expected: &Expected,
) -> Result<Plan, PeopleError> {
    let from = found(tx, firm, from, expected).await?;
    let into = found(tx, firm, into, &Expected::Any).await?;
    let mut faults = Faults::default();
    if from.id == into.id {
        refuse(&mut faults, "same", NotMerged::Same);
    } else if from.profile != into.profile {
        refuse(&mut faults, "other_type", NotMerged::OtherType);
    }
    let archives = store::merges::archives(tx, firm).await?;
    if [from.id, into.id]
        .iter()
        .any(|id| archives.contains_key(id))
    {
        refuse(&mut faults, "archived", NotMerged::Archived);
    }
    let off = store::switches::of_third_party(tx, from.id).await?;
    let (ours, names): (Vec<_>, Vec<_>) = store::merges::people(tx, from.id)
        .await?
        .into_iter()
        .unzip();
    let there = store::merges::people(tx, into.id).await?;
    let there: Vec<_> = there.into_iter().map(|(person, _)| person).collect();
    let becomes = people(&ours, &there, &off);
    let held = store::merges::interests_of(tx, from.id).await?;
    let held_there = store::merges::interests_of(tx, into.id).await?;
    let interests = interests(&held, &held_there, into.id);
    if let Err(why @ NotMerged::BothHoldShares(subject)) = interests {
        let subject = store::subjects::find(tx, firm, subject).await?;
        let name = subject.map(|subject| subject.name).unwrap_or_default();
        let why = why.to_string().replacen("this", &name, 1);
        faults.add("into", "both_hold_shares", why);
    }
    let named = store::merges::naming(tx, from.id).await?;
    let people = ours.into_iter().zip(names).zip(becomes);
    Ok(Plan {
        people: people
            .map(|((person, name), becomes)| (person, name, becomes))
            .collect(),
        from,
        into,
        interests,
        named,
        faults,
    })
}

/// Does what becomes of somebody, and answers what her own receipts say of it.
async fn settle(
    tx: &Tx,
    into: &ThirdParty,
    person: &Person,
    becomes: &Becomes,
    change: &Change,
    receipt: &Draft,
) -> Result<Option<Draft>, PeopleError> {
    let of = |act: Act, contact: ContactId| Draft {
        object: Some(contact.into()),
        ..told(receipt, act, into.id)
    };
    let firm = into.firm;
    Ok(match becomes {
        Becomes::Moves(off) => {
            store::merges::move_contact(tx, firm, person.contact, into.id).await?;
            if person.is_open && *off != person.off {
                store::people::switch_off(tx, person.contact, person.contact, off, change).await?;
            }
            Some(of(Act::ContactMoved, person.contact))
        }
        Becomes::IsThere(_) => {
            store::people::close_role(tx, person.contact, change).await?;
            Some(of(Act::ContactEnded, person.contact))
        }
        Becomes::Returns(there, off) => {
            store::people::switch_off(tx, person.contact, *there, off, change).await?;
            store::people::close_role(tx, person.contact, change).await?;
            Some(of(Act::ContactAdded, *there))
        }
        Becomes::Stays => None,
    })
}

fn refuse(faults: &mut Faults, code: &str, why: NotMerged) {
    faults.add("into", code, why.to_string());
}
