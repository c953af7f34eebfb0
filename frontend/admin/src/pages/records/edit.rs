//! Changing a record: the same form, filled with what is there; of two who change it at once neither loses a word.

use super::form::RecordForm;
use super::names;
use super::new::refuse;
use super::values::Values;
use crate::conflict::{Saved, both_sides};
use crate::here::Here;
use crate::kept::Kept;
use crate::route;
use crate::strings::t;
use contract::firm_record::FirmRecordView;
use contract::id::RecordId;
use contract::kind::RecordKind;
use contract::paths;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::{Ask, Failure, Method};
use ui::clock;
use ui::components::{frame, skeleton_page};
use ui::dom::{View, div, effect, el, link, now};
use ui::json::Json;
use ui::nav::Go;
use ui::source::{Follows, Source, Wish, one};

#[derive(Clone, Copy)]
struct Page {
    here: Here,
    id: RecordId,
    source: Source,
    kept: Kept<Values>,
    /// What the form was filled from.
    revision: RwSignal<Option<String>>,
    /// What is there now, if somebody else changed it meanwhile.
    conflict: RwSignal<Option<Values>>,
}

pub fn edit_record(here: Here, id: RecordId) -> View {
    let source = Source::new(here.app, one::<FirmRecordView>, move || {
        Some(Wish {
            path: paths::firm_record(id),
            follows: Follows::Nothing,
        })
    });
    let empty = Values::new(RecordKind::Job, clock::today());
    let page = Page {
        here,
        id,
        source,
        kept: Kept::new(here, route::edit_record(id), empty),
        revision: RwSignal::new(None),
        conflict: RwSignal::new(None),
    };
    effect(move || page.fill());
    page.draw()
}

impl Page {
    fn found(self) -> Option<std::sync::Arc<FirmRecordView>> {
        self.source.found::<FirmRecordView>()
    }

    /// Fills the form from what is there; what she is typing is left alone.
    fn fill(self) {
        let Some(record) = self.found() else { return };
        let is_filled = self.revision.with_untracked(Option::is_some);
        if self.conflict.with_untracked(Option::is_some) || (is_filled && self.kept.is_changed()) {
            return;
        }
        self.revision.set(Some(record.revision.clone()));
        self.kept.begin(Values::of(&record));
    }

    fn draw(self) -> View {
        let title = move || {
            self.found()
                .map(|found| (t().records.form.edit_title)(&names::title(&found.row)))
                .or_else(|| {
                    let failed = self.source.shown.with(|shown| shown.failure.is_some());
                    failed.then(|| t().records.title.to_owned())
                })
        };
        let under = now(move || {
            let found = self.found()?;
            let kind = names::kind(found.row.kind);
            Some(el("p").class("head-under").add(kind))
        });
        let kind = Memo::new(move |_| self.found().map(|found| found.body.kind()));
        // The form stands outside of what is drawn anew when an answer comes.
        let form = now(move || kind.get().map(|kind| self.form(kind)));
        let rest = frame(
            self.here.app,
            self.source,
            skeleton_page,
            |_: &FirmRecordView| View::nothing(),
        );
        vec![self.here.head(title).add(under).into(), rest, form].into()
    }

    fn form(self, kind: RecordKind) -> View {
        let kept = self.kept;
        let back = link(&route::record(self.id))
            .class("button")
            .add(ui::strings::t().app.cancel);
        let acts = div("form-acts")
            .add(kept.form.submit(t().app.save, t().app.saving))
            .add(back);
        let fields = RecordForm {
            here: self.here,
            kept,
        };
        let drawn = kept
            .form
            .draw(move || self.save())
            .class("form is-wide is-record")
            .add(fields.draw(kind))
            .add(acts);
        vec![kept.offer(), self.both_sides(), drawn.into()].into()
    }

    fn save(self) {
        let values = self.kept.values.get_untracked();
        let faults = values.faults();
        let (true, Some(body)) = (faults.is_none(), values.json()) else {
            self.kept.form.refuse(faults);
            return;
        };
        self.kept.form.begin();
        let revision = self.revision.get_untracked();
        spawn_local(async move {
            let saved = self.change(&values, &body, revision).await;
            if self.kept.form.is_gone() {
                return;
            }
            match saved {
                Ok(Saved::Yes) => {
                    self.conflict.set(None);
                    self.kept.sent();
                    let said = (t().records.form.saved)(&values.title());
                    self.here.app.say(&said);
                    self.here.app.nav.go(&route::record(self.id), Go::Instead);
                }
                Ok(Saved::Not(there, revision)) => {
                    self.kept.form.done();
                    self.revision.set(Some(revision));
                    self.conflict.set(Some(there));
                }
                Err(failure) => refuse(self.kept, &failure),
            }
        });
    }

    /// Sends the change, made on the revision that the form was filled from.
    async fn change(
        self,
        values: &Values,
        body: &Json,
        revision: Option<String>,
    ) -> Result<Saved<Values>, Failure> {
        let body = body.write();
        let ask = Ask {
            method: Method::Put,
            path: paths::firm_record(self.id),
            key: self.kept.form.key(&body),
            body: Some(body),
            revision,
            ..Ask::default()
        };
        match self.here.app.client.change(ask).await {
            Ok(_) => Ok(Saved::Yes),
            Err(failure) if failure.is_stale() => self.look(values).await,
            Err(failure) => Err(failure),
        }
    }

    /// What is there now; nothing is lost where somebody else wrote the very same.
    async fn look(self, values: &Values) -> Result<Saved<Values>, Failure> {
        let ask = Ask {
            path: paths::firm_record(self.id),
            refresh: true,
            ..Ask::default()
        };
        let answer = self.here.app.client.change(ask).await?;
        let record = answer.read::<FirmRecordView>()?;
        let there = Values::of(&record);
        Ok(if there == *values {
            Saved::Yes
        } else {
            Saved::Not(there, record.revision)
        })
    }

    /// Both sides of what she and somebody else changed at once, and the choice between them.
    fn both_sides(self) -> View {
        now(move || {
            let there = self.conflict.get()?;
            let told = self.kept.values.with(|values| values.against(&there));
            let take = move || {
                self.conflict.set(None);
                self.kept.values.set(there.clone());
                self.kept.sent();
                self.source.retry();
            };
            Some(both_sides(told, move || self.save(), take))
        })
    }
}
