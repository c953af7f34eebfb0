//! Imports that are worked on in this process: how far each has come, and the way to stop it.

use super::{BEAT_SECONDS, now};
use crate::App;
use crate::import::{Progress, Stage};
use contract::id::ImportId;
use std::collections::{BTreeSet, HashMap};
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

#[derive(Default)]
pub struct Jobs(Mutex<HashMap<ImportId, Job>>);

#[derive(Clone)]
pub(super) struct Job {
    progress: Arc<Mutex<Progress>>,
    stop: CancellationToken,
}

impl Job {
    pub fn told(&self, progress: Progress) {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = progress;
    }

    pub fn progress(&self) -> Progress {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Jobs {
    fn all(&self) -> std::sync::MutexGuard<'_, HashMap<ImportId, Job>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn find(&self, import: ImportId) -> Option<Job> {
        self.all().get(&import).cloned()
    }

    /// Everything that is worked on here. Asked before a run is read: whatever was not here then, and is said to be worked
    /// on, has nobody.
    pub(super) fn here(&self) -> BTreeSet<ImportId> {
        self.all().keys().copied().collect()
    }

    /// Stops it, if it is worked on here.
    pub(super) fn stop(&self, import: ImportId) {
        if let Some(job) = self.find(import) {
            job.stop.cancel();
        }
    }

    /// Said before anybody can read that somebody is at work, or she would be taken for gone.
    pub(super) fn begin(&self, import: ImportId, stage: Stage) -> Job {
        let job = Job {
            progress: Arc::new(Mutex::new(Progress {
                stage,
                done: 0,
                total: 0,
            })),
            stop: CancellationToken::new(),
        };
        self.all().insert(import, job.clone());
        job
    }

    pub(super) fn end(&self, import: ImportId) {
        self.all().remove(&import);
    }
}

/// Works in the background until it is done or stopped. What stops half-way has written nothing: its transaction goes
/// with it. `work` notes by itself how it ended.
pub(super) fn run(
    app: &App,
    import: ImportId,
    job: &Job,
    work: impl Future<Output = ()> + Send + 'static,
) {
    let (app, stop) = (app.clone(), job.stop.clone());
    tokio::spawn(async move {
        tokio::select! {
            () = work => {}
            () = stop.cancelled() => {}
            () = beat(&app, import) => {}
        }
        app.imports.end(import);
    });
}

/// Tells other processes that somebody is at work. On SQLite there are none, and the writer is busy with the import.
async fn beat(app: &App, import: ImportId) {
    if app.db.is_sqlite() {
        return std::future::pending().await;
    }
    loop {
        tokio::time::sleep(Duration::from_secs(BEAT_SECONDS)).await;
        let touched = async {
            let tx = app.db.write().await?;
            store::imports::touch(&tx, import, now(app)).await?;
            tx.commit().await
        };
        if let Err(error) = touched.await {
            tracing::warn!(%import, %error, "an import could not be said to be under way");
        }
    }
}
