//! The strip of figures at the top: what is owed, what is late, what falls due.

use crate::standing::Tone;
use leptos::prelude::*;

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
pub fn totals(figures: Vec<Figure>) -> AnyView {
    let figures: Vec<_> = figures
        .into_iter()
        .map(|figure| {
            let class = match figure.tone {
                Tone::Plain | Tone::Good => "figure",
                Tone::Warn => "figure is-warn",
                Tone::Bad => "figure is-bad",
            };
            let inside = view! {
                <span class="sum">{figure.value}</span>
                " "
                <span class="figure-words">{figure.words}</span>
            };
            let inside = match figure.href {
                Some(href) => view! { <a class=class href=href>{inside}</a> }.into_any(),
                None => view! { <div class=class>{inside}</div> }.into_any(),
            };
            view! { <li>{inside}</li> }
        })
        .collect();
    view! { <ul class="figures">{figures}</ul> }.into_any()
}
