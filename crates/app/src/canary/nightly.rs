//! Every night: of all processes that could, the first one walks, and what it found is kept.

use super::{Extent, keep, walk};
use crate::App;
use domain::day::date_number;
use domain::policy::Unscoped;
use std::time::Duration;
use store::StoreError;
use tokio_util::sync::CancellationToken;

/// How often the calendar is looked at.
const LOOK: Duration = Duration::from_secs(60);

/// Ids drawn in one night over all contacts, so that a large installation takes a bounded time, and for each of them.
const A_NIGHT: usize = 100_000;
const AT_LEAST: usize = 20;
const AT_MOST: usize = 500;

/// Walks at the beginning of each day by the firms' calendar, until it is cancelled. Not on the day it begins: a
/// program that starts has enough to do.
pub async fn nightly(app: App, cancel: CancellationToken) {
    let mut day = app.clock.today();
    loop {
        tokio::select! {
            () = cancel.cancelled() => return,
            () = tokio::time::sleep(LOOK) => {}
        }
        let today = app.clock.today();
        if today == day {
            continue;
        }
        day = today;
        tokio::select! {
            () = cancel.cancelled() => return,
            done = tonight(&app) => if let Err(error) = done {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the canary stumbled; tomorrow it walks again"
                );
            },
        }
    }
}

/// Walks, unless somebody else does tonight; answers whether it did.
#[expect(
    clippy::disallowed_methods,
    reason = "the canary looks at everything, to find what anybody is shown and may not see"
)]
pub async fn tonight(app: &App) -> Result<bool, StoreError> {
    let night = date_number(app.clock.today());
    let tx = app.db.write().await?;
    let mine = store::canary::take(&tx, night, app.clock.now().timestamp_micros()).await?;
    tx.commit().await?;
    if !mine {
        return Ok(false);
    }
    let unscoped = Unscoped::because("the canary holds every contact's reads against the rules");
    let contacts = store::canary::contacts(&app.db, unscoped).await?;
    let extent = Extent {
        sample: Some((A_NIGHT / contacts.max(1)).clamp(AT_LEAST, AT_MOST)),
        // Another night, other ids.
        seed: u64::try_from(night).unwrap_or_default(),
    };
    let report = walk(app, unscoped, extent, |_| ()).await?;
    keep(app, &report).await?;
    let sum = report.sum();
    tracing::info!(
        contacts = sum.contacts,
        reads = sum.reads(),
        tried = sum.tried(),
        leaks = sum.leaks,
        missing = sum.missing,
        "the canary has walked"
    );
    Ok(true)
}
