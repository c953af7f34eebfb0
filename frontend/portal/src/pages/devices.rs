//! Where I am signed in, and how to end it there.

use crate::here::Here;
use contract::device::{DevicePage, DeviceRow};
use contract::id::DeviceId;
use contract::paths;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::Method;
use ui::clock;
use ui::components::{Shape, State, chip, frame, moment, part, rows, sheet, skeleton_rows};
use ui::dom::{View, button, div, el, now};
use ui::icon::Icon;
use ui::source::{Follows, Source, Wish, one};
use ui::standing::{Chip, Tone};
use ui::strings::t;

/// Which device is to be ended, once that is confirmed.
#[derive(Clone, Copy)]
struct Ending {
    here: Here,
    source: Source,
    open: RwSignal<bool>,
    chosen: RwSignal<Option<(DeviceId, String)>>,
}

impl Ending {
    fn ask(self, device: (DeviceId, String)) {
        self.chosen.set(Some(device));
        self.open.set(true);
    }

    fn end(self) {
        let Some((id, label)) = self.chosen.get_untracked() else {
            return;
        };
        self.open.set(false);
        let app = self.here.app;
        spawn_local(async move {
            match app
                .client
                .own(Method::Delete, &paths::device(id), false)
                .await
            {
                Ok(_) => app.say(&(t().devices.ended)(&label)),
                // Gone already: that is what was wanted.
                Err(failure) if failure.is_hidden() => {}
                Err(failure) => app.complain(&State::failed(&failure).title),
            }
            self.source.retry();
        });
    }

    fn confirm(self) -> View {
        let Some((_, label)) = self.chosen.get() else {
            return View::nothing();
        };
        let end = button("button is-main", move || self.end()).add(t().devices.end);
        let cancel = button("button", move || self.open.set(false)).add(t().app.cancel);
        vec![
            View::from(el("p").add((t().devices.confirm)(&label))),
            div("sheet-acts").add(end).add(cancel).into(),
        ]
        .into()
    }
}

pub fn devices(here: Here) -> View {
    let source = Source::new(here.app, one::<DevicePage>, || {
        Some(Wish {
            path: paths::DEVICES.to_owned(),
            follows: Follows::Nothing,
        })
    });
    let ending = Ending {
        here,
        source,
        open: RwSignal::new(false),
        chosen: RwSignal::new(None),
    };
    let list = frame(here.app, source, skeleton_rows, move |page: &DevicePage| {
        rows(
            page.items
                .iter()
                .map(|row| one_device(row, ending))
                .collect(),
        )
    });
    let title = || t().devices.confirm_title.to_owned();
    let confirm = sheet(ending.open, title, Shape::Plain, move || ending.confirm());
    let head = here
        .head(|| Some(t().devices.title.to_owned()))
        .add(el("p").class("head-under").add(t().devices.help))
        .add(here.as_of(source));
    vec![head.into(), list, confirm].into()
}

fn one_device(row: &DeviceRow, ending: Ending) -> View {
    let words = &t().devices;
    let act = if row.current {
        chip(&Chip::new(Tone::Good, Icon::Check, words.this_one))
    } else {
        let device = (row.id, row.label.clone());
        now(move || {
            let device = device.clone();
            // Without the server nothing can be ended.
            ending.here.app.client.reached.get().then(|| {
                let name = (words.end_named)(&device.1);
                button("button", move || ending.ask(device.clone()))
                    .with("aria-label", &name)
                    .add(words.end)
            })
        })
    };
    let since = |words: &str, at: &str| {
        part(View::from(vec![
            View::from(format!("{words} ")),
            moment(&clock::instant(at)).into(),
        ]))
    };
    let under = el("p")
        .class("row-under")
        .add(since(words.signed_in, &row.signed_in_at))
        .add(since(words.last_used, &row.last_used_at));
    let text = div("row-text")
        .add(el("h2").class("row-title").add(row.label.as_str()))
        .add(under);
    el("li")
        .class("row is-record is-short")
        .add(div("row-main").add(text))
        .add(div("row-acts").add(act))
        .into()
}
