//! Staff make somebody a contact, and change what she is called, signs in by, or may.

use super::PeopleError;
use super::check::{Faults, foreign};
use super::write::{drafted, let_in, rewrite, taken};
use crate::App;
use crate::once::Once;
use contract::id::{ContactId, ThirdPartyId};
use contract::kind::Action;
use contract::people::{ContactEdit, NewContact};
use domain::policy::{EditPeople, StaffPermit};
use domain::receipt::Draft;
use domain::revision::Expected;
use store::Tx;
use store::people::Contact;

pub async fn add_contact(
    app: &App,
    permit: &StaffPermit<EditPeople>,
    new: NewContact,
    once: &Once,
    mut receipt: Draft,
) -> Result<ContactId, PeopleError> {
    let tx = app.write_people(permit.firm()).await?;
    if let Some(made) = once.made(app, &tx).await? {
        return Ok(made);
    }
    let edit = ContactEdit {
        name: new.name,
        email: new.email,
        role: new.role,
        off: new.off,
        cannot: Some(new.cannot),
        sites: new.sites,
    };
    let contact = checked(&tx, permit, new.third_party, edit, &[]).await?;
    let id = let_in(app, &tx, permit, contact, &mut receipt).await?;
    once.note(&tx, id).await?;
    app.commit(tx, receipt).await?;
    Ok(id)
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
        return Err(taken("this address is another contact's here"));
    }
    let kept = &found.row.cannot;
    let mut contact = checked(&tx, permit, found.third_party, edit, kept).await?;
    contact.id = id;
    rewrite(app, &tx, permit, &contact, &mut receipt).await?;
    Ok(app.commit(tx, receipt).await?)
}

async fn checked(
    tx: &Tx,
    permit: &StaffPermit<EditPeople>,
    third_party: ThirdPartyId,
    edit: ContactEdit,
    kept: &[Action],
) -> Result<Contact, PeopleError> {
    let mut faults = Faults::default();
    let contact = drafted(tx, permit.firm(), third_party, edit, kept, &mut faults).await?;
    let sites = contact.sites.as_deref().unwrap_or_default();
    if !foreign(tx, permit.firm(), sites).await?.is_empty() {
        faults.add("sites", "unknown", "one of these is none of the firm's");
    }
    faults.done()?;
    Ok(contact)
}
