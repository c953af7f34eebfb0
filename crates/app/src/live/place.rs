//! Where a stream stands, as its client keeps it: sealed for its contact, so that it says nothing of how much goes
//! on elsewhere and is of no use to anybody else.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::hmac;
use contract::id::ContactId;
use store::epochs::Claim;

fn keys(root: &[u8; 32]) -> Option<(LessSafeKey, hmac::Key)> {
    let root = hmac::Key::new(hmac::HMAC_SHA256, root);
    let sealing = hmac::sign(&root, b"sightline: places of live streams");
    let naming = hmac::sign(&root, b"sightline: names of places");
    Some((
        LessSafeKey::new(UnboundKey::new(&AES_256_GCM, sealing.as_ref()).ok()?),
        hmac::Key::new(hmac::HMAC_SHA256, naming.as_ref()),
    ))
}

/// The same place always looks the same, which is what makes the nonce safe: it is used for nothing else.
pub(super) fn seal(root: &[u8; 32], contact: ContactId, told: &Claim) -> String {
    let Some((sealing, naming)) = keys(root) else {
        return String::new();
    };
    let mut bytes = told.to_bytes().to_vec();
    let name = hmac::sign(&naming, &[contact.bytes().as_slice(), &bytes].concat());
    let mut nonce = [0u8; NONCE_LEN];
    for (to, from) in nonce.iter_mut().zip(name.as_ref()) {
        *to = *from;
    }
    let sealed = sealing.seal_in_place_append_tag(
        Nonce::assume_unique_for_key(nonce),
        Aad::from(contact.bytes()),
        &mut bytes,
    );
    // AES-GCM refuses only lengths no place has; without a place the stream begins anew.
    if sealed.is_err() {
        return String::new();
    }
    hex::encode([nonce.as_slice(), &bytes].concat())
}

pub(super) fn open(root: &[u8; 32], contact: ContactId, place: &str) -> Option<Claim> {
    let bytes = hex::decode(place).ok()?;
    let (nonce, sealed) = bytes.split_first_chunk::<NONCE_LEN>()?;
    let mut sealed = sealed.to_vec();
    let (sealing, _) = keys(root)?;
    let plain = sealing
        .open_in_place(
            Nonce::assume_unique_for_key(*nonce),
            Aad::from(contact.bytes()),
            &mut sealed,
        )
        .ok()?;
    Claim::from_bytes(plain)
}
