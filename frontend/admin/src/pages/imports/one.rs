//! One import: how far it is, what it would do, what it did; and what can be done with it now.

use super::chip;
use super::lines::{Taken, section};
use crate::here::Here;
use crate::route;
use crate::strings::t;
use contract::id::ImportId;
use contract::import::{ImportState, ImportSummary, ImportView, LineSort};
use contract::paths;
use contract::staff::StaffRight;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;
use ui::browser;
use ui::client::{Ask, Method};
use ui::clock;
use ui::components::{
    Align, Question, Table, chips, frame, skeleton_page, table, typed_confirmation,
};
use ui::dom::{El, View, button, div, el, link};
use ui::form::{Faults, Form, complaint};
use ui::format::number;
use ui::json::Json;
use ui::source::{Follows, Source, Wish, one};

/// Whoever waits is told this often how far it is.
const LOOK_MS: i32 = 700;

#[derive(Clone, Copy)]
struct Page {
    here: Here,
    id: ImportId,
    source: Source,
    taken: Taken,
    busy: RwSignal<bool>,
    undoing: RwSignal<bool>,
}

pub fn import(here: Here, id: ImportId) -> View {
    let page = Page {
        here,
        id,
        source: Source::new(here.app, one::<ImportView>, move || {
            Some(Wish {
                path: paths::import(id),
                follows: Follows::Nothing,
            })
        }),
        taken: RwSignal::new(BTreeSet::new()),
        busy: RwSignal::new(false),
        undoing: RwSignal::new(false),
    };
    page.draw()
}

const fn is_at_work(state: ImportState) -> bool {
    matches!(
        state,
        ImportState::Checking | ImportState::Writing | ImportState::Undoing
    )
}

/// What is said of the rows that will not be written as they are.
fn is_nothing_to_do(summary: &ImportSummary) -> bool {
    let moves = summary.counts.iter().any(|one| one.added + one.changed > 0);
    !moves && summary.beside == 0 && summary.conflicts == 0 && summary.faults == 0
}

impl Page {
    fn draw(self) -> View {
        let here = self.here;
        let back = link(route::IMPORTS).add(t().imports.title);
        let title = move || {
            let import = self.source.found::<ImportView>()?;
            Some(match import.state {
                ImportState::Checked => t().imports.found.to_owned(),
                ImportState::Done => t().imports.did.to_owned(),
                state => chip(state).text,
            })
        };
        let head = here.head(title).add(el("p").class("head-under").add(back));
        browser::every(LOOK_MS, move || {
            let import = self.source.found::<ImportView>();
            let waits = import.is_some_and(|import| is_at_work(import.state));
            if waits && !self.source.shown.with_untracked(|shown| shown.busy) {
                self.source.refresh();
            }
        });
        let inside = frame(
            here.app,
            self.source,
            skeleton_page,
            move |import: &ImportView| self.face(import),
        );
        vec![head.into(), inside, self.undo_sheet()].into()
    }

    fn face(self, import: &ImportView) -> View {
        let words = &t().imports;
        let when = clock::instant(&import.begun_at);
        let about = el("p")
            .class("import-about")
            .add(chips(&[chip(import.state)]))
            .add(" ")
            .add((words.by)(&import.by, &when.short));
        let why = import.why.as_ref().map(|why| {
            el("p")
                .class("notice")
                .with("role", "alert")
                .add(why.as_str())
        });
        let inside = match import.state {
            ImportState::Gathering => self.gathering(import),
            ImportState::Checking | ImportState::Writing | ImportState::Undoing => {
                self.at_work(import)
            }
            ImportState::Checked => self.found(import),
            ImportState::Done => self.done(import),
            ImportState::Undone => self.undone(import),
            ImportState::Cancelled => {
                vec![View::from(el("p").add(words.cancelled)), again().into()].into()
            }
            ImportState::Failed => again().into(),
        };
        vec![about.into(), why.into(), inside].into()
    }

