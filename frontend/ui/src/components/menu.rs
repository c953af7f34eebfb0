//! "More": what can be done besides the likely act, folded away until asked for.

use crate::act::Act;
use crate::components::act_link;
use crate::icon::{Icon, icon};
use crate::strings::t;
use leptos::html::{Button, Div};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, KeyboardEvent, Node};

#[component]
pub fn Menu(acts: Vec<Act>, about: String) -> impl IntoView {
    let open = RwSignal::new(false);
    let (around, button) = (NodeRef::<Div>::new(), NodeRef::<Button>::new());
    let left = move |event: FocusEvent| {
        let to: Option<Node> = event.related_target().and_then(|to| to.dyn_into().ok());
        if around
            .get()
            .is_some_and(|around| !around.contains(to.as_ref()))
        {
            open.set(false);
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
            if let Some(button) = button.get() {
                let _ = button.focus();
            }
        }
    };
    view! {
        <div class="menu" node_ref=around on:focusout=left on:keydown=key>
            <button
                type="button"
                class="button is-quiet is-square"
                node_ref=button
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {icon(Icon::Ellipsis)}
                <span class="unseen">{(t().rows.more_about)(&about)}</span>
            </button>
            <Show when=move || open.get()>
                <ul class="menu-list">
                    {acts
                        .iter()
                        .map(|act| view! { <li>{act_link(act.clone(), "menu-item")}</li> })
                        .collect_view()}
                </ul>
            </Show>
        </div>
    }
}
