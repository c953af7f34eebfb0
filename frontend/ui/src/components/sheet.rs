//! A sheet over the page: the browser's own dialog, so that focus, Escape and the rest of the page behave.

use crate::dom::{View, button, div, effect, el, now, unseen};
use crate::icon::{Icon, icon};
use crate::strings::t;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// In the middle.
    Plain,
    /// At the page's edge, under what opened it.
    Side,
    /// For pictures.
    Wide,
}

impl Shape {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "sheet",
            Self::Side => "sheet is-side",
            Self::Wide => "sheet is-wide",
        }
    }
}

/// What is inside is drawn when it opens.
pub fn sheet<T: Into<View>>(
    open: RwSignal<bool>,
    title: impl Fn() -> String + 'static,
    shape: Shape,
    inside: impl Fn() -> T + 'static,
) -> View {
    drawn(
        open,
        Box::new(title),
        shape,
        Box::new(move || inside().into()),
    )
}

fn drawn(
    open: RwSignal<bool>,
    title: Box<dyn Fn() -> String>,
    shape: Shape,
    inside: Box<dyn Fn() -> View>,
) -> View {
    let content = now(move || {
        open.get().then(|| {
            let close = button("button is-quiet is-square", move || open.set(false))
                .add(icon(Icon::Close))
                .add(unseen(t().app.close));
            let head = div("sheet-head")
                .add(el("h2").with("id", "sheet-title").add(title()))
                .add(close);
            div("sheet-inside").add(head).add(inside())
        })
    });
    let outer = el("dialog")
        .class(shape.class())
        .with("aria-labelledby", "sheet-title")
        .add(content)
        .on("close", move |_| open.set(false))
        .on("click", move |event| {
            let target: Option<Element> = event.target().and_then(|t| t.dyn_into().ok());
            // Beside the sheet: on the dialog itself, not on anything in it.
            if target.is_some_and(|target| target.tag_name() == "DIALOG") {
                open.set(false);
            }
        });
    let dialog: Option<HtmlDialogElement> = outer.html().and_then(|d| d.dyn_into().ok());
    effect(move || {
        let wanted = open.get();
        let Some(dialog) = dialog.clone() else { return };
        // Once it stands in the page and its content in it.
        leptos::task::spawn_local(async move {
            if wanted && !dialog.open() && dialog.is_connected() {
                let _ = dialog.show_modal();
            } else if !wanted && dialog.open() {
                dialog.close();
            }
        });
    });
    outer.into()
}
