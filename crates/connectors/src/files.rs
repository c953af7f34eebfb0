//! Stored files by the hash of their bytes, in a folder or in an S3 bucket. What `put` has answered is on
//! disk, and no key ever holds other bytes than its own.

use crate::{Fault, SetupError};
use app::ports::{FileKey, Files, FilesError};
use async_trait::async_trait;
use bytes::Bytes;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{Error as StoreError, ObjectStore, ObjectStoreExt as _, RetryConfig};
use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// A probe that takes longer has told its answer.
const PROBE: Duration = Duration::from_secs(5);

/// A person waits for an upload, so the storage is not asked for minutes; jobs try again on their own.
const RETRY: Duration = Duration::from_secs(20);

#[derive(Clone)]
pub struct S3Settings {
    /// `None` for Amazon itself; the address of anything else that speaks S3.
    pub endpoint: Option<String>,
    pub region: String,
    pub bucket: String,
    pub access_key: String,
    pub secret_key: String,
    /// Whether `endpoint` may be plain `http://`.
    pub allow_http: bool,
}

impl fmt::Debug for S3Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Settings")
            .field("endpoint", &self.endpoint)
            .field("region", &self.region)
            .field("bucket", &self.bucket)
            .field("access_key", &self.access_key)
            .field("secret_key", &"…")
            .field("allow_http", &self.allow_http)
            .finish()
    }
}

#[derive(Debug)]
pub struct ObjectFiles {
    store: Arc<dyn ObjectStore>,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Folder(PathBuf),
    Bucket,
}

impl ObjectFiles {
    /// Makes the folder if it is not there.
    pub fn local(dir: impl Into<PathBuf>) -> Result<Self, SetupError> {
        let dir = dir.into();
        let failed =
            |e: Fault| SetupError::because(format!("{} cannot hold files", dir.display()), e);
        std::fs::create_dir_all(&dir).map_err(|e| failed(e.into()))?;
        let store = LocalFileSystem::new_with_prefix(&dir).map_err(|e| failed(e.into()))?;
        Ok(Self {
            // Written beside its place, synced, renamed, and the folders synced up to one that was there: a
            // row that names a file is never left without it by a power cut.
            store: Arc::new(store.with_fsync(true)),
            place: Place::Folder(dir),
        })
    }

    /// Contacts nobody yet.
    pub fn s3(settings: S3Settings) -> Result<Self, SetupError> {
        let mut builder = AmazonS3Builder::new()
            .with_region(settings.region)
            .with_bucket_name(settings.bucket)
            .with_access_key_id(settings.access_key)
            .with_secret_access_key(settings.secret_key)
            .with_allow_http(settings.allow_http)
            .with_retry(RetryConfig {
                max_retries: 3,
                retry_timeout: RETRY,
                ..RetryConfig::default()
            });
        if let Some(endpoint) = settings.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        let store = builder
            .build()
            .map_err(|e| SetupError::because("the S3 settings do not make a storage", e))?;
        Ok(Self {
            store: Arc::new(store),
            place: Place::Bucket,
        })
    }
}

#[async_trait]
impl Files for ObjectFiles {
    async fn put(&self, key: &FileKey, bytes: Bytes) -> Result<(), FilesError> {
        let hashed = bytes.clone();
        // milliseconds for a photo, too long for a thread that serves others
        let actual = tokio::task::spawn_blocking(move || FileKey::of(&hashed))
            .await
            .map_err(unavailable)?;
        if actual != *key {
            return Err(unavailable("the bytes are not the ones of this key"));
        }
        // A file of another length is one that something else cut short: it is written again.
        let length = u64::try_from(bytes.len()).map_err(unavailable)?;
        if self.length(key).await? == Some(length) {
            return Ok(());
        }
        // Two writers at once put the same bytes, so the last one may win. That needs no conditional put,
        // which not every S3 knows.
        self.store
            .put(&path(key), bytes.into())
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn read(&self, key: &FileKey, range: Range<u64>) -> Result<Bytes, FilesError> {
        // An empty range cannot be asked for over HTTP, yet it is all of an empty file.
        if range.is_empty() {
            let held = self.length(key).await?;
            return held.map(|_| Bytes::new()).ok_or(FilesError::Missing);
        }
        let wanted = range.end - range.start;
        let bytes = self
            .store
            .get_range(&path(key), range)
            .await
            .map_err(failed)?;
        // S3 answers a range over the end with what there is; the caller counts on all of it.
        if u64::try_from(bytes.len()) == Ok(wanted) {
            Ok(bytes)
        } else {
            Err(unavailable("the stored file is shorter than the range"))
        }
    }

    async fn length(&self, key: &FileKey) -> Result<Option<u64>, FilesError> {
        match self.store.head(&path(key)).await {
            Ok(meta) => Ok(Some(meta.size)),
            Err(StoreError::NotFound { .. }) => Ok(None),
            Err(error) => Err(unavailable(error)),
        }
    }

    async fn ready(&self) -> Result<(), FilesError> {
        match &self.place {
            // a full or read-only disk still answers reads
            Place::Folder(dir) => tokio::fs::write(dir.join(".ready"), b"ready")
                .await
                .map_err(unavailable),
            // a HEAD cannot tell a missing file from a missing bucket; a listing can, and this one is tiny
            Place::Bucket => timeout(PROBE, self.store.list_with_delimiter(None))
                .await
                .map_err(unavailable)?
                .map(drop)
                .map_err(unavailable),
        }
    }
}

/// `sha256/ab/cd/abcd…`: no folder grows to more than a few hundred entries before millions of files.
fn path(key: &FileKey) -> Key {
    let hex = key.as_str();
    let first = hex.get(..2).unwrap_or_default();
    let second = hex.get(2..4).unwrap_or_default();
    Key::from_iter(["sha256", first, second, hex])
}

fn failed(error: StoreError) -> FilesError {
    match error {
        StoreError::NotFound { .. } => FilesError::Missing,
        other => unavailable(other),
    }
}

fn unavailable(why: impl Into<Fault>) -> FilesError {
    FilesError::Unavailable(why.into())
}
