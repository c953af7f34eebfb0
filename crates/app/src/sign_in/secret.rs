//! The secrets of signing in, and what of them is kept: a hash of what cannot be guessed, and a keyed one of
//! what can.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::clock::Entropy;
use sha2::{Digest as _, Sha256};
use std::fmt;
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

/// 256 random bits on their way to one browser. Never printed, never stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    #[must_use]
    pub fn fresh(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0u8; 32];
        entropy.fill(&mut bytes);
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The text itself, for the one cookie or mail it is meant for.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What is kept of a secret.
pub(crate) fn hash(secret: &str) -> String {
    hex::encode(Sha256::digest(secret))
}

/// Six digits, each number equally likely.
pub(crate) fn code(entropy: &dyn Entropy) -> String {
    /// The largest multiple of a million that fits: what lies above would favour small numbers.
    const FAIR: u32 = u32::MAX - u32::MAX % 1_000_000;
    loop {
        let mut bytes = [0u8; 4];
        entropy.fill(&mut bytes);
        let number = u32::from_le_bytes(bytes);
        if number < FAIR {
            return format!("{:06}", number % 1_000_000);
        }
    }
}

/// What is kept of a code. A million codes are soon hashed, so it takes a key from outside the database; and
/// with the row's id in it, equal codes look different.
pub(crate) fn code_hmac(key: &[u8; 32], id: Uuid, code: &str) -> String {
    let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key));
    context.update(id.as_bytes());
    context.update(code.as_bytes());
    hex::encode(context.sign())
}

/// Whether a typed code is the one kept, in the same time either way.
pub(crate) fn code_matches(key: &[u8; 32], id: Uuid, typed: &str, kept: &str) -> bool {
    code_hmac(key, id, typed)
        .as_bytes()
        .ct_eq(kept.as_bytes())
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    /// Counts up from a number, so that the bytes are known.
    struct Counting(AtomicU32);

    impl Entropy for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            for chunk in bytes.chunks_mut(4) {
                let next = self.0.fetch_add(1, Ordering::Relaxed).to_le_bytes();
                chunk.copy_from_slice(&next[..chunk.len()]);
            }
        }
    }

    #[test]
    fn a_secret_is_never_printed() {
        let secret = Secret::fresh(&Counting(AtomicU32::new(1)));
        assert_eq!(secret.expose().len(), 43);
        assert!(!format!("{secret:?}").contains(secret.expose()));
    }

    #[test]
    fn a_code_has_six_digits_and_no_bias() {
        assert_eq!(code(&Counting(AtomicU32::new(42))), "000042");
        // The numbers above the last whole million are thrown away, not folded back.
        assert_eq!(code(&Counting(AtomicU32::new(4_294_000_000))), "000000");
    }

    #[test]
    fn equal_codes_of_two_rows_are_kept_differently() {
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let kept = code_hmac(&[7; 32], one, "123456");
        assert!(code_matches(&[7; 32], one, "123456", &kept));
        assert!(!code_matches(&[7; 32], one, "123457", &kept));
        assert!(!code_matches(&[7; 32], two, "123456", &kept));
        assert!(!code_matches(&[8; 32], one, "123456", &kept));
    }
}
