//! What is around the content of every page: the skeleton before it, the state instead of it, the notice over it,
//! and the stamp that says as of when it is.

use crate::app::App;
use crate::client::Failure;
use crate::clock;
use crate::components::states::{State, state};
use crate::components::{moment, skeleton_rows};
use crate::icon::{Icon, icon};
use crate::live::Link;
use crate::source::{Shown, Source};
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// Draws the content, once there is one.
type Draw = Arc<dyn Fn() -> Option<AnyView> + Send + Sync>;

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
fn notice(shown: &Shown) -> Option<AnyView> {
    let words = &t().states;
    let at = shown.at().map(clock::at)?;
    let (which, text) = match &shown.failure {
        Some(Failure::Offline) if shown.is_kept() => (Icon::Offline, (words.last_seen)(&at.short)),
        Some(Failure::Offline) => (Icon::Offline, (words.offline_since)(&at.short)),
        Some(Failure::Broken { .. }) => (Icon::Warning, (words.stale)(&at.short)),
        _ => return None,
    };
    Some(
        view! {
            <div class="notice" title=at.exact>
                {icon(which)}
                <p>{text}</p>
            </div>
        }
        .into_any(),
    )
}

#[component]
pub fn Frame(
    source: Source,
    /// What it will look like.
    #[prop(default = skeleton_rows)]
    skeleton: fn() -> AnyView,
    draw: impl Fn() -> Option<AnyView> + Send + Sync + 'static,
) -> impl IntoView {
    let draw: Draw = Arc::new(draw);
    let app = App::here();
    // The hat was taken away: find out which are left.
    Effect::new(move |_| {
        let gone = source
            .shown
            .with(|s| s.failure.as_ref().is_some_and(Failure::wants_hat));
        if gone {
            spawn_local(async move { app.session.check(true).await });
        }
    });
    let again = Callback::new(move |()| source.retry());
    view! {
        {move || source.shown.with(notice)}
        {move || {
            let content = draw();
            match source.shown.with(|s| face(s, content.is_some())) {
                Face::Content => content.into_any(),
                Face::Waiting => skeleton(),
                Face::Failed(failure) => state(State::failed(&failure), Some(again)),
            }
        }}
    }
}

/// "As of today 17:06, live."
#[must_use]
pub fn as_of(source: Source) -> AnyView {
    let app = App::here();
    let fresh = move || {
        source.shown.with(|s| {
            let at = clock::at(s.at()?);
            if s.is_kept() {
                return None;
            }
            let link = match app.live.link.get() {
                Link::Open => t().live.open,
                Link::Polling => t().live.polling,
                Link::Opening => "",
            };
            let live = app.live.link.get() == Link::Open;
            Some(view! {
                <p class="as-of">
                    <span class="dot" class:is-live=live></span>
                    {t().live.as_of}
                    " "
                    {moment(at)}
                    {link}
                </p>
            })
        })
    };
    view! { {fresh} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Copy;

    fn shown(copies: usize, failure: Option<Failure>, busy: bool) -> Shown {
        let copy = Arc::new(Copy {
            body: "{}".into(),
            etag: None,
            at: 0.0,
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
