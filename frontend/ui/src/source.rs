//! What a page shows, and how it is kept true: the copy at hand is shown at once, the server is asked, and asked
//! again when something in it changed. The same machine for every page; only reading the answer knows its type.

use crate::app::App;
use crate::browser;
use crate::client::{Ask, Copy, Failure};
use crate::dom::effect;
use crate::json::Json;
use crate::live::News;
use crate::wire::{self, Read};
use contract::id::{RecordId, SubjectId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::any::Any;
use std::sync::Arc;

/// What a page wants to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    pub path: String,
    pub follows: Follows,
}

/// Which news make a page ask again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follows {
    /// Lists and first pages: anything may belong on them.
    All,
    Record(RecordId),
    Subject(SubjectId),
    /// Facts of the session itself.
    Nothing,
}

impl Follows {
    #[must_use]
    pub fn heeds(self, news: &News) -> bool {
        match (self, news) {
            (Self::Nothing, _) => false,
            (_, News::Everything) | (Self::All, _) => true,
            (Self::Record(id), News::Changed(record, _) | News::Gone(record)) => id == *record,
            (Self::Subject(id), News::Changed(_, subject)) => id == *subject,
            // Whose record it was is not told any more.
            (Self::Subject(_), News::Gone(_)) => true,
        }
    }

    /// What a receipt of an offline opening is about.
    fn object(self) -> Option<String> {
        match self {
            Self::Record(id) => Some(id.to_string()),
            Self::Subject(id) => Some(id.to_string()),
            Self::All | Self::Nothing => None,
        }
    }
}

/// What the copies say, of whichever type: one reader per page, one machine for all.
type Found = Arc<dyn Any + Send + Sync>;
type Reader = fn(&[Arc<Copy>]) -> Option<Found>;

/// How one answer is read.
#[must_use]
pub fn one<T: Read + Send + Sync + 'static>(copies: &[Arc<Copy>]) -> Option<Found> {
    let read: T = wire::from_text(&copies.first()?.body)?;
    Some(Arc::new(read))
}

/// How the pages of a list are read: found as a `Vec` of them.
#[must_use]
pub fn pages<T: Read + Send + Sync + 'static>(copies: &[Arc<Copy>]) -> Option<Found> {
    let read: Option<Vec<T>> = copies
        .iter()
        .map(|copy| wire::from_text(&copy.body))
        .collect();
    read.filter(|pages| !pages.is_empty())
        .map(|pages| Arc::new(pages) as Found)
}

/// What there is to show now.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// The pages of a list so far, or the one answer.
    pub copies: Vec<Arc<Copy>>,
    /// Why there is nothing newer.
    pub failure: Option<Failure>,
    pub busy: bool,
}

impl Shown {
    /// When all of it was last known to be so.
    #[must_use]
    pub fn at(&self) -> Option<i64> {
        self.copies.iter().map(|copy| copy.at).min()
    }

    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.copies.iter().any(|copy| copy.kept)
    }

    /// The next page's cursor.
    #[must_use]
    pub fn next(&self) -> Option<String> {
        self.copies.last().and_then(|copy| next_cursor(&copy.body))
    }
}

/// The part of a list's answer that says whether there is more of it.
fn next_cursor(body: &str) -> Option<String> {
    Json::parse(body)?
        .get("next_cursor")?
        .text()
        .map(ToOwned::to_owned)
}

/// The path of a list's next page.
fn following(path: &str, cursor: &str) -> String {
    let mark = if path.contains('?') { '&' } else { '?' };
    format!("{path}{mark}cursor={cursor}")
}

#[derive(Clone, Copy)]
pub struct Source {
    pub shown: RwSignal<Shown>,
    found: RwSignal<Option<Found>>,
    read: Reader,
    app: App,
    wish: Memo<Option<Wish>>,
    /// Which fetch is the latest: what an older one brings is dropped.
    turn: StoredValue<u32>,
}

impl Source {
    /// Shows what is wished for, and again when the wish or the hat is another.
    pub fn new(
        app: App,
        read: Reader,
        wish: impl Fn() -> Option<Wish> + Send + Sync + 'static,
    ) -> Self {
        Self::begin(app, read, Memo::new(move |_| wish()))
    }

    fn begin(app: App, read: Reader, wish: Memo<Option<Wish>>) -> Self {
        let source = Self {
            shown: RwSignal::new(Shown::default()),
            found: RwSignal::new(None),
            read,
            app,
            wish,
            turn: StoredValue::new(0),
        };
        effect(move || {
            source.app.client.hat.track();
            if source.wish.with(Option::is_some) {
                source.open();
            } else {
                source.show(Shown::default());
            }
        });
        source.listen();
        source
    }

