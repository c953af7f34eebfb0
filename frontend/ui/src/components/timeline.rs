//! A timeline: what happened or will, in its order, each with its day and how it stands.

use crate::icon::{Icon, icon};
use leptos::prelude::*;

pub struct Entry {
    pub icon: Icon,
    /// It is done; what is still to come is drawn hollow.
    pub done: bool,
    pub title: AnyView,
    pub under: Option<AnyView>,
    pub when: Option<AnyView>,
}

#[must_use]
pub fn timeline(entries: Vec<Entry>) -> AnyView {
    let entries: Vec<_> = entries
        .into_iter()
        .map(|entry| {
            let class = if entry.done { "event is-done" } else { "event" };
            view! {
                <li class=class>
                    <span class="event-mark">{icon(entry.icon)}</span>
                    <div class="event-main">
                        <div class="event-title">{entry.title}</div>
                        {entry.under.map(|under| view! { <div class="event-under">{under}</div> })}
                    </div>
                    {entry.when.map(|when| view! { <div class="event-when">{when}</div> })}
                </li>
            }
        })
        .collect();
    view! { <ol class="timeline">{entries}</ol> }.into_any()
}
