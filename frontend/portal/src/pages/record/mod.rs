//! One record: what it is, how it stands, what is known of it, and the paper or the pictures themselves.

mod bill;
mod facts;
mod paper;

use crate::here::Here;
use crate::{offers, route};
use contract::file::FileSummary;
use contract::id::RecordId;
use contract::kind::RecordKind;
use contract::paths;
use contract::record::{RecordDetail, RecordView};
use facts::{Fact, facts};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use paper::Paper;
use ui::components::{Frame, Gallery, PageHead, Picture, State, as_of, chip, skeleton_page, state};
use ui::format;
use ui::icon::{Icon, icon};
use ui::source::{Follows, Source, Wish};
use ui::standing;
use ui::strings::t;

pub fn record() -> AnyView {
    let here = Here::now();
    let parameters = use_params_map();
    let id = Memo::new(move |_| parameters.with(|p| p.get("id")?.parse::<RecordId>().ok()));
    let source = Source::new(here.app, move || {
        let id = id.get()?;
        Some(Wish {
            path: paths::record(id),
            follows: Follows::Record(id),
        })
    });
    let found = source.first::<RecordView>();
    // The paper is fetched anew only when it is another: a refreshed page is no second opening.
    let file =
        Memo::new(move |_| found.with(|found| found.as_ref().and_then(|found| paper_of(found))));
    let title = Signal::derive(move || {
        let title = found.with(|found| found.as_ref().map(|found| found.row.title.clone()));
        title.or_else(|| super::missing::title(id.get().is_some(), source))
    });
    view! {
        <PageHead title=title place=here.place()>
            {move || found.get().map(|found| under(&found, here))}
            {as_of(source)}
        </PageHead>
        {move || match id.get() {
            Some(_) => {
                view! {
                    <Frame
                        source=source
                        skeleton=skeleton_page
                        draw=move || found.get().map(|found| draw(&found, here))
                    />
                    {move || file.get().map(|(file, what)| view! { <Paper file=file what=what/> })}
                }
                    .into_any()
            }
            None => super::missing::not_a_page(),
        }}
    }
    .into_any()
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
fn under(found: &RecordView, here: Here) -> AnyView {
    let row = &found.row;
    let words = here.words.get();
    let sort = format::capital(&words.sort(row.kind, &row.sub_kind));
    view! {
        <p class="head-under">
            <span class="row-part">{sort}</span>
            <span class="row-part">
                <a href=route::subject(row.subject.id)>{row.subject.name.clone()}</a>
            </span>
            {row
                .subject
                .postcode
                .clone()
                .map(|postcode| view! { <span class="row-part">{postcode}</span> })}
            {chip(standing::record(row, here.today()))}
        </p>
    }
    .into_any()
}

fn draw(found: &RecordView, here: Here) -> AnyView {
    let today = here.today();
    let kept = found.as_recorded_by.map(|day| {
        view! {
            <div class="notice">
                {icon(Icon::History)}
                <p>{(t().record.kept_view)(&format::day(day, today))}</p>
            </div>
        }
    });
    let inside = match &found.detail {
        Some(RecordDetail::Invoice(invoice)) => bill::draw(invoice),
        _ => ().into_any(),
    };
    let recent = here.app.live.is_recent(found.row.id);
    view! {
        <div class="record" class:is-recent=recent>
            {kept}
            {list(facts(found, today))}
            {inside}
            {pictures(found, here)}
            {further_files(found, here)}
            {nothing(found)}
        </div>
    }
    .into_any()
}

fn list(all: Vec<Fact>) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let all: Vec<_> = all
        .into_iter()
        .map(|fact| {
            view! {
                <div class="fact" class:is-long=fact.long>
                    <dt>{fact.name}</dt>
                    <dd title=fact.exact>{fact.value}</dd>
                </div>
            }
        })
        .collect();
    view! { <dl class="facts" aria-label=t().record.facts>{all}</dl> }.into_any()
}

/// A photo set's photos.
fn pictures(found: &RecordView, here: Here) -> AnyView {
    if found.row.kind != RecordKind::PhotoSet {
        return ().into_any();
    }
    let hat = here.hat_id();
    let pictures: Vec<_> = found
        .files
        .iter()
        .flatten()
        .map(|file| picture(file, hat, here))
        .collect();
    if pictures.is_empty() {
        return state(State::empty(t().photos.none), None);
    }
    view! { <Gallery pictures=pictures title=found.row.title.clone()/> }.into_any()
}

fn picture(file: &FileSummary, hat: Option<contract::id::ContactId>, here: Here) -> Picture {
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
fn further_files(found: &RecordView, here: Here) -> AnyView {
    if found.row.kind == RecordKind::PhotoSet {
        return ().into_any();
    }
    let shown = paper_of(found).map(|(file, _)| file.id);
    let hat = here.hat_id();
    let further: Vec<_> = found
        .files
        .iter()
        .flatten()
        .filter(|file| Some(file.id) != shown)
        .map(|file| {
            view! {
                <li>
                    <a href=offers::save_link(file.id, hat) download="">
                        {file.name.clone()}
                    </a>
                    <span class="soft">{format::size(file.size)}</span>
                </li>
            }
        })
        .collect();
    if further.is_empty() {
        return ().into_any();
    }
    view! {
        <h2>{t().files.files}</h2>
        <ul class="files">{further}</ul>
    }
    .into_any()
}

/// A document without a paper says so; other kinds need none.
fn nothing(found: &RecordView) -> Option<AnyView> {
    let bare =
        found.row.kind == RecordKind::Document && found.files.as_ref().is_none_or(Vec::is_empty);
    bare.then(|| {
        state(
            State {
                icon: Icon::Missing,
                ..State::empty(t().files.none).and(t().files.none_help)
            },
            None,
        )
    })
}
