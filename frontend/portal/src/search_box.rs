//! The one search box. While somebody types, what is found so far is offered under it; that is the page asking,
//! not her, and its receipts say so. Enter opens the hit that is chosen, or asks for all.

use crate::here::Here;
use crate::{offers, route};
use contract::paths;
use contract::record::{RecordRow, SubjectRef};
use contract::search::SearchAnswer;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::browser;
use ui::client::Ask;
use ui::components::chip;
use ui::dom::{El, View, all, div, effect, el, key, now, slot, span, unseen, value};
use ui::icon::{Icon, icon};
use ui::looking;
use ui::nav::Go;
use ui::query::Address;
use ui::standing;
use ui::strings::t;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

const PAUSE_MS: i32 = 250;
/// More would not be read while typing.
const MOST_HITS: usize = 7;

/// Something the box offers.
#[derive(Debug, Clone, PartialEq)]
enum Offer {
    /// All hits hang on it, so it may be what was meant.
    Subject(SubjectRef),
    Record(Box<RecordRow>),
}

impl Offer {
    fn href(&self) -> String {
        match self {
            Self::Subject(subject) => route::subject(subject.id),
            Self::Record(row) => route::record(row.id),
        }
    }
}

/// What to offer for an answer.
fn offers_of(answer: SearchAnswer) -> Vec<Offer> {
    let only = answer
        .hits
        .first()
        .map(|hit| hit.subject.clone())
        .filter(|subject| {
            !answer.understood.words.is_empty()
                && answer.hits.len() > 1
                && answer.hits.iter().all(|hit| hit.subject.id == subject.id)
        });
    let records = answer
        .hits
        .into_iter()
        .map(|hit| Offer::Record(Box::new(hit)));
    only.map(Offer::Subject)
        .into_iter()
        .chain(records)
        .take(MOST_HITS)
        .collect()
}

/// The offer that the arrows have come to; before the first is the box itself.
fn moved(at: Option<usize>, down: bool, len: usize) -> Option<usize> {
    match (at, down) {
        (_, _) if len == 0 => None,
        (None, true) => Some(0),
        (None, false) => Some(len - 1),
        (Some(at), true) => Some(at + 1).filter(|at| *at < len),
        (Some(at), false) => at.checked_sub(1),
    }
}

/// The address of the page with all hits.
#[must_use]
pub fn all_hits(words: &str) -> String {
    Address::new(route::SEARCH).with("q", Some(words)).text()
}

const LIST: &str = "search-offers";

fn option_id(n: usize) -> String {
    format!("search-offer-{n}")
}

/// What the box knows.
#[derive(Clone, Copy)]
struct Typing {
    here: Here,
    words: RwSignal<String>,
    offers: RwSignal<Vec<Offer>>,
    chosen: RwSignal<Option<usize>>,
    open: RwSignal<bool>,
    /// Which words are the latest: what older ones bring is dropped.
    turn: StoredValue<u32>,
}

impl Typing {
    fn next_turn(self) -> u32 {
        self.turn.update_value(|n| *n = n.wrapping_add(1));
        self.turn.get_value()
    }

    fn close(self) {
        self.open.set(false);
        self.chosen.set(None);
    }

    /// Shows these words, and offers nothing.
    fn begin(self, words: String) {
        self.next_turn();
        self.words.set(words);
        self.offers.set(Vec::new());
        self.close();
    }

    fn typed(self, text: String) {
        let turn = self.next_turn();
        self.chosen.set(None);
        let asked = text.trim().to_owned();
        self.words.set(text);
        if asked.is_empty() {
            self.offers.set(Vec::new());
            self.close();
            return;
        }
        spawn_local(async move {
            browser::sleep(PAUSE_MS).await;
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            let client = self.here.app.client;
            let ask = Ask {
                path: Address::new(paths::SEARCH).with("q", Some(&asked)).text(),
                hat: client.hat.get_untracked(),
                refresh: true,
                ..Ask::default()
            };
            let answer = client.ask(ask).await;
            let answer = answer.and_then(|answer| answer.read::<SearchAnswer>());
            if self.turn.try_get_value() == Some(turn) {
                self.offers.set(answer.map(offers_of).unwrap_or_default());
                self.open.set(true);
            }
        });
    }

