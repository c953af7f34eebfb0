//! Permits: a write by a viewer takes one, and only this file makes them.

use super::staff::{EndAccess, StaffPermit};
use contract::id::{DeviceId, IdentityId};
use std::collections::BTreeSet;
use std::marker::PhantomData;

/// Why something is not to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    /// Not for this person to know of: answered exactly like something that does not exist.
    #[error("not found")]
    Hidden,
    /// She may see it, but not do this.
    #[error("not allowed")]
    Forbidden,
    /// She may, but only in a session that she began with her passkey.
    #[error("only after signing in by passkey")]
    PasskeyRequired,
}

/// Proof that one action on one object was allowed; the transition that does it takes this by value.
#[derive(Debug)]
pub struct Permit<A> {
    object: [u8; 16],
    action: PhantomData<fn() -> A>,
}

impl<A> Permit<A> {
    /// For this folder's rules alone.
    pub(super) const fn on(object: [u8; 16]) -> Self {
        Self {
            object,
            action: PhantomData,
        }
    }

    pub(super) const fn object(&self) -> [u8; 16] {
        self.object
    }
}

/// Ending a signed-in device.
#[derive(Debug)]
pub enum EndDevice {}

impl Permit<EndDevice> {
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        DeviceId::from_bytes(self.object)
    }
}

/// A person may end her own devices; anybody else's do not exist for her.
pub fn permit_end_device(
    asker: IdentityId,
    device: DeviceId,
    owner: Option<IdentityId>,
) -> Result<Permit<EndDevice>, Denial> {
    if owner == Some(asker) {
        Ok(Permit::on(device.bytes()))
    } else {
        Err(Denial::Hidden)
    }
}

/// Ending a browser that is somebody else's, for the firm whose page it has opened.
#[derive(Debug)]
pub enum EndForFirm {}

impl Permit<EndForFirm> {
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        DeviceId::from_bytes(self.object)
    }
}

/// Staff may end a contact's browser if it has `opened` their firm's page. Where else she is signed in does not exist for
/// them.
pub fn permit_end_for_firm(
    _: &StaffPermit<EndAccess>,
    device: DeviceId,
    opened: &BTreeSet<DeviceId>,
) -> Result<Permit<EndForFirm>, Denial> {
    if opened.contains(&device) {
        Ok(Permit {
            object: device.bytes(),
            action: PhantomData,
        })
    } else {
        Err(Denial::Hidden)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_owner_may_end_a_device() {
        let (me, you) = (
            IdentityId::from_bytes([1; 16]),
            IdentityId::from_bytes([2; 16]),
        );
        let device = DeviceId::from_bytes([3; 16]);
        assert_eq!(
            permit_end_device(me, device, Some(me)).unwrap().device(),
            device
        );
        assert_eq!(
            permit_end_device(me, device, Some(you)).unwrap_err(),
            Denial::Hidden
        );
        assert_eq!(
            permit_end_device(me, device, None).unwrap_err(),
            Denial::Hidden
        );
    }
}
