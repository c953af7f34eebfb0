//! A new import, and the files that it is made of.

use super::{RunError, invalid, now, ready, unpack};
use crate::App;
use crate::import::folder::inside;
use crate::once::Once;
use contract::id::ImportId;
use contract::import::{ImportFiles, ImportState};
use domain::clock::new_id;
use domain::import::Step;
use domain::policy::{Import, StaffPermit};
use store::imports::{Piece, Run};

/// Files that are named in one call.
const MOST: usize = 500;
const LONGEST_PATH: usize = 400;

pub async fn begin(
    app: &App,
    permit: &StaffPermit<Import>,
    once: &Once,
) -> Result<ImportId, RunError> {
    let tx = app.db.write().await?;
    if let Some(begun) = once.made(app, &tx).await? {
        return Ok(begun);
    }
    let run = Run {
        id: new_id(&*app.clock, &*app.entropy),
        firm: permit.firm(),
        staff: permit.staff(),
        state: ImportState::Gathering,
        begun_at: now(app),
        touched_at: now(app),
        ended_at: 0,
        summary: String::new(),
        why: String::new(),
    };
    store::imports::insert(&tx, &run).await?;
    once.note(&tx, run.id).await?;
    tx.commit().await?;
    Ok(run.id)
}

/// Puts files into the import's folder; one at the same path takes the place of the one before.
pub async fn add_files(
    app: &App,
    permit: &StaffPermit<Import>,
    import: ImportId,
    new: ImportFiles,
    once: &Once,
) -> Result<(), RunError> {
    if new.files.len() > MOST {
        return Err(invalid(
            "files",
            "too_many",
            format!("at most {MOST} at a time"),
        ));
    }
    let mut pieces = Vec::with_capacity(new.files.len());
    for file in new.files {
        let path = path(&file.path)?;
        let upload = store::uploads::find(&app.db, permit.firm(), file.upload).await?;
        let upload = upload
            .ok_or_else(|| invalid("files", "unknown", format!("`{path}` has not arrived")))?;
        if app.inbox.bytes.length(upload.id).await? != upload.length {
            let why = format!("not all of `{path}` has come yet");
            return Err(invalid("files", "unfinished", why));
        }
        pieces.push(Piece {
            path,
            upload: upload.id,
            length: upload.length,
        });
    }
    let (zips, plain): (Vec<_>, Vec<_>) = pieces.into_iter().partition(|piece| {
        piece.path.to_ascii_lowercase().ends_with(".zip") && !piece.path.contains('/')
    });
    let mut plain = plain;
    for zip in &zips {
        plain.extend(unpack::unpack(app, permit.firm(), zip).await?);
    }
    let tx = app.db.write().await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    let mut run = ready(app, &tx, permit.firm(), import, Step::AddFiles).await?;
    for piece in &plain {
        store::imports::put_file(&tx, import, piece).await?;
    }
    for zip in &zips {
        store::uploads::use_up(&tx, permit.firm(), zip.upload).await?;
    }
    run.touched_at = now(app);
    store::imports::update(&tx, &run).await?;
    tx.commit().await?;
    Ok(())
}

/// Where a file lies in the folder: nowhere but in it.
pub(super) fn path(path: &str) -> Result<String, RunError> {
    let fits = path.chars().count() <= LONGEST_PATH && !path.chars().any(char::is_control);
    let inside = inside(path).ok().filter(|_| fits);
    inside.ok_or_else(|| invalid("files", "invalid", "a path must stay inside the folder"))
}
