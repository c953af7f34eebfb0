//! What changed, told as it happens: one stream per browser and hat, held by the tab that has the lock and passed
//! on to the others. Where no stream can be had, every visible tab asks now and then instead.

use crate::browser;
use crate::client::{Client, Method};
use crate::dom::effect;
use crate::lock::Lease;
use crate::wire;
use contract::event::LiveEvent;
use contract::id::{ContactId, RecordId, SubjectId};
use contract::paths::{EVENTS, SESSION};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, EventSource, MessageEvent};

/// How often a visible tab asks where there is no stream.
const POLL_MS: i32 = 30_000;
/// How often a stream is tried again where there was none.
const AGAIN_MS: i32 = 300_000;
/// Failures in a row after which a stream is not to be had for now.
const PATIENCE: u32 = 3;
/// A new stream begins with a message. One that has said nothing for so long is held back on the way.
const SILENCE_MS: i32 = 10_000;
/// How long something counts as just changed.
const RECENT_MS: i64 = 60_000;
/// News that no page has asked for yet; none needs more.
const MOST_NEWS: usize = 64;

/// What a page may have to ask again for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    Changed(RecordId, SubjectId),
    Gone(RecordId),
    Everything,
}

/// Whether changes are told as they happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    Opening,
    Open,
    /// No stream is to be had; visible tabs ask by themselves.
    Polling,
}

/// Something that changed while it was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recent {
    pub record: RecordId,
    pub subject: SubjectId,
    at: i64,
}

/// The numbered news, the latest last.
#[derive(Debug, Default)]
struct Log {
    latest: u32,
    kept: Vec<(u32, News)>,
}

impl Log {
    fn add(&mut self, news: News) -> u32 {
        self.latest = self.latest.wrapping_add(1);
        self.kept.push((self.latest, news));
        if self.kept.len() > MOST_NEWS {
            self.kept.remove(0);
        }
        self.latest
    }

    fn since(&self, seen: u32) -> Vec<News> {
        let missed = self.latest.wrapping_sub(seen);
        if usize::try_from(missed).is_ok_and(|missed| missed > self.kept.len()) {
            return vec![News::Everything];
        }
        self.kept
            .iter()
            .filter(|(number, _)| self.latest.wrapping_sub(*number) < missed)
            .map(|(_, news)| *news)
            .collect()
    }
}

#[derive(Clone, Copy)]
pub struct Live {
    client: Client,
    pub link: RwSignal<Link>,
    /// Counts what was told: the session or the hat may be over.
    pub ended: RwSignal<u32>,
    /// What changed under the eyes of whoever looks.
    pub recent: RwSignal<Vec<Recent>>,
    /// Counts the changes that have reached the page.
    pub seen: RwSignal<u32>,
    number: RwSignal<u32>,
    log: StoredValue<Log>,
    stream: StoredValue<Option<Rc<Stream>>, LocalStorage>,
}

impl Live {
    #[must_use]
    pub fn new(client: Client) -> Self {
        let live = Self {
            client,
            link: RwSignal::new(Link::Opening),
            ended: RwSignal::new(0),
            recent: RwSignal::new(Vec::new()),
            seen: RwSignal::new(0),
            number: RwSignal::new(0),
            log: StoredValue::new(Log::default()),
            stream: StoredValue::new_local(None),
        };
        browser::every(POLL_MS, move || live.poll());
        browser::on_window("visibilitychange", move |_| live.poll());
        // The way to the server is free again: perhaps for a stream as well.
        let reached = Memo::new(move |_| client.reached.get());
        effect(move || {
            if reached.get() {
                live.retry();
            }
        });
        browser::on_window("online", move |_| live.retry());
        live
    }

    /// Asks in place of a stream, as long as somebody looks.
    fn poll(self) {
        if self.link.get_untracked() == Link::Polling && browser::visible() {
            self.tell(News::Everything);
        }
    }

    /// Tries for a stream without waiting any longer.
    fn retry(self) {
        if let Some(stream) = self.stream.with_value(Clone::clone) {
            stream.retry();
        }
    }

    /// The number of the latest news, without waiting for the next.
    #[must_use]
    pub fn latest(self) -> u32 {
        self.log.with_value(|log| log.latest)
    }

    /// What was told since; asks to be called again when there is more.
    #[must_use]
    pub fn since(self, seen: u32) -> (u32, Vec<News>) {
        self.number.track();
        self.log.with_value(|log| (log.latest, log.since(seen)))
    }

    /// Whether this record was changed just now.
    #[must_use]
    pub fn recent_record(self, record: RecordId) -> Rc<dyn Fn() -> bool> {
        Rc::new(move || {
            self.recent
                .with(|all| all.iter().any(|r| r.record == record))
        })
    }

    /// Whether something of this subject was.
    #[must_use]
    pub fn recent_subject(self, subject: SubjectId) -> Rc<dyn Fn() -> bool> {
        Rc::new(move || {
            self.recent
                .with(|all| all.iter().any(|r| r.subject == subject))
        })
    }

