//! What the use cases need from the outside, as traits; the adapters live in `connectors`.
//! A port speaks the domain's words and never names a vendor.

use async_trait::async_trait;
use bytes::Bytes;
pub use contract::id::UploadId;
use std::ops::Range;

/// One person an e-mail comes from or goes to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Mailbox {
    pub name: String,
    pub email: String,
}

/// A finished e-mail: the same message as plain text and as HTML.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Mail {
    /// Stable across retries, so that a receiving server can drop a repeat.
    pub message_id: String,
    pub from: Mailbox,
    pub to: Mailbox,
    pub reply_to: Option<Mailbox>,
    pub subject: String,
    pub text: String,
    pub html: String,
}

#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The address or the message can never be sent; trying again is useless.
    #[error("the message was refused")]
    Refused(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The relay is away or busy; try again later.
    #[error("the mail relay did not take the message")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

#[async_trait]
pub trait Mailer: Send + Sync {
    async fn send(&self, mail: &Mail) -> Result<(), MailError>;
}

/// The address of stored bytes: their SHA-256, in lower-case hex. Never derived from a user's file name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FileKey(String);

impl FileKey {
    /// The key of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest as _;
        Self(hex::encode(sha2::Sha256::digest(bytes)))
    }

    /// A key read back from the database; `None` unless it is 64 lower-case hex digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let valid = text.len() == 64
            && text
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        valid.then(|| Self(text.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// The database names these bytes, but the storage does not hold them.
    #[error("the stored file is missing")]
    Missing,
    #[error("the file storage failed")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Content-addressed storage: writing the same bytes twice is one file.
#[async_trait]
pub trait Files: Send + Sync {
    async fn put(&self, key: &FileKey, bytes: Bytes) -> Result<(), FilesError>;
    /// The bytes `range.start..range.end` of the file.
    async fn read(&self, key: &FileKey, range: Range<u64>) -> Result<Bytes, FilesError>;
    /// The whole file's length, or `None` if it is not held.
    async fn length(&self, key: &FileKey) -> Result<Option<u64>, FilesError>;
    /// Whether the storage answers at all, for the readiness probe.
    async fn ready(&self) -> Result<(), FilesError>;
}

/// Files on their way in, byte for byte as they come, until each is whole and becomes a stored file.
#[async_trait]
pub trait Uploads: Send + Sync {
    /// How much of it is there; nothing of one that never came.
    async fn length(&self, upload: UploadId) -> Result<u64, FilesError>;
    /// Puts bytes where they belong.
    async fn write(&self, upload: UploadId, at: u64, bytes: Bytes) -> Result<(), FilesError>;
    /// Once this answers, a power cut loses nothing of what was written.
    async fn settle(&self, upload: UploadId) -> Result<(), FilesError>;
    async fn read(&self, upload: UploadId) -> Result<Bytes, FilesError>;
    /// Also one that is not there.
    async fn remove(&self, upload: UploadId) -> Result<(), FilesError>;
}

/// What begins an exchange with a passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// For the browser, as JSON text.
    pub options: String,
    /// What its answer is held against; never leaves the server.
    pub state: String,
}

/// Whose passkey is to be made.
#[derive(Debug, Clone, Copy)]
pub struct Keeper<'a> {
    /// What the passkey gives back when it is used.
    pub handle: [u8; 16],
    pub email: &'a str,
    pub name: &'a str,
}

/// A passkey as it was last shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// What its next proof is held against.
    pub state: String,
    pub counter: u32,
    pub may_sync: bool,
    pub synced: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum PasskeyFault {
    /// It is not what was asked for, or not signed by the key it claims.
    #[error("the passkey's answer does not hold")]
    Refused(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// It counts backwards: somebody else has used it, or it was put back from a copy.
    #[error("the passkey counts backwards")]
    Copied,
    /// What was kept here cannot be read.
    #[error("a kept passkey cannot be read")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Makes challenges for passkeys and holds what browsers answer against them.
pub trait Passkeys: Send + Sync {
    /// For a new one, beside those she has by these names.
    fn challenge_new(&self, keeper: Keeper<'_>, has: &[String]) -> Result<Challenge, PasskeyFault>;
    /// The new one's name and state.
    fn check_new(&self, state: &str, answer: &str) -> Result<(String, Shown), PasskeyFault>;
    /// For any that this browser has for us.
    fn challenge_any(&self) -> Result<Challenge, PasskeyFault>;
    /// Which one the answer claims to be of, and whose: not to be believed yet.
    fn claimed(&self, answer: &str) -> Result<(String, [u8; 16]), PasskeyFault>;
    /// Whether it is of the one that is kept so.
    fn check(&self, state: &str, answer: &str, kept: &str) -> Result<Shown, PasskeyFault>;
}
