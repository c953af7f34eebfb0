//! A permit is made by the rule that allows the act; nobody writes one down.

use contract::id::{DeviceId, IdentityId};
#[allow(unused_imports)]
use domain::policy::{Denial, EndDevice, Permit, permit_end_device};

#[allow(dead_code, unused_variables)]
fn permit(me: IdentityId, device: DeviceId) -> Result<Permit<EndDevice>, Denial> {
    permit_end_device(me, device, Some(me))
}

fn main() {}
