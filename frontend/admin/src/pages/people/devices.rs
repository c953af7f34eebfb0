//! Where she is signed in, as far as it is this firm's business, and signing her out there.

use crate::here::Here;
use crate::strings::t;
use contract::device::DeviceRow;
use contract::id::{ContactId, DeviceId};
use contract::paths;
use contract::people::ContactView;
use contract::staff::StaffRight;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::browser;
use ui::client::{Ask, Failure, Method};
use ui::clock;
use ui::components::{Shape, moment, part, rows, sheet};
use ui::dom::{View, button, div, el, now};
use ui::form::complaint;
use ui::source::Source;

/// What is to be signed out, once that is confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Which {
    One(DeviceId, String),
    All,
}

/// The page's, which outlives what is drawn of it.
#[derive(Clone, Copy)]
pub struct Devices {
    here: Here,
    id: ContactId,
    source: Source,
    open: RwSignal<bool>,
    which: RwSignal<Which>,
    busy: RwSignal<bool>,
}

impl Devices {
    #[must_use]
    pub fn new(here: Here, id: ContactId, source: Source) -> Self {
        Self {
            here,
            id,
            source,
            open: RwSignal::new(false),
            which: RwSignal::new(Which::All),
            busy: RwSignal::new(false),
        }
    }

    fn ask(self, which: Which) {
        self.which.set(which);
        self.open.set(true);
    }

    /// The section of her page.
    #[must_use]
    pub fn section(self, list: &[DeviceRow]) -> View {
        let words = &t().person;
        let inside = if list.is_empty() {
            el("p").class("soft").add(words.no_devices).into()
        } else {
            rows(list.iter().map(|device| self.row(device)).collect())
        };
        let all = (list.len() > 1).then(|| {
            now(move || {
                self.here.can(StaffRight::EndAccess).then(|| {
                    let ask = button("button", move || self.ask(Which::All))
                        .with("aria-haspopup", "dialog")
                        .add(t().people.devices.end_all);
                    el("p").class("section-act").add(ask)
                })
            })
        });
        el("section")
            .class("section")
            .add(el("h2").add(words.devices))
            .add(inside)
            .add(all)
            .into()
    }

    fn row(self, device: &DeviceRow) -> View {
        let words = &t().person;
        let since = |words: &str, at: &str| {
            part(View::from(vec![
                View::from(format!("{words} ")),
                moment(&clock::instant(at)).into(),
            ]))
        };
        let under = el("p")
            .class("row-under")
            .add(since(words.signed_in, &device.signed_in_at))
            .add(since(words.last_used, &device.last_used_at));
        let text = div("row-text")
            .add(el("h3").class("row-title").add(device.label.as_str()))
            .add(under);
        let (id, label) = (device.id, device.label.clone());
        let act = now(move || {
            let label = label.clone();
            self.here.can(StaffRight::EndAccess).then(|| {
                let name = (t().people.devices.end_named)(&label);
                button("button", move || self.ask(Which::One(id, label.clone())))
                    .with("aria-haspopup", "dialog")
                    .with("aria-label", &name)
                    .add(t().people.devices.end)
            })
        });
        el("li")
            .class("row is-record is-short")
            .add(div("row-main").add(text))
            .add(div("row-acts").add(act))
            .into()
    }

    /// The sheet that asks first.
    #[must_use]
    pub fn asking(self) -> View {
        let title = move || {
            let words = &t().people.devices;
            match self.which.get() {
                Which::One(_, label) => (words.ask)(&label),
                Which::All => (words.ask_all)(&self.name()),
            }
        };
        sheet(self.open, title, Shape::Plain, move || self.confirm())
    }

    fn name(self) -> String {
        let contact = self.source.found::<ContactView>();
        contact.map_or_else(String::new, |contact| contact.row.name.clone())
    }

    fn confirm(self) -> View {
        let words = &t().people.devices;
        let (what, act) = match self.which.get_untracked() {
            Which::One(..) => (words.what, words.end),
            Which::All => (words.what_all, words.end_all),
        };
        // A second try after an answer that got lost ends nothing twice.
        let key = browser::unique();
        let end = button("button is-danger", move || self.end(key.clone()))
            .now_bool("aria-disabled", move || self.busy.get())
            .add(act);
        let cancel =
            button("button", move || self.open.set(false)).add(ui::strings::t().app.cancel);
        vec![
            View::from(el("p").add(what)),
            el("p").add(words.kept).into(),
            el("p").class("soft").add(words.lost).into(),
            div("sheet-acts").add(end).add(cancel).into(),
        ]
        .into()
    }

    fn end(self, key: String) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let (which, name) = untrack(|| (self.which.get(), self.name()));
        spawn_local(async move {
            let words = &t().people.devices;
            let app = self.here.app;
            match self.send(&which, key).await {
                Ok(()) => {
                    app.say(&match &which {
                        Which::One(_, label) => (words.ended)(label),
                        Which::All => (words.ended_all)(&name),
                    });
                }
                Err(failure) => app.complain(&complaint(&failure)),
            }
            self.busy.set(false);
            self.open.set(false);
            self.source.retry();
        });
    }

    async fn send(self, which: &Which, key: String) -> Result<(), Failure> {
        let ask = match which {
            Which::One(device, _) => Ask {
                method: Method::Delete,
                path: paths::contact_device(self.id, *device),
                ..Ask::default()
            },
            Which::All => Ask {
                method: Method::Post,
                path: paths::contact_devices_end(self.id),
                key: Some(key),
                ..Ask::default()
            },
        };
        self.here.app.client.change(ask).await.map(drop)
    }
}
