//! Writing a contact on whoever's authority: staff of her firm's, or somebody of her own third party who manages her.

use super::PeopleError;
use super::archive::in_use;
use super::check::{Faults, profile};
use super::third_party::BY_HAND;
use crate::App;
use contract::id::{ContactId, FirmId, ThirdPartyId};
use contract::kind::Action;
use contract::people::ContactEdit;
use domain::clock::new_id;
use domain::policy::{ColleaguePermit, EditPeople, EndAccess, StaffPermit};
use domain::receipt::{Act, Draft};
use store::people::{Contact, External};
use store::whole::people::FoundContact;
use store::{Change, Tx};

/// Proof that somebody may write people of this third party.
pub(super) trait Authority {
    fn covers(&self, firm: FirmId, third_party: ThirdPartyId) -> bool;
    /// Who it is, for the record.
    fn by(&self) -> String;
}

impl Authority for StaffPermit<EditPeople> {
    fn covers(&self, firm: FirmId, _: ThirdPartyId) -> bool {
        self.firm() == firm
    }
    fn by(&self) -> String {
        self.staff().to_string()
    }
}

impl Authority for StaffPermit<EndAccess> {
    fn covers(&self, firm: FirmId, _: ThirdPartyId) -> bool {
        self.firm() == firm
    }
    fn by(&self) -> String {
        self.staff().to_string()
    }
}

impl Authority for ColleaguePermit {
    fn covers(&self, firm: FirmId, third_party: ThirdPartyId) -> bool {
        self.firm() == firm && self.third_party() == third_party
    }
    fn by(&self) -> String {
        self.by().to_string()
    }
}

/// Everything about her but who she is, with what is wrong of her name and role whoever writes it. What she may not do
/// stays as `kept` has it, where the edit says nothing of it.
pub(super) async fn drafted(
    tx: &Tx,
    firm: FirmId,
    third_party: ThirdPartyId,
    edit: ContactEdit,
    kept: &[Action],
    faults: &mut Faults,
) -> Result<Contact, PeopleError> {
    let party = store::people::third_party(tx, firm, third_party).await?;
    let party = party.ok_or(PeopleError::Unknown)?;
    let name = faults.name(&edit.name);
    let profile = profile(tx, firm, &party.profile).await?;
    let profile = profile.filter(|profile| profile.roles.contains_key(&edit.role));
    let opened = profile.map(|profile| profile.opens(&edit.role));
    if opened.is_none() {
        faults.add("role", "unknown", "her third party's type has no such role");
    }
    let opened = opened.unwrap_or_default();
    let given = edit.cannot.as_deref().unwrap_or_default();
    if let Some(other) = given.iter().find(|action| !opened.contains(action)) {
        let message = format!("this role opens nothing called {other}");
        faults.add("cannot", "unknown", message);
    }
    Ok(Contact {
        id: ContactId::from_bytes([0; 16]),
        firm,
        third_party,
        name,
        email: edit.email,
        role: edit.role,
        off: edit.off.into_iter().collect(),
        cannot: edit
            .cannot
            .unwrap_or_else(|| kept.to_vec())
            .into_iter()
            .collect(),
        sites: edit.sites,
        external: External {
            source: BY_HAND.to_owned(),
            reference: String::new(),
        },
    })
}

/// Somebody whose access was ended before gets it back: she is the same person, with her receipts.
pub(super) async fn let_in(
    app: &App,
    tx: &Tx,
    authority: &impl Authority,
    mut contact: Contact,
    receipt: &mut Draft,
) -> Result<ContactId, PeopleError> {
    let change = change(app, authority, contact.firm, contact.third_party)?;
    in_use(tx, contact.firm, contact.third_party).await?;
    let known =
        store::whole::people::contact_of_address(tx, contact.third_party, &contact.email).await?;
    match known {
        Some(known) if known.row.role.is_some() => {
            return Err(taken("this address is a contact here already"));
        }
        Some(known) => {
            contact.id = known.row.id;
            store::people::update_contact(tx, &contact, known.identity, &change).await?;
        }
        None => {
            contact.id = new_id(&*app.clock, &*app.entropy);
            contact.external.reference = contact.id.to_string();
            let fresh = new_id(&*app.clock, &*app.entropy);
            let identity = store::people::identity_of(tx, &contact.email, fresh, &change).await?;
            store::people::insert_contact(tx, &contact, identity, &change).await?;
        }
    }
    tell(receipt, Act::ContactAdded, &contact);
    Ok(contact.id)
}

pub(super) async fn rewrite(
    app: &App,
    tx: &Tx,
    authority: &impl Authority,
    contact: &Contact,
    receipt: &mut Draft,
) -> Result<(), PeopleError> {
    let change = change(app, authority, contact.firm, contact.third_party)?;
    let fresh = new_id(&*app.clock, &*app.entropy);
    let identity = store::people::identity_of(tx, &contact.email, fresh, &change).await?;
    store::people::update_contact(tx, contact, identity, &change).await?;
    tell(receipt, Act::ContactChanged, contact);
    Ok(())
}

/// Her role is closed, so her page and her live streams end at once; she and her receipts stay on record.
pub(super) async fn close(
    app: &App,
    tx: &Tx,
    authority: &impl Authority,
    firm: FirmId,
    found: &FoundContact,
    receipt: &mut Draft,
) -> Result<(), PeopleError> {
    let change = change(app, authority, firm, found.third_party)?;
    store::people::close_role(tx, found.row.id, &change).await?;
    receipt.act = Act::ContactEnded;
    receipt.object = Some(found.row.id.into());
    receipt.third_party = Some(found.third_party);
    Ok(())
}

/// Who changes what, if the authority reaches that far.
fn change(
    app: &App,
    authority: &impl Authority,
    firm: FirmId,
    third_party: ThirdPartyId,
) -> Result<Change, PeopleError> {
    if !authority.covers(firm, third_party) {
        return Err(PeopleError::Unknown);
    }
    Ok(Change::now(&*app.clock, &authority.by()))
}

fn tell(receipt: &mut Draft, act: Act, contact: &Contact) {
    receipt.act = act;
    receipt.object = Some(contact.id.into());
    receipt.third_party = Some(contact.third_party);
    receipt.query = Some(format!("role={}", contact.role));
}

/// Two contacts of one third party with one address would be one hat.
pub(super) fn taken(message: &str) -> PeopleError {
    let mut faults = Faults::default();
    faults.add("email", "taken", message);
    PeopleError::Invalid(faults.into_errors())
}
