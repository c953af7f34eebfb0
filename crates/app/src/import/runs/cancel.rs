//! Giving an import up before it has written.

use super::{RunError, now, ready};
use crate::App;
use crate::once::Once;
use contract::id::ImportId;
use contract::import::ImportState;
use domain::import::Step;
use domain::policy::{Import, StaffPermit};
use domain::receipt::{Act, Draft};

pub async fn cancel(
    app: &App,
    permit: &StaffPermit<Import>,
    import: ImportId,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), RunError> {
    let firm = permit.firm();
    let found = store::imports::find(&app.db, firm, import).await?;
    let run = found.ok_or(RunError::Unknown)?;
    if domain::import::may(run.state, Step::Cancel) {
        // First whoever is at work: she may hold the only writer there is. What she had written so far is not there.
        app.imports.stop(import);
    }
    let tx = app.db.write().await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    // Had she come to an end all the same, this says so.
    let mut run = ready(app, &tx, firm, import, Step::Cancel).await?;
    run.state = ImportState::Cancelled;
    run.touched_at = now(app);
    run.ended_at = now(app);
    store::imports::update(&tx, &run).await?;
    for piece in store::imports::files(&app.db, import).await? {
        store::uploads::use_up(&tx, firm, piece.upload).await?;
    }
    receipt.act = Act::ImportCancelled;
    receipt.object = Some(import.into());
    Ok(app.commit(tx, receipt).await?)
}
