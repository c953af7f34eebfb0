//! A sheet over the page: the browser's own dialog, so that focus, Escape and the rest of the page behave.

use crate::icon::{Icon, icon};
use crate::strings::t;
use leptos::html::Dialog;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

#[component]
pub fn Sheet(
    open: RwSignal<bool>,
    #[prop(into)] title: String,
    /// How it is laid out: `is-side` beside the page's edge, `is-wide` for pictures.
    #[prop(optional)]
    class: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = dialog.get() else { return };
        if wanted && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    let beside = move |event: MouseEvent| {
        let target: Option<Element> = event.target().and_then(|t| t.dyn_into().ok());
        if target.is_some_and(|target| target.tag_name() == "DIALOG") {
            open.set(false);
        }
    };
    let name = title.clone();
    view! {
        <dialog
            class=format!("sheet {class}")
            node_ref=dialog
            aria-label=name
            on:close=move |_| open.set(false)
            on:click=beside
        >
            <Show when=move || open.get()>
                <div class="sheet-inside">
                    <div class="sheet-head">
                        <h2>{title.clone()}</h2>
                        <button
                            type="button"
                            class="button is-quiet is-square"
                            on:click=move |_| open.set(false)
                        >
                            {icon(Icon::Close)}
                            <span class="unseen">{t().app.close}</span>
                        </button>
                    </div>
                    {children()}
                </div>
            </Show>
        </dialog>
    }
}
