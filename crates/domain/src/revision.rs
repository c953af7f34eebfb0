//! What somebody saw of a thing before she changed it. An edit names the revision it was made on; if the thing is
//! another by now, the edit is refused and nothing of either side is lost.

use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// A short text that is the same for as long as what can be changed of a thing is the same.
#[must_use]
pub fn revision(changeable: &impl Serialize) -> String {
    // What cannot be written as JSON is equal to nothing, not even to itself.
    let text = serde_json::to_vec(changeable).unwrap_or_default();
    let digest: [u8; 32] = Sha256::digest(text).into();
    let short = digest.first_chunk::<16>().copied().unwrap_or_default();
    hex::encode(short)
}

/// The thing is not what she saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it was changed meanwhile")]
pub struct Changed;

/// What a thing must still be for an edit to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// There, whatever it is: for programs, not for people who have a form before them.
    Any,
    /// One of these revisions.
    OneOf(Vec<String>),
}

impl Expected {
    /// As `If-Match` says it. `None` if it says nothing that can be compared: a weak tag never matches (RFC 9110,
    /// 13.1.1).
    #[must_use]
    pub fn parse(header: &str) -> Option<Self> {
        if header.trim() == "*" {
            return Some(Self::Any);
        }
        let tags = header.split(',').map(str::trim);
        let tags = tags.map(|tag| tag.strip_prefix('"')?.strip_suffix('"').map(str::to_owned));
        tags.collect::<Option<Vec<_>>>().map(Self::OneOf)
    }

    pub fn check(&self, current: &str) -> Result<(), Changed> {
        match self {
            Self::Any => Ok(()),
            Self::OneOf(tags) if tags.iter().any(|tag| tag == current) => Ok(()),
            Self::OneOf(_) => Err(Changed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_made_on_what_was_seen_or_not_at_all() {
        let (seen, now) = (
            revision(&("Oakline", "letting-agent")),
            revision(&("Oak", "letting-agent")),
        );
        assert_ne!(seen, now);
        let expected = Expected::parse(&format!("\"{seen}\"")).unwrap();
        assert_eq!(expected.check(&seen), Ok(()));
        assert_eq!(expected.check(&now), Err(Changed));
        let either = Expected::parse(&format!("\"x\", \"{now}\"")).unwrap();
        assert_eq!(either.check(&now), Ok(()));
        assert_eq!(Expected::parse(" * ").unwrap().check(&now), Ok(()));
    }

    #[test]
    fn what_is_no_strong_tag_is_no_expectation() {
        for header in ["", "abc", "W/\"abc\"", "\"abc", "\"a\",,"] {
            assert_eq!(Expected::parse(header), None, "{header}");
        }
    }
}