    /// Asks again because somebody wants it.
    pub fn retry(self) {
        self.fetch(self.shown.with_untracked(|s| s.copies.len()), false);
    }

    /// Asks for one more page of the list.
    pub fn more(self) {
        self.fetch(self.shown.with_untracked(|s| s.copies.len()) + 1, false);
    }

    /// What was found; set anew only when it is another.
    #[must_use]
    pub fn found<T: Send + Sync + 'static>(self) -> Option<Arc<T>> {
        self.found.get()?.downcast().ok()
    }

    #[must_use]
    pub fn has_found(self) -> bool {
        self.found.with(Option::is_some)
    }

    fn show(self, shown: Shown) {
        let same = self
            .shown
            .with_untracked(|before| same_bodies(&before.copies, &shown.copies));
        if !same || self.found.with_untracked(Option::is_none) {
            self.found.set((self.read)(&shown.copies));
        }
        self.shown.set(shown);
    }

    fn open(self) {
        let Some(path) = self
            .wish
            .with_untracked(|w| w.as_ref().map(|w| w.path.clone()))
        else {
            return;
        };
        let hat = self.app.client.hat.get_untracked();
        let at_hand = self.app.client.copy(hat, &path);
        self.show(Shown {
            copies: at_hand.into_iter().collect(),
            failure: None,
            busy: true,
        });
        self.fetch(1, false);
    }

    /// News, a network that is gone or back, a tab that is looked at again: none of them is a person's act.
    fn listen(self) {
        let seen = StoredValue::new(self.app.live.latest());
        effect(move || {
            let (latest, news) = self.app.live.since(seen.get_value());
            seen.set_value(latest);
            let follows = self.wish.with_untracked(|w| w.as_ref().map(|w| w.follows));
            if follows.is_some_and(|f| news.iter().any(|n| f.heeds(n))) {
                self.refresh();
            }
        });
        // Without a network the answer is that there is none: the page says so at once.
        for event in ["online", "offline"] {
            browser::on_window(event, move |_| self.refresh());
        }
    }

    /// Asks again though nobody asked for it just now.
    pub fn refresh(self) {
        let pages = self.shown.with_untracked(|s| s.copies.len());
        self.fetch(pages, true);
    }

    fn fetch(self, pages: usize, refresh: bool) {
        let Some(wish) = self.wish.get_untracked() else {
            return;
        };
        let Some(turn) = self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        }) else {
            return;
        };
        self.shown.update(|s| s.busy = true);
        spawn_local(async move {
            let fetched = self.load(&wish, pages.max(1), refresh).await;
            if self.turn.try_get_value() == Some(turn) {
                self.put(fetched, refresh);
            }
        });
    }

    /// Page by page, as far as was asked for and there is more.
    async fn load(
        self,
        wish: &Wish,
        pages: usize,
        refresh: bool,
    ) -> (Vec<Arc<Copy>>, Option<Failure>) {
        let mut copies: Vec<Arc<Copy>> = Vec::new();
        let mut path = wish.path.clone();
        while copies.len() < pages {
            match self.one(&path, refresh).await {
                Ok(copy) => {
                    let next = next_cursor(&copy.body);
                    copies.push(copy);
                    match next {
                        Some(cursor) => path = following(&wish.path, &cursor),
                        None => break,
                    }
                }
                Err(Failure::Offline) => {
                    let kept = self.app.keep.recall(&path).await;
                    let client = self.app.client;
                    let in_hand = client.copy(client.hat.get_untracked(), &path);
                    let is_shown = kept.is_some() || in_hand.is_some();
                    if let (true, Some(object), false) = (is_shown, wish.follows.object(), refresh)
                    {
                        self.app.keep.opened(object).await;
                    }
                    copies.extend(kept);
                    return (copies, Some(Failure::Offline));
                }
                Err(failure) => return (copies, Some(failure)),
            }
        }
        (copies, None)
    }

    async fn one(self, path: &str, refresh: bool) -> Result<Arc<Copy>, Failure> {
        let client = self.app.client;
        let hat = client.hat.get_untracked();
        let at_hand = client.copy(hat, path);
        let answer = client
            .ask(Ask {
                path: path.to_owned(),
                hat,
                refresh,
                etag: at_hand.as_ref().and_then(|copy| copy.etag.clone()),
                ..Ask::default()
            })
            .await?;
        let at = browser::now();
        let copy = match at_hand {
            Some(held) if answer.status == 304 => Copy {
                at,
                kept: false,
                ..(*held).clone()
            },
            _ => Copy {
                body: answer.body.into(),
                etag: answer.etag,
                at,
                kept: false,
            },
        };
        let copy = Arc::new(copy);
        client.remember(hat, path, &copy);
        self.app.keep.store(hat, path, &copy);
        Ok(copy)
    }

    fn put(self, (copies, failure): (Vec<Arc<Copy>>, Option<Failure>), refresh: bool) {
        let before = self.shown.get_untracked();
        // What was not there yet has not changed.
        let was_there = !before.copies.is_empty();
        let shown = settle(before, copies, failure);
        let changed = refresh
            && was_there
            && shown.failure.is_none()
            && !self
                .shown
                .with_untracked(|s| same_bodies(&s.copies, &shown.copies));
        self.show(shown);
        if changed {
            self.app.live.arrived();
        }
    }
}

