//! Making somebody of the staff something else than she was.

use super::{StaffError, is_last_owner, name};
use crate::App;
use crate::once::Once;
use contract::id::{FirmId, StaffId};
use contract::staff::{StaffEdit, StaffRole};
use domain::clock::new_id;
use domain::receipt::{Act, Draft};
use domain::revision::Expected;
use store::Change;
use store::staff::Staff;

/// The receipt says who did it.
pub async fn edit(
    app: &App,
    firm: FirmId,
    who: StaffId,
    edit: StaffEdit,
    expected: &Expected,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), StaffError> {
    let change = Change::now(&*app.clock, &receipt.actor.to_string());
    let tx = app.db.write().await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    tx.alone(&firm.to_string()).await?;
    let all = store::staff::list(&tx, firm).await?;
    let one = all.iter().find(|staff| staff.id == who);
    let one = one.ok_or(StaffError::Unknown)?;
    expected.check(&one.revision())?;
    if is_last_owner(&all, one) && edit.role != StaffRole::Owner {
        return Err(StaffError::LastOwner);
    }
    let staff = Staff {
        name: name(&edit.name)?,
        role: edit.role,
        ..one.clone()
    };
    store::staff::close(&tx, who, &change).await?;
    let fresh = new_id(&*app.clock, &*app.entropy);
    let identity = store::people::identity_of(&tx, &staff.email, fresh, &change).await?;
    store::staff::insert(&tx, &staff, identity, &change).await?;
    receipt.act = Act::StaffChanged;
    receipt.object = Some(who.into());
    receipt.query = Some(format!("role={}", staff.role));
    Ok(app.commit(tx, receipt).await?)
}
