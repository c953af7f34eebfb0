//! The last copy for reading offline: kept by hat, on this device, only where the profile and the person allow
//! it, for a week, and gone with the sign-out. What is opened from it is told to the server afterwards.

use crate::browser::{self, Memory};
use crate::client::{Client, Copy, Worn};
use crate::clock;
use crate::database::Drawer;
use crate::json::Json;
use crate::wire::field;
use contract::id::ContactId;
use contract::paths::{RECEIPTS, SEARCH, SESSION};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

const WEEK_MS: i64 = 7 * 24 * 3_600_000;
/// Where the person's choice is remembered: only a no is.
const CHOICE: &str = "sightline.keep";
/// More openings than this are not told: they are a week offline at one every three minutes.
const MOST_OPENINGS: usize = 200;
const PORTAL: &str = "/api/v1/portal/";

/// A copy as the device keeps it.
fn pack(copy: &Copy) -> String {
    let etag = copy.etag.clone().map_or(Json::Null, Json::Text);
    Json::Object(vec![
        ("at".to_owned(), Json::Number(copy.at)),
        ("etag".to_owned(), etag),
        ("body".to_owned(), Json::Text(copy.body.to_string())),
    ])
    .write()
}

fn unpack(text: &str) -> Option<Copy> {
    let kept = Json::parse(text)?;
    let body: String = field(&kept, "body")?;
    Some(Copy {
        body: body.into(),
        etag: field(&kept, "etag")?,
        at: field(&kept, "at")?,
        kept: true,
    })
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
    pub fn store(self, hat: Option<Worn>, path: &str, copy: &Copy) {
        if !self.allowed() || !worth_keeping(path) {
            return;
        }
        let (key, text) = (key(hat, path), pack(copy));
        spawn_local(async move { Drawer::Copies.put(&key, &text).await });
    }

    /// The copy under the hat that is on.
    pub async fn recall(self, path: &str) -> Option<Arc<Copy>> {
        self.recall_as(self.client.hat.get_untracked(), path).await
    }

    pub async fn recall_as(self, hat: Option<Worn>, path: &str) -> Option<Arc<Copy>> {
        if !self.by_choice.get_untracked() {
            return None;
        }
        let text = Drawer::Copies.get(&key(hat, path)).await?;
        let kept = unpack(&text)?;
        fresh(kept.at, browser::now()).then(|| Arc::new(kept))
    }

    /// A contact's hat, if that is what is on: nobody else keeps anything.
    fn hat(self) -> Option<ContactId> {
        match self.client.hat.get_untracked()? {
            Worn::Contact(id) => Some(id),
            Worn::Staff(_) => None,
        }
    }

    /// Notes that a copy was opened, so that its receipt can follow.
    pub async fn opened(self, object: String) {
        let Some(hat) = self.hat() else { return };
        let now = browser::now();
        let opening = Json::texts(&[
            ("hat", &hat.to_string()),
            ("object", &object),
            ("opened_at", &clock::wire(now)),
        ]);
        // By time first, so that the oldest are told first.
        let key = format!("{now:016} {object}");
        Drawer::Openings.put(&key, &opening.write()).await;
    }

    /// Tells the server what was opened under the hat that is on. What it does not take stays for next time.
    pub async fn tell(self) {
        let Some(hat) = self.hat() else { return };
        let (keys, items) = items_of(&hat.to_string(), Drawer::Openings.all().await);
        if keys.is_empty() {
            return;
        }
        let path = format!("{RECEIPTS}/offline");
        let body = Json::Object(vec![("items".to_owned(), Json::List(items))]);
        let told = self.client.send(&path, &body).await;
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
            .filter(|(_, text)| unpack(text).is_none_or(|kept| !fresh(kept.at, now)))
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

/// What the server is told of the openings under this hat, and the keys they are under.
fn items_of(hat: &str, queued: Vec<(String, String)>) -> (Vec<String>, Vec<Json>) {
    let mut keys = Vec::new();
    let mut items = Vec::new();
    for (key, text) in queued {
        let Some(opening) = Json::parse(&text) else {
            continue;
        };
        let part = |name| opening.get(name).and_then(Json::text).unwrap_or_default();
        if part("hat") == hat && items.len() < MOST_OPENINGS {
            let object = ("object", part("object"));
            items.push(Json::texts(&[object, ("opened_at", part("opened_at"))]));
            keys.push(key);
        }
    }
    (keys, items)
}

/// Whether what was kept then may still be shown.
fn fresh(at: i64, now: i64) -> bool {
    // A clock that was set back makes nothing fresh for ever.
    (now - at).abs() <= WEEK_MS
}

fn key(hat: Option<Worn>, path: &str) -> String {
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
        let now = 1_800_000_000_000;
        assert!(fresh(now, now));
        assert!(fresh(now - WEEK_MS, now));
        assert!(!fresh(now - WEEK_MS - 1, now));
        assert!(!fresh(now + WEEK_MS + 1, now));
    }

    #[test]
    fn a_copy_comes_back_as_it_was_kept() {
        for etag in [None, Some("\"ab\"".to_owned())] {
            let copy = Copy {
                body: "{\"a\": \"é\"}".into(),
                etag,
                at: 1_800_000_000_000,
                kept: true,
            };
            assert_eq!(unpack(&pack(&copy)), Some(copy));
        }
        assert_eq!(unpack("{}"), None);
    }

    #[test]
    fn the_server_is_told_only_what_was_opened_under_its_hat() {
        let opening = |hat: &str, object: &str| {
            let text = Json::texts(&[
                ("hat", hat),
                ("object", object),
                ("opened_at", "2026-04-14T16:05:00Z"),
            ]);
            (format!("1 {object}"), text.write())
        };
        let queued = vec![
            opening("con_a", "rec_1"),
            opening("con_b", "rec_2"),
            ("2".to_owned(), "torn".to_owned()),
            opening("con_a", "sub_3"),
        ];
        let (keys, items) = items_of("con_a", queued);
        assert_eq!(keys, ["1 rec_1", "1 sub_3"]);
        assert_eq!(
            items.first().map(Json::write).as_deref(),
            Some(r#"{"object":"rec_1","opened_at":"2026-04-14T16:05:00Z"}"#)
        );
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
