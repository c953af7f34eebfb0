//! Going from page to page without loading any: links of ours are followed here, the address bar and the way back
//! stay true, and the place on a page is found again.

use crate::browser;
use crate::dom;
use crate::looking;
use js_sys::Reflect;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent, ScrollRestoration};

/// Where the app is: the path, and what the query says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    pub path: String,
    pub query: Vec<(String, String)>,
}

impl Place {
    /// From `/path?a=b`.
    #[must_use]
    pub fn read(address: &str) -> Self {
        let address = address.split('#').next().unwrap_or_default();
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let query = query
            .split('&')
            .filter(|part| !part.is_empty())
            .map(|part| {
                let (name, value) = part.split_once('=').unwrap_or((part, ""));
                (decode(name), decode(value))
            })
            .collect();
        Self {
            path: path.to_owned(),
            query,
        }
    }

    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        let found = self.query.iter().find(|(n, _)| n == name);
        found.map(|(_, value)| value.clone())
    }
}

/// `mill%20lane` and `mill+lane` as `mill lane`; what is wrongly written stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let mut ahead = rest.clone();
                let mut digit = || char::from(ahead.next()?).to_digit(16);
                match (digit(), digit()) {
                    (Some(high), Some(low)) => {
                        bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                        rest = ahead;
                    }
                    _ => bytes.push(b'%'),
                }
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// How to go somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// To a page that back leads away from again.
    On,
    /// In place of the page that is shown.
    Instead,
    /// The same page, asked otherwise: nothing scrolls, and back leads to the page before.
    Narrow,
}

/// On a link: it narrows the page it is on.
pub const NARROWS: &str = "data-narrows";
/// In the history's state: which entry it is.
const ENTRY: &str = "entry";

#[derive(Clone, Copy)]
pub struct Nav {
    pub place: RwSignal<Place>,
    inner: StoredValue<Rc<Inner>, LocalStorage>,
}

struct Inner {
    /// Whether a page was entered whose heading has not had the focus yet.
    entered: Cell<bool>,
    entry: Cell<i32>,
    last: Cell<i32>,
    /// How far down each entry was left.
    left_at: RefCell<BTreeMap<i32, f64>>,
}

impl Nav {
    /// Takes over the links and the way back.
    #[must_use]
    pub fn begin() -> Self {
        let nav = Self {
            place: RwSignal::new(current()),
            inner: StoredValue::new_local(Rc::new(Inner {
                entered: Cell::new(false),
                entry: Cell::new(0),
                last: Cell::new(0),
                left_at: RefCell::new(BTreeMap::new()),
            })),
        };
        if let Some(history) = browser::window().and_then(|w| w.history().ok()) {
            let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
            let _ = history.replace_state_with_url(&state(0), "", None);
        }
        browser::on_window("click", move |event| nav.clicked(&event));
        browser::on_window("popstate", move |event| nav.popped(&event));
        nav
    }

    fn inner(self) -> Rc<Inner> {
        self.inner.get_value()
    }

    /// Whether a page was entered since this was last asked.
    #[must_use]
    pub fn take_entered(self) -> bool {
        self.inner().entered.replace(false)
    }

    pub fn go(self, address: &str, how: Go) {
        let inner = self.inner();
        inner.leave();
        let entry = if how == Go::On {
            inner.last.set(inner.last.get() + 1);
            inner.last.get()
        } else {
            inner.entry.get()
        };
        if let Some(history) = browser::window().and_then(|w| w.history().ok()) {
            let shown = looking::address(address);
            let _ = if how == Go::On {
                history.push_state_with_url(&state(entry), "", Some(&shown))
            } else {
                history.replace_state_with_url(&state(entry), "", Some(&shown))
            };
        }
        inner.entry.set(entry);
        self.arrive(Place::read(address));
        if how != Go::Narrow {
            scroll_to(0.0);
        }
    }

    fn arrive(self, place: Place) {
        if self
            .place
            .with_untracked(|before| before.path != place.path)
        {
            self.inner().entered.set(true);
        }
        self.place.set(place);
    }

