//! Queued mails are sealed: they hold live links and codes, of which the database keeps only hashes. The key is
//! outside it, so who copies the database can sign in as nobody.

use crate::ports::Mail;
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::clock::Entropy;
use uuid::Uuid;

/// A key of its own, made from the installation's.
fn key(root: &[u8; 32]) -> Option<LessSafeKey> {
    let derived = hmac::sign(
        &hmac::Key::new(hmac::HMAC_SHA256, root),
        b"sightline: mails in the outbox",
    );
    Some(LessSafeKey::new(
        UnboundKey::new(&AES_256_GCM, derived.as_ref()).ok()?,
    ))
}

/// The job's id is sealed in, so that a mail cannot be moved into another row.
pub(super) fn seal(root: &[u8; 32], entropy: &dyn Entropy, id: Uuid, mail: &Mail) -> String {
    let mut nonce = [0u8; NONCE_LEN];
    entropy.fill(&mut nonce);
    let mut bytes = serde_json::to_vec(mail).unwrap_or_default();
    let sealed = key(root).and_then(|key| {
        let nonce = Nonce::assume_unique_for_key(nonce);
        key.seal_in_place_append_tag(nonce, Aad::from(id.as_bytes()), &mut bytes)
            .ok()
    });
    match sealed {
        Some(()) => STANDARD.encode([nonce.as_slice(), &bytes].concat()),
        // AES-GCM refuses only lengths no mail has; an empty payload is given up with a clear word.
        None => String::new(),
    }
}

pub(super) fn open(root: &[u8; 32], id: Uuid, payload: &str) -> Option<Mail> {
    let bytes = STANDARD.decode(payload).ok()?;
    let (nonce, sealed) = bytes.split_first_chunk::<NONCE_LEN>()?;
    let mut sealed = sealed.to_vec();
    let nonce = Nonce::assume_unique_for_key(*nonce);
    let plain = key(root)?
        .open_in_place(nonce, Aad::from(id.as_bytes()), &mut sealed)
        .ok()?;
    serde_json::from_slice(plain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Mailbox;

    struct Sevens;
    impl Entropy for Sevens {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }

    #[test]
    fn a_sealed_mail_opens_in_its_own_row_with_its_own_key() {
        let someone = Mailbox {
            name: "Jo".to_owned(),
            email: "jo@oakline.example".to_owned(),
        };
        let mail = Mail {
            message_id: "<1@halden.example>".to_owned(),
            from: someone.clone(),
            to: someone,
            reply_to: None,
            subject: "Your sign-in link".to_owned(),
            text: "https://pages.halden.example/in#TOKEN".to_owned(),
            html: String::new(),
        };
        let (root, id) = ([1; 32], Uuid::from_u128(1));
        let sealed = seal(&root, &Sevens, id, &mail);
        assert_eq!(open(&root, id, &sealed), Some(mail));
        assert_eq!(open(&[2; 32], id, &sealed), None);
        assert_eq!(open(&root, Uuid::from_u128(2), &sealed), None);
        assert_eq!(open(&root, id, ""), None);
        let bytes = STANDARD.decode(&sealed).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("TOKEN"));
    }
}
