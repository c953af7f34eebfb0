//! The first page: the blocks of the hat's profile.

use crate::blocks::{Among, blocks};
use crate::here::Here;
use contract::block::Dashboard;
use contract::paths;
use leptos::prelude::*;
use ui::components::{frame, skeleton_figures, skeleton_rows};
use ui::dom::View;
use ui::source::{Follows, Source, Wish, one};

fn skeleton() -> View {
    vec![skeleton_figures(), skeleton_rows()].into()
}

pub fn home(here: Here) -> View {
    let source = Source::new(here.app, one::<Dashboard>, || {
        Some(Wish {
            path: paths::DASHBOARD.to_owned(),
            follows: Follows::All,
        })
    });
    let title = move || {
        here.hat
            .with(|hat| hat.as_ref().map(|h| h.third_party.clone()))
    };
    let content = frame(here.app, source, skeleton, move |found: &Dashboard| {
        blocks(&found.blocks, here, Among::Subjects)
    });
    vec![here.head(title).add(here.as_of(source)).into(), content].into()
}
