//! One person: what is known of her and what she sees, her way in, where she is signed in, and the end of it.

use super::contact_new::make;
use super::people::devices::Devices;
use super::receipts::log_of;
use super::{ending, invitation, sight};
use crate::conflict::{Saved, both_sides};
use crate::contact_form::{FIELDS, Filling, Values};
use crate::here::Here;
use crate::people::{self, entered};
use crate::route;
use crate::strings::t;
use contract::id::ContactId;
use contract::paths;
use contract::people::{ContactView, Made, ThirdPartyView};
use contract::staff::StaffRight;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::{Ask, Failure, Method};
use ui::components::{chip, frame, part, skeleton_page};
use ui::dom::{View, div, effect, el, link, now};
use ui::form::Faults;
use ui::icon::{Icon, icon};
use ui::source::{Follows, Source, Wish, one};

#[derive(Clone, Copy)]
struct Page {
    here: Here,
    id: ContactId,
    source: Source,
    party: Source,
    filling: Filling,
    /// What the form was filled from.
    revision: RwSignal<Option<String>>,
    /// What is there now, if somebody else changed it meanwhile.
    conflict: RwSignal<Option<Values>>,
    ending: RwSignal<bool>,
    devices: Devices,
}

/// What can be done on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Waiting,
    /// She is a contact.
    Edit,
    /// Her access was ended.
    Ended,
}

pub fn contact(here: Here, id: ContactId) -> View {
    let source = Source::new(here.app, one::<ContactView>, move || {
        Some(Wish {
            path: paths::contact(id),
            follows: Follows::Nothing,
        })
    });
    let party = Source::new(here.app, one::<ThirdPartyView>, move || {
        let contact = source.found::<ContactView>()?;
        Some(Wish {
            path: paths::third_party(contact.third_party),
            follows: Follows::Nothing,
        })
    });
    let page = Page {
        here,
        id,
        source,
        party,
        filling: Filling::new(here, route::contact(id)),
        revision: RwSignal::new(None),
        conflict: RwSignal::new(None),
        ending: RwSignal::new(false),
        devices: Devices::new(here, id, source),
    };
    effect(move || page.fill());
    page.draw()
}

impl Page {
    fn found(self) -> Option<std::sync::Arc<ContactView>> {
        self.source.found::<ContactView>()
    }

    /// Fills the form from what is there; what she is typing is left alone.
    fn fill(self) {
        let Some(contact) = self.found() else { return };
        if self.conflict.with_untracked(Option::is_some) || self.filling.is_changed() {
            return;
        }
        self.revision.set(Some(contact.revision.clone()));
        self.filling.begin(Values::of(&contact.row));
    }

    fn draw(self) -> View {
        let here = self.here;
        let title = move || {
            self.found()
                .map(|contact| contact.row.name.clone())
                .or_else(|| {
                    let failed = self.source.shown.with(|shown| shown.failure.is_some());
                    failed.then(|| t().third_party.people.to_owned())
                })
        };
        let mode = Memo::new(move |_| match self.found() {
            None => Mode::Waiting,
            Some(contact) if contact.row.role.is_some() => Mode::Edit,
            Some(_) => Mode::Ended,
        });
        let under = now(move || {
            let contact = self.found()?;
            let at = link(&route::third_party(contact.third_party))
                .add((t().person.at)(&contact.third_party_name));
            let line = el("p")
                .class("head-under")
                .add(part(at))
                .add(entered(&contact.row).map(part))
                .add(chip(&people::chip(&contact.row)));
            Some(line)
        });
        let look = now(move || {
            let contact = self.found()?;
            Some(sight::ways(here, &contact.row))
        });
        // The form stands outside of what is drawn anew when an answer comes.
        let form = now(move || match mode.get() {
            Mode::Waiting => View::nothing(),
            Mode::Edit => self.details(),
            Mode::Ended => self.again(),
        });
        let rest = frame(
            here.app,
            self.source,
            skeleton_page,
            move |contact: &ContactView| self.sections(contact),
        );
        vec![
            here.head(title)
                .add(under)
                .add(here.as_of(self.source))
                .into(),
            look,
            div("beside")
                .add(form)
                .add(div("beside-more").add(rest))
                .into(),
            ending::asking(here, self.source, self.ending),
            self.devices.asking(),
        ]
        .into()
    }

    fn details(self) -> View {
        let words = &t().person;
        let can_edit = self.here.can(StaffRight::EditPeople);
        let send = move || self.save();
        let acts = div("form-acts").add(self.filling.form.submit(t().app.save, t().app.saving));
        let fields = now(move || {
            let party = self.party.found::<ThirdPartyView>()?;
            let above = untrack(|| self.found()).map(|contact| contact.off_above.clone());
            Some(self.filling.fields(&party, &above.unwrap_or_default()))
        });
        let form = self
            .filling
            .form
            .draw(send)
            .class("form is-wide")
            .add(fields)
            .add(can_edit.then_some(acts));
        el("section")
            .class("section")
            .add(el("h2").add(words.details))
            .add(self.filling.offer())
            .add(self.both_sides())
            .add(form)
            .into()
    }

