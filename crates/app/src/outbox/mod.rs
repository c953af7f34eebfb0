//! The worker: answers people who asked to sign in, carries out what the outbox holds, and sweeps what nobody
//! needs. Any number of workers may run; each job is one worker's at a time.

mod deliver;
mod sealed;
mod sweep;

pub use sweep::sweep;

use crate::App;
use crate::ports::Mail;
use crate::sign_in::{SignInError, row_id};
use crate::uploads::UploadError;
use std::time::Duration;
use store::outbox::{Job, NewJob};
use store::{StoreError, Tx};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How long a job may wait when nobody rings.
const POLL: Duration = Duration::from_secs(1);
/// Jobs carried out side by side, so that one slow relay does not hold up every mail.
const BATCH: u32 = 8;
const HOUR: i64 = 3_600 * 1_000_000;

const SEND_MAIL: &str = "send_mail";

#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("a sign-in request could not be answered")]
    SignIn(#[from] SignInError),
    #[error("abandoned uploads could not be removed")]
    Upload(#[from] UploadError),
}

/// Works until it is cancelled. What was begun is finished first.
pub async fn run(app: App, cancel: CancellationToken) {
    let mut swept_at = i64::MIN;
    while !cancel.is_cancelled() {
        if let Err(error) = drain(&app).await {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the worker stumbled; it goes on"
            );
        }
        let now = app.clock.now().timestamp_micros();
        if now.saturating_sub(swept_at) >= HOUR {
            swept_at = now;
            if let Err(error) = sweep(&app).await {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "old rows could not be swept"
                );
            }
        }
        tokio::select! {
            () = cancel.cancelled() => {}
            () = app.wake.notified() => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
}

/// Does everything that is due now and answers how much that was.
pub async fn drain(app: &App) -> Result<usize, OutboxError> {
    let mut total = 0;
    loop {
        let done = crate::sign_in::answer(app).await? + carry_out(app).await?;
        if done == 0 {
            return Ok(total);
        }
        total += done;
    }
}

/// One round of jobs.
async fn carry_out(app: &App) -> Result<usize, OutboxError> {
    let now = app.clock.now().timestamp_micros();
    if !store::outbox::is_due(&app.db, now).await? {
        return Ok(0);
    }
    let tx = app.db.write().await?;
    let jobs = store::outbox::claim(&tx, now, BATCH).await?;
    tx.commit().await?;

    let count = jobs.len();
    let mut under_way = JoinSet::new();
    for job in jobs {
        let app = app.clone();
        under_way.spawn(async move {
            let outcome = deliver::carry_out(&app, &job).await;
            close(&app, &job, outcome).await
        });
    }
    // All of them, even if one stumbles: its lease brings that one back.
    let mut stumbled = None;
    while let Some(closed) = under_way.join_next().await {
        match closed {
            Ok(Ok(())) => {}
            Ok(Err(error)) => stumbled = Some(error),
            Err(error) => tracing::error!(%error, "a job broke off"),
        }
    }
    match stumbled {
        Some(error) => Err(error.into()),
        None => Ok(count),
    }
}

async fn close(app: &App, job: &Job, outcome: deliver::Outcome) -> Result<(), StoreError> {
    use deliver::Outcome;
    let now = app.clock.now().timestamp_micros();
    let tx = app.db.write().await?;
    match outcome {
        Outcome::Done => store::outbox::done(&tx, job, now).await?,
        Outcome::Later(why) => {
            let again = store::outbox::retry(&tx, job, now, &why).await?;
            tracing::warn!(job = %job.id, kind = job.kind, again, why, "a job did not succeed");
        }
        Outcome::Never(why) => {
            store::outbox::fail(&tx, job, now, &why).await?;
            tracing::error!(job = %job.id, kind = job.kind, why, "a job is given up");
        }
    }
    tx.commit().await
}

/// Queues a mail in the transaction of what it tells of. `name` makes a second one of the same name nothing.
/// Answers the job's id.
pub(crate) async fn queue_mail(
    app: &App,
    tx: &Tx,
    mail: &Mail,
    name: &str,
) -> Result<uuid::Uuid, StoreError> {
    let id = row_id(app);
    let job = NewJob {
        id,
        kind: SEND_MAIL,
        payload: sealed::seal(&app.keys.code, &*app.entropy, id, mail),
        dedup: Some(name.to_owned()),
        run_at: app.clock.now().timestamp_micros(),
    };
    store::outbox::enqueue(tx, job).await?;
    Ok(id)
}
