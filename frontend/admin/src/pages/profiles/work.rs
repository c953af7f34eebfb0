//! A text that is being worked on. The server says what it says and what is wrong with it, and writes a form's changes into
//! it, one after the other; what is typed meanwhile is never lost.

use crate::here::Here;
use contract::paths;
use contract::profile::{ProfileDraft, ProfileForm};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::VecDeque;
use std::sync::Arc;
use ui::browser;
use ui::client::{Ask, Failure, Method};
use ui::json::Json;

/// After the last key, before the text is checked.
const PAUSE_MS: i32 = 400;

#[derive(Clone, Copy)]
pub struct Work {
    pub here: Here,
    pub text: RwSignal<String>,
    /// What was said last of the text; nothing before the first word.
    pub told: RwSignal<Option<Arc<ProfileDraft>>>,
    /// What it said when it could be read last.
    pub form: RwSignal<Option<Arc<ProfileForm>>>,
    pub failure: RwSignal<Option<Failure>>,
    pub busy: RwSignal<bool>,
    id: StoredValue<String>,
    /// Changes of the form that are not in the text yet.
    waiting: StoredValue<VecDeque<Json>>,
    turn: StoredValue<u32>,
}

impl Work {
    #[must_use]
    pub fn new(here: Here, id: &str) -> Self {
        Self {
            here,
            text: RwSignal::new(String::new()),
            told: RwSignal::new(None),
            form: RwSignal::new(None),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
            id: StoredValue::new(id.to_owned()),
            waiting: StoredValue::new(VecDeque::new()),
            turn: StoredValue::new(0),
        }
    }

    #[must_use]
    pub fn id(self) -> String {
        self.id.get_value()
    }

    /// The text as it is now, whoever wrote it.
    pub fn put(self, text: String) {
        self.waiting.update_value(VecDeque::clear);
        self.text.set(text);
        self.run();
    }

    /// As somebody types: checked once she pauses.
    pub fn typed(self, text: String) {
        self.text.set(text);
        self.turn.update_value(|n| *n = n.wrapping_add(1));
        let mine = self.turn.get_value();
        spawn_local(async move {
            browser::sleep(PAUSE_MS).await;
            if self.turn.try_get_value() == Some(mine) {
                self.run();
            }
        });
    }

    /// A change of the form's.
    pub fn change(self, change: Json) {
        self.waiting
            .update_value(|waiting| waiting.push_back(change));
        self.run();
    }

    /// Asks until nothing waits and the text is the one that was spoken of.
    pub fn run(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let ended = self.ask_on().await;
            if self.busy.is_disposed() {
                return;
            }
            if let Err(failure) = ended {
                self.waiting.update_value(VecDeque::clear);
                self.failure.set(Some(failure));
                // What was ticked and did not come to pass is not ticked.
                self.form.update(|_| ());
            }
            self.busy.set(false);
        });
    }

    async fn ask_on(self) -> Result<(), Failure> {
        loop {
            let Some(text) = self.text.try_get_untracked() else {
                return Ok(());
            };
            let change = self.waiting.try_update_value(VecDeque::pop_front).flatten();
            let draft = self.ask(&text, change.as_ref(), None).await?;
            let Some(now) = self.text.try_get_untracked() else {
                return Ok(());
            };
            if now != text {
                // It was typed on meanwhile: the change goes into the newer text.
                if let Some(change) = change {
                    self.waiting.update_value(|all| all.push_front(change));
                }
                continue;
            }
            self.take(draft);
            if self.waiting.with_value(VecDeque::is_empty) {
                return Ok(());
            }
        }
    }

    fn take(self, draft: ProfileDraft) {
        self.failure.set(None);
        self.text.set(draft.text.clone());
        if let Some(form) = &draft.form {
            self.form.set(Some(Arc::new(form.clone())));
        } else {
            self.form.update(|_| ());
        }
        self.told.set(Some(Arc::new(draft)));
    }

    /// What the server says of a text, held against another than the saved one if that is given.
    pub async fn ask(
        self,
        text: &str,
        change: Option<&Json>,
        against: Option<&str>,
    ) -> Result<ProfileDraft, Failure> {
        let mut body = vec![("text".to_owned(), Json::Text(text.to_owned()))];
        body.extend(change.map(|change| ("change".to_owned(), change.clone())));
        body.extend(against.map(|other| ("against".to_owned(), Json::Text(other.to_owned()))));
        let ask = Ask {
            method: Method::Post,
            path: paths::profile_draft(&self.id()),
            body: Some(Json::Object(body).write()),
            // The page asks by itself, whatever is typed.
            refresh: true,
            ..Ask::default()
        };
        self.here.app.client.change(ask).await?.read()
    }

    /// Whether the form can write into the text.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.told
            .with(|told| told.as_ref().is_some_and(|told| told.form.is_some()))
    }

    #[must_use]
    pub fn has_faults(self) -> bool {
        self.told
            .with(|told| told.as_ref().is_some_and(|told| !told.faults.is_empty()))
    }
}

/// A change of a role's list.
#[must_use]
pub fn allowed(set: &str, role: &str, list: &str, all: bool, names: Vec<&str>) -> Json {
    let text = |text: &str| Json::Text(text.to_owned());
    Json::Object(vec![
        ("set".to_owned(), text(set)),
        ("role".to_owned(), text(role)),
        ("all".to_owned(), Json::Bool(all)),
        (
            list.to_owned(),
            Json::List(names.into_iter().map(text).collect()),
        ),
    ])
}

/// A flag of the type's.
#[must_use]
pub fn flag(set: &str, on: bool) -> Json {
    Json::Object(vec![
        ("set".to_owned(), Json::Text(set.to_owned())),
        ("on".to_owned(), Json::Bool(on)),
    ])
}
