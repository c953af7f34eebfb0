//! A timeline: what happened or will, in its order, each with its day and how it stands.

use crate::dom::{View, div, el};
use crate::icon::{Icon, icon};

pub struct Entry {
    pub icon: Icon,
    /// It is done; what is still to come is drawn hollow.
    pub done: bool,
    pub title: View,
    pub under: View,
    pub when: View,
}

#[must_use]
pub fn timeline(entries: Vec<Entry>) -> View {
    let mut list = el("ol").class("timeline");
    for entry in entries {
        let mut main = div("event-main").add(div("event-title").add(entry.title));
        if !entry.under.is_nothing() {
            main = main.add(div("event-under").add(entry.under));
        }
        let mark = el("span").class("event-mark").add(icon(entry.icon));
        list = list.add(
            el("li")
                .class(if entry.done { "event is-done" } else { "event" })
                .add(mark)
                .add(main)
                .add(div("event-when").add(entry.when)),
        );
    }
    list.into()
}
