//! A contact lets colleagues of her own in, changes what they may, and ends it.

use super::PeopleError;
use super::check::Faults;
use super::invite::send;
use super::write::{close, drafted, let_in, rewrite};
use crate::App;
use crate::once::Once;
use contract::colleague::{ColleagueEdit, NewColleague};
use contract::id::{ContactId, SubjectId};
use contract::people::ContactEdit;
use domain::policy::{Beyond, ColleagueFacts, ColleaguePermit, Denial, Manager, Rights, scope_all};
use domain::receipt::{Act, Draft};
use domain::revision::Expected;
use std::collections::BTreeSet;
use store::Tx;
use store::people::Contact;
use store::scoped::colleagues::facts;
use store::whole::people::{FoundContact, addressee_in, contact_in};

/// Lets somebody in and sends her the way there, which says who asked her.
pub async fn add_colleague(
    app: &App,
    manager: &Manager<'_>,
    new: NewColleague,
    once: &Once,
    mut receipt: Draft,
) -> Result<ContactId, PeopleError> {
    let me = manager.viewer();
    let tx = app.write_people(me.firm()).await?;
    if let Some(made) = once.made(app, &tx).await? {
        return Ok(made);
    }
    still(&tx, manager).await?;
    let edit = ContactEdit {
        name: new.name,
        email: new.email,
        role: new.role,
        off: new.off,
        cannot: new.cannot,
        sites: new.sites,
    };
    // What she may not do herself is not hers to give, unless she says otherwise and is refused.
    let kept: Vec<_> = me.cannot().iter().copied().collect();
    let mut faults = Faults::default();
    let third_party = me.third_party();
    let contact = drafted(&tx, me.firm(), third_party, edit, &kept, &mut faults).await?;
    let seen = seen(&tx, manager, &contact).await?;
    let permit = proved(manager.add(&rights(&contact), &seen), faults)?;
    let id = let_in(app, &tx, &permit, contact, &mut receipt).await?;
    let found = addressee_in(&tx, me.firm(), id).await?;
    let (found, firm) = found.ok_or(PeopleError::Unknown)?;
    send(app, &tx, &found, &firm, Some(me.contact_name())).await?;
    let mut invited = receipt.clone();
    invited.act = Act::ContactInvited;
    invited.query = None;
    once.note(&tx, id).await?;
    app.commit_all(tx, vec![receipt, invited]).await?;
    app.wake.notify_one();
    Ok(id)
}

/// Her address stays: under another she would be another person, who reads what this one did.
pub async fn edit_colleague(
    app: &App,
    manager: &Manager<'_>,
    id: ContactId,
    edit: ColleagueEdit,
    expected: &Expected,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), PeopleError> {
    let me = manager.viewer();
    let tx = app.write_people(me.firm()).await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    still(&tx, manager).await?;
    let (found, had) = hers(&tx, manager, id).await?;
    expected.check(&found.revision)?;
    let edit = ContactEdit {
        name: edit.name,
        email: found.row.email,
        role: edit.role,
        off: edit.off,
        cannot: edit.cannot,
        sites: edit.sites,
    };
    let (mut faults, kept) = (Faults::default(), &found.row.cannot);
    let third_party = found.third_party;
    let mut contact = drafted(&tx, me.firm(), third_party, edit, kept, &mut faults).await?;
    contact.id = id;
    let seen = seen(&tx, manager, &contact).await?;
    let permit = proved(manager.change(&had, &rights(&contact), &seen), faults)?;
    rewrite(app, &tx, &permit, &contact, &mut receipt).await?;
    Ok(app.commit(tx, receipt).await?)
}

pub async fn end_colleague(
    app: &App,
    manager: &Manager<'_>,
    id: ContactId,
    mut receipt: Draft,
) -> Result<(), PeopleError> {
    let tx = app.write_people(manager.viewer().firm()).await?;
    still(&tx, manager).await?;
    let (found, had) = hers(&tx, manager, id).await?;
    let permit = manager.end(&had)?;
    close(app, &tx, &permit, permit.firm(), &found, &mut receipt).await?;
    Ok(app.commit(tx, receipt).await?)
}

/// Whether she still is what she was when she asked. A firm's people are written one at a time, so of two who end each
/// other in the same moment one is too late, and somebody is left.
async fn still(tx: &Tx, manager: &Manager<'_>) -> Result<(), PeopleError> {
    let me = manager.viewer();
    let now = contact_in(tx, me.firm(), me.contact()).await?;
    let now = now.as_ref().and_then(facts).map(|facts| facts.rights);
    if now != Some(manager.rights()) {
        return Err(Denial::Hidden.into());
    }
    Ok(())
}

/// Somebody who is hers to change and to end.
async fn hers(
    tx: &Tx,
    manager: &Manager<'_>,
    id: ContactId,
) -> Result<(FoundContact, ColleagueFacts), PeopleError> {
    let found = contact_in(tx, manager.viewer().firm(), id).await?;
    let found = found.and_then(|found| facts(&found).map(|facts| (found, facts)));
    // Whose access was ended is let in again, not changed.
    let (found, had) = found.ok_or(Denial::Hidden)?;
    manager.manages(&had)?;
    Ok((found, had))
}

/// Which of the sites that are to be given she sees herself.
async fn seen(
    tx: &Tx,
    manager: &Manager<'_>,
    contact: &Contact,
) -> Result<BTreeSet<SubjectId>, PeopleError> {
    let named = contact.sites.as_deref().unwrap_or_default();
    let scope = scope_all(manager.viewer());
    Ok(store::scoped::subjects::seen(tx, &scope, named).await?)
}

fn rights(contact: &Contact) -> Rights {
    Rights {
        role: contact.role.clone(),
        off: contact.off.clone(),
        cannot: contact.cannot.clone(),
        sites: contact.sites.clone(),
    }
}

/// The permit, if nothing at all is wrong; whatever is, is told at once.
fn proved(
    decided: Result<ColleaguePermit, Vec<Beyond>>,
    mut faults: Faults,
) -> Result<ColleaguePermit, PeopleError> {
    match decided {
        Ok(permit) => faults.done().map(|()| permit),
        Err(beyond) => {
            faults.beyond(&beyond);
            Err(PeopleError::Beyond(faults.into_errors(), beyond))
        }
    }
}
