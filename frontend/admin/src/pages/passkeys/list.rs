//! Her own passkeys: what she may do about each, the server says.

use super::add::adding;
use super::prove::prove;
use crate::here::Here;
use crate::route;
use crate::strings::t;
use contract::id::PasskeyId;
use contract::passkey::{PasskeyPage, PasskeyRow};
use contract::paths;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::Method;
use ui::clock;
use ui::components::{Shape, State, chip, frame, moment, part, rows, sheet, skeleton_rows, state};
use ui::dom::{View, button, div, el, link};
use ui::form::complaint;
use ui::icon::Icon;
use ui::source::{Follows, Source, Wish, one};
use ui::standing::{Chip, Tone};

/// Which one is to go, once that is confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Chosen {
    id: PasskeyId,
    name: String,
    is_last: bool,
}

#[derive(Clone, Copy)]
struct Removal {
    here: Here,
    source: Source,
    open: RwSignal<bool>,
    chosen: RwSignal<Option<Chosen>>,
}

impl Removal {
    fn ask(self, one: Chosen) {
        self.chosen.set(Some(one));
        self.open.set(true);
    }

    fn remove(self) {
        let Some(one) = self.chosen.get_untracked() else {
            return;
        };
        self.open.set(false);
        let app = self.here.app;
        spawn_local(async move {
            let path = paths::passkey(one.id);
            match app.client.own(Method::Delete, &path, false).await {
                Ok(_) => app.say(&(t().passkeys.removed)(&one.name)),
                // Gone already: that is what was wanted.
                Err(failure) if failure.is_hidden() => {}
                Err(failure) => app.complain(&complaint(&failure)),
            }
            self.again();
        });
    }

    /// What she has, and what she may with it, is another now.
    fn again(self) {
        self.source.retry();
        self.here.ask();
    }

    fn confirm(self) -> View {
        let Some(one) = self.chosen.get() else {
            return View::nothing();
        };
        let words = &t().passkeys;
        let told = if one.is_last {
            words.remove_last
        } else {
            words.remove_confirm
        };
        let remove = button("button is-danger", move || self.remove()).add(words.remove);
        let open = self.open;
        let cancel = button("button", move || open.set(false)).add(ui::strings::t().app.cancel);
        vec![
            View::from(el("p").add(told(&one.name))),
            div("sheet-acts").add(remove).add(cancel).into(),
        ]
        .into()
    }
}

pub fn passkeys(here: Here) -> View {
    let source = Source::new(here.app, one::<PasskeyPage>, || {
        Some(Wish {
            path: paths::PASSKEYS.to_owned(),
            follows: Follows::Nothing,
        })
    });
    let removal = Removal {
        here,
        source,
        open: RwSignal::new(false),
        chosen: RwSignal::new(None),
    };
    let list = frame(
        here.app,
        source,
        skeleton_rows,
        move |page: &PasskeyPage| all_of(page, removal),
    );
    let title = || t().passkeys.remove_title.to_owned();
    let confirm = sheet(removal.open, title, Shape::Plain, move || removal.confirm());
    let guide = link(route::PASSKEY_GUIDE)
        .with("rel", "external")
        .add(t().passkeys.guide);
    let head = here
        .head(|| Some(t().passkeys.title.to_owned()))
        .add(el("p").class("head-under").add(t().passkeys.help))
        .add(el("p").class("head-under").add(guide));
    vec![head.into(), list, confirm].into()
}

fn all_of(page: &PasskeyPage, removal: Removal) -> View {
    let words = &t().passkeys;
    let is_last = page.items.len() == 1;
    let list = if page.items.is_empty() {
        state(&State::empty(words.none).and(words.none_help), None)
    } else {
        rows(
            page.items
                .iter()
                .map(|row| one_passkey(row, is_last, removal))
                .collect(),
        )
    };
    let more = if page.can_add {
        adding(removal.here, move || removal.again())
    } else {
        let again = move || removal.again();
        el("section")
            .class("group")
            .add(el("h2").add(words.add_title))
            .add(el("p").class("soft").add(words.needs_one))
            .add(prove(removal.here.app, "button", words.use_it, again))
            .into()
    };
    vec![list, more].into()
}

fn one_passkey(row: &PasskeyRow, is_last: bool, removal: Removal) -> View {
    let words = &t().passkeys;
    let at = |words: &str, at: &str| {
        part(View::from(vec![
            View::from(format!("{words} ")),
            moment(&clock::instant(at)).into(),
        ]))
    };
    let used = row.last_used_at.as_deref();
    let under = el("p")
        .class("row-under")
        .add(at(words.added, &row.added_at))
        .add(match used {
            Some(used) => at(words.last_used, used),
            None => part(words.never_used),
        });
    let synced = row
        .synced
        .then(|| chip(&Chip::new(Tone::Plain, Icon::Check, words.synced)));
    let text = div("row-text")
        .add(el("h2").class("row-title").add(row.name.as_str()))
        .add(under)
        .add(synced);
    let one = Chosen {
        id: row.id,
        name: row.name.clone(),
        is_last,
    };
    let remove = row.can_remove.then(|| {
        let name = (words.remove_named)(&row.name);
        button("button", move || removal.ask(one.clone()))
            .with("aria-label", &name)
            .add(words.remove)
    });
    el("li")
        .class("row is-record is-short")
        .add(div("row-main").add(text))
        .add(div("row-acts").add(remove))
        .into()
}
