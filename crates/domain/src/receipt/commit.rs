//! Commitments: what the hashed text says of a value that may have to be erased. Without the salt, erased
//! with the value, nobody can find the value again by trying all addresses.

use sha2::{Digest as _, Sha256};

/// Bytes of salt beside each value.
pub const SALT_LEN: usize = 16;

/// The values that can be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Where it came from; kept for the shortest time.
    Ip,
    /// What the browser calls itself.
    Agent,
    /// Words of or about a person: what she searched for, the address typed at sign-in.
    Personal,
}

impl Field {
    pub const ALL: &'static [Self] = &[Self::Ip, Self::Agent, Self::Personal];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ip => "ip",
            Self::Agent => "agent",
            Self::Personal => "personal",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.name() == name)
    }
}

/// Fresh randomness for one entry.
#[derive(Debug, Clone, Copy)]
pub struct Salts {
    pub ip: [u8; SALT_LEN],
    pub agent: [u8; SALT_LEN],
    pub personal: [u8; SALT_LEN],
}

impl Salts {
    #[must_use]
    pub fn fresh(entropy: &dyn crate::clock::Entropy) -> Self {
        let mut bytes = [0u8; SALT_LEN * 3];
        entropy.fill(&mut bytes);
        let mut salts = [[0u8; SALT_LEN]; 3];
        for (salt, chunk) in salts.iter_mut().zip(bytes.chunks_exact(SALT_LEN)) {
            salt.copy_from_slice(chunk);
        }
        let [ip, agent, personal] = salts;
        Self {
            ip,
            agent,
            personal,
        }
    }
}

/// A value and its salt as they stand beside the text; both are there or neither.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    pub value: Option<String>,
    pub salt: Option<String>,
}

/// How a kept pair agrees with what the text says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agreement {
    Agrees,
    /// The text has a commitment and the pair is gone.
    Erased,
    Differs,
}

impl Kept {
    pub(super) fn new(value: Option<String>, salt: [u8; SALT_LEN]) -> Self {
        let salt = value.is_some().then(|| hex::encode(salt));
        Self { value, salt }
    }

    pub(super) fn commitment(&self, field: Field) -> Option<String> {
        let (value, salt) = (self.value.as_deref()?, self.salt.as_deref()?);
        Some(commitment(field, salt, value))
    }

    pub(super) fn against(&self, field: Field, said: Option<&str>) -> Agreement {
        match (said, &self.value, &self.salt) {
            (None, None, None) => Agreement::Agrees,
            (Some(_), None, None) => Agreement::Erased,
            (Some(said), Some(value), Some(salt)) if commitment(field, salt, value) == said => {
                Agreement::Agrees
            }
            _ => Agreement::Differs,
        }
    }
}

/// The field's name is hashed too, so that one field's value cannot pass as another's. The salt's length is
/// fixed where it is made; a colon ends it here.
fn commitment(field: Field, salt: &str, value: &str) -> String {
    let mut hash = Sha256::new();
    for part in [field.name(), ":", salt, ":", value] {
        hash.update(part.as_bytes());
    }
    hex::encode(hash.finalize())
}
