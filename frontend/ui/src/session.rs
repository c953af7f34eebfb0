//! Who is signed in, and as whom she acts: one session per browser, one hat per tab. When the session is over,
//! it is over in every tab, and nothing of it stays to be seen.

use crate::brand::{Colour, DARK, LIGHT};
use crate::browser::{self, Memory};
use crate::client::{Answer, Ask, Client, Copy, Failure, Method, Worn};
use crate::dom::effect;
use crate::json::Json;
use crate::keep::Keep;
use crate::live::Live;
use crate::lock;
use crate::wire;
use contract::id::ContactId;
use contract::paths::{SESSION, SESSION_REFRESH};
use contract::session::{Hat, SessionView};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent, PageTransitionEvent};

/// Of this tab, and the last one of this browser.
const HAT: &str = "sightline.hat";
/// The same of whoever acts as staff.
pub const STAFF_HAT: &str = "sightline.staff";
/// When this browser's secret was last renewed.
const RENEWED: &str = "sightline.renewed";
const DAY_MS: i64 = 24 * 3_600_000;
const HOUR_MS: i32 = 3_600_000;
/// Before a lost answer is asked for once more.
const BREATH_MS: i32 = 2_000;
/// Under it, one tab at a time renews the secret; also the name of the channel between tabs.
const NAME: &str = "sightline-session";
/// The answer to a browser that has no session's cookie: there is nobody to tell of.
const NOBODY: u16 = 204;
const OUT: &str = "out";
const IN: &str = "in";
/// On the page's root while it is not known whether what it shows may still be seen.
const UNSURE: &str = "data-unsure";

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    Asking,
    In(Arc<SessionView>),
    Out(Farewell),
    /// The server was not reached, and there is no copy to go by.
    Unreachable(Failure),
}

/// Why nobody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Farewell {
    /// Nobody was.
    Fresh,
    /// It ended: elsewhere, or by itself.
    Ended,
    /// By the person herself, here.
    Here,
}

/// Whose app this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// Contacts: a hat of theirs is put on as soon as it is known who is signed in.
    Contacts,
    /// Staff: which hats those have is asked by their app.
    Staff,
    /// Staff who look as one contact: the hat that is seen is hers, the one that asks is theirs. Nothing of it is kept,
    /// followed or renewed.
    Looking,
}

#[derive(Clone, Copy)]
pub struct Session {
    whose: For,
    client: Client,
    keep: Keep,
    live: Live,
    pub who: RwSignal<Who>,
    channel: StoredValue<Option<BroadcastChannel>, LocalStorage>,
}

impl Session {
    #[must_use]
    pub fn new(whose: For, client: Client, keep: Keep, live: Live) -> Self {
        if whose == For::Looking {
            client.hat.set(staff_hat());
        }
        Self {
            whose,
            client,
            keep,
            live,
            who: RwSignal::new(Who::Asking),
            channel: StoredValue::new_local(BroadcastChannel::new(NAME).ok()),
        }
    }

    /// Hears of all that ends a session or begins one.
    pub fn begin(self) {
        self.listen();
        spawn_local(async move {
            self.keep.sweep().await;
        });
    }

    /// Asks who is signed in, as soon as a page wants to know.
    pub fn ask(self) {
        spawn_local(async move {
            self.check(false).await;
            self.renew().await;
            self.keep.tell().await;
        });
    }

    /// The hat that is on.
    #[must_use]
    pub fn hat(self) -> Option<Hat> {
        let worn = self.client.hat.get();
        let is_on = |hat: &&Hat| self.whose == For::Looking || worn == Some(Worn::Contact(hat.id));
        self.who.with(|who| match who {
            Who::In(view) => view.hats.iter().find(is_on).cloned(),
            _ => None,
        })
    }