    fn go(self, href: &str) {
        self.next_turn();
        self.close();
        self.here.app.nav.go(href, Go::On);
    }

    /// Enter: the offer that is chosen, else all hits.
    fn submit(self) {
        let chosen = self.chosen.get_untracked();
        let picked = chosen.and_then(|at| {
            self.offers
                .with_untracked(|all| all.get(at).map(Offer::href))
        });
        let words = self.words.get_untracked();
        match picked {
            Some(href) => self.go(&href),
            None if words.trim().is_empty() => {}
            None => self.go(&all_hits(words.trim())),
        }
    }

    fn pressed(self, event: &Event) {
        if !self.open.get_untracked() {
            return;
        }
        match key(event).as_str() {
            pressed @ ("ArrowDown" | "ArrowUp") => {
                event.prevent_default();
                let len = self.offers.with_untracked(Vec::len);
                self.chosen
                    .update(|at| *at = moved(*at, pressed == "ArrowDown", len));
            }
            "Escape" => {
                event.prevent_default();
                self.close();
            }
            _ => {}
        }
    }

    fn shown(self) -> bool {
        self.open.get() && self.offers.with(|all| !all.is_empty())
    }

    fn list(self) -> View {
        self.offers.with(|offers| {
            all(offers.iter().enumerate().map(|(n, offer)| {
                let href = offer.href();
                draw(offer, self.here)
                    .with("id", &option_id(n))
                    .now_bool("aria-selected", move || self.chosen.get() == Some(n))
                    // Before the box loses the focus and the list closes.
                    .on("mousedown", |event| event.prevent_default())
                    .on("click", move |_| self.go(&href))
            }))
        })
    }
}

/// One offer, as it stands in the list.
fn draw(offer: &Offer, here: Here) -> El {
    let words = here.words();
    let row = el("li").class("offer").with("role", "option");
    match offer {
        Offer::Subject(subject) => {
            let main = el("span")
                .class("offer-main")
                .add(el("b").add(subject.name.as_str()))
                .add(subject.postcode.as_ref().map(|code| span("soft", code)));
            row.add(main)
                .add(span("offer-act", &(t().rows.open)(&words.one("subject"))))
        }
        Offer::Record(record) => {
            let act = offers::of_record(record, &words, None).likely;
            let main = el("span")
                .class("offer-main")
                .add(el("b").add(offers::hit_name(record, &words)))
                .add(span("", &record.subject.name));
            row.add(main)
                .add(span("soft offer-title", &record.title))
                .add(chip(&standing::record(record, here.today())))
                .add(act.map(|act| span("offer-act", &act.label)))
        }
    }
}

