//! The strip of figures at the top: what is owed, what is late, what falls due.

use crate::dom::{View, all, div, el, link, span};
use crate::standing::Tone;

/// One figure: `£2,300.00`, `to pay, 13 invoices`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub value: String,
    pub words: String,
    pub tone: Tone,
    /// The list behind it.
    pub href: Option<String>,
}

#[must_use]
pub fn totals(figures: &[Figure]) -> View {
    let items = all(figures.iter().map(|figure| {
        let outer = match &figure.href {
            Some(href) => link(href),
            None => div(""),
        };
        let class = match figure.tone {
            Tone::Plain | Tone::Good => "figure",
            Tone::Warn => "figure is-warn",
            Tone::Bad => "figure is-bad",
        };
        let inside = outer
            .class(class)
            .add(span("sum", &figure.value))
            .add(" ")
            .add(span("figure-words", &figure.words));
        el("li").add(inside)
    }));
    el("ul").class("figures").add(items).into()
}
