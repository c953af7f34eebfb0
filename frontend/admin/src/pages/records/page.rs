//! One record: what it holds, who sees it and why, its files, what became of it; and closing a job.

use super::facts;
use super::files::files;
use super::history;
use super::list::chosen;
use super::names;
use super::standing::Opening;
use super::upload::{For, Uploads};
use super::why::Why;
use crate::here::Here;
use crate::route;
use crate::strings::t;
use contract::firm_record::{FirmRecordView, RecordBody};
use contract::id::RecordId;
use contract::kind::{RecordKind, Standing, Status};
use contract::paths;
use contract::staff::StaffRight;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::{Ask, Method};
use ui::clock;
use ui::components::{Shape, chip, frame, part, sheet, skeleton_page};
use ui::dom::{El, View, button, div, el, link, now};
use ui::form::{Faults, Form, labelled};
use ui::json::Json;
use ui::source::{Follows, Source, Wish, one};

#[derive(Clone, Copy)]
pub struct Page {
    pub here: Here,
    pub id: RecordId,
    pub source: Source,
    why: Why,
    uploads: Uploads,
    closing: RwSignal<bool>,
}

pub fn record(here: Here, id: RecordId) -> View {
    let source = Source::new(here.app, one::<FirmRecordView>, move || {
        Some(Wish {
            path: paths::firm_record(id),
            follows: Follows::Nothing,
        })
    });
    let page = Page {
        here,
        id,
        source,
        uploads: Uploads::new(here, id, move || source.retry()),
        why: Why::new(here, id),
        closing: RwSignal::new(false),
    };
    page.draw()
}

impl Page {
    fn found(self) -> Option<std::sync::Arc<FirmRecordView>> {
        self.source.found::<FirmRecordView>()
    }

    fn draw(self) -> View {
        let here = self.here;
        let title = move || {
            self.found()
                .map(|found| names::title(&found.row))
                .or_else(|| {
                    let failed = self.source.shown.with(|shown| shown.failure.is_some());
                    failed.then(|| t().records.title.to_owned())
                })
        };
        let under = now(move || self.found().map(|found| self.under(&found)));
        let acts = now(move || self.found().map(|found| self.acts(&found)));
        let holds = frame(
            here.app,
            self.source,
            skeleton_page,
            |found: &FirmRecordView| facts::draw(found, clock::today()),
        );
        let list = now(move || {
            let found = self.found()?;
            let heading = if found.row.kind == RecordKind::PhotoSet {
                t().records.page.photos
            } else {
                t().records.page.files
            };
            facts::has_files(found.row.kind).then(|| {
                el("section")
                    .class("section")
                    .add(el("h2").add(heading))
                    .add(files(here, &found))
            })
        });
        let is_there = Memo::new(move |_| self.found().is_some());
        let why = now(move || {
            let is_shown = is_there.get() && here.can(StaffRight::Explain);
            is_shown.then(|| self.why.draw())
        });
        let past = now(move || self.found().map(|found| history::draw(&found.history)));
        let closing = sheet(
            self.closing,
            || t().records.page.close.to_owned(),
            Shape::Plain,
            move || self.close(),
        );
        vec![
            here.head(title)
                .add(under)
                .add(here.as_of(self.source))
                .add(acts)
                .into(),
            self.who_sees(),
            holds,
            list,
            self.sending(),
            why,
            past,
            closing,
        ]
        .into()
    }

    /// What it is, where, for whom and how it stands.
    fn under(self, found: &FirmRecordView) -> El {
        let words = &t().records.page;
        let row = &found.row;
        let place = if self.here.can(StaffRight::SeeSubjects) {
            link(&route::subject(row.subject.id)).add(row.subject.name.as_str())
        } else {
            el("span").add(row.subject.name.as_str())
        };
        let party = |before: &str, party: &Option<contract::firm_record::ThirdPartyRef>| {
            party.as_ref().map(|party| {
                let name = if self.here.can(StaffRight::SeePeople) {
                    link(&route::third_party(party.id)).add(party.name.as_str())
                } else {
                    el("span").add(party.name.as_str())
                };
                part(View::from(vec![
                    View::from(format!("{before} ")),
                    name.into(),
                ]))
            })
        };
        let system = (found.source != "staff" && !found.source.is_empty()).then(|| {
            let from = format!("{} {}", words.from_system, found.source);
            part(from).with("title", &found.reference)
        });
        el("p")
            .class("head-under")
            .add(part(names::kind(row.kind)))
            .add(part(View::from(vec![
                View::from(format!("{} ", words.on)),
                place.into(),
            ])))
            .add(party(words.for_whom, &row.addressed_to))
            .add(party(words.asked_by, &found.raised_by))
            .add(system)
            .add(chip(&names::status_chip(row)))
    }

