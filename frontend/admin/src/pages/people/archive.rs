//! Putting a third party away, and bringing it back.

use crate::here::Here;
use crate::people::told_at;
use crate::route;
use crate::strings::t;
use contract::paths;
use contract::people::ThirdPartyView;
use contract::staff::StaffRight;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::{Ask, Failure, Method};
use ui::components::{Question, typed_confirmation};
use ui::dom::{El, View, button, div, el, link};
use ui::form::{Faults, Form, complaint};
use ui::icon::{Icon, icon};
use ui::source::Source;

/// The page's, which outlives what is drawn of it.
#[derive(Clone, Copy)]
pub struct Archiving {
    here: Here,
    source: Source,
    open: RwSignal<bool>,
    form: Form,
}

/// The way to what is said of it at length.
#[must_use]
pub fn guide() -> El {
    let way = link(&route::guide("archiving-and-merging"))
        .with("rel", "external")
        .add(t().people.archive.guide);
    el("p").class("section-act").add(way)
}

impl Archiving {
    #[must_use]
    pub fn new(here: Here, source: Source) -> Self {
        Self {
            here,
            source,
            open: RwSignal::new(false),
            form: Form::new(here.app),
        }
    }

    /// The section of a third party that is in use.
    #[must_use]
    pub fn section(self) -> El {
        let words = &t().people.archive;
        let ask = button("button is-danger", move || self.open.set(true))
            .with("aria-haspopup", "dialog")
            .add(words.button);
        el("section")
            .class("section")
            .add(el("h2").add(words.section))
            .add(el("p").class("soft section-help").add(words.help))
            .add(ask)
            .add(guide())
    }

    #[must_use]
    pub fn asking(self) -> View {
        let question = move || {
            let words = &t().people.archive;
            let party = self.source.found::<ThirdPartyView>();
            let (name, people) = party.map_or_else(Default::default, |party| {
                (party.row.name.clone(), party.row.contacts)
            });
            Question {
                title: (words.ask)(&name),
                text: vec![(words.ends)(u64::from(people)), words.kept.to_owned()],
                word: name,
                act: words.button,
                acting: words.archiving,
            }
        };
        typed_confirmation(self.here.app, self.open, question, move |form| {
            self.archive(form);
        })
    }

    fn archive(self, form: Form) {
        spawn_local(async move {
            let done = self.send(paths::third_party_archive, form).await;
            if form.is_gone() {
                return;
            }
            match done {
                Ok(name) => {
                    self.open.set(false);
                    self.here.app.say(&(t().people.archive.done)(&name));
                    self.source.retry();
                }
                Err(failure) => {
                    form.refuse(Faults::of(&failure, &[]));
                    self.source.retry();
                }
            }
        });
    }

    async fn send(
        self,
        path: fn(contract::id::ThirdPartyId) -> String,
        form: Form,
    ) -> Result<String, Failure> {
        let Some(party) = untrack(|| self.source.found::<ThirdPartyView>()) else {
            return Err(Failure::Offline);
        };
        let path = path(party.row.id);
        let ask = Ask {
            method: Method::Post,
            key: form.key(&path),
            path,
            revision: Some(party.revision.clone()),
            ..Ask::default()
        };
        self.here.app.client.change(ask).await?;
        Ok(party.row.name.clone())
    }

    /// What stands on the page of one that is out of use.
    #[must_use]
    pub fn notice(self, party: &ThirdPartyView) -> Option<El> {
        let words = &t().people.archive;
        let at = party.row.archived_at.as_deref()?;
        let note = div("notice is-calm");
        if let Some((id, name)) = party.merged_into.zip(party.merged_into_name.as_deref()) {
            let way = link(&route::third_party(id)).add((words.became)(name).as_str());
            let text = el("p").add(way).add(". ").add(words.became_help);
            return Some(note.add(text));
        }
        let since = told_at(words.is_archived, at);
        let text = el("p").add(since).add(". ").add(words.is_archived_help);
        let back = self.here.can(StaffRight::EditPeople).then(|| {
            button("button", move || self.bring_back())
                .add(icon(Icon::Refresh))
                .add(words.restore)
        });
        Some(note.add(text).add(back))
    }

    fn bring_back(self) {
        spawn_local(async move {
            let done = self.send(paths::third_party_restore, self.form).await;
            let app = self.here.app;
            match done {
                Ok(name) => app.say(&(t().people.archive.restored)(&name)),
                Err(failure) => app.complain(&complaint(&failure)),
            }
            self.source.retry();
        });
    }
}
