//! The last copy for reading offline: kept by hat, on this device, only where the profile and the person allow
//! it, for a week, and gone with the sign-out. What is opened from it is told to the server afterwards.

use crate::browser::{self, Memory};
use crate::client::{Client, Copy};
use crate::clock;
use crate::database::Drawer;
use contract::id::ContactId;
use contract::paths::{RECEIPTS, SEARCH, SESSION};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

const WEEK_MS: f64 = 7.0 * 24.0 * 3_600_000.0;
/// Where the person's choice is remembered: only a no is.
const CHOICE: &str = "sightline.keep";
/// More openings than this are not told: they are a week offline at one every three minutes.
const MOST_OPENINGS: usize = 200;
const PORTAL: &str = "/api/v1/portal/";

/// A copy as the device keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Kept {
    body: String,
    etag: Option<String>,
    at: f64,
}

/// Something that was opened while the server could not be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Opening {
    hat: ContactId,
    object: String,
    opened_at: String,
}

/// What the server is told.
#[derive(Serialize)]
struct Openings<'a> {
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    object: &'a str,
    opened_at: &'a str,
}

#[derive(Clone, Copy)]
pub struct Keep {
    client: Client,
    /// Whether the hat's profile lets a copy be kept.
    pub by_profile: RwSignal<bool>,
    /// Whether the person does.
    pub by_choice: RwSignal<bool>,
}

impl Keep {
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self {
            client,
            by_profile: RwSignal::new(false),
            by_choice: RwSignal::new(Memory::Device.read(CHOICE).as_deref() != Some("no")),
        }
    }

    fn allowed(self) -> bool {
        self.by_profile.get_untracked() && self.by_choice.get_untracked()
    }

    /// The person's choice; a no takes effect on what is there.
    pub fn choose(self, keep: bool) {
        Memory::Device.write(CHOICE, (!keep).then_some("no"));
        self.by_choice.set(keep);
        if !keep {
            spawn_local(Drawer::Copies.clear());
        }
    }

    /// Keeps a copy, if it may and is worth it.
    pub fn store(self, hat: Option<ContactId>, path: &str, copy: &Copy) {
        if !self.allowed() || !worth_keeping(path) {
            return;
        }
        let kept = Kept {
            body: copy.body.to_string(),
            etag: copy.etag.clone(),
            at: copy.at,
        };
        let key = key(hat, path);
        let Ok(text) = serde_json::to_string(&kept) else {
            return;
        };
        spawn_local(async move { Drawer::Copies.put(&key, &text).await });
    }

    /// The copy under the hat that is on.
    pub async fn recall(self, path: &str) -> Option<Arc<Copy>> {
        self.recall_as(self.client.hat.get_untracked(), path).await
    }

    pub async fn recall_as(self, hat: Option<ContactId>, path: &str) -> Option<Arc<Copy>> {
        if !self.by_choice.get_untracked() {
            return None;
        }
        let text = Drawer::Copies.get(&key(hat, path)).await?;
        let kept: Kept = serde_json::from_str(&text).ok()?;
        fresh(kept.at, browser::now()).then(|| {
            Arc::new(Copy {
                body: kept.body.into(),
                etag: kept.etag,
                at: kept.at,
                kept: true,
            })
        })
    }

    /// Notes that a copy was opened, so that its receipt can follow.
    pub async fn opened(self, object: String) {
        let Some(hat) = self.client.hat.get_untracked() else {
            return;
        };
        let now = browser::now();
        let opening = Opening {
            hat,
            object,
            opened_at: clock::wire(now),
        };
        let Ok(text) = serde_json::to_string(&opening) else {
            return;
        };
        // By time first, so that the oldest are told first.
        let key = format!("{:016} {}", now, opening.object);
        Drawer::Openings.put(&key, &text).await;
    }

    /// Tells the server what was opened under the hat that is on. What it does not take stays for next time.
    pub async fn tell(self) {
        let Some(hat) = self.client.hat.get_untracked() else {
            return;
        };
        let queued = Drawer::Openings.all().await;
        let (keys, openings): (Vec<_>, Vec<_>) = queued
            .into_iter()
            .filter_map(|(key, text)| Some((key, serde_json::from_str::<Opening>(&text).ok()?)))
            .filter(|(_, opening)| opening.hat == hat)
            .take(MOST_OPENINGS)
            .unzip();
        if openings.is_empty() {
            return;
        }
        let items = openings
            .iter()
            .map(|o| Item {
                object: &o.object,
                opened_at: &o.opened_at,
            })
            .collect();
        let path = format!("{RECEIPTS}/offline");
        let told = self.client.send(&path, &Openings { items }).await;
        let taken = match &told {
            Ok(_) => true,
            // It will never be taken as it is.
            Err(failure) => failure.slug() == Some("invalid"),
        };
        if taken {
            Drawer::Openings.remove(&keys).await;
        }
    }

    /// Removes what is too old.
    pub async fn sweep(self) {
        let now = browser::now();
        let old: Vec<_> = Drawer::Copies
            .all()
            .await
            .into_iter()
            .filter(|(_, text)| {
                serde_json::from_str::<Kept>(text).map_or(true, |kept| !fresh(kept.at, now))
            })
            .map(|(key, _)| key)
            .collect();
        Drawer::Copies.remove(&old).await;
    }

    /// Removes every copy; what is still to be told stays, it names no content.
    pub async fn wipe(self) {
        Drawer::Copies.clear().await;
    }

    /// Removes everything, told or not.
    pub async fn wipe_all(self) {
        Drawer::Copies.clear().await;
        Drawer::Openings.clear().await;
    }
}

/// Whether what was kept then may still be shown.
fn fresh(at: f64, now: f64) -> bool {
    // A clock that was set back makes nothing fresh for ever.
    (now - at).abs() <= WEEK_MS
}

fn key(hat: Option<ContactId>, path: &str) -> String {
    hat.map_or_else(|| path.to_owned(), |hat| format!("{hat} {path}"))
}

/// What somebody typed into the search box, and what she opened, is nothing to keep.
fn worth_keeping(path: &str) -> bool {
    path == SESSION
        || (path.starts_with(PORTAL) && !path.starts_with(SEARCH) && !path.starts_with(RECEIPTS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::paths;

    #[test]
    fn a_copy_lives_a_week_by_whichever_clock() {
        let now = 1_800_000_000_000.0;
        assert!(fresh(now, now));
        assert!(fresh(now - WEEK_MS, now));
        assert!(!fresh(now - WEEK_MS - 1.0, now));
        assert!(!fresh(now + WEEK_MS + 1.0, now));
    }

    #[test]
    fn only_what_is_read_again_is_kept() {
        for path in [
            paths::DASHBOARD,
            paths::RECORDS,
            paths::SUBJECTS,
            paths::SESSION,
        ] {
            assert!(worth_keeping(path), "{path}");
        }
        for path in [
            "/api/v1/portal/search?q=mill",
            "/api/v1/portal/receipts",
            paths::DEVICES,
            paths::REDEEM,
        ] {
            assert!(!worth_keeping(path), "{path}");
        }
    }
}
