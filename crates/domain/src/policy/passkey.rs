//! Who may add and remove passkeys. Whoever has one guards the rest with it: somebody who only reads her mail can neither
//! put his own beside it nor take the last one away.

use super::permit::{Denial, Permit};
use contract::id::{IdentityId, PasskeyId};
use contract::session::Assurance;

/// Adding a passkey to a person.
#[derive(Debug)]
pub enum AddPasskey {}

/// Removing one of a person's passkeys.
#[derive(Debug)]
pub enum RemovePasskey {}

impl Permit<AddPasskey> {
    #[must_use]
    pub const fn identity(&self) -> IdentityId {
        IdentityId::from_bytes(self.object())
    }
}

impl Permit<RemovePasskey> {
    #[must_use]
    pub const fn passkey(&self) -> PasskeyId {
        PasskeyId::from_bytes(self.object())
    }
}

/// The first one may be added however she came in; each further one only in a session by passkey.
pub fn permit_add_passkey(
    asker: IdentityId,
    assurance: Assurance,
    hers: &[PasskeyId],
) -> Result<Permit<AddPasskey>, Denial> {
    if hers.is_empty() || assurance == Assurance::Passkey {
        Ok(Permit::on(asker.bytes()))
    } else {
        Err(Denial::PasskeyRequired)
    }
}

/// Her own go as she likes, the last one only in a session by passkey. Anybody else's do not exist for her.
pub fn permit_remove_passkey(
    assurance: Assurance,
    passkey: PasskeyId,
    hers: &[PasskeyId],
) -> Result<Permit<RemovePasskey>, Denial> {
    if !hers.contains(&passkey) {
        Err(Denial::Hidden)
    } else if hers.len() > 1 || assurance == Assurance::Passkey {
        Ok(Permit::on(passkey.bytes()))
    } else {
        Err(Denial::PasskeyRequired)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ME: IdentityId = IdentityId::from_bytes([1; 16]);
    const ONE: PasskeyId = PasskeyId::from_bytes([2; 16]);
    const TWO: PasskeyId = PasskeyId::from_bytes([3; 16]);

    #[test]
    fn a_second_passkey_needs_the_first() {
        for weak in [Assurance::Link, Assurance::Code] {
            assert_eq!(permit_add_passkey(ME, weak, &[]).unwrap().identity(), ME);
            let refused = permit_add_passkey(ME, weak, &[ONE]).unwrap_err();
            assert_eq!(refused, Denial::PasskeyRequired);
        }
        assert!(permit_add_passkey(ME, Assurance::Passkey, &[ONE, TWO]).is_ok());
    }

    #[test]
    fn the_last_passkey_goes_only_in_a_session_by_passkey() {
        for weak in [Assurance::Link, Assurance::Code] {
            let one_of_two = permit_remove_passkey(weak, ONE, &[ONE, TWO]).unwrap();
            assert_eq!(one_of_two.passkey(), ONE);
            let last = permit_remove_passkey(weak, ONE, &[ONE]).unwrap_err();
            assert_eq!(last, Denial::PasskeyRequired);
        }
        assert!(permit_remove_passkey(Assurance::Passkey, ONE, &[ONE]).is_ok());
    }

    #[test]
    fn anybody_elses_passkey_does_not_exist() {
        for assurance in [Assurance::Link, Assurance::Passkey] {
            let refused = permit_remove_passkey(assurance, TWO, &[ONE]).unwrap_err();
            assert_eq!(refused, Denial::Hidden);
        }
    }
}