    /// Asks the server who is signed in.
    pub async fn check(self, refresh: bool) {
        let ask = Ask {
            path: SESSION.to_owned(),
            hat: self
                .client
                .hat
                .get_untracked()
                .filter(|_| self.whose == For::Looking),
            refresh,
            ..Ask::default()
        };
        match self.client.ask(ask).await {
            Ok(answer) if answer.status == NOBODY => self.client.cut_off.update(|n| *n += 1),
            Ok(answer) => self.recognise(&answer),
            // The refusal itself has told everybody.
            Err(Failure::SignedOut) => {}
            Err(failure) => {
                if matches!(self.who.get_untracked(), Who::In(_)) {
                    return;
                }
                let kept = match self.whose {
                    For::Looking => None,
                    For::Contacts | For::Staff => self.keep.recall_as(None, SESSION).await,
                };
                match kept.and_then(|copy| wire::from_text(&copy.body)) {
                    Some(view) => self.welcome(view),
                    None => self.who.set(Who::Unreachable(failure)),
                }
            }
        }
    }

    /// After a sign-in in this tab: the secret is new, and the other tabs may come in.
    pub async fn signed_in(self) {
        Memory::Device.write(RENEWED, Some(&browser::now().to_string()));
        self.say(IN);
        self.check(false).await;
    }

    pub async fn sign_out(self) -> Result<(), Failure> {
        self.keep.tell().await;
        self.client.own(Method::Delete, SESSION, false).await?;
        self.keep.wipe_all().await;
        self.say(OUT);
        self.leave(Farewell::Here);
        Ok(())
    }

    /// Puts on another hat, in this tab. The copies of the one before do not stay on the device.
    pub fn wear(self, hat: ContactId) {
        if self.client.hat.get_untracked() == Some(Worn::Contact(hat)) {
            return;
        }
        self.client.forget();
        spawn_local(self.keep.wipe());
        self.put_on(hat);
        spawn_local(async move { self.keep.tell().await });
    }

    fn recognise(self, answer: &Answer) {
        match answer.read::<SessionView>() {
            Ok(view) => {
                self.welcome(view);
                self.keep_copy(&answer.body);
            }
            Err(failure) => self.who.set(Who::Unreachable(failure)),
        }
    }

    fn welcome(self, view: SessionView) {
        if self.whose != For::Contacts {
            if self.whose == For::Looking {
                paint(view.hats.first().and_then(|hat| hat.brand.as_deref()));
            }
            self.who.set(Who::In(Arc::new(view)));
            return;
        }
        let worn = match self.client.hat.get_untracked() {
            Some(Worn::Contact(id)) => Some(id),
            _ => None,
        };
        let wanted = [
            worn,
            Memory::Tab.read(HAT).and_then(|id| id.parse().ok()),
            Memory::Device.read(HAT).and_then(|id| id.parse().ok()),
        ];
        let hat = choose(&view.hats, &wanted);
        self.who.set(Who::In(Arc::new(view)));
        match hat {
            Some(hat) => self.put_on(hat),
            None => self.client.hat.set(None),
        }
    }

    fn put_on(self, hat: ContactId) {
        let id = hat.to_string();
        Memory::Tab.write(HAT, Some(&id));
        Memory::Device.write(HAT, Some(&id));
        let worn = self.who.with_untracked(|who| match who {
            Who::In(view) => view.hats.iter().find(|h| h.id == hat).cloned(),
            _ => None,
        });
        self.keep
            .by_profile
            .set(worn.as_ref().is_some_and(|hat| hat.offline));
        paint(worn.as_ref().and_then(|hat| hat.brand.as_deref()));
        if self.client.hat.get_untracked() != Some(Worn::Contact(hat)) {
            self.client.hat.set(Some(Worn::Contact(hat)));
            self.live.follow(Some(hat));
        }
    }

    /// Who she is, for reading offline: only the hats that allow it.
    fn keep_copy(self, body: &str) {
        let Some(body) = only_offline(body) else {
            return;
        };
        let copy = Copy {
            body: body.into(),
            etag: None,
            at: browser::now(),
            kept: false,
        };
        self.keep.store(None, SESSION, &copy);
    }

