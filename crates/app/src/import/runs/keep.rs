//! How an import's work ended, kept with it: its report, what it wrote, or why it did not.

use super::{RunError, alone, now};
use crate::App;
use crate::import::effect::Effect;
use crate::import::{Changed, ImportError, Refusal, Summary};
use contract::id::{FirmId, ImportId};
use contract::import::{
    ImportCount, ImportLine, ImportState, ImportSummary, ImportValue, LineSort,
};
use store::Tx;
use store::imports::Run;

/// Lines of each sort that are kept; how many there are in all is counted.
const MOST_LINES: usize = 20_000;

/// What it would do. Somebody may have given it up meanwhile: then nothing is kept.
pub(super) async fn checked(
    app: &App,
    firm: FirmId,
    import: ImportId,
    from: ImportState,
    summary: &Summary,
) -> Result<(), RunError> {
    let tx = app.db.write().await?;
    let Some(mut run) = still(&tx, firm, import, from).await? else {
        return Ok(());
    };
    run.state = ImportState::Checked;
    run.touched_at = now(app);
    run.summary = serde_json::to_string(&told(summary))?;
    store::imports::update(&tx, &run).await?;
    lines(&tx, import, summary).await?;
    Ok(tx.commit().await?)
}

/// What it wrote, in the transaction in which it wrote it.
pub(in crate::import) async fn keep(
    app: &App,
    tx: &Tx,
    run: Run,
    mut effects: Vec<Effect>,
    summary: &Summary,
) -> Result<(), ImportError> {
    let found = still(tx, run.firm, run.id, ImportState::Writing).await?;
    let Some(mut run) = found else {
        return Err(ImportError::GivenUp);
    };
    let changed: Vec<_> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::RecordChanged { id, .. } => Some(*id),
            _ => None,
        })
        .collect();
    let heads = store::imports::heads(tx, run.firm, &changed).await?;
    for effect in &mut effects {
        if let Effect::RecordChanged { id, version, .. } = effect {
            *version = heads.get(id).map_or(0, |(_, version)| *version);
        }
    }
    let effects = effects
        .iter()
        .map(serde_json::to_string)
        .collect::<Result<Vec<_>, _>>()?;
    store::imports::put_effects(tx, run.id, &effects).await?;
    run.state = ImportState::Done;
    run.touched_at = now(app);
    run.ended_at = run.touched_at;
    run.why = String::new();
    run.summary = serde_json::to_string(&told(summary))?;
    store::imports::update(tx, &run).await?;
    lines(tx, run.id, summary).await
}

/// The import, if it is where it was left.
pub(super) async fn still(
    tx: &Tx,
    firm: FirmId,
    import: ImportId,
    state: ImportState,
) -> Result<Option<Run>, store::StoreError> {
    alone(tx, import).await?;
    let found = store::imports::find_in(tx, firm, import).await?;
    Ok(found.filter(|run| run.state == state))
}

/// It broke off: it is where it was before, and says why.
pub(super) async fn failed(
    app: &App,
    firm: FirmId,
    import: ImportId,
    from: ImportState,
    error: &RunError,
) {
    tracing::warn!(%import, error = error as &dyn std::error::Error, "an import broke off");
    let why = match error {
        RunError::Import(ImportError::Empty) => {
            "There is no CSV file of an import among these files.".to_owned()
        }
        RunError::Import(error @ (ImportError::FileChanged { .. } | ImportError::Folder(_))) => {
            error.to_string()
        }
        _ => "It broke off. Nothing was written; try again.".to_owned(),
    };
    let noted = async {
        let tx = app.db.write().await?;
        if let Some(mut run) = still(&tx, firm, import, from).await? {
            run.state = super::view::before(from);
            if from == ImportState::Checking {
                // Other files, another import.
                run.state = ImportState::Failed;
                run.ended_at = now(app);
            }
            run.touched_at = now(app);
            run.why = why;
            store::imports::update(&tx, &run).await?;
        }
        tx.commit().await
    };
    if let Err(error) = noted.await {
        tracing::error!(%import, %error, "why an import broke off could not be noted");
    }
}

async fn lines(tx: &Tx, import: ImportId, summary: &Summary) -> Result<(), ImportError> {
    let changed: Vec<_> = summary.changed.iter().map(changed).collect();
    let conflicts: Vec<_> = summary.conflicts.iter().map(self::changed).collect();
    let faults: Vec<_> = summary.refusals.iter().map(fault).collect();
    for (sort, all) in [
        (LineSort::Changed, changed),
        (LineSort::Conflict, conflicts),
        (LineSort::Fault, faults),
    ] {
        put_lines(tx, import, sort, &all).await?;
    }
    Ok(())
}

pub(super) async fn put_lines(
    tx: &Tx,
    import: ImportId,
    sort: LineSort,
    all: &[ImportLine],
) -> Result<(), ImportError> {
    let texts = all
        .iter()
        .take(MOST_LINES)
        .map(serde_json::to_string)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(store::imports::set_lines(tx, import, sort, &texts).await?)
}

fn count(n: usize) -> u64 {
    n as u64
}

fn told(summary: &Summary) -> ImportSummary {
    let counts = summary.tallies.iter().map(|(sheet, tally)| ImportCount {
        file: sheet.file().to_owned(),
        added: count(tally.added),
        changed: count(tally.changed),
        unchanged: count(tally.unchanged),
        refused: count(tally.refused),
    });
    ImportSummary {
        counts: counts.collect(),
        conflicts: count(summary.conflicts.len()),
        faults: count(summary.refusals.len()),
        whole_file: summary.refusals.iter().any(|one| one.line.is_none()),
        beside: count(summary.changed_beside),
        notes: summary.notes.clone(),
        left: 0,
    }
}

fn changed(row: &Changed) -> ImportLine {
    let values = row.fields.iter().zip(&row.values);
    let values = values.map(|(column, (before, after))| ImportValue {
        column: (*column).to_owned(),
        before: before.clone(),
        after: after.clone(),
    });
    ImportLine {
        file: row.sheet.file().to_owned(),
        line: Some(row.line),
        column: None,
        reference: row.reference.clone(),
        why: String::new(),
        values: values.collect(),
    }
}

fn fault(refusal: &Refusal) -> ImportLine {
    ImportLine {
        file: refusal.file.clone(),
        line: refusal.line,
        column: refusal.column.map(str::to_owned),
        reference: String::new(),
        why: refusal.why.clone(),
        values: Vec::new(),
    }
}