    /// A page shows something else than before, without anybody having asked.
    pub(crate) fn arrived(self) {
        self.seen.update(|n| *n = n.wrapping_add(1));
    }

    /// Listens under this hat instead of the one before.
    pub fn follow(self, hat: Option<ContactId>) {
        let before = self.stream.try_update_value(|slot| slot.take()).flatten();
        if let Some(before) = before {
            before.end();
        }
        self.recent.set(Vec::new());
        self.link.set(Link::Opening);
        if let Some(hat) = hat {
            self.stream.set_value(Some(Stream::begin(self, hat)));
        }
    }

    fn tell(self, news: News) {
        if let News::Changed(record, subject) = news {
            let now = browser::now();
            self.recent.update(|all| {
                all.retain(|r| r.record != record && now - r.at < RECENT_MS);
                all.push(Recent {
                    record,
                    subject,
                    at: now,
                });
            });
            let live = self;
            spawn_local(async move {
                browser::sleep(60_500).await;
                live.recent
                    .update(|all| all.retain(|r| browser::now() - r.at < RECENT_MS));
            });
        }
        if let Some(number) = self.log.try_update_value(|log| log.add(news)) {
            self.number.set(number);
        }
    }

    /// One message of the stream, in whichever tab it came in.
    fn hear(self, data: &str) {
        match wire::from_text::<LiveEvent>(data) {
            Some(LiveEvent::Changed(c)) => self.tell(News::Changed(c.id, c.subject)),
            Some(LiveEvent::Gone(g)) => self.tell(News::Gone(g.id)),
            Some(LiveEvent::Ended) => self.ended.update(|n| *n = n.wrapping_add(1)),
            // What this app does not know yet may change anything.
            Some(LiveEvent::Slice) | None => self.tell(News::Everything),
        }
    }
}

/// What tabs say to each other besides the events themselves.
const HELLO: &str = "hello";
const OPENING: &str = "opening";
const OPEN: &str = "open";
const POLLING: &str = "polling";

/// This tab's part in the stream of one hat.
struct Stream {
    live: Live,
    hat: ContactId,
    channel: Option<BroadcastChannel>,
    lease: RefCell<Option<Lease>>,
    source: RefCell<Option<EventSource>>,
    /// Whether this tab has the lock.
    leads: Cell<bool>,
    /// Whether anything has come through the present stream.
    heard: Cell<bool>,
    failures: Cell<u32>,
    /// Which attempt is the latest: what was meant for an older one is dropped.
    turn: Cell<u32>,
    over: Cell<bool>,
}

