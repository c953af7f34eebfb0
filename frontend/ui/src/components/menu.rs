//! "More": what can be done besides the likely act, folded away until asked for.

use crate::act::Act;
use crate::browser;
use crate::components::act_link;
use crate::dom::{View, all, button, div, el, key, now, unseen};
use crate::icon::{Icon, icon};
use crate::strings::t;
use leptos::prelude::*;

#[must_use]
pub fn menu(acts: Vec<Act>, about: &str) -> View {
    let open = RwSignal::new(false);
    let around = div("menu");
    let outer = around.clone();
    let place = move || {
        // Where there is more room above, it opens upwards.
        let height = browser::window().and_then(|w| w.inner_height().ok()?.as_f64());
        let top = outer.element().map(|e| e.get_bounding_client_rect().top());
        top.zip(height)
            .is_some_and(|(top, height)| top > height * 0.55)
    };
    let toggle = button("button is-quiet is-square", move || {
        open.update(|open| *open = !*open)
    })
    .now_bool("aria-expanded", move || open.get())
    .add(icon(Icon::Ellipsis))
    .add(unseen(&(t().rows.more_about)(about)));
    let back = toggle.clone();
    let list = now(move || {
        open.get().then(|| {
            let items = all(acts
                .iter()
                .map(|act| el("li").add(act_link(act, "menu-item"))));
            let class = if place() {
                "menu-list is-up"
            } else {
                "menu-list"
            };
            el("ul").class(class).add(items)
        })
    });
    let outer = around.clone();
    around
        .add(toggle)
        .add(list)
        .on("focusout", move |event| {
            if outer.is_left(&event) {
                open.set(false);
            }
        })
        .on("keydown", move |event| {
            if key(&event) == "Escape" && open.get_untracked() {
                event.stop_propagation();
                open.set(false);
                back.focus();
            }
        })
        .into()
}
