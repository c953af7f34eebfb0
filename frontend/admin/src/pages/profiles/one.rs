//! One type: its form and its text side by side, what a change would do before it is saved, and the texts before it.

use super::called::title;
use super::form::form_panel;
use super::history::history;
use super::list::{GUIDE, changed, chip};
use super::review::{Conflict, Foreseen};
use super::text::{text_panel, trouble};
use super::work::Work;
use crate::draft;
use crate::here::Here;
use crate::route;
use crate::strings::t;
use contract::paths;
use contract::profile::ProfileView;
use contract::staff::StaffRight;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use std::sync::Arc;
use ui::browser;
use ui::components::{self, frame, part, skeleton_page};
use ui::dom::{El, View, button, div, effect as react, el, link, now};
use ui::form::Form;
use ui::icon::{Icon, icon};
use ui::json::Json;
use ui::source::{Follows, Source, Wish, one};
use ui::wire::field;

/// More is no text of ours.
const MOST_BYTES: f64 = 60_000.0;

#[derive(Clone, Copy)]
pub(super) struct Page {
    pub(super) here: Here,
    pub(super) source: Source,
    pub(super) work: Work,
    pub(super) form: Form,
    /// What is saved, as far as it is known here.
    pub(super) begun: RwSignal<Option<String>>,
    pub(super) revision: RwSignal<Option<String>>,
    pub(super) conflict: RwSignal<Option<Conflict>>,
    /// What she had typed here before, as long as she has not said what to do with it.
    pub(super) offered: RwSignal<Option<String>>,
    pub(super) touched: StoredValue<bool>,
    pub(super) reviewing: RwSignal<bool>,
    pub(super) foreseen: RwSignal<Foreseen>,
    /// Where there is room for one side only.
    pub(super) shows_text: RwSignal<bool>,
}

pub fn profile(here: Here, id: &str) -> View {
    let path = paths::profile(id);
    let page = Page {
        here,
        source: Source::new(here.app, one::<ProfileView>, move || {
            Some(Wish {
                path: path.clone(),
                follows: Follows::Nothing,
            })
        }),
        work: Work::new(here, id),
        form: Form::new(here.app),
        begun: RwSignal::new(None),
        revision: RwSignal::new(None),
        conflict: RwSignal::new(None),
        offered: RwSignal::new(None),
        touched: StoredValue::new(false),
        reviewing: RwSignal::new(false),
        foreseen: RwSignal::new(None),
        shows_text: RwSignal::new(false),
    };
    react(move || page.fill());
    react(move || page.note());
    page.draw()
}

impl Page {
    fn found(self) -> Option<Arc<ProfileView>> {
        self.source.found::<ProfileView>()
    }

    fn address(self) -> String {
        route::profile(&self.work.id())
    }

    fn can_edit(self) -> bool {
        self.here.can(StaffRight::EditProfiles)
    }

    fn is_changed(self) -> bool {
        self.begun.with(|begun| {
            begun
                .as_ref()
                .is_some_and(|begun| self.work.text.with(|text| text != begun))
        })
    }

    /// Begins with what is there; what she is writing is left alone.
    fn fill(self) {
        let Some(found) = self.found() else { return };
        let is_busy =
            untrack(|| self.is_changed()) || self.conflict.with_untracked(Option::is_some);
        if is_busy {
            return;
        }
        self.revision.set(Some(found.revision.clone()));
        if self
            .begun
            .with_untracked(|begun| begun.as_ref() == Some(&found.text))
        {
            return;
        }
        let kept = draft::find(&self.address(), &self.here.id());
        let kept: Option<String> = kept.and_then(|kept| field(&kept, "text"));
        self.offered.set(kept.filter(|text| *text != found.text));
        self.touched.set_value(false);
        self.begun.set(Some(found.text.clone()));
        self.work.put(found.text.clone());
    }

    /// What she has written so far is kept in this tab.
    fn note(self) {
        let is_changed = self.is_changed();
        if is_changed {
            self.touched.set_value(true);
        }
        if self.touched.get_value() {
            let text = self.work.text.get();
            let kept = is_changed.then(|| Json::texts(&[("text", &text)]));
            draft::keep(&self.address(), &self.here.id(), kept);
        }
    }

