//! What the office does with a subject: make it, correct it, put it below another, say who has to do with it, and set who
//! holds which share. Each is a page of its own.

mod choose;
mod details;
mod interest;
mod place;
mod shares;
pub mod told;

use crate::here::Here;
use crate::route::{self, At};
use crate::strings::t;
use contract::id::SubjectId;
use contract::paths;
use contract::tree::TreeView;
use ui::dom::{El, View, el, link, now};
use ui::source::{Follows, Source, Wish, one};

pub use details::new;
pub use shares::history;

pub fn at(here: Here, id: SubjectId, at: At) -> View {
    match at {
        At::Edit => details::edit(here, id),
        At::Place => place::place(here, id),
        At::Begin => interest::begin(here, id),
        At::Interest(interest) => interest::change(here, id, interest),
        At::Shares => shares::shares(here, id),
    }
}

fn subject_of(here: Here, id: SubjectId) -> Source {
    Source::new(here.app, one::<TreeView>, move || {
        Some(Wish {
            path: paths::in_tree(id),
            follows: Follows::Nothing,
        })
    })
}

/// The page's heading over the way back to the subject.
fn head(here: Here, id: SubjectId, source: Source, title: &'static str) -> El {
    let back = now(move || {
        let found = source.found::<TreeView>()?;
        let back = link(&route::subject(id)).add(found.row.row.name.as_str());
        Some(el("p").class("head-under").add(back))
    });
    here.head(move || Some(title.to_owned())).add(back)
}

/// The way to what explains the page.
fn guide(name: &str, words: &str) -> El {
    let way = link(&format!("{}/{name}", route::HELP))
        .with("rel", "external")
        .add(words);
    el("p").class("soft").add(way)
}

fn about() -> El {
    guide("subjects-and-interests", t().places.guide)
}
