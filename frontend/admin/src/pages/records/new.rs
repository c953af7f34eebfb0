//! Writing a record: which kind it is, then its form. It begins as the firm's own.

use super::form::RecordForm;
use super::names;
use super::values::Values;
use crate::here::Here;
use crate::kept::Kept;
use crate::route;
use crate::strings::t;
use contract::id::{RecordId, SubjectId};
use contract::kind::RecordKind;
use contract::paths;
use contract::people::Made;
use contract::tree::TreeView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::{Ask, Failure, Method};
use ui::clock;
use ui::components::{Layout, RowParts, row, rows};
use ui::dom::{View, div, el, link, now};
use ui::form::Faults;
use ui::nav::Go;
use ui::query::Address;

/// The page on which a record of the kind is written, about this if anything.
fn address(kind: RecordKind, subject: Option<&str>) -> String {
    Address::new(route::NEW_RECORD)
        .with("kind", Some(kind.name()))
        .with("subject", subject)
        .text()
}

pub fn new_record(here: Here) -> View {
    let place = here.app.nav.place;
    let asked = Memo::new(move |_| {
        place.with(|place| {
            let kind = place.get("kind").and_then(|kind| RecordKind::parse(&kind));
            (kind, place.get("subject"))
        })
    });
    let title = move || {
        Some(match asked.get() {
            (Some(kind), _) => (t().records.form.new_of)(names::kind(kind)),
            _ => t().records.form.new_title.to_owned(),
        })
    };
    let head = here
        .head(title)
        .add(el("p").class("head-under").add(t().records.form.made_help));
    let inside = now(move || match asked.get() {
        (Some(kind), subject) => write(here, kind, subject),
        (None, subject) => which(subject.as_deref()),
    });
    vec![head.into(), inside].into()
}

/// Each kind, and the way to its form.
fn which(subject: Option<&str>) -> View {
    let kinds = RecordKind::ALL.iter().map(|kind| {
        row(RowParts {
            layout: Layout::Whole,
            in_section: true,
            title: names::kind(*kind).to_owned(),
            href: address(*kind, subject),
            ..RowParts::default()
        })
    });
    el("section")
        .class("section")
        .add(el("h2").add(t().records.form.what_kind))
        .add(rows(kinds.collect()))
        .into()
}

fn write(here: Here, kind: RecordKind, subject: Option<String>) -> View {
    let page = address(kind, subject.as_deref());
    let kept = Kept::new(here, page, Values::new(kind, clock::today()));
    if let Some(id) = subject.and_then(|id| id.parse::<SubjectId>().ok()) {
        spawn_local(about(here, kept, id));
    }
    let form = RecordForm { here, kept };
    let back = link(route::RECORDS)
        .class("button")
        .add(ui::strings::t().app.cancel);
    let words = &t().records.form;
    let acts = div("form-acts")
        .add(kept.form.submit(words.make, words.making))
        .add(back);
    let drawn = kept
        .form
        .draw(move || send(here, kept))
        .class("form is-wide is-record")
        .add(form.draw(kind))
        .add(acts);
    vec![kept.offer(), drawn.into()].into()
}

/// What the page was opened from is what it is about, as long as she has chosen nothing else.
async fn about(here: Here, kept: Kept<Values>, id: SubjectId) {
    let ask = Ask {
        path: paths::in_tree(id),
        ..Ask::default()
    };
    let answer = here.app.client.change(ask).await;
    let Ok(found) = answer.and_then(|answer| answer.read::<TreeView>()) else {
        return;
    };
    if kept.form.is_gone() || kept.is_changed() {
        return;
    }
    let mut values = kept.values.get_untracked();
    values.subject = Some((id, found.row.row.name));
    kept.begin(values);
}

fn send(here: Here, kept: Kept<Values>) {
    let values = kept.values.get_untracked();
    let faults = values.faults();
    let (true, Some(body)) = (faults.is_none(), values.json()) else {
        kept.form.refuse(faults);
        return;
    };
    kept.form.begin();
    spawn_local(async move {
        let body = body.write();
        let ask = Ask {
            method: Method::Post,
            path: paths::FIRM_RECORDS.to_owned(),
            key: kept.form.key(&body),
            body: Some(body),
            ..Ask::default()
        };
        let answer = here.app.client.change(ask).await;
        if kept.form.is_gone() {
            return;
        }
        let made = answer
            .and_then(|answer| answer.read::<Made>())
            .and_then(|made| {
                let id = made.id.parse::<RecordId>();
                id.map_err(|_| Failure::Broken { trace_id: None })
            });
        match made {
            Ok(id) => {
                kept.sent();
                here.app.say(&(t().records.form.made)(&values.title()));
                here.app.nav.go(&route::record(id), Go::Instead);
            }
            Err(failure) => refuse(kept, &failure),
        }
    });
}

/// What the server says is wrong, each at its field.
pub fn refuse(kept: Kept<Values>, failure: &Failure) {
    let names = kept.values.with_untracked(Values::names);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    kept.form.refuse(Faults::of(failure, &names));
}
