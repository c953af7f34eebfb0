//! The batcher: one task per process that writes whatever has come in while the last commit ran. Whoever
//! waits gets her receipt when it is on the disk, or an error, and then nothing may leave.

use super::append::{append, prepare};
use super::ranges::Ranges;
use super::signer::Signer;
use super::{Receipt, append_in};
use crate::keys::SigningKey;
use domain::clock::{Clock, Entropy};
use domain::receipt::{Draft, Prepared};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::epochs::Claim;
use store::{Db, StoreError, Tx};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// Receipts that may wait. More than that and the database is not keeping up: better told at once.
const QUEUE: usize = 4_096;

/// Receipts in one transaction, so that no waiter waits for a very long one.
const BATCH: usize = 500;

/// A database that takes longer is treated as one that is away.
const PATIENCE: Duration = Duration::from_secs(20);

/// The receipt was not written, so what it was for must not happen.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ReceiptError {
    #[error("the receipt could not be written")]
    Store(#[source] Arc<StoreError>),
    #[error("the database took too long to write the receipt")]
    Slow,
    #[error("too many receipts are waiting to be written")]
    Busy,
    #[error("receipts are no longer written: the program is ending")]
    Closed,
    /// What the answer rests on has changed since it was read: it must be made anew.
    #[error("the answer is no longer true")]
    Stale,
}

struct Job {
    prepared: Prepared,
    /// The receipt is of something remembered, and only to be written while that is still true.
    claim: Option<Claim>,
    waiter: oneshot::Sender<Result<Receipt, ReceiptError>>,
}

pub struct Writer {
    jobs: mpsc::Sender<Job>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    ranges: Ranges,
    signer: Arc<Signer>,
    heads: PathBuf,
    closing: CancellationToken,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Writer")
    }
}

impl Writer {
    /// Starts the batcher on the runtime of the caller, and the thread that signs heads into `heads`.
    pub fn start(
        db: Db,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        key: Arc<SigningKey>,
        heads: PathBuf,
    ) -> io::Result<Self> {
        let signer = Arc::new(Signer::start(key, Arc::clone(&clock), heads.clone())?);
        let (jobs, queue) = mpsc::channel(QUEUE);
        let closing = CancellationToken::new();
        let batcher = Batcher {
            db,
            queue,
            signer: Arc::clone(&signer),
            closing: closing.clone(),
        };
        Ok(Self {
            jobs,
            clock,
            entropy,
            ranges: Ranges::default(),
            signer,
            heads,
            closing,
            task: Mutex::new(Some(tokio::spawn(batcher.run()))),
        })
    }

    /// The file that the heads are signed into.
    pub(super) fn heads(&self) -> &Path {
        &self.heads
    }

    /// Writes a receipt; when this answers `Ok`, it is on the disk.
    pub async fn write(&self, draft: Draft) -> Result<Receipt, ReceiptError> {
        self.write_while(draft, None).await
    }

