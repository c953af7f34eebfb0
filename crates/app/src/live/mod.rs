//! Live pages: whoever watches hears what changed in her own view, and nothing else. A change is resolved once for
//! all who see alike; what a viewer is told is the record's id and a keyed hash of *her* view of it.

mod place;
mod resolve;

use crate::App;
use contract::event::LiveEvent;
use contract::id::{ContactId, DeviceId};
use domain::policy::{Viewer, ViewerKey};
use domain::slice::Scope;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use store::StoreError;
use store::epochs::Claim;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// Messages a stream may lag behind. A slower one is cut off and comes back where it was.
const LAG: usize = 64;
/// How often the clock is looked at: for midnight, and for changes whose bell was not heard.
const TICK: Duration = Duration::from_secs(1);

/// One event for one viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Whom it is for.
    pub viewer: ViewerKey,
    /// Where the stream stands after it, said so that only this contact's stream can use it.
    pub place: String,
    pub event: LiveEvent,
}

/// Somebody who watches.
struct Watcher {
    device: DeviceId,
    contact: ContactId,
    scope: Scope,
    /// The epochs up to which she has been told everything.
    told: Claim,
    out: mpsc::Sender<Message>,
}

/// All who watch through this process.
#[derive(Default)]
pub struct Hub {
    watchers: Mutex<Watchers>,
    /// Rung when somebody new watches, who may have something to catch up on.
    arrived: tokio::sync::Notify,
}

#[derive(Default)]
struct Watchers {
    all: HashMap<u64, Watcher>,
    next: u64,
    closed: bool,
}

impl Hub {
    fn lock(&self) -> MutexGuard<'_, Watchers> {
        self.watchers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a stream for somebody who was just recognised. With the place of an earlier stream it goes on from
    /// there; without, or if that was too long ago, everything on show is to be fetched again.
    pub fn watch(
        &self,
        app: &App,
        viewer: &Viewer,
        scope: &Scope,
        claim: Claim,
        place: Option<&str>,
    ) -> mpsc::Receiver<Message> {
        let (out, messages) = mpsc::channel(LAG);
        let earlier = place.and_then(|place| place::open(&app.keys.view, viewer.contact(), place));
        let told = earlier.filter(|told| told.same_but_for_third_party(&claim));
        if told.is_none() {
            let place = place::seal(&app.keys.view, viewer.contact(), &claim);
            let event = LiveEvent::Slice;
            // The channel is new and empty.
            let _ = out.try_send(Message {
                viewer: viewer.key(),
                place,
                event,
            });
        }
        let mut watchers = self.lock();
        if !watchers.closed {
            let number = watchers.next;
            watchers.next += 1;
            watchers.all.insert(
                number,
                Watcher {
                    device: viewer.device(),
                    contact: viewer.contact(),
                    scope: scope.clone(),
                    told: told.unwrap_or(claim),
                    out,
                },
            );
            metrics::gauge!("sightline_live_streams").set(watchers.all.len() as f64);
        }
        drop(watchers);
        self.arrived.notify_one();
        messages
    }

    /// Ends every stream, and lets no new one begin: the program is ending.
    pub fn close(&self) {
        let mut watchers = self.lock();
        watchers.closed = true;
        watchers.all.clear();
    }
}

/// Tells whoever watches what changes, until cancelled; then every stream ends.
pub async fn run(app: App, cancel: CancellationToken) {
    let mut bell = app.db.bell();
    let listening = listen(&app);
    tokio::pin!(listening);
    while !cancel.is_cancelled() {
        if let Err(error) = look(&app).await {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "live pages stumbled"
            );
        }
        tokio::select! {
            () = cancel.cancelled() => {}
            () = &mut listening => {}
            _ = bell.changed() => {}
            () = app.live.arrived.notified() => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
    app.live.close();
}

/// Hears other processes for as long as this one runs.
async fn listen(app: &App) {
    loop {
        if let Err(error) = app.db.listen().await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the database is not heard"
            );
        }
        tokio::time::sleep(TICK).await;
    }
}

/// Tells everybody what has happened since she was last told.
pub async fn look(app: &App) -> Result<(), StoreError> {
    // Whoever arrives after this is looked at next time: her epochs are not among those asked for.
    let (owners, next) = {
        let mut watchers = app.live.lock();
        watchers.all.retain(|_, watcher| !watcher.out.is_closed());
        metrics::gauge!("sightline_live_streams").set(watchers.all.len() as f64);
        let all = watchers.all.values();
        let mut owners: Vec<_> = all
            .flat_map(|w| w.told.rests_on().map(|(owner, _)| owner))
            .collect();
        owners.sort_unstable();
        owners.dedup();
        (owners, watchers.next)
    };
    if owners.is_empty() {
        return Ok(());
    }
    let stand = store::epochs::stand(&app.db, &owners).await?;
    let moved: Vec<(u64, DeviceId, ContactId, Scope, Claim)> = {
        let today = app.clock.today();
        let watchers = app.live.lock();
        watchers
            .all
            .iter()
            .filter(|(number, _)| **number < next)
            .filter(|(_, w)| !w.told.stands(&stand) || w.scope.day() != today)
            .map(|(number, w)| (*number, w.device, w.contact, w.scope.clone(), w.told))
            .collect()
    };
    resolve::tell(app, &stand, moved).await
}
