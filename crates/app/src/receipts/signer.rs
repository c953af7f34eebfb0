//! Signs the newest head of each chain soon after its commit, on a thread of its own: nobody waits for it,
//! and under load it signs what is newest then instead of every one.

use super::heads::{self, HeadsFile};
use crate::keys::SigningKey;
use domain::clock::{Clock, rfc3339};
use domain::receipt::{Chain, Head};
use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// At least this long between two signatures of one chain.
const GAP: Duration = Duration::from_millis(50);

/// So long after the last line the file is flushed to the disk. Until then a power cut may cost heads, which
/// is no fault: the receipts themselves are on the disk.
const FLUSH_AFTER: Duration = Duration::from_secs(1);

/// So long after a failure it is tried again: a full disk is not to fill the log too.
const RETRY_AFTER: Duration = Duration::from_secs(2);

#[derive(Debug, Default)]
struct State {
    pending: HashMap<Chain, Head>,
    closed: bool,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug)]
pub(super) struct Signer {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Signer {
    pub(super) fn start(
        key: Arc<SigningKey>,
        clock: Arc<dyn Clock>,
        path: PathBuf,
    ) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let worker = Worker {
            shared: Arc::clone(&shared),
            key,
            clock,
            file: HeadsFile::new(path),
        };
        let thread = std::thread::Builder::new()
            .name("receipt-heads".to_owned())
            .spawn(move || worker.run())?;
        Ok(Self {
            shared,
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Heads of entries that are committed.
    pub(super) fn note(&self, heads: impl IntoIterator<Item = Head>) {
        let mut state = self.shared.lock();
        for head in heads {
            keep_newest(&mut state.pending, head);
        }
        drop(state);
        self.shared.changed.notify_one();
    }

    /// Signs what is left and ends. Blocks.
    pub(super) fn close(&self) {
        self.shared.lock().closed = true;
        self.shared.changed.notify_one();
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread
            && thread.join().is_err()
        {
            tracing::error!("the thread that signs receipt heads had failed");
        }
    }
}

impl Drop for Signer {
    fn drop(&mut self) {
        self.close();
    }
}

fn keep_newest(pending: &mut HashMap<Chain, Head>, head: Head) {
    match pending.get_mut(&head.chain) {
        Some(known) if known.seq >= head.seq => {}
        Some(known) => *known = head,
        None => drop(pending.insert(head.chain, head)),
    }
}

struct Worker {
    shared: Arc<Shared>,
    key: Arc<SigningKey>,
    clock: Arc<dyn Clock>,
    file: HeadsFile,
}

impl Worker {
    fn run(mut self) {
        let mut unflushed = false;
        loop {
            let (heads, closed) = self.next(&mut unflushed);
            let mut pause = GAP;
            if let Err(error) = self.write(&heads) {
                pause = RETRY_AFTER;
                // Receipts go on: a file of heads that lags is no fault, and the next line makes up for it.
                tracing::error!(%error, "signed receipt heads could not be appended");
                let mut state = self.shared.lock();
                for (_, head) in heads {
                    keep_newest(&mut state.pending, head);
                }
            } else {
                unflushed |= !heads.is_empty();
            }
            if closed {
                self.flush();
                return;
            }
            let state = self.shared.lock();
            let waited = self
                .shared
                .changed
                .wait_timeout_while(state, pause, |state| !state.closed);
            drop(waited);
        }
    }

    /// Waits for heads, or for the end.
    fn next(&self, unflushed: &mut bool) -> (HashMap<Chain, Head>, bool) {
        let idle = |state: &mut State| state.pending.is_empty() && !state.closed;
        let mut state = self.shared.lock();
        loop {
            if !idle(&mut state) {
                return (std::mem::take(&mut state.pending), state.closed);
            }
            if *unflushed {
                let waited = self
                    .shared
                    .changed
                    .wait_timeout_while(state, FLUSH_AFTER, idle);
                let (guard, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
                state = guard;
                if timeout.timed_out() {
                    drop(state);
                    self.flush();
                    *unflushed = false;
                    state = self.shared.lock();
                }
            } else {
                let waited = self.shared.changed.wait_while(state, idle);
                state = waited.unwrap_or_else(PoisonError::into_inner);
            }
        }
    }

    fn write(&mut self, heads: &HashMap<Chain, Head>) -> io::Result<()> {
        if heads.is_empty() {
            return Ok(());
        }
        let at = rfc3339(self.clock.now());
        let mut lines = String::new();
        for head in heads.values() {
            lines.push_str(&heads::line(&self.key, head, at.clone())?);
        }
        self.file.append(&lines)
    }

    fn flush(&self) {
        if let Err(error) = self.file.sync() {
            tracing::error!(%error, "the file of receipt heads could not be flushed");
        }
    }
}
