//! Ending what somebody is at the firm.

use super::{StaffError, is_last_owner};
use crate::App;
use contract::id::{FirmId, StaffId};
use domain::receipt::{Act, Draft};
use store::Change;

pub async fn end(
    app: &App,
    firm: FirmId,
    who: StaffId,
    mut receipt: Draft,
) -> Result<(), StaffError> {
    let change = Change::now(&*app.clock, &receipt.actor.to_string());
    let tx = app.db.write().await?;
    tx.alone(&firm.to_string()).await?;
    let all = store::staff::list(&tx, firm).await?;
    let one = all
        .iter()
        .find(|staff| staff.id == who)
        .ok_or(StaffError::Unknown)?;
    if is_last_owner(&all, one) {
        return Err(StaffError::LastOwner);
    }
    store::staff::close(&tx, who, &change).await?;
    receipt.act = Act::StaffEnded;
    receipt.object = Some(who.into());
    Ok(app.commit(tx, receipt).await?)
}