    fn popped(self, event: &Event) {
        let inner = self.inner();
        inner.leave();
        let entry = Reflect::get(event, &JsValue::from_str("state"))
            .ok()
            .and_then(|state| browser::get(&state, ENTRY)?.as_f64())
            .unwrap_or_default();
        #[expect(
            clippy::cast_possible_truncation,
            reason = "counted up from nought, here"
        )]
        let entry = entry as i32;
        inner.entry.set(entry);
        self.arrive(current());
        let at = inner.left_at.borrow().get(&entry).copied();
        leptos::task::spawn_local(async move {
            // Once the page is drawn, from what is in memory.
            browser::sleep(30).await;
            scroll_to(at.unwrap_or_default());
        });
    }

    fn clicked(self, event: &Event) {
        let Some(mouse) = event.dyn_ref::<MouseEvent>() else {
            return;
        };
        let special = mouse.meta_key() || mouse.alt_key() || mouse.ctrl_key() || mouse.shift_key();
        if event.default_prevented() || mouse.button() != 0 || special {
            return;
        }
        let target: Option<Element> = event.target().and_then(|t| t.dyn_into().ok());
        let link = target.and_then(|t| t.closest("a[href]").ok().flatten());
        let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else {
            return;
        };
        let elsewhere = link.has_attribute("download")
            || !link.target().is_empty()
            || link.rel().split(' ').any(|rel| rel == "external")
            || browser::window()
                .and_then(|w| w.location().origin().ok())
                .as_deref()
                != Some(&*link.origin());
        let path = looking::below(&link.pathname()).filter(|_| !elsewhere);
        let Some(path) = path else { return };
        event.prevent_default();
        let address = format!("{path}{}", link.search());
        let how = if link.has_attribute(NARROWS) {
            Go::Narrow
        } else {
            Go::On
        };
        self.go(&address, how);
    }
}

impl Inner {
    /// Remembers how far down the page is left.
    fn leave(&self) {
        let at = browser::window().and_then(|w| w.scroll_y().ok());
        self.left_at
            .borrow_mut()
            .insert(self.entry.get(), at.unwrap_or_default());
    }
}

fn state(entry: i32) -> JsValue {
    let state = js_sys::Object::new();
    let _ = Reflect::set(&state, &JsValue::from_str(ENTRY), &JsValue::from(entry));
    state.into()
}

fn current() -> Place {
    let Some(location) = browser::window().map(|w| w.location()) else {
        return Place::default();
    };
    let path = location.pathname().unwrap_or_default();
    let path = looking::below(&path).unwrap_or(path);
    let query = location.search().unwrap_or_default();
    Place::read(&format!("{path}{query}"))
}

fn scroll_to(at: f64) {
    if let Some(window) = browser::window() {
        window.scroll_to_with_x_and_y(0.0, at);
    }
}

/// A link that only asks the same page otherwise.
#[must_use]
pub fn narrowing(href: &str) -> dom::El {
    dom::link(href).with(NARROWS, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_a_path_and_what_it_asks() {
        let place = Place::read("/search?q=14%20mill+lane%C3%A9&empty&x=1&x=2#top");
        assert_eq!(place.path, "/search");
        assert_eq!(place.get("q").as_deref(), Some("14 mill lane\u{e9}"));
        assert_eq!(place.get("empty").as_deref(), Some(""));
        assert_eq!(place.get("x").as_deref(), Some("1"));
        assert_eq!(place.get("none"), None);
    }

    #[test]
    fn what_is_wrongly_written_does_no_harm() {
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz%4"), "%zz%4");
        assert_eq!(decode("%ff"), "\u{fffd}");
    }

    #[test]
    fn what_an_address_is_built_from_is_read_from_it() {
        let words = "14 mill lane & co?limit=1#é+%";
        let address = crate::query::Address::new("/search")
            .with("q", Some(words))
            .text();
        assert_eq!(Place::read(&address).get("q").as_deref(), Some(words));
    }
}
