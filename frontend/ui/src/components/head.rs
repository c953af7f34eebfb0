//! A page's heading: its one `h1`, its title in the tab, and where the keyboard goes when the page is entered.

use crate::browser;
use leptos::html::H1;
use leptos::prelude::*;
use web_sys::FocusOptions;

/// Counts the pages entered, so that each moves the focus once, as soon as it has a heading.
#[derive(Clone, Copy)]
pub struct Arrivals {
    entered: RwSignal<u32>,
    met: StoredValue<u32>,
}

impl Arrivals {
    /// Counts each change of the path; the first page is entered by the browser itself.
    pub fn provide(path: Memo<String>) {
        let arrivals = Self {
            entered: RwSignal::new(0),
            met: StoredValue::new(0),
        };
        Effect::new(move |before: Option<String>| {
            let now = path.get();
            if before.is_some_and(|before| before != now) {
                arrivals.entered.update(|n| *n += 1);
            }
            now
        });
        provide_context(arrivals);
    }
}

/// The heading, and what stands under it. Without a title yet, the page is still on its way.
#[component]
pub fn PageHead(
    #[prop(into)] title: Signal<Option<String>>,
    /// What stands behind the title in the tab: the firm.
    #[prop(into)]
    place: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let heading = NodeRef::<H1>::new();
    let arrivals = use_context::<Arrivals>();
    Effect::new(move |_| {
        let Some(title) = title.get() else { return };
        if let Some(document) = browser::document() {
            let place = place.get();
            document.set_title(&if place.is_empty() || place == title {
                title
            } else {
                format!("{title} \u{2013} {place}")
            });
        }
        let Some(arrivals) = arrivals else { return };
        let entered = arrivals.entered.get();
        if let Some(heading) = heading.get()
            && arrivals.met.get_value() != entered
        {
            arrivals.met.set_value(entered);
            // The scroll position is the browser's affair: it restores it on the way back.
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = heading.focus_with_options(&options);
        }
    });
    view! {
        <div class="head">
            <h1 node_ref=heading tabindex="-1">
                {move || {
                    title.get().map_or_else(
                        || view! { <span class="bone bone-title"></span> }.into_any(),
                        |title| title.into_any(),
                    )
                }}
            </h1>
            {children.map(|children| children())}
        </div>
    }
}
