//! What a change would do, looked over before it is saved; the saving; and two who save at once.

use super::effect;
use super::lines::lines;
use super::one::Page;
use crate::conflict::choice;
use crate::strings::t;
use contract::paths;
use contract::profile::{ProfileEffect, ProfileView, TextLine};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use ui::client::{Ask, Failure, Method};
use ui::components::{Shape, sheet};
use ui::dom::{View, button, div, el, now};
use ui::form::{Faults, complaint};
use ui::json::Json;

/// What somebody else saved meanwhile, and where hers differs from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    text: String,
    revision: String,
    lines: Vec<TextLine>,
}

pub type Foreseen = Option<Result<Arc<ProfileEffect>, Failure>>;

impl Page {
    /// Asks what the text would do, and shows it.
    pub(super) fn review(self) {
        self.foreseen.set(None);
        self.form.begin();
        self.form.done();
        self.reviewing.set(true);
        let text = self.work.text.get_untracked();
        spawn_local(async move {
            let body = Json::texts(&[("text", &text)]);
            let path = paths::profile_effect(&self.work.id());
            let answer = self.here.app.client.send(&path, &body).await;
            let told = answer.and_then(|answer| answer.read::<ProfileEffect>());
            if !self.foreseen.is_disposed() {
                self.foreseen.set(Some(told.map(Arc::new)));
            }
        });
    }

    pub(super) fn review_sheet(self) -> View {
        sheet(
            self.reviewing,
            || t().profiles.effect_title.to_owned(),
            Shape::Plain,
            move || {
                now(move || match self.foreseen.get() {
                    None => el("p")
                        .class("soft")
                        .with("role", "status")
                        .add(t().profiles.looking)
                        .into(),
                    Some(Err(failure)) => self.not_foreseen(&failure),
                    Some(Ok(told)) => self.reviewed(&told),
                })
            },
        )
    }

    fn not_foreseen(self, failure: &Failure) -> View {
        let again = button("button", move || self.review()).add(ui::strings::t().states.try_again);
        vec![
            View::from(
                el("p")
                    .class("fault")
                    .with("role", "alert")
                    .add(complaint(failure)),
            ),
            again.into(),
        ]
        .into()
    }

    fn reviewed(self, told: &ProfileEffect) -> View {
        let words = self.work.form.with_untracked(|form| {
            form.as_ref()
                .map(|form| form.words.clone())
                .unwrap_or_default()
        });
        let shown = div("reviewed")
            .with("role", "status")
            .add(effect::told(told, &words));
        let back =
            button("button", move || self.reviewing.set(false)).add(ui::strings::t().app.cancel);
        if !told.faults.is_empty() {
            return vec![View::from(shown), div("sheet-acts").add(back).into()].into();
        }
        let acts = div("sheet-acts")
            .add(self.form.submit(t().app.save, t().app.saving))
            .add(back);
        let form = self
            .form
            .draw(move || self.save())
            .add(self.form.whole_fault())
            .add(acts);
        vec![View::from(shown), form.into()].into()
    }

    fn save(self) {
        let text = self.work.text.get_untracked();
        let revision = self.revision.get_untracked();
        self.form.begin();
        spawn_local(async move {
            let saved = self.change(&text, revision).await;
            if self.form.is_gone() {
                return;
            }
            match saved {
                Ok(None) => {
                    self.form.done();
                    self.reviewing.set(false);
                    self.conflict.set(None);
                    self.begun.set(Some(text));
                    self.here.app.say(t().profiles.saved);
                    self.source.retry();
                }
                Ok(Some(there)) => {
                    self.form.done();
                    self.reviewing.set(false);
                    self.revision.set(Some(there.revision.clone()));
                    self.conflict.set(Some(there));
                }
                Err(failure) => self.form.refuse(Faults::of(&failure, &[])),
            }
        });
    }

    /// Sends the text, made on the revision it was begun from; answers what is there if that is another.
    async fn change(
        self,
        text: &str,
        revision: Option<String>,
    ) -> Result<Option<Conflict>, Failure> {
        let body = Json::texts(&[("text", text)]).write();
        let ask = Ask {
            method: Method::Put,
            path: paths::profile(&self.work.id()),
            key: self.form.key(&body),
            body: Some(body),
            revision,
            ..Ask::default()
        };
        match self.here.app.client.change(ask).await {
            Ok(_) => Ok(None),
            Err(failure) if failure.is_stale() => self.look(text).await,
            Err(failure) => Err(failure),
        }
    }

    /// What is there now; nothing is lost where somebody else wrote the very same.
    async fn look(self, text: &str) -> Result<Option<Conflict>, Failure> {
        let ask = Ask {
            path: paths::profile(&self.work.id()),
            refresh: true,
            ..Ask::default()
        };
        let there: ProfileView = self.here.app.client.change(ask).await?.read()?;
        if there.text == text {
            return Ok(None);
        }
        let draft = self.work.ask(text, None, Some(&there.text)).await?;
        Ok(Some(Conflict {
            text: there.text,
            revision: there.revision,
            lines: draft.lines,
        }))
    }

    pub(super) fn both_texts(self) -> View {
        now(move || {
            let there = self.conflict.get()?;
            let sides = el("p").class("soft").add(t().profiles.lines_sides);
            let shown = View::from(vec![View::from(sides), lines(&there.lines)]);
            let theirs = there.text.clone();
            let keep = move || {
                self.begun.set(Some(there.text.clone()));
                self.conflict.set(None);
                self.review();
            };
            let take = move || {
                self.conflict.set(None);
                self.begun.set(Some(theirs.clone()));
                self.work.put(theirs.clone());
                self.source.retry();
            };
            Some(choice(shown, keep, take).class("conflict is-text"))
        })
    }
}
