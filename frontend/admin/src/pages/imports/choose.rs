//! Choosing the files of an import and sending them; below it the imports so far.

use super::chip;
use crate::here::Here;
use crate::route;
use crate::strings::t;
use contract::id::ImportId;
use contract::import::{ImportPage, ImportView};
use contract::paths;
use contract::people::Made;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::browser;
use ui::client::{Ask, Failure, Method};
use ui::clock;
use ui::components::{RowParts, frame, part, row, rows, skeleton_rows};
use ui::dom::{El, View, div, el, link, now};
use ui::files::{Chosen, chosen, entries, send, within};
use ui::form::complaint;
use ui::icon::{Icon, icon};
use ui::json::Json;
use ui::nav::Go;
use ui::source::{Follows, Source, Wish, one};

/// Files that are named in one call.
const AT_ONCE: usize = 200;

pub fn imports(here: Here) -> View {
    let words = &t().imports;
    let sending = Sending {
        here,
        at: RwSignal::new(None),
        fault: RwSignal::new(None),
    };
    let guide = link(route::IMPORTING)
        .with("rel", "external")
        .add(words.guide);
    let head = here
        .head(|| Some(t().imports.title.to_owned()))
        .add(el("p").class("head-under").add(words.help))
        .add(el("p").class("head-under").add(guide));
    let source = Source::new(here.app, one::<ImportPage>, || {
        Some(Wish {
            path: paths::IMPORTS.to_owned(),
            follows: Follows::Nothing,
        })
    });
    let before = frame(here.app, source, skeleton_rows, |page: &ImportPage| {
        if page.items.is_empty() {
            return el("p").class("soft").add(t().imports.none_before).into();
        }
        rows(page.items.iter().map(line).collect())
    });
    let before = el("section")
        .class("section")
        .add(el("h2").add(words.before))
        .add(before);
    vec![head.into(), sending.draw(), before.into()].into()
}

/// An import so far.
fn line(import: &ImportView) -> View {
    let words = &t().imports;
    let when = clock::instant(&import.begun_at);
    let told = (words.by)(&import.by, &when.short);
    row(RowParts {
        in_section: true,
        title: told,
        href: route::import(import.id),
        under: vec![part((words.arrived)(import.files).as_str()).into()],
        chips: vec![chip(import.state)],
        ..RowParts::default()
    })
}

#[derive(Clone, Copy)]
struct Sending {
    here: Here,
    /// Which file of how many is under way.
    at: RwSignal<Option<(u64, u64)>>,
    fault: RwSignal<Option<String>>,
}

/// The files of an import among what was chosen, each with its place in the import's folder.
fn placed(all: Vec<Chosen>) -> Vec<Chosen> {
    let is = |path: &str, ending: &str| path.to_lowercase().ends_with(ending);
    // The folder that the tables lie in: what somebody chose may lie around it.
    let depth = |path: &str| path.matches('/').count();
    let tables = all.iter().filter(|one| is(&one.path, ".csv"));
    let nearest = tables.min_by_key(|one| depth(&one.path));
    let around = nearest
        .and_then(|one| one.path.rsplit_once('/'))
        .map(|(folder, _)| format!("{folder}/"))
        .unwrap_or_default();
    all.into_iter()
        .filter_map(|one| {
            let alone = !one.path.contains('/');
            if alone && is(&one.path, ".zip") {
                return Some(one);
            }
            let path = one.path.strip_prefix(&around)?.to_owned();
            let hidden = path.split('/').any(|part| part.starts_with('.'));
            let table = !path.contains('/') && is(&path, ".csv");
            let wanted = !hidden && (table || path.starts_with("files/"));
            wanted.then_some(Chosen { path, ..one })
        })
        .collect()
}

/// Whether there is anything to begin with.
fn has_a_table(all: &[Chosen]) -> bool {
    let is = |one: &Chosen, ending: &str| one.path.to_lowercase().ends_with(ending);
    all.iter().any(|one| is(one, ".csv") || is(one, ".zip"))
}

