//! One third party: its people and how it stands with each, its bookmark, and its name.

use super::people::archive::Archiving;
use super::people::switches::of_third_party;
use super::receipts::log_of;
use crate::here::Here;
use crate::names;
use crate::people::{last_in, person_row};
use crate::route;
use crate::strings::t;
use contract::id::ThirdPartyId;
use contract::paths;
use contract::people::ThirdPartyView;
use contract::staff::StaffRight;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::browser;
use ui::client::{Ask, Method};
use ui::components::{Shape, State, frame, part, rows, sheet, skeleton_rows, state};
use ui::dom::{El, View, button, div, el, link, now};
use ui::form::{Faults, Form, labelled};
use ui::icon::{Icon, icon};
use ui::json::Json;
use ui::source::{Follows, Source, Wish, one};

pub fn third_party(here: Here, id: ThirdPartyId) -> View {
    let source = party(here, id);
    let renaming = RwSignal::new(false);
    let archiving = Archiving::new(here, source);
    let switches = of_third_party(here, id, source);
    let title = move || {
        source
            .found::<ThirdPartyView>()
            .map(|party| party.row.name.clone())
            .or_else(|| {
                let failed = source.shown.with(|shown| shown.failure.is_some());
                failed.then(|| t().third_parties.title.to_owned())
            })
    };
    let under = now(move || {
        let party = source.found::<ThirdPartyView>()?;
        let line = el("p")
            .class("head-under")
            .add(part(names::kind(&party.row.profile)))
            .add(last_in(party.row.last_seen_at.as_deref()).map(part));
        Some(line)
    });
    let inside = frame(
        here.app,
        source,
        skeleton_rows,
        move |party: &ThirdPartyView| {
            let is_used = party.row.archived_at.is_none();
            vec![
                View::from(archiving.notice(party)),
                people(here, id, party),
                is_used.then(|| bookmark(here, party)).unwrap_or_default(),
                acts(here, id, renaming),
            ]
            .into()
        },
    );
    // The switches stand outside of what is drawn anew when an answer comes.
    let is_used = Memo::new(move |_| {
        let party = source.found::<ThirdPartyView>();
        party.is_some_and(|party| party.row.archived_at.is_none())
    });
    let rest = now(move || {
        if !is_used.get() {
            return View::nothing();
        }
        let above = untrack(|| source.found::<ThirdPartyView>());
        let above = above
            .map(|party| party.off_above.clone())
            .unwrap_or_default();
        let edits = here.can(StaffRight::EditPeople);
        let switched = edits.then(|| {
            el("section")
                .class("section")
                .add(switches.draw(t().people.switches.help, &above))
        });
        let ends = here.can(StaffRight::EndAccess);
        vec![
            View::from(switched),
            View::from(edits.then(|| merging(id))),
            View::from(ends.then(|| archiving.section())),
        ]
        .into()
    });
    let rename = sheet(
        renaming,
        || t().third_party.rename_title.to_owned(),
        Shape::Plain,
        move || rename(here, id, source, renaming),
    );
    vec![
        here.head(title).add(under).add(here.as_of(source)).into(),
        inside,
        rest,
        rename,
        archiving.asking(),
    ]
    .into()
}

/// It with its people.
#[must_use]
pub fn party(here: Here, id: ThirdPartyId) -> Source {
    Source::new(here.app, one::<ThirdPartyView>, move || {
        Some(Wish {
            path: paths::third_party(id),
            follows: Follows::Nothing,
        })
    })
}

fn people(here: Here, id: ThirdPartyId, party: &ThirdPartyView) -> View {
    let words = &t().third_party;
    let is_used = party.row.archived_at.is_none();
    let add = (is_used && here.can(StaffRight::EditPeople)).then(|| {
        link(&route::new_contact(id))
            .class("button is-main section-note")
            .add(words.add_person)
    });
    let list = if party.people.is_empty() {
        state(&State::empty(words.nobody).and(words.nobody_help), None)
    } else {
        rows(
            party
                .people
                .iter()
                .map(|person| person_row(here, person))
                .collect(),
        )
    };
    el("section")
        .class("section has-act")
        .add(el("h2").add(words.people).add(add))
        .add(list)
        .into()
}

