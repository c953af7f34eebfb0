//! The two ways to run an import: to see what it would do, and to do it.

use super::attachments::Attachments;
use super::folder::Folder;
use super::known::Known;
use super::plan::{self, Ids, Plan};
use super::reading::Reading;
use super::report::{Outcome, Summary};
use super::{ImportError, Options, Progress, Stage, runs, write};
use crate::App;
use contract::id::FirmId;
use contract::kind::Grade;
use domain::receipt::{Act, Actor, Chain, Draft};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::imports::Run;
use store::{Change, Tx};

/// Says what [`apply`] would do, and writes nothing.
pub async fn plan(
    app: &App,
    firm: FirmId,
    folder: &Folder,
    options: &Options<'_>,
) -> Result<Summary, ImportError> {
    let reading = read(folder, options).await?;
    let tx = app.db.write().await?;
    let planned = compare(app, &tx, firm, &reading, options).await?;
    drop(tx);
    Ok(planned.ledger.summary(Outcome::Planned))
}

/// Imports a folder in one transaction. If a row is refused, nothing is written, unless `skip_bad` leaves it
/// out; if a whole file is, nothing is written in any case.
pub async fn apply(
    app: &App,
    firm: FirmId,
    folder: &Folder,
    options: &Options<'_>,
) -> Result<Summary, ImportError> {
    let receipt = Draft::new(
        Chain::firm(firm),
        Actor::System,
        Act::ImportRun,
        Grade::System,
    );
    apply_as(app, firm, folder, options, receipt, None).await
}

/// The same, with the receipt of whoever does it; and what it wrote is kept with its run.
pub(super) async fn apply_as(
    app: &App,
    firm: FirmId,
    folder: &Folder,
    options: &Options<'_>,
    receipt: Draft,
    run: Option<Run>,
) -> Result<Summary, ImportError> {
    let reading = read(folder, options).await?;
    let mut stored = BTreeSet::new();
    loop {
        // People first, then what they see: whoever takes both takes them in this order.
        let tx = app.write_people(firm).await?;
        app.alone_with_slices(&tx, firm).await?;
        let Plan {
            ledger,
            mut changes,
        } = compare(app, &tx, firm, &reading, options).await?;
        let refuses = ledger.refuses_a_file() || (ledger.refuses() && !options.skip_bad);
        if refuses {
            return Err(ImportError::Refused(Box::new(
                ledger.summary(Outcome::Refused),
            )));
        }
        if changes.len() == 0 && run.is_none() {
            return Ok(ledger.summary(Outcome::Applied));
        }
        let missing: BTreeSet<String> = changes.paths.difference(&stored).cloned().collect();
        if missing.is_empty() {
            let change = Change::now(&*app.clock, options.by);
            let effects = std::mem::take(&mut changes.effects);
            write::write(&tx, firm, changes, &change, options.progress).await?;
            let summary = ledger.summary(Outcome::Applied);
            if let Some(run) = run {
                runs::keep(app, &tx, run, effects, &summary).await?;
            }
            app.commit(tx, counted(receipt, &summary)).await?;
            return Ok(summary);
        }
        // Files are in the storage before a row names them. Nobody else waits for that: the transaction is let
        // go, and what is there is compared once more afterwards.
        drop(tx);
        reading
            .attachments
            .store(app, folder, &missing, options.progress)
            .await?;
        stored.extend(missing);
    }
}

/// How much was written, and nothing of what.
fn counted(mut draft: Draft, summary: &Summary) -> Draft {
    let total = summary.total();
    draft.query = Some(format!("added={}&changed={}", total.added, total.changed));
    draft
}

async fn read(folder: &Folder, options: &Options<'_>) -> Result<Arc<Reading>, ImportError> {
    (options.progress)(Progress {
        stage: Stage::Reading,
        done: 0,
        total: 0,
    });
    let tables = folder.clone();
    let reading = tokio::task::spawn_blocking(move || Reading::of(&tables))
        .await
        .map_err(ImportError::panicked)?;
    let mut reading = reading?.ok_or(ImportError::Empty)?;
    reading.attachments = Attachments::check(folder, reading.paths(), options.progress).await?;
    Ok(Arc::new(reading))
}

async fn compare(
    app: &App,
    tx: &Tx,
    firm: FirmId,
    reading: &Arc<Reading>,
    options: &Options<'_>,
) -> Result<Plan, ImportError> {
    (options.progress)(Progress {
        stage: Stage::Comparing,
        done: 0,
        total: 0,
    });
    let known = Known::load(tx, firm, options.source, options.by).await?;
    let (app, reading) = (app.clone(), Arc::clone(reading));
    let overwrite = options.overwrite.clone();
    let work = move || {
        plan::plan(
            &known,
            &reading,
            &Ids {
                clock: &*app.clock,
                entropy: &*app.entropy,
            },
            &overwrite,
        )
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(ImportError::panicked)
}
