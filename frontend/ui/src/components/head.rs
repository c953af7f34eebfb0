//! A page's heading: its one `h1`, its title in the tab, and where the keyboard goes when the page is entered.

use crate::app::App;
use crate::browser;
use crate::dom::{El, View, div, effect, el, now, span};
use web_sys::FocusOptions;

/// The heading, and what stands under it. Without a title yet, the page is still on its way. `place` stands behind
/// the title in the tab: the firm.
pub fn page_head(
    app: App,
    title: impl Fn() -> Option<String> + Clone + 'static,
    place: impl Fn() -> String + 'static,
) -> El {
    let shown = title.clone();
    let heading = el("h1")
        .with("tabindex", "-1")
        .add(now(move || match shown() {
            Some(title) => View::from(title),
            None => span("bone bone-title", "").into(),
        }));
    let target = heading.clone();
    effect(move || {
        let Some(title) = title() else { return };
        if let Some(document) = browser::document() {
            let place = place();
            document.set_title(&if place.is_empty() || place == title {
                title
            } else {
                format!("{title} \u{2013} {place}")
            });
        }
        let target = target.clone();
        // Once the page stands in its place.
        leptos::task::spawn_local(async move {
            if app.nav.take_entered()
                && let Some(heading) = target.html()
            {
                // How far down the page is shown is decided elsewhere: by the way back.
                let options = FocusOptions::new();
                options.set_prevent_scroll(true);
                let _ = heading.focus_with_options(&options);
            }
        });
    });
    div("head").add(heading)
}