    fn draw(self) -> View {
        let here = self.here;
        let heading = move || {
            self.found().map(|found| title(&found.row)).or_else(|| {
                let failed = self.source.shown.with(|shown| shown.failure.is_some());
                failed.then(|| t().profiles.title.to_owned())
            })
        };
        let under = now(move || {
            let words = &t().profiles;
            let found = self.found()?;
            let row = &found.row;
            let line = el("p")
                .class("head-under")
                .add(part(link(route::PROFILES).add(words.title)))
                .add(part((words.third_parties)(u64::from(row.third_parties))))
                .add(part((words.people)(u64::from(row.contacts))))
                .add(part(changed(&row.changed_at, row.changed_by.as_deref())))
                .add(components::chip(&chip(row)));
            Some(line)
        });
        // Drawn once: what is under her hands stays there, whatever is answered.
        let is_there = Memo::new(move |_| self.source.has_found());
        let can_edit = Memo::new(move |_| self.can_edit());
        let both = now(move || is_there.get().then(|| self.sides(can_edit.get())));
        let waiting = frame(here.app, self.source, skeleton_page, |_: &ProfileView| {
            View::nothing()
        });
        let back = move || {
            let back: Rc<dyn Fn(String)> = Rc::new(move |text| {
                self.work.put(text);
                self.review();
            });
            can_edit.get().then_some(back)
        };
        let past = now(move || history(self.work, move || self.found(), back()));
        vec![
            here.head(heading)
                .add(under)
                .add(here.as_of(self.source))
                .into(),
            waiting,
            self.offer(),
            trouble(self.work),
            self.both_texts(),
            both,
            past,
            self.review_sheet(),
        ]
        .into()
    }

    fn sides(self, can_edit: bool) -> View {
        let words = &t().profiles;
        let tab = |is_text: bool, name: &str| {
            button("button", move || self.shows_text.set(is_text))
                .now_bool("aria-pressed", move || self.shows_text.get() == is_text)
                .add(name)
        };
        let tabs = div("tabs")
            .with("role", "group")
            .add(tab(false, words.form))
            .add(tab(true, words.text));
        let form = el("section")
            .class("profile-side is-form")
            .add(el("h2").add(words.form))
            .add(form_panel(self.work, can_edit));
        let text = el("section")
            .class("profile-side is-text")
            .add(el("h2").add(words.text))
            .add(can_edit.then(|| el("p").class("soft").add(words.text_help)))
            .add(text_panel(self.work, can_edit));
        let both = div("profile-both")
            .now("data-side", move || {
                Some(
                    if self.shows_text.get() {
                        "text"
                    } else {
                        "form"
                    }
                    .to_owned(),
                )
            })
            .add(form)
            .add(text);
        vec![
            self.tools(can_edit).into(),
            tabs.into(),
            both.into(),
            self.bar(can_edit),
        ]
        .into()
    }

    fn tools(self, can_edit: bool) -> El {
        let words = &t().profiles;
        let save = move || {
            let name = format!("{}.toml", self.work.id());
            self.work
                .text
                .with_untracked(|text| browser::save_text(&name, text));
        };
        let out = button("button", save)
            .add(icon(Icon::Download))
            .add(words.save_file);
        let take = can_edit.then(|| {
            file_button(words.from_file, move |name, text| match text {
                Some(text) => {
                    self.work.put(text);
                    self.here.app.say(&(t().profiles.from_file_done)(&name));
                }
                None => self.here.app.say(t().profiles.not_a_file),
            })
        });
        let guide = link(GUIDE)
            .class("button is-quiet")
            .with("rel", "external")
            .add(words.guide);
        div("tools").add(out).add(take).add(guide)
    }

    /// What is not saved, always in sight.
    fn bar(self, can_edit: bool) -> View {
        let is_changed = Memo::new(move |_| can_edit && self.is_changed());
        now(move || {
            let words = &t().profiles;
            is_changed.get().then(|| {
                let review = button("button is-main", move || self.review()).add(words.review);
                let discard = button("button", move || {
                    if let Some(begun) = self.begun.get_untracked() {
                        self.conflict.set(None);
                        self.work.put(begun);
                        self.here.app.say(t().profiles.discarded);
                    }
                });
                div("profile-bar")
                    .with("role", "region")
                    .with("aria-label", words.unsaved)
                    .add(el("p").add(words.unsaved))
                    .add(review)
                    .add(discard.add(words.discard))
            })
        })
    }

    fn offer(self) -> View {
        now(move || {
            let text = self.offered.get()?;
            let put_back = move || {
                self.offered.set(None);
                self.work.put(text.clone());
            };
            let drop = move || {
                self.offered.set(None);
                draft::keep(&self.address(), &self.here.id(), None);
            };
            Some(draft::offer(put_back, drop))
        })
    }
}

/// A button that takes a text from a file of hers.
#[must_use]
pub fn file_button(words: &str, taken: impl Fn(String, Option<String>) + Clone + 'static) -> El {
    let input = el("input")
        .class("unseen")
        .with("type", "file")
        .with("accept", ".toml,text/plain")
        .on("change", move |event| {
            let taken = taken.clone();
            spawn_local(async move {
                let name = browser::chosen_name(&event).unwrap_or_default();
                let text = browser::chosen_text(&event, MOST_BYTES).await;
                taken(name, text);
            });
        });
    el("label")
        .class("button file-button")
        .add(icon(Icon::Document))
        .add(words)
        .add(input)
}
