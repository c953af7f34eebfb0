//! Beginning an upload: its name and how large it will be are said first, so that what cannot be taken is refused before
//! a byte of it is sent.

use super::{MOST_FILES, MOST_UNDER_WAY, UploadError, name};
use crate::App;
use crate::files::MOST_BYTES;
use crate::import::{MOST_CSV, MOST_ZIP};
use crate::once::Once;
use contract::id::UploadId;
use contract::problem::FieldError;
use domain::clock::new_id;
use domain::policy::{DoJobs, StaffPermit};
use store::uploads::Upload;

/// Tables and folders of an import are larger than a paper.
fn most(name: &str) -> u64 {
    if name::has_ending(name, "csv") {
        MOST_CSV
    } else if name::has_ending(name, "zip") {
        MOST_ZIP
    } else {
        MOST_BYTES as u64
    }
}

pub async fn begin(
    app: &App,
    permit: &StaffPermit<DoJobs>,
    length: u64,
    metadata: &str,
    once: &Once,
) -> Result<UploadId, UploadError> {
    let name = name::of(metadata).ok_or_else(|| {
        UploadError::Invalid(vec![FieldError {
            field: "filename".to_owned(),
            code: "unknown".to_owned(),
            message: "a file's name must end in .pdf, .jpg, .jpeg, .png, .webp or .gif; for an import also in .csv or .zip".to_owned(),
        }])
    })?;
    if length > most(&name) {
        return Err(UploadError::TooLarge);
    }
    let tx = app.db.write().await?;
    // How much is under way is counted, and added to, by one at a time.
    tx.alone(&format!("uploads of {}", permit.firm())).await?;
    if let Some(begun) = once.made(app, &tx).await? {
        return Ok(begun);
    }
    let (files, bytes) = store::uploads::under_way(&tx, permit.firm()).await?;
    if files >= MOST_FILES || bytes.saturating_add(length) > MOST_UNDER_WAY {
        return Err(UploadError::TooMuch);
    }
    let upload = Upload {
        id: new_id(&*app.clock, &*app.entropy),
        firm: permit.firm(),
        name,
        length,
    };
    store::uploads::insert(&tx, &upload, app.clock.now().timestamp_micros()).await?;
    once.note(&tx, upload.id).await?;
    tx.commit().await?;
    Ok(upload.id)
}
