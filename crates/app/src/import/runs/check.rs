//! What an import would do, found out in the background and kept to be read.

use super::jobs::{self, Job};
use super::{RunError, invalid, keep, now, ready};
use crate::App;
use crate::import::folder::Folder;
use crate::import::{Options, Stage, run};
use crate::once::Once;
use contract::id::{FirmId, ImportId};
use contract::import::ImportState;
use domain::import::Step;
use domain::policy::{Import, StaffPermit};
use domain::receipt::{Act, Draft};

/// The receipt says who looks.
pub async fn check(
    app: &App,
    permit: &StaffPermit<Import>,
    import: ImportId,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), RunError> {
    let firm = permit.firm();
    let tx = app.db.write().await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    let mut run = ready(app, &tx, firm, import, Step::Check).await?;
    if store::imports::files(&app.db, import).await?.is_empty() {
        return Err(invalid("files", "missing", "choose the files first"));
    }
    run.state = ImportState::Checking;
    run.touched_at = now(app);
    run.why = String::new();
    store::imports::update(&tx, &run).await?;
    receipt.act = Act::ImportChecked;
    receipt.object = Some(import.into());
    let job = app.imports.begin(import, Stage::Reading);
    if let Err(error) = app.commit(tx, receipt).await {
        app.imports.end(import);
        return Err(error.into());
    }
    jobs::run(
        app,
        import,
        &job,
        work(app.clone(), firm, import, job.clone()),
    );
    Ok(())
}

async fn work(app: App, firm: FirmId, import: ImportId, job: Job) {
    let looked = look(&app, firm, import, &job).await;
    if let Err(error) = looked {
        keep::failed(&app, firm, import, ImportState::Checking, &error).await;
    }
}

async fn look(app: &App, firm: FirmId, import: ImportId, job: &Job) -> Result<(), RunError> {
    let folder = folder(app, import).await?;
    let progress = |progress| job.told(progress);
    let options = Options {
        progress: &progress,
        ..Options::default()
    };
    let summary = run::plan(app, firm, &folder, &options).await?;
    keep::checked(app, firm, import, ImportState::Checking, &summary).await
}

/// What has arrived for it.
pub(super) async fn folder(app: &App, import: ImportId) -> Result<Folder, RunError> {
    let pieces = store::imports::files(&app.db, import).await?;
    let pieces = pieces
        .into_iter()
        .map(|piece| (piece.path, (piece.upload, piece.length)));
    Ok(Folder::arrived(app.inbox.bytes.clone(), pieces.collect()))
}
