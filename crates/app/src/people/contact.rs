//! Making somebody a contact, and changing what she is called, signs in by, or may.

use super::PeopleError;
use super::check::{Faults, foreign, profile};
use super::third_party::BY_HAND;
use crate::App;
use crate::once::Once;
use contract::id::{ContactId, ThirdPartyId};
use contract::people::{ContactEdit, NewContact};
use domain::clock::new_id;
use domain::policy::{EditPeople, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::revision::Expected;
use store::people::{Contact, External};
use store::{Change, Tx};

/// Somebody whose access was ended before gets it back: she is the same person, with her receipts.
pub async fn add_contact(
    app: &App,
    permit: &StaffPermit<EditPeople>,
    new: NewContact,
    once: &Once,
    mut receipt: Draft,
) -> Result<ContactId, PeopleError> {
    let tx = app.write_people(permit.firm()).await?;
    let change = Change::now(&*app.clock, &permit.staff().to_string());
    if let Some(made) = once.made(app, &tx).await? {
        return Ok(made);
    }
    let edit = ContactEdit {
        name: new.name,
        email: new.email,
        role: new.role,
        off: new.off,
        sites: new.sites,
    };
    let mut contact = checked(&tx, permit, new.third_party, edit).await?;
    let known =
        store::whole::people::contact_of_address(&tx, new.third_party, &contact.email).await?;
    match known {
        Some(known) if known.row.role.is_some() => {
            let mut faults = Faults::default();
            faults.add("email", "taken", "this address is a contact here already");
            return Err(faults.done().err().unwrap_or(PeopleError::Unknown));
        }
        Some(known) => {
            contact.id = known.row.id;
            store::people::update_contact(&tx, &contact, known.identity, &change).await?;
        }
        None => {
            contact.id = new_id(&*app.clock, &*app.entropy);
            contact.external.reference = contact.id.to_string();
            let fresh = new_id(&*app.clock, &*app.entropy);
            let identity = store::people::identity_of(&tx, &contact.email, fresh, &change).await?;
            store::people::insert_contact(&tx, &contact, identity, &change).await?;
        }
    }
    receipt.act = Act::ContactAdded;
    receipt.object = Some(contact.id.into());
    receipt.third_party = Some(contact.third_party);
    receipt.query = Some(format!("role={}", contact.role));
    once.note(&tx, contact.id).await?;
    app.commit(tx, receipt).await?;
    Ok(contact.id)
}

pub async fn edit_contact(
    app: &App,
    permit: &StaffPermit<EditPeople>,
    id: ContactId,
    edit: ContactEdit,
    expected: &Expected,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), PeopleError> {
    let tx = app.write_people(permit.firm()).await?;
    let change = Change::now(&*app.clock, &permit.staff().to_string());
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    let found = store::whole::people::contact_in(&tx, permit.firm(), id).await?;
    // Whose access was ended is made a contact again, not changed.
    let found = found
        .filter(|found| found.row.role.is_some())
        .ok_or(PeopleError::Unknown)?;
    expected.check(&found.revision)?;
    let other =
        store::whole::people::contact_of_address(&tx, found.third_party, &edit.email).await?;
    if other.is_some_and(|other| other.row.id != id) {
        let mut faults = Faults::default();
        faults.add("email", "taken", "this address is another contact's here");
        faults.done()?;
    }
    let mut contact = checked(&tx, permit, found.third_party, edit).await?;
    contact.id = id;
    let fresh = new_id(&*app.clock, &*app.entropy);
    let identity = store::people::identity_of(&tx, &contact.email, fresh, &change).await?;
    store::people::update_contact(&tx, &contact, identity, &change).await?;
    receipt.act = Act::ContactChanged;
    receipt.object = Some(id.into());
    receipt.third_party = Some(found.third_party);
    receipt.query = Some(format!("role={}", contact.role));
    Ok(app.commit(tx, receipt).await?)
}

/// Everything about her but who she is.
async fn checked(
    tx: &Tx,
    permit: &StaffPermit<EditPeople>,
    third_party: ThirdPartyId,
    edit: ContactEdit,
) -> Result<Contact, PeopleError> {
    let firm = permit.firm();
    let party = store::people::third_party(tx, firm, third_party).await?;
    let party = party.ok_or(PeopleError::Unknown)?;
    let mut faults = Faults::default();
    let name = faults.name(&edit.name);
    let roles = profile(tx, firm, &party.profile).await?.map(|p| p.roles);
    if !roles.is_some_and(|roles| roles.contains_key(&edit.role)) {
        faults.add("role", "unknown", "her third party's type has no such role");
    }
    let sites = edit.sites.as_deref().unwrap_or_default();
    if !foreign(tx, firm, sites).await?.is_empty() {
        faults.add("sites", "unknown", "one of these is none of the firm's");
    }
    faults.done()?;
    Ok(Contact {
        id: ContactId::from_bytes([0; 16]),
        firm,
        third_party,
        name,
        email: edit.email,
        role: edit.role,
        off: edit.off.into_iter().collect(),
        sites: edit.sites,
        external: External {
            source: BY_HAND.to_owned(),
            reference: String::new(),
        },
    })
}