    /// Whose access was ended: the same form, to make her a contact again.
    fn again(self) -> View {
        let words = &t().person;
        if !self.here.can(StaffRight::EditPeople) {
            return View::nothing();
        }
        let name = untrack(|| self.found()).map(|contact| contact.row.name.clone());
        let help = (words.again_help)(&name.unwrap_or_default());
        let fields = now(move || {
            let party = self.party.found::<ThirdPartyView>()?;
            let above = untrack(|| self.found()).map(|contact| contact.off_above.clone());
            Some(self.filling.fields(&party, &above.unwrap_or_default()))
        });
        let acts = div("form-acts").add(self.filling.form.submit(words.again, t().app.saving));
        let form = self
            .filling
            .form
            .draw(move || self.give_back())
            .class("form is-wide")
            .add(fields)
            .add(acts);
        el("section")
            .class("section")
            .add(el("h2").add(words.again_title))
            .add(el("p").class("soft section-help").add(help))
            .add(self.filling.offer())
            .add(form)
            .into()
    }

    fn sections(self, contact: &ContactView) -> View {
        let here = self.here;
        let is_contact = contact.row.role.is_some();
        let invite = (is_contact && here.can(StaffRight::Invite))
            .then(|| invitation::invitation(here, contact));
        let receipts = here.can(StaffRight::SeeReceipts).then(|| {
            let (party, person) = (contact.third_party.to_string(), contact.row.id.to_string());
            let way = link(&log_of(&party, Some(&person)))
                .class("button")
                .add(icon(Icon::History))
                .add(t().receipts.of);
            el("p").class("section").add(way)
        });
        let end =
            (is_contact && here.can(StaffRight::EndAccess)).then(|| ending::section(self.ending));
        vec![
            View::from(invite),
            self.devices.section(&contact.devices),
            receipts.into(),
            View::from(end),
        ]
        .into()
    }

    fn save(self) {
        let values = self.filling.sendable();
        let faults = values.faults();
        if !faults.is_none() {
            self.filling.form.refuse(faults);
            return;
        }
        self.filling.form.begin();
        let revision = self.revision.get_untracked();
        spawn_local(async move {
            let saved = self.change(&values, revision).await;
            if self.filling.form.is_gone() {
                return;
            }
            match saved {
                Ok(Saved::Yes) => {
                    self.conflict.set(None);
                    self.filling.sent();
                    let name = values.name.trim();
                    self.here.app.say(&(t().person.saved)(name));
                    self.source.retry();
                }
                Ok(Saved::Not(there, revision)) => {
                    self.filling.form.done();
                    self.revision.set(Some(revision));
                    self.conflict.set(Some(there));
                }
                Err(failure) => self.filling.form.refuse(Faults::of(&failure, &FIELDS)),
            }
        });
    }

    /// Sends the change, made on the revision that the form was filled from.
    async fn change(
        self,
        values: &Values,
        revision: Option<String>,
    ) -> Result<Saved<Values>, Failure> {
        let body = values.json().write();
        let ask = Ask {
            method: Method::Put,
            path: paths::contact(self.id),
            key: self.filling.form.key(&body),
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
            path: paths::contact(self.id),
            refresh: true,
            ..Ask::default()
        };
        let answer = self.here.app.client.change(ask).await?;
        let contact = answer.read::<ContactView>()?;
        let there = Values::of(&contact.row);
        Ok(if there == *values {
            Saved::Yes
        } else {
            Saved::Not(there, contact.revision)
        })
    }

    /// Both sides of what she and somebody else changed at once, and the choice between them.
    fn both_sides(self) -> View {
        now(move || {
            let there = self.conflict.get()?;
            let told = self.filling.values().against(&there);
            let take = move || {
                self.conflict.set(None);
                self.filling.put(there.clone());
                self.filling.sent();
                self.source.retry();
            };
            Some(both_sides(told, move || self.save(), take))
        })
    }

    fn give_back(self) {
        let values = self.filling.sendable();
        let faults = values.faults();
        let third_party = untrack(|| self.found()).map(|contact| contact.third_party);
        let (true, Some(third_party)) = (faults.is_none(), third_party) else {
            self.filling.form.refuse(faults);
            return;
        };
        self.filling.form.begin();
        spawn_local(async move {
            let app = self.here.app;
            let answer = make(self.here, self.filling, &values, third_party).await;
            if self.filling.form.is_gone() {
                return;
            }
            match answer.and_then(|answer| answer.read::<Made>()) {
                Ok(made) => {
                    self.filling.sent();
                    app.say(&(t().person.again_done)(values.name.trim()));
                    // Under another address she is another person.
                    match made.id.parse() {
                        Ok(id) if id != self.id => {
                            app.nav.go(&route::contact(id), ui::nav::Go::Instead);
                        }
                        _ => self.source.retry(),
                    }
                }
                Err(failure) => self.filling.form.refuse(Faults::of(&failure, &FIELDS)),
            }
        });
    }
}