impl Sending {
    fn draw(self) -> View {
        let words = &t().imports;
        let busy = Memo::new(move |_| self.at.with(Option::is_some));
        let inside = now(move || {
            if busy.get() {
                let told = move || {
                    let (done, all) = self.at.get().unwrap_or_default();
                    (t().imports.sending)(done, all)
                };
                return View::from(
                    el("p")
                        .class("drop-busy")
                        .with("role", "status")
                        .text_now(told),
                );
            }
            let choices = div("form-acts")
                .add(self.field("import-folder", t().imports.folder, true))
                .add(self.field("import-files", t().imports.files, false));
            vec![
                View::from(
                    el("p")
                        .class("drop-words")
                        .add(icon(Icon::Download))
                        .add(t().imports.drop),
                ),
                choices.into(),
                el("p").class("soft").add(t().imports.formats).into(),
            ]
            .into()
        });
        let fault = now(move || {
            let told = self.fault.get()?;
            Some(
                el("p")
                    .class("fault")
                    .with("role", "alert")
                    .add(icon(Icon::Warning))
                    .add(told.as_str()),
            )
        });
        let place = div("drop")
            .with("aria-label", words.drop)
            .with("role", "group")
            .on("dragover", |event| event.prevent_default())
            .on("drop", move |event| {
                event.prevent_default();
                // Only as long as the event lasts can they be had.
                let dropped = entries(&event);
                spawn_local(async move { self.take(within(dropped).await) });
            })
            .add(inside)
            .add(fault);
        place.into()
    }

    /// A field for files that looks like a button: the browser opens its own window.
    fn field(self, id: &str, words: &str, folder: bool) -> El {
        let input = el("input")
            .class("unseen")
            .with("type", "file")
            .with("id", id)
            .with("multiple", "")
            .on("change", move |event| self.take(chosen(&event)));
        let input = if folder {
            input.with("webkitdirectory", "")
        } else {
            input.with("accept", ".zip,.csv")
        };
        el("label")
            .class("button is-file")
            .with("for", id)
            .add(input)
            .add(words)
    }

    fn take(self, all: Vec<Chosen>) {
        if self.at.with_untracked(Option::is_some) {
            return;
        }
        let files = placed(all);
        if !has_a_table(&files) {
            self.fault.set(Some(t().imports.nothing.to_owned()));
            return;
        }
        self.fault.set(None);
        self.at.set(Some((0, files.len() as u64)));
        spawn_local(async move {
            let sent = self.send(files).await;
            if self.at.is_disposed() {
                return;
            }
            self.at.set(None);
            match sent {
                Ok(import) => self.here.app.nav.go(&route::import(import), Go::On),
                Err(failure) => {
                    let told = format!("{} {}", complaint(&failure), t().imports.not_sent);
                    self.fault.set(Some(told));
                }
            }
        });
    }

    /// Begins an import, sends its files, and lets it be checked.
    async fn send(self, files: Vec<Chosen>) -> Result<ImportId, Failure> {
        let made: Made = self.post(paths::IMPORTS, None).await?.read()?;
        let broken = |_| Failure::Broken { trace_id: None };
        let import: ImportId = made.id.parse().map_err(broken)?;
        let all = files.len() as u64;
        let mut sent = Vec::with_capacity(files.len());
        for (at, file) in (1..).zip(files) {
            let _ = self.at.try_set(Some((at, all)));
            let upload = send(self.here.app.client, &file).await?.to_string();
            sent.push(Json::texts(&[("path", &file.path), ("upload", &upload)]));
        }
        while !sent.is_empty() {
            let later = sent.split_off(sent.len().min(AT_ONCE));
            let some = Json::Object(vec![("files".to_owned(), Json::List(sent))]);
            self.post(&paths::import_step(import, "files"), Some(some.write()))
                .await?;
            sent = later;
        }
        self.post(&paths::import_step(import, "check"), None)
            .await?;
        Ok(import)
    }

    async fn post(self, path: &str, body: Option<String>) -> Result<ui::client::Answer, Failure> {
        let ask = Ask {
            method: Method::Post,
            path: path.to_owned(),
            body,
            key: Some(browser::unique()),
            ..Ask::default()
        };
        self.here.app.client.change(ask).await
    }
}