/// The way to making it another.
fn merging(id: ThirdPartyId) -> El {
    let words = &t().people.merging;
    el("section")
        .class("section")
        .add(el("h2").add(words.title))
        .add(el("p").class("soft section-help").add(words.help))
        .add(link(&route::merge(id)).class("button").add(words.button))
}

fn bookmark(here: Here, party: &ThirdPartyView) -> View {
    let words = &t().third_party;
    let origin = browser::window().and_then(|window| window.location().origin().ok());
    let address = format!("{}{}", origin.unwrap_or_default(), party.bookmark);
    let field = el("input")
        .with("type", "text")
        .with("readonly", "")
        .with("value", &address)
        .with("aria-label", words.bookmark);
    let shown = field.clone();
    let copy = button("button", move || {
        let (address, shown) = (address.clone(), shown.clone());
        spawn_local(async move {
            if browser::copy(&address).await {
                here.app.say(t().app.copied);
            } else {
                if let Some(field) = shown.input() {
                    field.select();
                }
                here.app.complain(t().app.not_copied);
            }
        });
    });
    el("section")
        .class("section")
        .add(el("h2").add(words.bookmark))
        .add(el("p").class("soft").add(words.bookmark_help))
        .add(
            div("copied")
                .add(div("field is-inline").add(field))
                .add(copy.add(t().app.copy)),
        )
        .into()
}

fn acts(here: Here, id: ThirdPartyId, renaming: RwSignal<bool>) -> View {
    now(move || {
        let rename = here.can(StaffRight::EditPeople).then(|| {
            button("button", move || renaming.set(true))
                .with("aria-haspopup", "dialog")
                .add(icon(Icon::Preferences))
                .add(t().third_party.rename)
        });
        let receipts = here.can(StaffRight::SeeReceipts).then(|| {
            link(&log_of(&id.to_string(), None))
                .class("button")
                .add(icon(Icon::History))
                .add(t().receipts.of)
        });
        div("section form-acts").add(rename).add(receipts)
    })
}

fn rename(here: Here, id: ThirdPartyId, source: Source, open: RwSignal<bool>) -> View {
    let words = &t().third_parties;
    let form = Form::new(here.app);
    let before = untrack(|| source.found::<ThirdPartyView>());
    let name = RwSignal::new(
        before
            .map(|party| party.row.name.clone())
            .unwrap_or_default(),
    );
    let field = form
        .field("name", name)
        .with("autocomplete", "off")
        .with("required", "")
        .with("maxlength", "200");
    let send = move || {
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            form.refuse(Faults::one("name", words.name_missing));
            return;
        }
        form.begin();
        let seen = untrack(|| source.found::<ThirdPartyView>());
        spawn_local(async move {
            let body = Json::texts(&[("name", &typed)]).write();
            let ask = Ask {
                method: Method::Patch,
                path: paths::third_party(id),
                key: form.key(&body),
                body: Some(body),
                revision: seen.map(|party| party.revision.clone()),
                ..Ask::default()
            };
            let renamed = here.app.client.change(ask).await;
            if form.is_gone() {
                return;
            }
            match renamed {
                Ok(_) => {
                    open.set(false);
                    here.app.say(&(t().third_party.renamed)(&typed));
                    source.retry();
                }
                Err(failure) if failure.is_stale() => {
                    // What she typed stays; the next try is made on what is there now.
                    form.refuse(Faults::one("name", t().third_party.changed));
                    source.retry();
                }
                Err(failure) => form.refuse(Faults::of(&failure, &["name"])),
            }
        });
    };
    let cancel = button("button", move || open.set(false)).add(ui::strings::t().app.cancel);
    let acts = div("sheet-acts")
        .add(form.submit(t().app.save, t().app.saving))
        .add(cancel);
    form.draw(send)
        .add(labelled(words.name, field))
        .add(form.fault("name"))
        .add(form.whole_fault())
        .add(acts)
        .into()
}
