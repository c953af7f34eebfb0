//! Making an upload a file of a record: a photo of a set, or the next version of a document's file. The bytes are
//! checked and cleaned like those of an import, and stored before the record names them.

use super::check::Faults;
use super::{Author, RecordError};
use crate::App;
use crate::files::{Prepared, prepare, shown_name};
use crate::once::Once;
use contract::id::{FileId, RecordId};
use contract::kind::RecordKind;
use contract::upload::NewFile;
use domain::clock::new_id;
use domain::policy::{DoJobs, EditRecords, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::record::Body;
use store::records::{File, Record};
use store::uploads::Upload;

const MOST_CAPTION: usize = 300;

/// Whoever does jobs adds photos; `editor` is the right that anything else takes.
pub async fn attach(
    app: &App,
    permit: &StaffPermit<DoJobs>,
    editor: Option<&StaffPermit<EditRecords>>,
    id: RecordId,
    new: NewFile,
    once: &Once,
    receipt: Draft,
) -> Result<FileId, RecordError> {
    let author = Author::staff(app, permit, receipt);
    let firm = permit.firm();
    // Asked before the bytes are looked at, which a repeat has no more.
    if let Some(made) = before(app, once).await? {
        return Ok(made);
    }
    let kind = store::records::kind(&app.db, firm, id).await?;
    checked(kind.ok_or(RecordError::NotThere)?, editor, &new)?;
    let found = store::uploads::find(&app.db, firm, new.upload).await?;
    let Some(upload) = found else {
        // A repeat may have come while the first was under way, which has used it up by now.
        return before(app, once).await?.ok_or(RecordError::NotThere);
    };
    let prepared = made_ready(app, &upload).await?;
    if kind == Some(RecordKind::PhotoSet) && prepared.thumbnail.is_none() {
        return Err(invalid("upload", "unknown", "a photo must be a picture"));
    }
    app.files.put(&prepared.key, prepared.bytes.clone()).await?;
    if let Some(thumbnail) = &prepared.thumbnail {
        app.files
            .put(&thumbnail.key, thumbnail.bytes.clone())
            .await?;
    }

    let tx = app.write_slices(firm).await?;
    if let Some(made) = once.made(app, &tx).await? {
        return Ok(made);
    }
    let found = store::records::find(&tx, firm, id).await?;
    let old = found.ok_or(RecordError::NotThere)?;
    if !store::uploads::use_up(&tx, firm, upload.id).await? {
        return Err(RecordError::NotThere);
    }
    let file = file(&upload.name, &prepared, new);
    let (record, file) = with(app, old, file);
    let mut receipt = author.receipt(Act::FileAdded, &record);
    receipt.query = Some(format!("file={file}"));
    receipt.sha256 = Some(prepared.key.as_str().to_owned());
    store::records::update(&tx, &record, &author.change).await?;
    once.note(&tx, file).await?;
    app.commit(tx, receipt).await?;
    // If this fails, the next sweep does it.
    if let Err(error) = app.inbox.bytes.remove(upload.id).await {
        tracing::warn!(%error, "the bytes of a used upload could not be removed");
    }
    Ok(file)
}

/// What this very call made before.
async fn before(app: &App, once: &Once) -> Result<Option<FileId>, RecordError> {
    let tx = app.db.write().await?;
    Ok(once.made(app, &tx).await?)
}

fn invalid(field: &str, code: &str, message: &str) -> RecordError {
    let mut faults = Faults::default();
    faults.add(field, code, message);
    faults.done().err().unwrap_or(RecordError::NotThere)
}

fn checked(
    kind: RecordKind,
    editor: Option<&StaffPermit<EditRecords>>,
    new: &NewFile,
) -> Result<(), RecordError> {
    let is_photo = match kind {
        RecordKind::PhotoSet => true,
        RecordKind::Document => false,
        other => {
            let why = format!("a {other} has no files");
            return Err(invalid("record", "not_now", &why));
        }
    };
    if !is_photo && editor.is_none() {
        return Err(RecordError::Forbidden);
    }
    let mut faults = Faults::default();
    if new.caption.chars().count() > MOST_CAPTION {
        faults.add(
            "caption",
            "too_long",
            format!("at most {MOST_CAPTION} characters"),
        );
    }
    if !is_photo && !new.caption.is_empty() {
        faults.add("caption", "superfluous", "only a photo has a caption");
    }
    if !is_photo && new.taken_on.is_some() {
        faults.add("taken_on", "superfluous", "only a photo was taken on a day");
    }
    faults.done()
}

/// All of it, checked and cleaned; a few at a time, because a picture unpacked is large.
async fn made_ready(app: &App, upload: &Upload) -> Result<Prepared, RecordError> {
    let inbox = &app.inbox;
    if inbox.bytes.length(upload.id).await? != upload.length {
        let why = "not all of it has come yet";
        return Err(invalid("upload", "unfinished", why));
    }
    let _turn = inbox.preparing.acquire().await;
    let bytes = match upload.length {
        0 => bytes::Bytes::new(),
        _ => inbox.bytes.read(upload.id).await?,
    };
    let name = upload.name.clone();
    let prepared = tokio::task::spawn_blocking(move || prepare(&name, bytes)).await;
    match prepared {
        Ok(Ok(prepared)) => Ok(prepared),
        Ok(Err(fault)) => Err(invalid("upload", "unreadable", &fault.to_string())),
        // Whatever is wrong with a file that stops its reading, it is not one to take.
        Err(_) => Err(invalid("upload", "unreadable", "the file cannot be read")),
    }
}

fn file(name: &str, prepared: &Prepared, new: NewFile) -> File {
    let thumbnail = prepared.thumbnail.as_ref();
    File {
        // Its own, or that of the file whose next version it is.
        id: FileId::from_bytes([0; 16]),
        name: shown_name(name, prepared.sort),
        media_type: prepared.sort.media_type().to_owned(),
        size: prepared.bytes.len() as u64,
        sha256: prepared.key.as_str().to_owned(),
        thumbnail_sha256: thumbnail.map(|small| small.key.as_str().to_owned()),
        caption: new.caption,
        taken_on: new.taken_on,
    }
}

/// The record with the file: one more photo, or the document's own, which stays the same file.
fn with(app: &App, old: Record, mut file: File) -> (Record, FileId) {
    file.id = match old.files.first() {
        Some(known) if old.body.kind() == RecordKind::Document => known.id,
        _ => new_id(&*app.clock, &*app.entropy),
    };
    let id = file.id;
    let mut record = old;
    match &mut record.body {
        Body::PhotoSet(set) => {
            set.photos.push(id);
            record.files.push(file);
        }
        Body::Document(document) => {
            document.file = Some(id);
            record.files = vec![file];
        }
        _ => {}
    }
    (record, id)
}
