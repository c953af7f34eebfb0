//! What is around the content of every page: the skeleton before it, the state instead of it, the notice over it,
//! and the stamp that says as of when it is.

use crate::app::App;
use crate::client::Failure;
use crate::clock;
use crate::components::moment;
use crate::components::states::{State, state};
use crate::dom::{Act, View, div, effect, el, now};
use crate::icon::{Icon, icon};
use crate::live::Link;
use crate::source::{Shown, Source};
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

/// What a page will look like.
pub type Skeleton = fn() -> View;

/// Which of its faces a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Face {
    Waiting,
    Content,
    Failed(Failure),
}

/// Content wins: an older copy is better than an apology.
fn face(shown: &Shown, readable: bool) -> Face {
    if readable {
        return Face::Content;
    }
    match &shown.failure {
        Some(failure) => Face::Failed(failure.clone()),
        None if shown.busy || shown.copies.is_empty() => Face::Waiting,
        // It came, and cannot be read: this app and the server do not fit together.
        None => Face::Failed(Failure::Broken { trace_id: None }),
    }
}

/// What stands over content that is not fresh.
fn notice(shown: &Shown) -> View {
    let words = &t().states;
    let Some(at) = shown.at().map(clock::at) else {
        return View::nothing();
    };
    let (which, text) = match &shown.failure {
        Some(Failure::Offline) if shown.is_kept() => (Icon::Offline, (words.last_seen)(&at.short)),
        Some(Failure::Offline) => (Icon::Offline, (words.offline_since)(&at.short)),
        Some(Failure::Broken { .. }) => (Icon::Warning, (words.stale)(&at.short)),
        _ => return View::nothing(),
    };
    div("notice")
        .with("title", &at.exact)
        .add(icon(which))
        .add(el("p").add(text))
        .into()
}

/// Draws the content once it is found, and the page's other faces until then.
pub fn frame<T: Send + Sync + 'static>(
    app: App,
    source: Source,
    skeleton: Skeleton,
    draw: impl Fn(&T) -> View + 'static,
) -> View {
    let draw = move || source.found::<T>().map(|found| draw(&found));
    drawn(app, source, skeleton, Box::new(draw))
}

fn drawn(
    app: App,
    source: Source,
    skeleton: Skeleton,
    draw: Box<dyn Fn() -> Option<View>>,
) -> View {
    // The hat was taken away: find out which are left.
    effect(move || {
        let gone = source
            .shown
            .with(|s| s.failure.as_ref().is_some_and(Failure::wants_hat));
        if gone {
            spawn_local(async move { app.session.check(true).await });
        }
    });
    let notice = now(move || source.shown.with(notice));
    let face = Memo::new(move |_| source.shown.with(|s| face(s, source.has_found())));
    let again: Act = Rc::new(move || source.retry());
    let inside = now(move || match face.get() {
        Face::Content => draw().unwrap_or_default(),
        Face::Waiting => skeleton(),
        Face::Failed(failure) => state(&State::failed(&failure), Some(Rc::clone(&again))),
    });
    vec![notice, inside].into()
}

/// "As of today 17:06, live."
#[must_use]
pub fn as_of(app: App, source: Source) -> View {
    now(move || {
        let at = source.shown.with(|s| s.at().filter(|_| !s.is_kept()));
        let Some(at) = at else {
            // Its line is kept free, so that nothing moves when it comes.
            let is_coming = source.shown.with(|s| s.busy);
            return is_coming.then(|| el("p").class("as-of").add("\u{a0}"));
        };
        let link = app.live.link.get();
        let words = match link {
            Link::Open => t().live.open,
            Link::Polling => t().live.polling,
            Link::Opening => "",
        };
        let dot = if link == Link::Open {
            "dot is-live"
        } else {
            "dot"
        };
        Some(
            el("p")
                .class("as-of")
                .add(el("span").class(dot))
                .add(t().live.as_of)
                .add(" ")
                .add(moment(&clock::at(at)))
                .add(words),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Copy;
    use std::sync::Arc;

    fn shown(copies: usize, failure: Option<Failure>, busy: bool) -> Shown {
        let copy = Arc::new(Copy {
            body: "{}".into(),
            etag: None,
            at: 0,
            kept: false,
        });
        Shown {
            copies: vec![copy; copies],
            failure,
            busy,
        }
    }

    #[test]
    fn content_is_shown_as_long_as_there_is_any() {
        let late = shown(1, Some(Failure::Offline), false);
        assert_eq!(face(&late, true), Face::Content);
        assert_eq!(face(&shown(0, None, true), false), Face::Waiting);
        assert_eq!(
            face(&shown(0, Some(Failure::Offline), false), false),
            Face::Failed(Failure::Offline)
        );
    }

    #[test]
    fn an_answer_that_cannot_be_read_is_a_failure() {
        assert_eq!(
            face(&shown(1, None, false), false),
            Face::Failed(Failure::Broken { trace_id: None })
        );
    }
}
