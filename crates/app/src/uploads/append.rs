//! How far an upload has come, and the next piece of it. Whatever arrived is kept, however the piece ends.

use super::{Progress, UploadError};
use crate::App;
use bytes::Bytes;
use contract::id::UploadId;
use domain::policy::{DoJobs, StaffPermit};
use store::uploads::Upload;

pub async fn progress(
    app: &App,
    permit: &StaffPermit<DoJobs>,
    id: UploadId,
) -> Result<Progress, UploadError> {
    let found = store::uploads::find(&app.db, permit.firm(), id).await?;
    let upload = found.ok_or(UploadError::Unknown)?;
    Ok(Progress {
        offset: app.inbox.bytes.length(id).await?,
        length: upload.length,
    })
}

/// A piece on its way in. It is handed over as it comes, and then ended.
pub struct Arriving<'a> {
    app: &'a App,
    upload: Upload,
    offset: u64,
}

/// A piece begins; `size` is how large it is said to be.
pub async fn append<'a>(
    app: &'a App,
    permit: &StaffPermit<DoJobs>,
    id: UploadId,
    offset: u64,
    size: Option<u64>,
) -> Result<Arriving<'a>, UploadError> {
    let found = store::uploads::find(&app.db, permit.firm(), id).await?;
    let upload = found.ok_or(UploadError::Unknown)?;
    let there = app.inbox.bytes.length(id).await?;
    if there != offset {
        return Err(UploadError::WrongOffset(Progress {
            offset: there,
            length: upload.length,
        }));
    }
    let arriving = Arriving {
        app,
        upload,
        offset,
    };
    arriving.fits(size.unwrap_or_default())?;
    Ok(arriving)
}

impl Arriving<'_> {
    fn fits(&self, more: u64) -> Result<(), UploadError> {
        if self.offset.saturating_add(more) > self.upload.length {
            return Err(UploadError::TooLarge);
        }
        Ok(())
    }

    pub async fn take(&mut self, bytes: Bytes) -> Result<(), UploadError> {
        let more = bytes.len() as u64;
        self.fits(more)?;
        let inbox = &self.app.inbox.bytes;
        inbox.write(self.upload.id, self.offset, bytes).await?;
        self.offset += more;
        Ok(())
    }

    /// What came is on the disk, and the upload is not abandoned.
    pub async fn end(self) -> Result<Progress, UploadError> {
        self.app.inbox.bytes.settle(self.upload.id).await?;
        let tx = self.app.db.write().await?;
        let now = self.app.clock.now().timestamp_micros();
        store::uploads::touch(&tx, self.upload.id, now).await?;
        tx.commit().await?;
        Ok(Progress {
            offset: self.offset,
            length: self.upload.length,
        })
    }
}
