//! Making somebody staff, or something else than she was.

use super::StaffError;
use crate::App;
use contract::email::Email;
use contract::id::{FirmId, StaffId};
use contract::staff::StaffRole;
use domain::clock::new_id;
use domain::receipt::{Act, Draft};
use store::Change;
use store::staff::Staff;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStaff {
    pub name: String,
    pub email: Email,
    pub role: StaffRole,
}

/// An address that is staff of the firm already takes the new name and role. The receipt says who did it.
pub async fn add(
    app: &App,
    firm: FirmId,
    new: NewStaff,
    mut receipt: Draft,
) -> Result<StaffId, StaffError> {
    let change = Change::now(&*app.clock, &receipt.actor.to_string());
    let tx = app.db.write().await?;
    let all = store::staff::list(&tx, firm).await?;
    let known = all.iter().find(|staff| staff.email == new.email);
    if let Some(known) = known {
        if known.role == new.role && known.name == new.name {
            return Err(StaffError::Already);
        }
        if is_last_owner(&all, known) && new.role != StaffRole::Owner {
            return Err(StaffError::LastOwner);
        }
        store::staff::close(&tx, known.id, &change).await?;
    }
    let staff = Staff {
        id: known.map_or_else(|| new_id(&*app.clock, &*app.entropy), |known| known.id),
        firm,
        name: new.name,
        email: new.email,
        role: new.role,
    };
    let fresh = new_id(&*app.clock, &*app.entropy);
    let identity = store::people::identity_of(&tx, &staff.email, fresh, &change).await?;
    store::staff::insert(&tx, &staff, identity, &change).await?;
    receipt.act = Act::StaffAdded;
    receipt.object = Some(staff.id.into());
    receipt.query = Some(format!("role={}", staff.role));
    app.commit(tx, receipt).await?;
    Ok(staff.id)
}

pub(super) fn is_last_owner(all: &[Staff], one: &Staff) -> bool {
    let is_other_owner = |staff: &&Staff| staff.role == StaffRole::Owner && staff.id != one.id;
    one.role == StaffRole::Owner && !all.iter().any(|staff| is_other_owner(&staff))
}
