//! One subject: what is on record for it, block by block.

use crate::blocks::blocks;
use crate::here::Here;
use contract::block::Block;
use contract::id::SubjectId;
use contract::paths;
use contract::subject::SubjectView;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use std::sync::Arc;
use ui::components::{Frame, PageHead, State, as_of, skeleton_rows, state};
use ui::source::{Follows, Source, Wish};
use ui::strings::t;

pub fn subject() -> AnyView {
    let here = Here::now();
    let parameters = use_params_map();
    let id = Memo::new(move |_| parameters.with(|p| p.get("id")?.parse::<SubjectId>().ok()));
    let source = Source::new(here.app, move || {
        let id = id.get()?;
        Some(Wish {
            path: paths::subject(id),
            follows: Follows::Subject(id),
        })
    });
    let found = source.first::<SubjectView>();
    let title = Signal::derive(move || {
        let name = found.with(|found| found.as_ref().map(|found| found.row.name.clone()));
        name.or_else(|| super::missing::title(id.get().is_some(), source))
    });
    view! {
        <PageHead title=title place=here.place()>
            {move || found.get().map(under)}
            {as_of(source)}
        </PageHead>
        {move || match id.get() {
            Some(_) => {
                view! {
                    <Frame
                        source=source
                        skeleton=skeleton_rows
                        draw=move || found.get().map(|found| draw(&found, here))
                    />
                }
                    .into_any()
            }
            None => super::missing::not_a_page(),
        }}
    }
    .into_any()
}

/// Where it is.
fn under(found: Arc<SubjectView>) -> AnyView {
    let row = &found.row;
    let address = row.address.clone().filter(|address| *address != row.name);
    let parts: Vec<_> = [
        address,
        row.postcode.clone(),
        row.uprn
            .as_ref()
            .map(|uprn| format!("{} {uprn}", t().subject.uprn)),
    ]
    .into_iter()
    .flatten()
    .map(|part| view! { <span class="row-part">{part}</span> })
    .collect();
    view! { <p class="head-under">{parts}</p> }.into_any()
}

fn is_empty(block: &Block) -> bool {
    match block {
        Block::Totals(totals) => totals.totals.is_empty(),
        Block::BySubject(table) => table.rows.is_empty(),
        Block::Records(list) => list.rows.is_empty(),
    }
}

fn draw(found: &SubjectView, here: Here) -> AnyView {
    if found.blocks.iter().all(is_empty) {
        return state(State::empty((t().subject.nothing)(&found.row.name)), None);
    }
    blocks(&found.blocks, here, true)
}