    fn gathering(self, import: &ImportView) -> View {
        let words = &t().imports;
        let acts = div("form-acts")
            .add(self.act(words.check, "button is-main", "check", || None))
            .add(self.act(words.cancel, "button", "cancel", || None));
        vec![
            View::from(el("p").add((words.arrived)(import.files))),
            acts.into(),
        ]
        .into()
    }

    fn at_work(self, import: &ImportView) -> View {
        let words = &t().imports;
        let (stage, done, total) = match &import.progress {
            Some(progress) => (progress.stage.as_str(), progress.done, progress.total),
            None => (words.checking, 0, 0),
        };
        let bar = el("progress")
            .class("import-bar")
            .with("aria-label", stage)
            .with_some("max", (total > 0).then(|| total.to_string()).as_deref())
            .with_some("value", (total > 0).then(|| done.to_string()).as_deref());
        let told = el("p")
            .with("role", "status")
            .add(ui::format::capital(&(words.of)(stage, done, total)));
        let give_up = (import.state != ImportState::Undoing)
            .then(|| div("form-acts").add(self.act(words.cancel, "button", "cancel", || None)));
        vec![View::from(told), bar.into(), give_up.into()].into()
    }

    fn found(self, import: &ImportView) -> View {
        let words = &t().imports;
        let summary = &import.summary;
        let cancel = self.act(words.cancel, "button", "cancel", || None);
        if is_nothing_to_do(summary) {
            return vec![
                View::from(el("p").add(words.all_same)),
                counts(summary),
                div("form-acts").add(cancel).into(),
            ]
            .into();
        }
        let skip = summary.faults > 0;
        let commit = (!summary.whole_file).then(|| {
            let name = if skip {
                words.commit_good
            } else {
                words.commit
            };
            self.act(name, "button is-main", "commit", move || {
                Some(self.choice(skip))
            })
        });
        let stop = summary
            .whole_file
            .then(|| el("p").class("notice").add(words.whole_file));
        let acts = div("form-acts").add(commit).add(cancel);
        vec![
            counts(summary),
            self.beside(summary),
            stop.into(),
            acts.into(),
            self.sections(summary, Some(self.taken)),
        ]
        .into()
    }

    fn beside(self, summary: &ImportSummary) -> View {
        let words = &t().imports;
        let beside = (summary.beside > 0).then(|| (words.beside)(summary.beside));
        let told = summary.notes.iter().cloned().chain(beside);
        let told: Vec<View> = told
            .map(|text| el("p").class("soft").add(text.as_str()).into())
            .collect();
        told.into()
    }

    fn sections(self, summary: &ImportSummary, taken: Option<Taken>) -> View {
        let words = &t().imports;
        let changes: u64 = summary.counts.iter().map(|one| one.changed).sum();
        let part = |n: u64, sort, title: fn(u64) -> String, help: &str, taken| {
            (n > 0).then(|| section(self.here, self.id, sort, &title(n), help, taken))
        };
        vec![
            View::from(part(
                summary.faults,
                LineSort::Fault,
                words.faults,
                words.faults_help,
                None,
            )),
            part(
                summary.conflicts,
                LineSort::Conflict,
                words.conflicts,
                words.conflicts_help,
                taken,
            )
            .into(),
            part(changes, LineSort::Changed, words.changes, "", None).into(),
        ]
        .into()
    }

    fn done(self, import: &ImportView) -> View {
        let words = &t().imports;
        let undo = import.can_undo.then(|| {
            button("button", move || self.undoing.set(true))
                .with("aria-haspopup", "dialog")
                .add(words.undo)
        });
        let people = self.here.can(StaffRight::SeePeople).then(|| {
            link(route::THIRD_PARTIES)
                .class("button is-main")
                .add(words.to_people)
        });
        let acts = div("form-acts").add(people).add(again()).add(undo);
        vec![
            counts(&import.summary),
            self.beside(&import.summary),
            acts.into(),
            self.sections(&import.summary, None),
        ]
        .into()
    }

