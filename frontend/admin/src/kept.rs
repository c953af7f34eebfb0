//! What a form holds, as plain values with the draft of them: offered again to whoever typed it, gone once it was sent.

use crate::draft;
use crate::here::Here;
use crate::strings::t;
use leptos::prelude::*;
use ui::dom::{View, button, div, effect, el, now};
use ui::form::Form;
use ui::json::Json;

/// Values that can be kept as a draft.
pub trait Typed: Clone + PartialEq + Send + Sync + 'static {
    fn kept(&self) -> Json;
    /// From a draft.
    fn found(json: &Json) -> Option<Self>;
}

/// A form on its page.
pub struct Kept<V: Typed> {
    pub form: Form,
    pub values: RwSignal<V>,
    here: Here,
    page: StoredValue<String>,
    /// What it was filled with at first; a draft is whatever differs.
    begun: RwSignal<V>,
    /// What she had typed here before, as long as she has not said what to do with it.
    offered: RwSignal<Option<V>>,
    /// Whether anything was typed since.
    touched: StoredValue<bool>,
}

impl<V: Typed> Copy for Kept<V> {}
impl<V: Typed> Clone for Kept<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V: Typed> Kept<V> {
    /// For the page of this address, filled with these.
    pub fn new(here: Here, page: String, values: V) -> Self {
        let kept = Self {
            form: Form::new(here.app),
            values: RwSignal::new(values.clone()),
            here,
            page: StoredValue::new(page),
            begun: RwSignal::new(values.clone()),
            offered: RwSignal::new(None),
            touched: StoredValue::new(false),
        };
        kept.begin(values);
        effect(move || kept.note());
        kept
    }

    #[must_use]
    pub fn is_changed(self) -> bool {
        self.values.get_untracked() != self.begun.get_untracked()
    }

    /// Begins with these, and offers what was typed before if that is something else.
    pub fn begin(self, values: V) {
        let draft = draft::find(&self.page.get_value(), &self.here.id());
        let draft = draft.as_ref().and_then(V::found);
        self.offered.set(draft.filter(|draft| *draft != values));
        self.touched.set_value(false);
        self.begun.set(values.clone());
        self.values.set(values);
    }

    /// It was sent: nothing of it is a draft any more.
    pub fn sent(self) {
        self.form.done();
        self.touched.set_value(false);
        self.offered.set(None);
        self.begun.set(self.values.get_untracked());
        draft::keep(&self.page.get_value(), &self.here.id(), None);
    }

    fn note(self) {
        let is_changed = self.values.get() != self.begun.get_untracked();
        if is_changed {
            self.touched.set_value(true);
        }
        if self.touched.get_value() {
            let kept = is_changed.then(|| self.values.with_untracked(V::kept));
            draft::keep(&self.page.get_value(), &self.here.id(), kept);
        }
    }

    /// "You had begun to fill this in."
    #[must_use]
    pub fn offer(self) -> View {
        now(move || {
            let values = self.offered.get()?;
            let words = &t().draft;
            let put_back = button("button", move || {
                self.offered.set(None);
                self.values.set(values.clone());
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
