//! The adapters of the ports that `app` declares, one module per outside system. Vendor types stay in
//! here: what a caller sees is a port, its settings, or a [`SetupError`].

pub mod files;
pub mod mail;
pub mod passkeys;
pub mod uploads;

pub use files::{ObjectFiles, S3Settings};
pub use mail::outbox::{OutboxEntry, OutboxLetter, OutboxMailer};
pub use mail::smtp::{SmtpMailer, SmtpSecurity, SmtpSettings};
pub use passkeys::WebauthnPasskeys;
pub use uploads::FolderUploads;

use std::sync::Arc;
use std::time::SystemTime;

/// Where an adapter takes the time from, so that a test decides what it is.
pub type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// An adapter could not be built from its settings; said once, at start.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub struct SetupError {
    what: String,
    #[source]
    source: Option<Fault>,
}

impl SetupError {
    fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            source: None,
        }
    }

    fn because(what: impl Into<String>, source: impl Into<Fault>) -> Self {
        Self {
            what: what.into(),
            source: Some(source.into()),
        }
    }
}

type Fault = Box<dyn std::error::Error + Send + Sync>;