    fn acts(self, found: &FirmRecordView) -> El {
        let words = &t().records.page;
        let edit = self.here.can(StaffRight::EditRecords).then(|| {
            link(&route::edit_record(self.id))
                .class("button")
                .add(words.edit)
        });
        let is_open_job = found.row.kind == RecordKind::Job
            && matches!(found.row.status, Status::Open | Status::Booked);
        let close = (is_open_job && self.here.can(StaffRight::DoJobs)).then(|| {
            button("button", move || self.closing.set(true))
                .with("aria-haspopup", "dialog")
                .add(words.close)
        });
        div("form-acts head-act").add(edit).add(close)
    }

    /// Who it is open to, in words, and opening it or taking it back.
    fn who_sees(self) -> View {
        let words = &t().records.page;
        let said = now(move || {
            let found = self.found()?;
            let is_draft = matches!(&found.body, RecordBody::Invoice(bill) if bill.draft);
            let help = match found.row.standing {
                Standing::Internal if is_draft => words.draft_help,
                Standing::Internal => words.internal_help,
                Standing::ByRule => words.by_rule_help,
                Standing::Shared => words.shared_help,
            };
            let line = el("p")
                .class("who-line")
                .add(chip(&names::standing_chip(&found.row)))
                .add(el("span").class("soft").add(help));
            Some(line)
        });
        let opening = Opening::new(
            self.here,
            move || {
                self.found()
                    .iter()
                    .map(|found| chosen(&found.row))
                    .collect()
            },
            move || {
                self.source.retry();
                self.why.again();
            },
        );
        let is_there = Memo::new(move |_| self.found().is_some());
        let acts = now(move || {
            let can = is_there.get() && self.here.can(StaffRight::ShareRecords);
            can.then(|| opening.acts())
        });
        let section = now(move || is_there.get().then(|| el("h2").add(words.who_sees)));
        vec![
            el("section")
                .class("section")
                .add(section)
                .add(said)
                .add(acts)
                .into(),
            opening.share_sheet(),
        ]
        .into()
    }

    /// Sending a file: photos by whoever does jobs, a document by whoever writes records.
    fn sending(self) -> View {
        let wanted = Memo::new(move |_| {
            let found = self.found()?;
            let has_file = found.files.iter().any(|file| !file.removed);
            match found.row.kind {
                RecordKind::PhotoSet if self.here.can(StaffRight::DoJobs) => Some(For::Photos),
                RecordKind::Document if self.here.can(StaffRight::EditRecords) => {
                    Some(if has_file {
                        For::NextVersion
                    } else {
                        For::FirstFile
                    })
                }
                _ => None,
            }
        });
        now(move || wanted.get().map(|wanted| self.uploads.draw(wanted)))
    }

    fn close(self) -> View {
        let words = &t().records.page;
        let form = Form::new(self.here.app);
        let on = RwSignal::new(clock::today().to_string());
        let field = form.field("on", on).with("type", "date");
        let send = move || {
            let day = on.get_untracked();
            if day.parse::<contract::day::Day>().is_err() {
                form.refuse(Faults::one("on", words.day_missing));
                return;
            }
            form.begin();
            spawn_local(async move {
                let body = Json::texts(&[("on", &day)]).write();
                let ask = Ask {
                    method: Method::Post,
                    path: paths::job_closing(self.id),
                    key: form.key(&body),
                    body: Some(body),
                    ..Ask::default()
                };
                let answer = self.here.app.client.change(ask).await;
                if form.is_gone() {
                    return;
                }
                match answer {
                    Ok(_) => {
                        self.closing.set(false);
                        self.here.app.say(words.closed);
                        self.source.retry();
                    }
                    Err(failure) => form.refuse(Faults::of(&failure, &["on"])),
                }
            });
        };
        let cancel =
            button("button", move || self.closing.set(false)).add(ui::strings::t().app.cancel);
        let acts = div("sheet-acts")
            .add(form.submit(words.close, words.closing))
            .add(cancel);
        vec![
            View::from(el("p").add(words.close_help)),
            form.draw(send)
                .add(labelled(words.done_on, field))
                .add(form.fault("on"))
                .add(form.whole_fault())
                .add(acts)
                .into(),
        ]
        .into()
    }
}