    /// Nothing of the session stays: not in memory, not on the device, not on the screen.
    fn leave(self, farewell: Farewell) {
        self.client.forget();
        self.live.follow(None);
        if self.whose != For::Looking {
            self.client.hat.set(None);
        }
        Memory::Tab.write(HAT, None);
        if farewell == Farewell::Here {
            Memory::Device.write(HAT, None);
        }
        self.keep.by_profile.set(false);
        paint(None);
        self.who.set(Who::Out(farewell));
        browser::set_root_attribute(UNSURE, None);
        spawn_local(self.keep.wipe());
    }

    fn say(self, text: &str) {
        self.channel.with_value(|channel| {
            if let Some(channel) = channel {
                let _ = channel.post_message(&JsValue::from_str(text));
            }
        });
    }

    fn listen(self) {
        // A refusal anywhere is the end everywhere.
        effect(move || {
            if self.client.cut_off.get() == 0 {
                return;
            }
            let farewell = match self.who.get_untracked() {
                Who::In(_) => Farewell::Ended,
                Who::Out(before) => before,
                Who::Asking | Who::Unreachable(_) => Farewell::Fresh,
            };
            if matches!(self.who.get_untracked(), Who::In(_)) {
                self.say(OUT);
            }
            self.leave(farewell);
        });
        effect(move || {
            if self.live.ended.get() > 0 {
                spawn_local(async move { self.check(true).await });
            }
        });
        self.channel.with_value(|channel| {
            let Some(channel) = channel else { return };
            let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                let inside = matches!(self.who.get_untracked(), Who::In(_));
                match event.data().as_string().as_deref() {
                    Some(OUT) if inside => self.leave(Farewell::Ended),
                    Some(IN) if !inside => spawn_local(async move { self.check(true).await }),
                    _ => {}
                }
            });
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
            // As long as the app.
            heard.forget();
        });
        // A page that the browser kept whole may be older than the sign-out.
        browser::on_window("pageshow", move |event| {
            let kept = event
                .dyn_ref::<PageTransitionEvent>()
                .is_some_and(PageTransitionEvent::persisted);
            if kept && matches!(self.who.get_untracked(), Who::In(_)) {
                browser::set_root_attribute(UNSURE, Some(""));
                spawn_local(async move {
                    self.check(true).await;
                    browser::set_root_attribute(UNSURE, None);
                });
            }
        });
        browser::on_window("online", move |_| {
            spawn_local(async move {
                if matches!(self.who.get_untracked(), Who::Unreachable(_)) {
                    self.check(false).await;
                }
                self.keep.tell().await;
            });
        });
        browser::every(HOUR_MS, move || {
            spawn_local(self.renew());
        });
    }

    /// Renews the secret, at most daily and in one tab at a time. An answer that was lost on the way is asked
    /// for once more: the secret before works until the new one was seen.
    async fn renew(self) {
        if self.whose == For::Looking || !matches!(self.who.get_untracked(), Who::In(_)) {
            return;
        }
        lock::alone(NAME, async move {
            if !due(Memory::Device.read(RENEWED).as_deref(), browser::now()) {
                return;
            }
            for _ in 0..2 {
                match self.client.own(Method::Post, SESSION_REFRESH, true).await {
                    Ok(_) => {
                        Memory::Device.write(RENEWED, Some(&browser::now().to_string()));
                        return;
                    }
                    Err(Failure::Offline) => browser::sleep(BREATH_MS).await,
                    Err(_) => return,
                }
            }
        })
        .await;
    }
}

/// As staff of which firm this tab acted last, else this browser. Unnamed, it is the only one.
fn staff_hat() -> Option<Worn> {
    let read = |memory: Memory| memory.read(STAFF_HAT)?.parse().ok();
    read(Memory::Tab)
        .or_else(|| read(Memory::Device))
        .map(Worn::Staff)
}

