//! The first firm, its own copies of the types of third parties, and its owner, who is signed in at once: in one
//! transaction, or not at all.
//!
//! The key counts like the link of a mail. It has as many random bits, works once, is kept as a hash and is read by
//! nobody but whoever runs the server, who could make any link there is (`sightline link`). It does not prove that the
//! owner's address is hers, so the usual mail goes there as well: if it does not come, she finds out while she is in.

use super::SetupError;
use crate::App;
use crate::sign_in::{self, Redeemed, Secret, secret};
use contract::email::Email;
use contract::firm::FirmFace;
use contract::problem::FieldError;
use contract::session::Assurance;
use contract::setup::NewHouse;
use contract::staff::StaffRole;
use domain::clock::new_id;
use domain::face::Face;
use domain::receipt::{Act, Actor, Chain, Draft};
use store::staff::Staff;
use store::{Change, StoreError, Tx};

/// The receipt is of somebody nobody knows yet, with her browser's agent and address.
pub async fn found(app: &App, new: NewHouse, receipt: Draft) -> Result<Redeemed, SetupError> {
    let hash = secret::hash(&new.token);
    let tx = app.db.write().await?;
    store::setup::alone(&tx).await?;
    // What is wrong with the rest is told to nobody but whoever has the key.
    if !store::setup::is_good(&tx, &hash).await? || !store::setup::is_empty_in(&tx).await? {
        return Err(SetupError::UnknownKey);
    }
    let (firm_name, name) = checked(&new)?;
    let owner: contract::id::StaffId = new_id(&*app.clock, &*app.entropy);
    let change = Change::now(&*app.clock, &Actor::Staff(owner).to_string());
    let firm = crate::firms::add(app, &tx, firm_name, &change).await?;
    let owner = Staff {
        id: owner,
        firm: firm.id,
        name,
        email: new.email,
        role: StaffRole::Owner,
    };
    let fresh = new_id(&*app.clock, &*app.entropy);
    let identity = store::people::identity_of(&tx, &owner.email, fresh, &change).await?;
    store::staff::insert(&tx, &owner, identity, &change).await?;
    store::setup::end(&tx).await?;
    ask_for_mail(app, &tx, &owner.email, &receipt).await?;

    let mut founded = receipt.clone();
    founded.chain = Chain::firm(firm.id);
    founded.actor = Actor::Staff(owner.id);
    founded.act = Act::FirmFounded;
    founded.object = Some(owner.id.into());
    let signed_in =
        sign_in::begin_beside(app, tx, identity, Assurance::Link, receipt, vec![founded]).await?;
    app.wake.notify_one();
    Ok(signed_in)
}

/// The firm's name and its owner's, every fault at once.
fn checked(new: &NewHouse) -> Result<(String, String), SetupError> {
    let mut faults = Vec::new();
    let face = FirmFace {
        name: new.firm.clone(),
        brand: None,
        sender: None,
        reply_to: None,
        footer: Vec::new(),
    };
    let firm = match Face::parse(face) {
        // Its address among the others is made of its letters.
        Ok(face) if crate::firms::slug(&face.name).is_empty() => {
            faults.push(fault(
                "firm",
                "invalid",
                "a name has at least one letter or number",
            ));
            String::new()
        }
        Ok(face) => face.name,
        Err(wrong) => {
            faults.extend(wrong.into_iter().map(|wrong| FieldError {
                field: "firm".to_owned(),
                ..wrong
            }));
            String::new()
        }
    };
    let name = crate::staff::name(&new.name).unwrap_or_else(|wrong| {
        faults.push(fault("name", "invalid", &wrong.to_string()));
        String::new()
    });
    if faults.is_empty() {
        Ok((firm, name))
    } else {
        Err(SetupError::Invalid(faults))
    }
}

fn fault(field: &str, code: &str, message: &str) -> FieldError {
    FieldError {
        field: field.to_owned(),
        code: code.to_owned(),
        message: message.to_owned(),
    }
}

/// As if she had asked for it herself, in a browser whose code nobody has.
async fn ask_for_mail(
    app: &App,
    tx: &Tx,
    email: &Email,
    receipt: &Draft,
) -> Result<(), StoreError> {
    let request = store::sign_in::Request {
        id: sign_in::row_id(app),
        email: email.as_str().to_owned(),
        browser_hash: secret::hash(Secret::fresh(&*app.entropy).expose()),
        ip: receipt.ip.map(|ip| ip.to_string()).unwrap_or_default(),
        agent: receipt.agent.clone().unwrap_or_default(),
        at: app.clock.now().timestamp_micros(),
    };
    store::sign_in::insert_request(tx, request).await
}
