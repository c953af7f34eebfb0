//! A relay that fails as often as it is told to, and storage that holds nothing.

use app::ports::{FileKey, Files, FilesError, Mail, MailError, Mailer};
use async_trait::async_trait;
use bytes::Bytes;
use std::ops::Range;
use std::sync::Mutex;

/// Keeps what it is given; first it fails as often as it was told to.
#[derive(Default)]
pub struct Relay {
    pub sent: Mutex<Vec<Mail>>,
    pub failures: Mutex<Vec<MailError>>,
    pub tried: Mutex<Vec<String>>,
}

#[async_trait]
impl Mailer for Relay {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        self.tried.lock().unwrap().push(mail.message_id.clone());
        if let Some(error) = self.failures.lock().unwrap().pop() {
            return Err(error);
        }
        self.sent.lock().unwrap().push(mail.clone());
        Ok(())
    }
}

pub struct NoFiles;

#[async_trait]
impl Files for NoFiles {
    async fn put(&self, _: &FileKey, _: Bytes) -> Result<(), FilesError> {
        Err(FilesError::Missing)
    }
    async fn read(&self, _: &FileKey, _: Range<u64>) -> Result<Bytes, FilesError> {
        Err(FilesError::Missing)
    }
    async fn length(&self, _: &FileKey) -> Result<Option<u64>, FilesError> {
        Ok(None)
    }
    async fn ready(&self) -> Result<(), FilesError> {
        Ok(())
    }
}