/// The hat this tab wore, else the last one of the browser, else the first there is.
fn choose(hats: &[Hat], wanted: &[Option<ContactId>]) -> Option<ContactId> {
    wanted
        .iter()
        .flatten()
        .find(|id| hats.iter().any(|hat| hat.id == **id))
        .copied()
        .or_else(|| hats.first().map(|hat| hat.id))
}

/// The session without the hats whose profile lets nothing be kept.
fn only_offline(body: &str) -> Option<String> {
    let Json::Object(mut fields) = Json::parse(body)? else {
        return None;
    };
    for (name, value) in &mut fields {
        if let ("hats", Json::List(hats)) = (name.as_str(), value) {
            hats.retain(|hat| hat.get("offline") == Some(&Json::Bool(true)));
        }
    }
    Some(Json::Object(fields).write())
}

/// Whether the secret is to be renewed: it is a day old, or nobody knows.
fn due(renewed: Option<&str>, now: i64) -> bool {
    renewed
        .and_then(|text| text.parse::<i64>().ok())
        .is_none_or(|at| (now - at).abs() >= DAY_MS)
}

/// The firm's colour over the whole page, corrected until it can be read.
fn paint(brand: Option<&str>) {
    let brand = brand.and_then(Colour::parse);
    for (name, theme) in [("light", LIGHT), ("dark", DARK)] {
        let accent = brand.map(|brand| theme.accent(brand));
        let set = |part: &str, colour: Option<Colour>| {
            let colour = colour.map(|c| c.to_string());
            browser::set_property(&format!("--brand-{part}{name}"), colour.as_deref());
        };
        set("", accent.map(|a| a.accent));
        set("on-", accent.map(|a| a.on_accent));
        set("tint-", accent.map(|a| a.tint));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::logo::FirmLogo;
    use std::collections::BTreeMap;

    fn hat(n: u8) -> Hat {
        Hat {
            id: ContactId::from_bytes([n; 16]),
            name: "Jo".to_owned(),
            role: "bookkeeper".to_owned(),
            third_party: "Oakline".to_owned(),
            firm: "Halden".to_owned(),
            brand: None,
            logo: FirmLogo::default(),
            offline: true,
            words: BTreeMap::new(),
            can: BTreeMap::new(),
            colleagues: false,
        }
    }

    #[test]
    fn a_tab_keeps_its_hat_as_long_as_it_is_hers() {
        let hats = [hat(1), hat(2), hat(3)];
        let id = |n| Some(ContactId::from_bytes([n; 16]));
        assert_eq!(choose(&hats, &[id(3), id(2)]), id(3));
        assert_eq!(choose(&hats, &[id(9), id(2)]), id(2));
        assert_eq!(choose(&hats, &[None, None]), id(1));
        assert_eq!(choose(&[], &[id(1)]), None);
    }

    #[test]
    fn a_secret_is_renewed_once_a_day() {
        let now = 1_800_000_000_000;
        assert!(due(None, now));
        assert!(due(Some("?"), now));
        assert!(!due(Some(&(now - 1).to_string()), now));
        assert!(due(Some(&(now - DAY_MS).to_string()), now));
        // A clock that was set back does not put it off for ever.
        assert!(due(Some(&(now + 2 * DAY_MS).to_string()), now));
    }

    #[test]
    fn only_hats_that_may_be_read_offline_are_kept() {
        let body = r#"{"email":"jo@x.example","hats":[{"id":"a","offline":true},{"id":"b","offline":false},{"id":"c"}]}"#;
        assert_eq!(
            only_offline(body).as_deref(),
            Some(r#"{"email":"jo@x.example","hats":[{"id":"a","offline":true}]}"#)
        );
        assert_eq!(only_offline("[]"), None);
    }
}
