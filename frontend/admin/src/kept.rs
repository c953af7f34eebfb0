//! What a form holds, as plain values with the draft of them: offered again to whoever typed it, gone once it was sent.

use crate::draft;
use crate::here::Here;
use leptos::prelude::*;
use ui::dom::View;
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
    draft: draft::Kept,
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
        let begun = values.kept();
        let values = RwSignal::new(values);
        let draft = draft::Kept::new(here, page, move || values.with(V::kept));
        draft.begin(begun);
        Self {
            form: Form::new(here.app),
            values,
            draft,
        }
    }

    #[must_use]
    pub fn is_changed(self) -> bool {
        self.draft.is_changed(&self.values.with_untracked(V::kept))
    }

    /// Begins with these, and offers what was typed before if that is something else.
    pub fn begin(self, values: V) {
        self.draft.begin(values.kept());
        self.values.set(values);
    }

    /// It was sent: nothing of it is a draft any more.
    pub fn sent(self) {
        self.form.done();
        self.draft.sent();
    }

    /// "You had begun to fill this in."
    #[must_use]
    pub fn offer(self) -> View {
        self.draft.offer(move |draft| {
            if let Some(values) = V::found(draft) {
                self.values.set(values);
            }
        })
    }
}
