//! What is half typed on a page: kept until it is sent, and offered to whoever typed it when she comes back.

use crate::draft;
use crate::here::Here;
use crate::strings::t;
use leptos::prelude::*;
use ui::dom::{View, button, div, effect, el, now};
use ui::json::Json;

#[derive(Clone, Copy)]
pub struct Kept {
    here: Here,
    page: StoredValue<String>,
    /// What the form was filled with at first; a draft is whatever differs. Nothing before it was filled.
    begun: StoredValue<Option<Json>>,
    offered: RwSignal<Option<Json>>,
    touched: StoredValue<bool>,
}

impl Kept {
    /// Follows what is filled in.
    #[must_use]
    pub fn new(here: Here, page: String, now: impl Fn() -> Json + 'static) -> Self {
        let kept = Self {
            here,
            page: StoredValue::new(page),
            begun: StoredValue::new(None),
            offered: RwSignal::new(None),
            touched: StoredValue::new(false),
        };
        effect(move || kept.note(now()));
        kept
    }

    /// The form was filled with this; what was typed before is offered if that is something else.
    pub fn begin(self, with: Json) {
        let draft = draft::find(&self.page.get_value(), &self.here.id());
        self.offered.set(draft.filter(|draft| *draft != with));
        self.touched.set_value(false);
        self.begun.set_value(Some(with));
    }

    /// Whether it is something else than it was filled with.
    #[must_use]
    pub fn is_changed(self, now: &Json) -> bool {
        self.begun
            .with_value(|begun| begun.as_ref().is_some_and(|begun| begun != now))
    }

    pub fn sent(self) {
        self.touched.set_value(false);
        self.offered.set(None);
        self.begun.set_value(None);
        draft::keep(&self.page.get_value(), &self.here.id(), None);
    }

    fn note(self, now: Json) {
        let is_changed = self.is_changed(&now);
        if is_changed {
            self.touched.set_value(true);
        }
        if self.touched.get_value() {
            let kept = is_changed.then_some(now);
            draft::keep(&self.page.get_value(), &self.here.id(), kept);
        }
    }

    /// "You had begun to fill this in."
    pub fn offer(self, put: impl Fn(&Json) + Clone + 'static) -> View {
        now(move || {
            let draft = self.offered.get()?;
            let (words, put) = (&t().draft, put.clone());
            let put_back = button("button", move || {
                self.offered.set(None);
                put(&draft);
            });
            let drop = button("button is-quiet", move || {
                self.offered.set(None);
                draft::keep(&self.page.get_value(), &self.here.id(), None);
            });
            Some(
                div("notice is-calm")
                    .with("role", "status")
                    .add(el("p").add(words.found))
                    .add(put_back.add(words.put_back))
                    .add(drop.add(words.drop)),
            )
        })
    }
}
