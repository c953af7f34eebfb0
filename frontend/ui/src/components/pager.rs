//! "Show more": the next page of a list under the ones before.

use crate::source::Source;
use crate::strings::t;
use leptos::prelude::*;

/// Nothing, where there is no more.
#[must_use]
pub fn pager(source: Source) -> AnyView {
    let more = Memo::new(move |_| source.shown.with(|s| s.next().is_some()));
    let busy = Memo::new(move |_| source.shown.with(|s| s.busy));
    view! {
        <Show when=move || more.get()>
            <div class="pager">
                <button
                    type="button"
                    class="button"
                    aria-disabled=move || busy.get().to_string()
                    on:click=move |_| {
                        if !busy.get_untracked() {
                            source.more();
                        }
                    }
                >
                    {move || if busy.get() { t().states.loading } else { t().rows.show_more }}
                </button>
            </div>
        </Show>
    }
    .into_any()
}
