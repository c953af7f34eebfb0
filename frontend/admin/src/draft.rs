//! What somebody was typing when her session ended, or her tab was closed by a slip: kept in this tab alone, offered to
//! nobody but her, and gone once it was sent or she signs out.

use crate::here::Here;
use crate::strings::t;
use leptos::prelude::*;
use ui::browser::Memory;
use ui::dom::{El, View, button, div, effect, el, now};
use ui::json::Json;

const KEY: &str = "sightline.drafts";

/// The drafts of this tab, by the page they are of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Drafts(Vec<(String, Json)>);

impl Drafts {
    fn read(text: Option<&str>) -> Self {
        match text.and_then(Json::parse) {
            Some(Json::Object(drafts)) => Self(drafts),
            _ => Self::default(),
        }
    }

    fn write(self) -> Option<String> {
        (!self.0.is_empty()).then(|| Json::Object(self.0).write())
    }

    /// Hers on this page.
    fn find(&self, page: &str, who: &str) -> Option<&Json> {
        let (_, draft) = self.0.iter().find(|(name, _)| name == page)?;
        let is_hers = draft.get("who").and_then(Json::text) == Some(who);
        draft.get("values").filter(|_| is_hers)
    }

    fn put(mut self, page: &str, who: &str, values: Option<Json>) -> Self {
        self.0.retain(|(name, _)| name != page);
        if let Some(values) = values {
            let draft = vec![
                ("who".to_owned(), Json::Text(who.to_owned())),
                ("values".to_owned(), values),
            ];
            self.0.push((page.to_owned(), Json::Object(draft)));
        }
        self
    }
}

fn all() -> Drafts {
    Drafts::read(Memory::Tab.read(KEY).as_deref())
}

/// What she had begun to fill in on this page.
#[must_use]
pub fn find(page: &str, who: &str) -> Option<Json> {
    all().find(page, who).cloned()
}

/// Keeps what she has filled in so far; nothing, once it was sent or given up.
pub fn keep(page: &str, who: &str, values: Option<Json>) {
    let kept = all().put(page, who, values).write();
    Memory::Tab.write(KEY, kept.as_deref());
}

/// "You had begun to fill this in."
#[must_use]
pub fn offer(put_back: impl Fn() + 'static, drop: impl Fn() + 'static) -> El {
    let words = &t().draft;
    div("notice is-calm")
        .with("role", "status")
        .add(el("p").add(words.found))
        .add(button("button", put_back).add(words.put_back))
        .add(button("button is-quiet", drop).add(words.drop))
}

/// What is half typed in one form: kept until it is sent, and offered to whoever typed it when she comes back.
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
        let draft = find(&self.page.get_value(), &self.here.id());
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
        keep(&self.page.get_value(), &self.here.id(), None);
    }

    fn note(self, now: Json) {
        let is_changed = self.is_changed(&now);
        if is_changed {
            self.touched.set_value(true);
        }
        if self.touched.get_value() {
            let kept = is_changed.then_some(now);
            keep(&self.page.get_value(), &self.here.id(), kept);
        }
    }

    /// "You had begun to fill this in."
    pub fn offer(self, put: impl Fn(&Json) + Clone + 'static) -> View {
        now(move || {
            let draft = self.offered.get()?;
            let put = put.clone();
            let put_back = move || {
                self.offered.set(None);
                put(&draft);
            };
            let drop = move || {
                self.offered.set(None);
                keep(&self.page.get_value(), &self.here.id(), None);
            };
            Some(offer(put_back, drop))
        })
    }
}

/// After a sign-out of her own.
pub fn forget() {
    Memory::Tab.write(KEY, None);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(name: &str) -> Json {
        Json::texts(&[("name", name)])
    }

    #[test]
    fn a_draft_is_offered_to_whoever_typed_it_and_to_nobody_else() {
        let drafts = Drafts::default().put("/admin/a", "stf_1", Some(values("Nia")));
        let kept = drafts.write();
        let drafts = Drafts::read(kept.as_deref());
        assert_eq!(drafts.find("/admin/a", "stf_1"), Some(&values("Nia")));
        assert_eq!(drafts.find("/admin/a", "stf_2"), None);
        assert_eq!(drafts.find("/admin/b", "stf_1"), None);
    }

    #[test]
    fn the_last_word_is_kept_and_what_was_sent_is_gone() {
        let drafts = Drafts::default()
            .put("/admin/a", "stf_1", Some(values("N")))
            .put("/admin/b", "stf_1", Some(values("Mo")))
            .put("/admin/a", "stf_1", Some(values("Nia")));
        assert_eq!(drafts.find("/admin/a", "stf_1"), Some(&values("Nia")));
        let drafts = drafts.put("/admin/a", "stf_1", None);
        assert_eq!(drafts.find("/admin/a", "stf_1"), None);
        assert_eq!(drafts.find("/admin/b", "stf_1"), Some(&values("Mo")));
        assert_eq!(drafts.put("/admin/b", "stf_1", None).write(), None);
    }

    #[test]
    fn what_is_no_draft_is_none() {
        for text in [None, Some(""), Some("[]"), Some("{\"/admin/a\":1}")] {
            assert_eq!(
                Drafts::read(text).find("/admin/a", "stf_1"),
                None,
                "{text:?}"
            );
        }
    }
}
