//! Making somebody staff.

use super::{StaffError, name};
use crate::App;
use crate::once::Once;
use contract::id::{FirmId, StaffId};
use contract::staff::NewStaff;
use domain::clock::new_id;
use domain::receipt::{Act, Draft};
use store::Change;
use store::staff::Staff;

/// The receipt says who did it.
pub async fn add(
    app: &App,
    firm: FirmId,
    new: NewStaff,
    once: &Once,
    mut receipt: Draft,
) -> Result<StaffId, StaffError> {
    let change = Change::now(&*app.clock, &receipt.actor.to_string());
    let tx = app.db.write().await?;
    if let Some(made) = once.made(app, &tx).await? {
        return Ok(made);
    }
    tx.alone(&firm.to_string()).await?;
    let all = store::staff::list(&tx, firm).await?;
    if all.iter().any(|staff| staff.email == new.email) {
        return Err(StaffError::Already);
    }
    let staff = Staff {
        id: new_id(&*app.clock, &*app.entropy),
        firm,
        name: name(&new.name)?,
        email: new.email,
        role: new.role,
    };
    let fresh = new_id(&*app.clock, &*app.entropy);
    let identity = store::people::identity_of(&tx, &staff.email, fresh, &change).await?;
    store::staff::insert(&tx, &staff, identity, &change).await?;
    receipt.act = Act::StaffAdded;
    receipt.object = Some(staff.id.into());
    receipt.query = Some(format!("role={}", staff.role));
    once.note(&tx, staff.id).await?;
    app.commit(tx, receipt).await?;
    Ok(staff.id)
}
