//! Typed ids: a UUID in memory, `prefix_uuid` on the wire. An id of one kind never parses as another.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

/// What an id is an id of.
pub trait IdKind: 'static {
    const PREFIX: &'static str;
    /// The name of the id's schema in the API description.
    const NAME: &'static str;
}

pub struct Id<K> {
    bytes: [u8; 16],
    kind: PhantomData<fn() -> K>,
}

impl<K> Id<K> {
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self {
            bytes,
            kind: PhantomData,
        }
    }

    #[must_use]
    pub const fn bytes(&self) -> [u8; 16] {
        self.bytes
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bytes.cmp(&other.bytes)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}

impl<K: IdKind> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_", K::PREFIX)?;
        for (i, byte) in self.bytes.iter().enumerate() {
            if matches!(i, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl<K: IdKind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not an id of the kind asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not an id of the kind expected here")
    }
}
impl std::error::Error for NotAnId {}

impl<K: IdKind> FromStr for Id<K> {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let uuid = text
            .strip_prefix(K::PREFIX)
            .and_then(|rest| rest.strip_prefix('_'))
            .ok_or(NotAnId)?;
        if uuid.len() != 36 {
            return Err(NotAnId);
        }
        let mut bytes = [0u8; 16];
        let mut nibbles = 0usize;
        for (at, c) in uuid.bytes().enumerate() {
            if matches!(at, 8 | 13 | 18 | 23) {
                if c != b'-' {
                    return Err(NotAnId);
                }
                continue;
            }
            // Only the form we print is accepted, so that one id has one spelling.
            let value = match c {
                b'0'..=b'9' => c - b'0',
                b'a'..=b'f' => c - b'a' + 10,
                _ => return Err(NotAnId),
            };
            let byte = bytes.get_mut(nibbles / 2).ok_or(NotAnId)?;
            *byte = (*byte << 4) | value;
            nibbles += 1;
        }
        Ok(Self::from_bytes(bytes))
    }
}

impl<K: IdKind> serde::Serialize for Id<K> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, K: IdKind> serde::Deserialize<'de> for Id<K> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl<K: IdKind> utoipa::PartialSchema for Id<K> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some(format!(
                "^{}_[0-9a-f]{{8}}-[0-9a-f]{{4}}-[0-9a-f]{{4}}-[0-9a-f]{{4}}-[0-9a-f]{{12}}$",
                K::PREFIX
            )))
            .examples([format!(
                "{}_01920000-0000-7000-8000-000000000001",
                K::PREFIX
            )])
            .into()
    }
}

#[cfg(feature = "openapi")]
impl<K: IdKind> utoipa::ToSchema for Id<K> {
    fn name() -> std::borrow::Cow<'static, str> {
        K::NAME.into()
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident = $kind:ident $prefix:literal;)*) => {$(
        #[doc(hidden)]
        pub enum $kind {}
        impl IdKind for $kind {
            const PREFIX: &'static str = $prefix;
            const NAME: &'static str = stringify!($id);
        }
        $(#[$doc])*
        pub type $id = Id<$kind>;
    )*};
}

ids! {
    /// The business that does the work.
    FirmId = Firm "frm";
    /// A person of the firm.
    StaffId = Staff "stf";
    /// One e-mail address that can sign in.
    IdentityId = Identity "idn";
    /// An organisation or household outside the firm.
    ThirdPartyId = ThirdParty "tp";
    /// A person at a third party; as a hat, the one who is acting.
    ContactId = Contact "con";
    /// What work is about: a property, a horse, a learner.
    SubjectId = Subject "sub";
    InterestId = Interest "int";
    RecordId = Record "rec";
    FileId = File "fil";
    LineId = Line "lin";
    /// Records brought in from a folder.
    ImportId = Import "imp";
    /// A file on its way in.
    UploadId = Upload "upl";
    /// A signed-in browser.
    DeviceId = Device "dev";
    PasskeyId = Passkey "pky";
    ReceiptId = Receipt "rcp";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_prints() {
        let id = RecordId::from_bytes([7; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(
            serde_json::from_str::<RecordId>(&serde_json::to_string(&id).unwrap()).unwrap(),
            id
        );
    }

    #[test]
    fn an_id_of_another_kind_or_spelling_is_refused() {
        let text = SubjectId::from_bytes([0xab; 16]).to_string();
        assert_eq!(text.parse::<RecordId>(), Err(NotAnId));
        for wrong in [
            "".to_owned(),
            "rec_".to_owned(),
            text.replace("sub_", ""),
            text.to_uppercase(),
            text.replace('-', ""),
            format!("{text}0"),
            text.replace("ab", "ag"),
            "sub_éééééééééééééééééé".to_owned(),
        ] {
            assert_eq!(wrong.parse::<SubjectId>(), Err(NotAnId), "{wrong}");
        }
    }
}