fn same_bodies(a: &[Arc<Copy>], b: &[Arc<Copy>]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.body == b.body)
}

/// What to show after a fetch: what came; else what was there, unless it may not be shown any more.
fn settle(before: Shown, copies: Vec<Arc<Copy>>, failure: Option<Failure>) -> Shown {
    let stays = failure.as_ref().is_some_and(Failure::may_pass);
    let copies = if copies.is_empty() && stays {
        before.copies
    } else if stays && copies.len() < before.copies.len() && !copies.iter().any(|c| c.kept) {
        // The first pages came, a later one did not: it stays as it was.
        let rest = before.copies.into_iter().skip(copies.len());
        copies.into_iter().chain(rest).collect()
    } else {
        copies
    };
    Shown {
        copies,
        failure,
        busy: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copy(body: &str) -> Arc<Copy> {
        Arc::new(Copy {
            body: body.into(),
            etag: None,
            at: 1,
            kept: false,
        })
    }

    fn shown(bodies: &[&str]) -> Shown {
        Shown {
            copies: bodies.iter().map(|b| copy(b)).collect(),
            failure: None,
            busy: true,
        }
    }

    fn bodies(shown: &Shown) -> Vec<&str> {
        shown.copies.iter().map(|c| &*c.body).collect()
    }

    #[test]
    fn what_came_replaces_what_was_there() {
        let after = settle(shown(&["old"]), vec![copy("new")], None);
        assert_eq!(bodies(&after), ["new"]);
        assert!(!after.busy);
    }

    #[test]
    fn a_failure_that_may_pass_leaves_what_was_there() {
        for failure in [Failure::Offline, Failure::Broken { trace_id: None }] {
            let after = settle(shown(&["a", "b"]), vec![copy("a2")], Some(failure.clone()));
            assert_eq!(bodies(&after), ["a2", "b"]);
            let after = settle(shown(&["a", "b"]), vec![], Some(failure));
            assert_eq!(bodies(&after), ["a", "b"]);
        }
    }

    #[test]
    fn nothing_stays_that_may_not_be_seen_any_more() {
        let after = settle(shown(&["a"]), vec![], Some(Failure::SignedOut));
        assert!(after.copies.is_empty());
        let hidden = Failure::read(
            404,
            r#"{"type":"/problems/not-found","title":"","status":404,"trace_id":""}"#,
        );
        assert!(
            settle(shown(&["a"]), vec![], Some(hidden))
                .copies
                .is_empty()
        );
    }

    #[test]
    fn the_next_page_is_found_by_its_cursor() {
        assert_eq!(
            next_cursor(r#"{"items":[],"next_cursor":"6e"}"#).as_deref(),
            Some("6e")
        );
        assert_eq!(next_cursor(r#"{"items":[]}"#), None);
        assert_eq!(following("/a", "6e"), "/a?cursor=6e");
        assert_eq!(following("/a?b=c", "6e"), "/a?b=c&cursor=6e");
    }

    #[test]
    fn a_page_heeds_only_the_news_that_concern_it() {
        let (record, other) = (RecordId::from_bytes([1; 16]), RecordId::from_bytes([2; 16]));
        let (subject, elsewhere) = (
            SubjectId::from_bytes([3; 16]),
            SubjectId::from_bytes([4; 16]),
        );
        let changed = News::Changed(record, subject);
        assert!(Follows::All.heeds(&changed));
        assert!(Follows::Record(record).heeds(&changed));
        assert!(!Follows::Record(other).heeds(&changed));
        assert!(Follows::Subject(subject).heeds(&changed));
        assert!(!Follows::Subject(elsewhere).heeds(&changed));
        assert!(Follows::Subject(elsewhere).heeds(&News::Gone(record)));
        assert!(Follows::Record(other).heeds(&News::Everything));
        assert!(!Follows::Nothing.heeds(&News::Everything));
    }
}