impl Stream {
    fn begin(live: Live, hat: ContactId) -> Rc<Self> {
        let name = format!("sightline-live-{hat}");
        let stream = Rc::new(Self {
            live,
            hat,
            channel: BroadcastChannel::new(&name).ok(),
            lease: RefCell::new(None),
            source: RefCell::new(None),
            leads: Cell::new(false),
            heard: Cell::new(false),
            failures: Cell::new(0),
            turn: Cell::new(0),
            over: Cell::new(false),
        });
        if let Some(channel) = &stream.channel {
            let listener = Rc::downgrade(&stream);
            let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                if let (Some(stream), Some(text)) = (listener.upgrade(), event.data().as_string()) {
                    stream.overhear(&text);
                }
            });
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
            // As long as the channel, which `end` closes.
            heard.forget();
        }
        stream.say(HELLO);
        let leader = Rc::downgrade(&stream);
        let lease = Lease::queue(&name, move || {
            if let Some(stream) = leader.upgrade() {
                stream.leads.set(true);
                stream.open();
            }
        });
        *stream.lease.borrow_mut() = Some(lease);
        stream
    }

    fn say(&self, text: &str) {
        if let Some(channel) = &self.channel {
            let _ = channel.post_message(&JsValue::from_str(text));
        }
    }

    /// Tells the other tabs how it stands.
    fn announce(&self) {
        self.say(match self.live.link.get_untracked() {
            Link::Opening => OPENING,
            Link::Open => OPEN,
            Link::Polling => POLLING,
        });
    }

    fn set_link(&self, link: Link) {
        if !self.over.get() && self.live.link.get_untracked() != link {
            self.live.link.set(link);
            // What was missed is asked for at once, not only after the first wait.
            self.live.poll();
            if self.leads.get() {
                self.announce();
            }
        }
    }

    /// Something another tab said.
    fn overhear(&self, text: &str) {
        match text {
            HELLO if self.leads.get() => self.announce(),
            HELLO => {}
            OPENING => self.set_link(Link::Opening),
            OPEN => self.set_link(Link::Open),
            POLLING => self.set_link(Link::Polling),
            data => self.live.hear(data),
        }
    }

    fn next_turn(&self) -> u32 {
        self.turn.set(self.turn.get().wrapping_add(1));
        self.turn.get()
    }

    /// Opens the stream itself: this tab has the lock.
    fn open(self: &Rc<Self>) {
        if self.over.get() {
            return;
        }
        let turn = self.next_turn();
        self.heard.set(false);
        // What another tab's stream told does not speak for this one.
        if self.live.link.get_untracked() == Link::Open {
            self.set_link(Link::Opening);
        }
        let Ok(source) = EventSource::new(&format!("{EVENTS}?hat={}", self.hat)) else {
            self.fail();
            return;
        };
        let on = |event: &str, act: Box<dyn Fn(MessageEvent)>| {
            let act = Closure::<dyn Fn(MessageEvent)>::new(act);
            let _ = source.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
            // As long as the stream, which the browser lets go when it is closed.
            act.forget();
        };
        let stream = Rc::downgrade(self);
        on(
            "open",
            Box::new(move |_| {
                // The head alone proves nothing: a proxy may hold back what follows. What came through before
                // and was only taken up again goes on where it stood, and may have nothing to say.
                if let Some(stream) = stream.upgrade().filter(|stream| stream.heard.get()) {
                    stream.flows();
                }
            }),
        );
        let stream = Rc::downgrade(self);
        on(
            "message",
            Box::new(move |event| {
                if let (Some(stream), Some(data)) = (stream.upgrade(), event.data().as_string()) {
                    stream.heard.set(true);
                    stream.flows();
                    stream.say(&data);
                    stream.live.hear(&data);
                }
            }),
        );
        let stream = Rc::downgrade(self);
        on(
            "error",
            Box::new(move |_| {
                if let Some(stream) = stream.upgrade() {
                    stream.fail();
                }
            }),
        );
        *self.source.borrow_mut() = Some(source);
        let stream = Rc::downgrade(self);
        spawn_local(async move {
            browser::sleep(SILENCE_MS).await;
            if let Some(stream) = stream.upgrade()
                && stream.turn.get() == turn
                && !stream.heard.get()
            {
                stream.give_up();
            }
        });
    }

    /// What happens is told as it happens.
    fn flows(&self) {
        self.failures.set(0);
        self.set_link(Link::Open);
    }

    /// The stream broke off or could not be had. The browser itself tries again, unless it was refused.
    fn fail(self: &Rc<Self>) {
        if self.over.get() {
            return;
        }
        let failures = self.failures.get() + 1;
        self.failures.set(failures);
        if failures >= PATIENCE {
            self.give_up();
            return;
        }
        self.set_link(Link::Opening);
        let closed = self
            .source
            .borrow()
            .as_ref()
            .is_none_or(|source| source.ready_state() == EventSource::CLOSED);
        if closed {
            self.close();
            self.open_in(1_000 * i32::try_from(failures).unwrap_or(1), failures == 1);
        }
    }

    /// No stream is to be had for now.
    fn give_up(self: &Rc<Self>) {
        self.close();
        // One more failure is enough the next time.
        self.failures.set(PATIENCE - 1);
        self.set_link(Link::Polling);
        self.open_in(AGAIN_MS, false);
    }

    fn close(&self) {
        if let Some(source) = self.source.borrow_mut().take() {
            source.close();
        }
    }

    /// Tries again after so many milliseconds. Where the stream was refused, the session may be over: asking
    /// for it finds that out.
    fn open_in(self: &Rc<Self>, millis: i32, is_refused: bool) {
        let turn = self.next_turn();
        let stream = Rc::clone(self);
        spawn_local(async move {
            if is_refused {
                let _ = stream.live.client.own(Method::Get, SESSION, true).await;
            }
            browser::sleep(millis).await;
            if stream.turn.get() == turn {
                stream.open();
            }
        });
    }

    /// Does not wait for the next attempt.
    fn retry(self: &Rc<Self>) {
        if self.leads.get() && self.live.link.get_untracked() == Link::Polling {
            self.close();
            self.open();
        }
    }

    fn end(&self) {
        self.over.set(true);
        self.next_turn();
        self.close();
        if let Some(channel) = &self.channel {
            channel.close();
        }
        if let Some(lease) = self.lease.borrow_mut().take() {
            lease.let_go();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(n: u8) -> News {
        News::Gone(RecordId::from_bytes([n; 16]))
    }

    #[test]
    fn each_page_hears_what_it_has_not_heard() {
        let mut log = Log::default();
        assert!(log.since(0).is_empty());
        let first = log.add(record(1));
        let second = log.add(record(2));
        assert_eq!(log.since(0), [record(1), record(2)]);
        assert_eq!(log.since(first), [record(2)]);
        assert!(log.since(second).is_empty());
    }

    #[test]
    fn whoever_missed_too_much_asks_for_everything() {
        let mut log = Log::default();
        for n in 0..100 {
            log.add(record(n));
        }
        assert_eq!(log.since(1), [News::Everything]);
        assert_eq!(log.since(99), [record(99)]);
    }
}