    fn undone(self, import: &ImportView) -> View {
        let words = &t().imports;
        let left = import.summary.left;
        let list = (left > 0).then(|| {
            let title = (words.left)(left);
            section(
                self.here,
                self.id,
                LineSort::Left,
                &title,
                words.left_help,
                None,
            )
        });
        vec![View::from(again()), list.into()].into()
    }

    /// How it is to be written.
    fn choice(self, skip_bad: bool) -> String {
        let rows = self.taken.with_untracked(|taken| {
            let rows = taken.iter();
            rows.map(|(file, reference)| Json::texts(&[("file", file), ("reference", reference)]))
                .collect()
        });
        Json::Object(vec![
            ("skip_bad".to_owned(), Json::Bool(skip_bad)),
            ("overwrite".to_owned(), Json::List(rows)),
        ])
        .write()
    }

    fn act(
        self,
        name: &str,
        class: &str,
        step: &'static str,
        body: impl Fn() -> Option<String> + 'static,
    ) -> El {
        button(class, move || {
            if self.busy.get_untracked() {
                return;
            }
            self.busy.set(true);
            let body = body();
            spawn_local(async move {
                let answer = self.post(step, body, browser::unique()).await;
                if self.busy.is_disposed() {
                    return;
                }
                self.busy.set(false);
                if let Err(failure) = answer {
                    self.here.app.complain(&complaint(&failure));
                }
                self.source.retry();
            });
        })
        .now_bool("aria-disabled", move || self.busy.get())
        .add(name)
    }

    async fn post(
        self,
        step: &str,
        body: Option<String>,
        key: String,
    ) -> Result<ui::client::Answer, ui::client::Failure> {
        let ask = Ask {
            method: Method::Post,
            path: paths::import_step(self.id, step),
            body,
            key: Some(key),
            ..Ask::default()
        };
        self.here.app.client.change(ask).await
    }

    fn undo_sheet(self) -> View {
        let question = || {
            let words = &t().imports;
            Question {
                title: words.undo_title.to_owned(),
                text: vec![words.undo_what.to_owned(), words.undo_kept.to_owned()],
                word: words.undo_word.to_owned(),
                act: words.undo,
                acting: words.undoing,
            }
        };
        typed_confirmation(self.here.app, self.undoing, question, move |form: Form| {
            spawn_local(async move {
                let key = form.key("undo").unwrap_or_default();
                let answer = self.post("undo", None, key).await;
                if form.is_gone() {
                    return;
                }
                match answer {
                    Ok(_) => {
                        form.done();
                        self.undoing.set(false);
                        self.source.retry();
                    }
                    Err(failure) => form.refuse(Faults::of(&failure, &[])),
                }
            });
        })
    }
}

fn again() -> El {
    div("form-acts").add(link(route::IMPORTS).class("button").add(t().imports.again))
}

/// How many rows of each file are new, other, the same and refused.
fn counts(summary: &ImportSummary) -> View {
    let words = &t().imports;
    let heads = [
        (words.file, Align::Start),
        (words.added, Align::End),
        (words.changed, Align::End),
        (words.same, Align::End),
        (words.refused, Align::End),
    ];
    let rows = summary.counts.iter().map(|one| {
        let numbers = [one.added, one.changed, one.unchanged, one.refused];
        let cells = std::iter::once(one.file.clone()).chain(numbers.map(number));
        cells.map(Into::into).collect()
    });
    table(&Table {
        caption: words.found.to_owned(),
        heads: heads.map(|(name, align)| (name.to_owned(), align)).to_vec(),
        rows: rows.collect(),
        foot: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::import::ImportCount;

    #[test]
    fn there_is_nothing_to_do_only_where_every_row_is_there_as_it_is() {
        let mut summary = ImportSummary {
            counts: vec![ImportCount {
                file: "jobs.csv".to_owned(),
                added: 0,
                changed: 0,
                unchanged: 7,
                refused: 0,
            }],
            ..ImportSummary::default()
        };
        assert!(is_nothing_to_do(&summary));
        summary.conflicts = 1;
        assert!(!is_nothing_to_do(&summary));
    }
}
