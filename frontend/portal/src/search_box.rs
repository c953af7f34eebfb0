//! The one search box. While somebody types, what is found so far is offered under it; that is the page asking,
//! not her, and its receipts say so. Enter opens the hit that is chosen, or asks for all.

use crate::here::Here;
use crate::{offers, route};
use contract::paths;
use contract::record::{RecordRow, SubjectRef};
use contract::search::SearchAnswer;
use leptos::html::{Div, Input};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_location, use_navigate};
use ui::browser;
use ui::client::Ask;
use ui::components::chip;
use ui::icon::{Icon, icon};
use ui::query::Address;
use ui::standing;
use ui::strings::t;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, KeyboardEvent, Node, SubmitEvent};

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

#[component]
pub fn SearchBox() -> impl IntoView {
    let here = Here::now();
    let location = use_location();
    let navigate = use_navigate();
    let (input, around) = (NodeRef::<Input>::new(), NodeRef::<Div>::new());
    let words = RwSignal::new(String::new());
    let offers = RwSignal::new(Vec::<Offer>::new());
    let chosen = RwSignal::new(None::<usize>);
    let open = RwSignal::new(false);
    let turn = StoredValue::new(0_u32);

    // The box shows what the page is about; another page begins anew.
    Effect::new(move |_| {
        let path = location.pathname.get();
        let asked = location.query.with(|query| query.get("q"));
        let text = asked.filter(|_| path == route::SEARCH).unwrap_or_default();
        words.set(text);
        open.set(false);
        offers.set(Vec::new());
        turn.update_value(|n| *n = n.wrapping_add(1));
    });
    browser_slash(input);

    let typed = move |text: String| {
        words.set(text.clone());
        chosen.set(None);
        turn.update_value(|n| *n = n.wrapping_add(1));
        let mine = turn.get_value();
        if text.trim().is_empty() {
            open.set(false);
            offers.set(Vec::new());
            return;
        }
        spawn_local(async move {
            browser::sleep(PAUSE_MS).await;
            if turn.try_get_value() != Some(mine) {
                return;
            }
            let ask = Ask {
                path: Address::new(paths::SEARCH)
                    .with("q", Some(text.trim()))
                    .text(),
                hat: here.app.client.hat.get_untracked(),
                refresh: true,
                ..Ask::default()
            };
            let answer = here.app.client.ask(ask).await;
            let answer = answer.and_then(|answer| answer.read::<SearchAnswer>());
            if turn.try_get_value() == Some(mine) {
                offers.set(answer.map(offers_of).unwrap_or_default());
                open.set(true);
            }
        });
    };

    let go = {
        let navigate = navigate.clone();
        Callback::new(move |href: String| {
            open.set(false);
            turn.update_value(|n| *n = n.wrapping_add(1));
            navigate(&href, leptos_router::NavigateOptions::default());
        })
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let picked = chosen
            .get_untracked()
            .and_then(|at| offers.with_untracked(|all| all.get(at).map(Offer::href)));
        let text = words.get_untracked().trim().to_owned();
        match picked {
            Some(href) => go.run(href),
            None if !text.is_empty() => go.run(all_hits(&text)),
            None => {}
        }
    };
    let key = move |event: KeyboardEvent| {
        let len = offers.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if open.get_untracked() => {
                event.prevent_default();
                let down = event.key() == "ArrowDown";
                chosen.update(|at| *at = moved(*at, down, len));
            }
            "Escape" if open.get_untracked() => {
                event.prevent_default();
                open.set(false);
                chosen.set(None);
            }
            _ => {}
        }
    };
    let left = move |event: FocusEvent| {
        let to: Option<Node> = event.related_target().and_then(|to| to.dyn_into().ok());
        if around
            .get()
            .is_some_and(|around| !around.contains(to.as_ref()))
        {
            open.set(false);
        }
    };
    let shown = Memo::new(move |_| open.get() && offers.with(|all| !all.is_empty()));
    let list = move || {
        let today = here.today();
        let names = here.words.get();
        offers.with(|all| {
            all.iter()
                .enumerate()
                .map(|(n, offer)| {
                    let href = offer.href();
                    let inside = match offer {
                        Offer::Subject(subject) => view! {
                            <b>{subject.name.clone()}</b>
                            <span class="soft">{subject.postcode.clone()}</span>
                            <span class="offer-act">
                                {(t().rows.open)(&names.one("subject"))}
                            </span>
                        }
                        .into_any(),
                        Offer::Record(row) => {
                            let act = offers::of_record(row, &names, None).likely;
                            view! {
                                <b>{offers::hit_name(row, &names)}</b>
                                <span>{row.subject.name.clone()}</span>
                                <span class="soft offer-title">{row.title.clone()}</span>
                                {chip(standing::record(row, today))}
                                <span class="offer-act">{act.map(|act| act.label)}</span>
                            }
                            .into_any()
                        }
                    };
                    view! {
                        <li
                            id=option_id(n)
                            role="option"
                            class="offer"
                            aria-selected=move || (chosen.get() == Some(n)).to_string()
                            // Before the box loses the focus and the list closes.
                            on:mousedown=|event| event.prevent_default()
                            on:click=move |_| go.run(href.clone())
                        >
                            {inside}
                        </li>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <div class="find" node_ref=around on:focusout=left>
            <form role="search" action=route::SEARCH on:submit=submit>
                {icon(Icon::Search)}
                <label class="unseen" for="search">
                    {t().search.label}
                </label>
                <input
                    id="search"
                    node_ref=input
                    type="search"
                    name="q"
                    role="combobox"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    enterkeyhint="search"
                    placeholder=t().search.hint
                    title=t().search.shortcut
                    maxlength="200"
                    aria-expanded=move || shown.get().to_string()
                    aria-controls=LIST
                    aria-autocomplete="list"
                    aria-activedescendant=move || chosen.get().map(option_id)
                    prop:value=move || words.get()
                    on:input=move |event| typed(event_target_value(&event))
                    on:keydown=key
                />
                <kbd aria-hidden="true">"/"</kbd>
            </form>
            <ul
                id=LIST
                class="offers"
                role="listbox"
                aria-label=t().search.results
                hidden=move || !shown.get()
            >
                {list}
            </ul>
        </div>
    }
}

/// `/` goes to the box from wherever nothing is being typed.
fn browser_slash(input: NodeRef<Input>) {
    browser::on_window("keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let typing = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .is_some_and(|target| {
                matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
                    || target.closest("dialog").ok().flatten().is_some()
            });
        let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if event.key() == "/" && plain && !typing {
            event.prevent_default();
            if let Some(input) = input.get_untracked() {
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
