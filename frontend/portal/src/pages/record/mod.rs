//! One record: what it is, how it stands, what is known of it, and the paper or the pictures themselves.

mod bill;
mod facts;
mod paper;

use crate::here::Here;
use crate::{offers, route};
use contract::file::FileSummary;
use contract::id::RecordId;
use contract::kind::{RecordKind, Status};
use contract::paths;
use contract::record::{RecordDetail, RecordView};
use facts::{Fact, facts};
use leptos::prelude::*;
use ui::components::{
    Picture, State, chip, frame, gallery, just_now, marked, part, skeleton_page, state,
};
use ui::dom::{View, all, div, el, link, now, span};
use ui::format;
use ui::icon::{Icon, icon};
use ui::source::{Follows, Source, Wish, one};
use ui::standing;
use ui::strings::t;

pub fn record(here: Here, id: RecordId) -> View {
    let source = Source::new(here.app, one::<RecordView>, move || {
        Some(Wish {
            path: paths::record(id),
            follows: Follows::Record(id),
        })
    });
    let found = move || source.found::<RecordView>();
    let title = move || {
        let title = found().map(|found| found.row.title.clone());
        title.or_else(|| super::missing::title(source))
    };
    let under = now(move || found().map(|found| under(&found, here)));
    let content = frame(
        here.app,
        source,
        skeleton_page,
        move |found: &RecordView| draw(found, here),
    );
    // The paper is fetched anew only when it is another: a refreshed page is no second opening.
    let file = Memo::new(move |_| found().and_then(|found| paper_of(&found)));
    let paper = now(move || {
        file.get()
            .map(|(file, what)| paper::paper(here, &file, &what))
    });
    let head = here.head(title).add(under).add(here.as_of(source));
    let home = super::missing::way_home(source);
    vec![head.into(), content, home, paper].into()
}

/// The paper of a document, and what it is called.
fn paper_of(found: &RecordView) -> Option<(FileSummary, String)> {
    if found.row.kind == RecordKind::PhotoSet {
        return None;
    }
    let files = found.files.as_ref()?;
    let main = found
        .row
        .file
        .and_then(|id| files.iter().find(|file| file.id == id))
        .or_else(|| files.first())?;
    let what = if found.row.sub_kind.is_empty() {
        found.row.title.clone()
    } else {
        ui::words::sub_kind_name(&found.row.sub_kind)
    };
    Some((main.clone(), what))
}

/// What it is, of what, and how it stands.
fn under(found: &RecordView, here: Here) -> View {
    let row = &found.row;
    let sort = format::capital(&here.words().sort(row.kind, &row.sub_kind));
    let subject = link(&route::subject(row.subject.id)).add(row.subject.name.as_str());
    // That a photo set counts goes without saying.
    let is_silent = row.kind == RecordKind::PhotoSet && row.status == Status::Current;
    let state = (!is_silent).then(|| chip(&standing::record(row, here.today())));
    el("p")
        .class("head-under")
        .add(part(sort))
        .add(part(subject))
        .add(row.subject.postcode.as_deref().map(part))
        .add(state)
        .add(just_now(Some(here.app.live.recent_record(row.id))))
        .into()
}

fn draw(found: &RecordView, here: Here) -> View {
    let today = here.today();
    let kept = found.as_recorded_by.map(|day| {
        let text = (t().record.kept_view)(&format::day(day, today));
        div("notice is-calm")
            .add(icon(Icon::History))
            .add(el("p").add(text))
    });
    let (due, bill) = match &found.detail {
        Some(RecordDetail::Invoice(invoice)) => (bill::due(invoice), bill::draw(invoice)),
        _ => (View::nothing(), View::nothing()),
    };
    let recent = here.app.live.recent_record(found.row.id);
    marked(div("record"), Some(recent))
        .add(kept)
        .add(due)
        .add(list(&facts(found, today)))
        .add(bill)
        .add(pictures(found, here))
        .add(further_files(found, here))
        .add(without_paper(found))
        .into()
}

fn list(facts: &[Fact]) -> View {
    if facts.is_empty() {
        return View::nothing();
    }
    let items = all(facts.iter().map(|fact| {
        let value = el("dd")
            .with_some("title", fact.exact.as_deref())
            .add(fact.value.as_str());
        div(if fact.long { "fact is-long" } else { "fact" })
            .add(el("dt").add(fact.name.as_str()))
            .add(value)
    }));
    el("dl")
        .class("facts")
        .with("aria-label", t().record.facts)
        .add(items)
        .into()
}

/// A photo set's photos.
fn pictures(found: &RecordView, here: Here) -> View {
    if found.row.kind != RecordKind::PhotoSet {
        return View::nothing();
    }
    let pictures: Vec<_> = found
        .files
        .iter()
        .flatten()
        .map(|file| picture(file, here))
        .collect();
    if pictures.is_empty() {
        return state(&State::missing(t().photos.none), None);
    }
    gallery(pictures, &found.row.title, here.app.client.reached)
}

fn picture(file: &FileSummary, here: Here) -> Picture {
    let hat = here.hat_id();
    let taken = file.taken_on.map(|day| format::day(day, here.today()));
    let words: Vec<String> = file.caption.iter().cloned().chain(taken).collect();
    Picture {
        small: file
            .has_thumbnail
            .then(|| offers::thumbnail_link(file.id, hat)),
        large: offers::look_link(file.id, hat),
        save: offers::save_link(file.id, hat),
        words: words.join(", "),
        name: file.name.clone(),
    }
}

/// Files besides the one that is shown.
fn further_files(found: &RecordView, here: Here) -> View {
    if found.row.kind == RecordKind::PhotoSet {
        return View::nothing();
    }
    let shown = paper_of(found).map(|(file, _)| file.id);
    let hat = here.hat_id();
    let further: Vec<View> = found
        .files
        .iter()
        .flatten()
        .filter(|file| Some(file.id) != shown)
        .map(|file| {
            let (href, name) = (offers::save_link(file.id, hat), file.name.clone());
            // Without the server it is only named.
            let save = now(move || {
                if here.app.client.reached.get() {
                    link(&href).with("download", "").add(name.as_str())
                } else {
                    span("", &name)
                }
            });
            let size = span("soft", &format::size(file.size));
            el("li").add(save).add(size).into()
        })
        .collect();
    if further.is_empty() {
        return View::nothing();
    }
    vec![
        View::from(el("h2").add(t().files.files)),
        el("ul").class("files").add(View::from(further)).into(),
    ]
    .into()
}

/// A document without a paper says so; other kinds need none.
fn without_paper(found: &RecordView) -> View {
    let is_bare =
        found.row.kind == RecordKind::Document && found.files.as_ref().is_none_or(Vec::is_empty);
    if is_bare {
        state(
            &State::missing(t().files.none).and(t().files.none_help),
            None,
        )
    } else {
        View::nothing()
    }
}