    /// The same, if the claim holds at that moment; else [`ReceiptError::Stale`], and no receipt.
    pub async fn write_while(
        &self,
        draft: Draft,
        claim: Option<Claim>,
    ) -> Result<Receipt, ReceiptError> {
        let prepared = prepare(draft, &*self.clock, &*self.entropy);
        let (waiter, receipt) = oneshot::channel();
        let sent = self.jobs.try_send(Job {
            prepared,
            claim,
            waiter,
        });
        sent.map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => ReceiptError::Busy,
            mpsc::error::TrySendError::Closed(_) => ReceiptError::Closed,
        })?;
        receipt.await.unwrap_or(Err(ReceiptError::Closed))
    }

    /// The receipt of a file's bytes. With `part`, an answer to a `Range` request: those of one file version
    /// in one session within ten minutes are one download, and so is what follows a whole answer.
    pub async fn download(&self, draft: Draft, part: bool) -> Result<Receipt, ReceiptError> {
        let now = self.clock.now().timestamp_micros();
        self.ranges
            .once(draft, now, part, |draft| self.write(draft))
            .await
    }

    /// Writes receipts in somebody's own transaction; once that is committed they go to [`Self::sign`].
    pub async fn append_in(&self, tx: &Tx, drafts: Vec<Draft>) -> Result<Vec<Receipt>, StoreError> {
        append_in(tx, &*self.clock, &*self.entropy, drafts).await
    }

    /// Lets the heads of these committed receipts be signed.
    pub fn sign(&self, receipts: &[Receipt]) {
        self.signer.note(receipts.iter().map(Receipt::head));
    }

    /// Writes what is waiting, signs the last heads and ends. Later receipts are refused.
    pub async fn close(&self) {
        self.closing.cancel();
        let task = self
            .task
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(task) = task
            && task.await.is_err()
        {
            tracing::error!("the task that writes receipts had failed");
        }
        let signer = Arc::clone(&self.signer);
        if tokio::task::spawn_blocking(move || signer.close())
            .await
            .is_err()
        {
            tracing::error!("the last receipt heads were not signed");
        }
    }
}

struct Batcher {
    db: Db,
    queue: mpsc::Receiver<Job>,
    signer: Arc<Signer>,
    closing: CancellationToken,
}

impl Batcher {
    async fn run(mut self) {
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            let taken = tokio::select! {
                biased;
                () = self.closing.cancelled(), if !self.queue.is_closed() => {
                    self.queue.close();
                    continue;
                }
                taken = self.queue.recv_many(&mut batch, BATCH) => taken,
            };
            if taken == 0 {
                return;
            }
            self.serve(batch.drain(..)).await;
        }
    }

    async fn serve(&self, jobs: impl Iterator<Item = Job>) {
        let (work, waiters): (Vec<_>, Vec<_>) = jobs
            .map(|job| ((job.prepared, job.claim), job.waiter))
            .unzip();
        let count = work.len();
        let written = tokio::time::timeout(PATIENCE, self.commit(work)).await;
        let failure = match written {
            Ok(Ok(results)) => {
                let receipts = results.iter().flatten();
                metrics::counter!("sightline_receipts_total")
                    .increment(u64::try_from(receipts.clone().count()).unwrap_or_default());
                metrics::counter!("sightline_receipt_commits_total").increment(1);
                self.signer.note(receipts.map(Receipt::head));
                for (waiter, receipt) in waiters.into_iter().zip(results) {
                    // Somebody who has gone away no longer wants it; it stands all the same.
                    let _ = waiter.send(receipt.ok_or(ReceiptError::Stale));
                }
                return;
            }
            Ok(Err(error)) => ReceiptError::Store(Arc::new(error)),
            Err(_) => ReceiptError::Slow,
        };
        metrics::counter!("sightline_receipt_failures_total").increment(1);
        tracing::error!(error = ?failure, count, "receipts could not be written");
        for waiter in waiters {
            let _ = waiter.send(Err(failure.clone()));
        }
    }

    /// The receipts in the order of the work; none where the claim no longer held.
    async fn commit(
        &self,
        work: Vec<(Prepared, Option<Claim>)>,
    ) -> Result<Vec<Option<Receipt>>, StoreError> {
        let tx = self.db.write().await?;
        let claims: Vec<Claim> = work.iter().filter_map(|(_, claim)| *claim).collect();
        let mut holds = store::epochs::hold(&tx, &claims).await?.into_iter();
        let mut kept = Vec::with_capacity(work.len());
        let mut prepared = Vec::with_capacity(work.len());
        for (entry, claim) in work {
            let keep = claim.is_none() || holds.next() == Some(true);
            kept.push(keep);
            if keep {
                prepared.push(entry);
            }
        }
        let mut receipts = append(&tx, prepared).await?.into_iter();
        tx.commit().await?;
        Ok(kept
            .into_iter()
            .map(|keep| if keep { receipts.next() } else { None })
            .collect())
    }
}
