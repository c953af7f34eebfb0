//! One download, one receipt: a browser that fetches a file in ranges asks many times for one thing.

use super::{Receipt, ReceiptError};
use contract::id::{ContactId, DeviceId};
use contract::kind::Grade;
use domain::receipt::{Chain, Draft, Object};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::OnceCell;

/// How long ranges count as one download, in microseconds.
const WINDOW: i64 = 10 * 60 * 1_000_000;

/// Entries to keep before looking for old ones.
const USUAL: usize = 1_024;

/// What must be alike for two answers to be one download.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Download {
    chain: Chain,
    hat: Option<ContactId>,
    device: Option<DeviceId>,
    object: Option<Object>,
    version: Option<i32>,
    sha256: Option<String>,
    grade: Grade,
}

/// Downloads of the last minutes. It only ever spares a receipt that was already written by this process, so
/// that losing it costs nothing but a second one.
#[derive(Debug, Default)]
pub(super) struct Ranges {
    recent: Mutex<Recent>,
}

#[derive(Debug, Default)]
struct Recent {
    downloads: HashMap<Download, Begun>,
    /// How many there were after the last look for old ones.
    after_sweep: usize,
}

#[derive(Debug, Clone)]
struct Begun {
    at: i64,
    /// Empty while the first receipt is being written: ranges are often asked for side by side.
    receipt: Arc<OnceCell<Receipt>>,
}

impl Begun {
    fn is_live(&self, now: i64) -> bool {
        // Before its own beginning the clock was set back, and nothing is known.
        (self.at..self.at.saturating_add(WINDOW)).contains(&now)
    }
}

impl Ranges {
    /// The receipt of the download that this answer is a part of, or else what `write` writes.
    pub(super) async fn once<F>(
        &self,
        draft: Draft,
        now: i64,
        part: bool,
        write: impl FnOnce(Draft) -> F,
    ) -> Result<Receipt, ReceiptError>
    where
        F: Future<Output = Result<Receipt, ReceiptError>>,
    {
        let begun = self.begun(&draft, now, part);
        begun
            .receipt
            .get_or_try_init(|| write(draft))
            .await
            .cloned()
    }

    fn begun(&self, draft: &Draft, now: i64, part: bool) -> Begun {
        let download = Download {
            chain: draft.chain,
            hat: draft.hat,
            device: draft.device,
            object: draft.object.clone(),
            version: draft.version,
            sha256: draft.sha256.clone(),
            grade: draft.grade,
        };
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.downloads.len() > USUAL + 2 * recent.after_sweep {
            recent.downloads.retain(|_, begun| begun.is_live(now));
            recent.after_sweep = recent.downloads.len();
        }
        let known = recent.downloads.get(&download);
        if let Some(begun) = known.filter(|begun| part && begun.is_live(now)) {
            return begun.clone();
        }
        let begun = Begun {
            at: now,
            receipt: Arc::default(),
        };
        recent.downloads.insert(download, begun.clone());
        begun
    }
}