#[must_use]
pub fn search_box(here: Here) -> View {
    let typing = Typing {
        here,
        words: RwSignal::new(String::new()),
        offers: RwSignal::new(Vec::new()),
        chosen: RwSignal::new(None),
        open: RwSignal::new(false),
        turn: StoredValue::new(0),
    };
    // The box shows what the page is about; another page begins anew.
    effect(move || {
        let asked = here
            .app
            .nav
            .place
            .with(|place| place.get("q").filter(|_| place.path == route::SEARCH));
        typing.begin(asked.unwrap_or_default());
    });
    let input = el("input")
        .with("id", "search")
        .with("type", "search")
        .with("name", "q")
        .with("role", "combobox")
        .with("autocomplete", "off")
        .with("autocapitalize", "none")
        .with("spellcheck", "false")
        .with("enterkeyhint", "search")
        .with("placeholder", hint())
        .with("title", t().search.shortcut)
        .with("maxlength", "200")
        .with("aria-controls", LIST)
        .with("aria-autocomplete", "list")
        .now_bool("aria-expanded", move || typing.shown())
        .now("aria-activedescendant", move || {
            typing.chosen.get().map(option_id)
        })
        .value_now(move || typing.words.get())
        .on("input", move |event| typing.typed(value(&event)))
        .on("keydown", move |event| typing.pressed(&event));
    slash(input.clone());
    let form = el("form")
        .with("role", "search")
        .with("action", &looking::address(route::SEARCH))
        .on("submit", move |event| {
            event.prevent_default();
            typing.submit();
        })
        .add(icon(Icon::Search))
        .add(
            el("label")
                .class("unseen")
                .with("for", "search")
                .add(t().search.label),
        )
        .add(input)
        .add(el("kbd").with("aria-hidden", "true").add("/"));
    let list = el("ul")
        .with("id", LIST)
        .class("offers")
        .with("role", "listbox")
        .with("aria-label", t().search.results)
        .now("hidden", move || (!typing.shown()).then(String::new))
        .add(now(move || typing.list()));
    // For ears: the list itself is silent until the arrows are in it.
    let found = unseen("").with("role", "status").text_now(move || {
        let count = typing.offers.with(Vec::len);
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        if typing.open.get() {
            (t().search.found)(count)
        } else {
            String::new()
        }
    });
    let around = div("find").add(form).add(list).add(found);
    let outer = around.clone();
    around
        .on("focusout", move |event| {
            if outer.is_left(&event) {
                typing.close();
            }
        })
        .into()
}

/// As much of an example as there is room for.
fn hint() -> &'static str {
    let is_narrow = browser::matches("(max-width: 599px)");
    if is_narrow {
        t().search.hint_short
    } else {
        t().search.hint
    }
}

/// `/` goes to the box from wherever nothing is being typed.
fn slash(input: El) {
    let input = slot(input);
    browser::on_window("keydown", move |event| {
        let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
        let typing = target.is_some_and(|target| {
            matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
                || target.closest("dialog").ok().flatten().is_some()
        });
        let plain = !pressed.ctrl_key() && !pressed.meta_key() && !pressed.alt_key();
        if pressed.key() == "/" && plain && !typing {
            event.prevent_default();
            if let Some(input) = input.borrow().input() {
                let _ = input.focus();
                input.select();
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::kind::RecordKind;
    use contract::search::Understood;

    fn answer(words: &[&str], hits: usize) -> SearchAnswer {
        SearchAnswer {
            understood: Understood {
                words: words.iter().map(|w| (*w).to_owned()).collect(),
                ..Understood::default()
            },
            hits: vec![offers::tests::record(RecordKind::Document, "eicr"); hits],
        }
    }

    #[test]
    fn where_all_hits_are_of_one_subject_it_is_offered_first() {
        let offered = offers_of(answer(&["22", "park"], 3));
        assert!(matches!(offered.first(), Some(Offer::Subject(_))));
        assert_eq!(offered.len(), 4);
        assert!(matches!(
            offers_of(answer(&["22"], 1)).first(),
            Some(Offer::Record(_))
        ));
        assert!(matches!(
            offers_of(answer(&[], 3)).first(),
            Some(Offer::Record(_))
        ));
        assert_eq!(offers_of(answer(&["22"], 30)).len(), MOST_HITS);
        assert!(offers_of(answer(&["22"], 0)).is_empty());
    }

    #[test]
    fn the_arrows_go_round_by_way_of_the_box() {
        assert_eq!(moved(None, true, 3), Some(0));
        assert_eq!(moved(Some(1), true, 3), Some(2));
        assert_eq!(moved(Some(2), true, 3), None);
        assert_eq!(moved(None, false, 3), Some(2));
        assert_eq!(moved(Some(0), false, 3), None);
        assert_eq!(moved(None, true, 0), None);
    }
}
