//! The first page: the blocks of the hat's profile.

use crate::blocks::blocks;
use crate::here::Here;
use contract::block::Dashboard;
use contract::paths;
use leptos::prelude::*;
use ui::components::{Frame, PageHead, as_of, skeleton_figures, skeleton_rows};
use ui::source::{Follows, Source, Wish};

fn skeleton() -> AnyView {
    view! {
        {skeleton_figures()}
        {skeleton_rows()}
    }
    .into_any()
}

pub fn home() -> AnyView {
    let here = Here::now();
    let source = Source::new(here.app, || {
        Some(Wish {
            path: paths::DASHBOARD.to_owned(),
            follows: Follows::All,
        })
    });
    let dashboard = source.first::<Dashboard>();
    let title = Signal::derive(move || {
        here.hat
            .with(|hat| hat.as_ref().map(|h| h.third_party.clone()))
    });
    view! {
        <PageHead title=title place=here.place()>
            {as_of(source)}
        </PageHead>
        <Frame
            source=source
            skeleton=skeleton
            draw=move || dashboard.get().map(|found| blocks(&found.blocks, here, false))
        />
    }
    .into_any()
}
