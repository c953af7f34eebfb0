//! An import as somebody who waits for it sees it.

use super::{RunError, SILENT_MICROS, now};
use crate::App;
use contract::id::ImportId;
use contract::import::{
    ImportLinePage, ImportPage, ImportProgress, ImportState, ImportSummary, ImportView, LineSort,
};
use domain::import::is_at_work;
use domain::policy::{Import, StaffPermit};
use domain::slice::Slice;
use std::collections::{BTreeMap, BTreeSet};
use store::imports::Run;
use store::whole::imports as whole;

const MOST: usize = 20;

/// Where it was before somebody began to work on it.
pub(super) const fn before(state: ImportState) -> ImportState {
    match state {
        ImportState::Checking => ImportState::Gathering,
        ImportState::Writing => ImportState::Checked,
        ImportState::Undoing => ImportState::Done,
        other => other,
    }
}

/// Whoever worked on it may be gone, with the process: then it is where it was before, for nothing was written.
pub(super) fn as_it_is(app: &App, mut run: Run, here: &BTreeSet<ImportId>) -> Run {
    let is_here = here.contains(&run.id);
    let is_silent = app.db.is_sqlite() || now(app) - run.touched_at > SILENT_MICROS;
    if is_at_work(run.state) && !is_here && is_silent {
        run.state = before(run.state);
        run.why = "It broke off, and nothing was written. Try again.".to_owned();
    }
    run
}

pub async fn get(
    app: &App,
    permit: &StaffPermit<Import>,
    import: ImportId,
) -> Result<Slice<ImportView>, RunError> {
    let here = app.imports.here();
    let found = store::imports::find(&app.db, permit.firm(), import).await?;
    let runs = vec![found.ok_or(RunError::Unknown)?];
    let views = shown(app, permit, runs, &here).await?;
    let view = views.into_iter().next().ok_or(RunError::Unknown)?;
    Ok(whole::shown(permit, view))
}

pub async fn list(app: &App, permit: &StaffPermit<Import>) -> Result<Slice<ImportPage>, RunError> {
    let here = app.imports.here();
    let runs = store::imports::list(&app.db, permit.firm(), MOST).await?;
    let items = shown(app, permit, runs, &here).await?;
    Ok(whole::shown(permit, ImportPage { items }))
}

/// A page of its report; the cursor is the place of the last line of the page before.
pub async fn lines(
    app: &App,
    permit: &StaffPermit<Import>,
    import: ImportId,
    sort: LineSort,
    after: i32,
    limit: usize,
) -> Result<Slice<ImportLinePage>, RunError> {
    let found = store::imports::find(&app.db, permit.firm(), import).await?;
    let run = found.ok_or(RunError::Unknown)?;
    let mut found = store::imports::lines(&app.db, run.id, sort, after, limit + 1).await?;
    let is_more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().filter(|_| is_more);
    let next_cursor = last.map(|(position, _)| position.to_string());
    let items = found
        .iter()
        .map(|(_, line)| serde_json::from_str(line))
        .collect::<Result<_, _>>()?;
    Ok(whole::shown(permit, ImportLinePage { items, next_cursor }))
}

async fn shown(
    app: &App,
    permit: &StaffPermit<Import>,
    runs: Vec<Run>,
    here: &BTreeSet<ImportId>,
) -> Result<Vec<ImportView>, RunError> {
    let ids: Vec<_> = runs.iter().map(|run| run.id).collect();
    let counts = store::imports::file_counts(&app.db, &ids).await?;
    let names: BTreeMap<_, _> = whole::staff_names(&app.db, permit).await?;
    let last = store::imports::last_done(&app.db, permit.firm()).await?;
    let view = |run: Run| {
        let run = as_it_is(app, run, here);
        let job = app.imports.find(run.id);
        let progress = job.filter(|_| is_at_work(run.state)).map(|job| {
            let progress = job.progress();
            ImportProgress {
                stage: progress.stage.name().to_owned(),
                done: progress.done as u64,
                total: progress.total as u64,
            }
        });
        let summary = if run.summary.is_empty() {
            ImportSummary::default()
        } else {
            serde_json::from_str(&run.summary)?
        };
        Ok(ImportView {
            id: run.id,
            state: run.state,
            by: names.get(&run.staff).cloned().unwrap_or_default(),
            begun_at: crate::instant(run.begun_at),
            ended_at: (run.ended_at > 0).then(|| crate::instant(run.ended_at)),
            files: counts.get(&run.id).copied().unwrap_or_default(),
            progress,
            summary,
            why: Some(run.why).filter(|why| !why.is_empty()),
            can_undo: last == Some(run.id) && run.state == ImportState::Done,
        })
    };
    runs.into_iter().map(view).collect()
}
