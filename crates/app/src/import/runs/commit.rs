//! Writing an import, in the background. It is held against what is on record once more, because that may be another
//! since she read what it would do.

use super::check::folder;
use super::jobs::{self, Job};
use super::{RunError, invalid, keep, now, ready};
use crate::App;
use crate::import::{ImportError, Options, Overwrite, Sheet, Stage, run};
use crate::once::Once;
use contract::id::ImportId;
use contract::import::{ImportChoice, ImportState};
use domain::import::Step;
use domain::policy::{Import, StaffPermit};
use domain::receipt::{Act, Draft};
use store::imports::Run;

/// Rows that are chosen one by one.
const MOST: usize = 1_000;

/// The receipt says who does it; it is written with the records.
pub async fn commit(
    app: &App,
    permit: &StaffPermit<Import>,
    import: ImportId,
    choice: ImportChoice,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), RunError> {
    let overwrite = chosen(&choice)?;
    let tx = app.db.write().await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    let mut run = ready(app, &tx, permit.firm(), import, Step::Write).await?;
    run.state = ImportState::Writing;
    run.touched_at = now(app);
    run.why = String::new();
    store::imports::update(&tx, &run).await?;
    receipt.act = Act::ImportRun;
    receipt.object = Some(import.into());
    let job = app.imports.begin(import, Stage::Reading);
    if let Err(error) = tx.commit().await {
        app.imports.end(import);
        return Err(error.into());
    }
    let writing = Writing {
        run,
        skip_bad: choice.skip_bad,
        overwrite,
        receipt,
    };
    jobs::run(app, import, &job, work(app.clone(), writing, job.clone()));
    Ok(())
}

fn chosen(choice: &ImportChoice) -> Result<Overwrite, RunError> {
    if choice.overwrite.len() > MOST {
        return Err(invalid(
            "overwrite",
            "too_many",
            format!("at most {MOST} at a time"),
        ));
    }
    let rows = choice.overwrite.iter().map(|row| {
        let sheet = Sheet::of(&row.file)
            .ok_or_else(|| invalid("overwrite", "unknown", "there is no such file"))?;
        Ok((sheet, row.reference.clone()))
    });
    Ok(Overwrite::These(rows.collect::<Result<_, RunError>>()?))
}

struct Writing {
    run: Run,
    skip_bad: bool,
    overwrite: Overwrite,
    receipt: Draft,
}

async fn work(app: App, writing: Writing, job: Job) {
    let (firm, import) = (writing.run.firm, writing.run.id);
    let ended = match write(&app, writing, &job).await {
        // Whatever is refused now was not then: it is to be read first.
        Err(RunError::Import(ImportError::Refused(summary))) => {
            keep::checked(&app, firm, import, ImportState::Writing, &summary).await
        }
        ended => ended,
    };
    match ended {
        Ok(()) | Err(RunError::Import(ImportError::GivenUp)) => {}
        Err(error) => keep::failed(&app, firm, import, ImportState::Writing, &error).await,
    }
}

async fn write(app: &App, writing: Writing, job: &Job) -> Result<(), RunError> {
    let (firm, import) = (writing.run.firm, writing.run.id);
    let folder = folder(app, import).await?;
    let progress = |progress| job.told(progress);
    let options = Options {
        skip_bad: writing.skip_bad,
        overwrite: &writing.overwrite,
        progress: &progress,
        ..Options::default()
    };
    let (receipt, run) = (writing.receipt, Some(writing.run));
    run::apply_as(app, firm, &folder, &options, receipt, run).await?;
    // Its files are in the storage now. If this fails, they are swept in a day.
    let tx = app.db.write().await?;
    for piece in store::imports::files(&app.db, import).await? {
        store::uploads::use_up(&tx, firm, piece.upload).await?;
    }
    Ok(tx.commit().await?)
}
