//! "Show more": the next page of a list under the ones before.

use crate::dom::{View, button, div, now};
use crate::source::Source;
use crate::strings::t;
use leptos::prelude::*;

/// Nothing, where there is no more.
#[must_use]
pub fn pager(source: Source) -> View {
    let more = Memo::new(move |_| source.shown.with(|s| s.next().is_some()));
    let busy = move || source.shown.with(|s| s.busy);
    now(move || {
        more.get().then(|| {
            let act = button("button", move || {
                if !source.shown.with_untracked(|s| s.busy) {
                    source.more();
                }
            });
            let act = act.now_bool("aria-disabled", busy).text_now(move || {
                let text = if busy() {
                    t().states.loading
                } else {
                    t().rows.show_more
                };
                text.to_owned()
            });
            div("pager").add(act)
        })
    })
}
