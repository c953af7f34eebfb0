//! Files on their way in, one file each in a folder. Pieces are written where they belong, so that a stale piece of a
//! broken line can only write what is there already.

use crate::{Fault, SetupError};
use app::ports::{FilesError, UploadId, Uploads};
use async_trait::async_trait;
use bytes::Bytes;
use std::io::{ErrorKind, SeekFrom};
use std::path::PathBuf;
use tokio::fs::{self, File, OpenOptions};
use tokio::io::{AsyncSeekExt as _, AsyncWriteExt as _};

#[derive(Debug)]
pub struct FolderUploads {
    dir: PathBuf,
}

impl FolderUploads {
    /// Makes the folder if it is not there.
    pub fn new(dir: impl Into<PathBuf>) -> Result<Self, SetupError> {
        let dir = dir.into();
        std::fs::create_dir_all(&dir).map_err(|error| {
            SetupError::because(format!("{} cannot hold uploads", dir.display()), error)
        })?;
        Ok(Self { dir })
    }

    /// Named by the id alone: nothing of what a client says is part of a path.
    fn path(&self, upload: UploadId) -> PathBuf {
        self.dir.join(upload.to_string())
    }

    async fn open(&self, upload: UploadId) -> Result<File, FilesError> {
        OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.path(upload))
            .await
            .map_err(unavailable)
    }
}

#[async_trait]
impl Uploads for FolderUploads {
    async fn length(&self, upload: UploadId) -> Result<u64, FilesError> {
        match fs::metadata(self.path(upload)).await {
            Ok(found) => Ok(found.len()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(0),
            Err(error) => Err(unavailable(error)),
        }
    }

    async fn write(&self, upload: UploadId, at: u64, bytes: Bytes) -> Result<(), FilesError> {
        let mut file = self.open(upload).await?;
        file.seek(SeekFrom::Start(at)).await.map_err(unavailable)?;
        file.write_all(&bytes).await.map_err(unavailable)?;
        file.flush().await.map_err(unavailable)
    }

    async fn settle(&self, upload: UploadId) -> Result<(), FilesError> {
        let file = self.open(upload).await?;
        file.sync_all().await.map_err(unavailable)
    }

    async fn read(&self, upload: UploadId) -> Result<Bytes, FilesError> {
        match fs::read(self.path(upload)).await {
            Ok(bytes) => Ok(bytes.into()),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(FilesError::Missing),
            Err(error) => Err(unavailable(error)),
        }
    }

    async fn remove(&self, upload: UploadId) -> Result<(), FilesError> {
        match fs::remove_file(self.path(upload)).await {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(unavailable(error)),
            _ => Ok(()),
        }
    }
}

fn unavailable(why: impl Into<Fault>) -> FilesError {
    FilesError::Unavailable(why.into())
}
