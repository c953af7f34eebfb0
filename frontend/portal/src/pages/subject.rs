//! One subject: what is on record for it, block by block.

use crate::blocks::{Among, blocks};
use crate::here::Here;
use crate::pages::subjects::whereabouts;
use contract::block::Block;
use contract::id::SubjectId;
use contract::paths;
use contract::subject::SubjectView;
use ui::components::{State, frame, just_now, part, skeleton_rows, state};
use ui::dom::{View, all, el, now};
use ui::source::{Follows, Source, Wish, one};
use ui::strings::t;

pub fn subject(here: Here, id: SubjectId) -> View {
    let source = Source::new(here.app, one::<SubjectView>, move || {
        Some(Wish {
            path: paths::subject(id),
            follows: Follows::Subject(id),
        })
    });
    let found = move || source.found::<SubjectView>();
    let title = move || {
        let name = found().map(|found| found.row.name.clone());
        name.or_else(|| super::missing::title(source))
    };
    let under = now(move || found().map(|found| under(&found, here)));
    let content = frame(
        here.app,
        source,
        skeleton_rows,
        move |found: &SubjectView| draw(found, here),
    );
    let head = here.head(title).add(under).add(here.as_of(source));
    vec![head.into(), content, super::missing::way_home(source)].into()
}

/// Where it is.
fn under(found: &SubjectView, here: Here) -> View {
    let row = &found.row;
    let address = whereabouts(row).map(ToOwned::to_owned);
    let uprn = row
        .uprn
        .as_ref()
        .map(|uprn| format!("{} {uprn}", t().subject.uprn));
    let parts = [address, row.postcode.clone(), uprn];
    el("p")
        .class("head-under")
        .add(all(parts.into_iter().flatten().map(part)))
        .add(just_now(Some(here.app.live.recent_subject(row.id))))
        .into()
}

fn is_empty(block: &Block) -> bool {
    match block {
        Block::Totals(totals) => totals.totals.is_empty(),
        Block::BySubject(table) => table.rows.is_empty(),
        Block::Records(list) => list.rows.is_empty(),
    }
}

fn draw(found: &SubjectView, here: Here) -> View {
    if found.blocks.iter().all(is_empty) {
        return state(&State::empty((t().subject.nothing)(&found.row.name)), None);
    }
    blocks(&found.blocks, here, Among::Own)
}
