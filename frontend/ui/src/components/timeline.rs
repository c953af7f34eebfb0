//! A timeline: what happened or will, in its order, each with its day and how it stands.

use crate::dom::{View, all, div, el};
use crate::icon::{Icon, icon};
use crate::strings::t;
use contract::day::Day;

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

/// Rows under the day they fall on; the order stays.
#[must_use]
pub fn by_day<T>(rows: Vec<(Day, T)>) -> Vec<(Day, Vec<T>)> {
    let mut days: Vec<(Day, Vec<T>)> = Vec::new();
    for (day, row) in rows {
        match days.last_mut() {
            Some((last, rows)) if *last == day => rows.push(row),
            _ => days.push((day, vec![row])),
        }
    }
    days
}

/// What only somebody who checks wants to see: fingerprints and the like, by name.
#[must_use]
pub fn proofs<'a>(named: impl IntoIterator<Item = (&'a str, &'a str)>) -> View {
    let list = all(named.into_iter().map(|(name, text)| {
        View::from(vec![
            View::from(el("dt").add(name)),
            el("dd").add(el("code").add(text)).into(),
        ])
    }));
    el("details")
        .class("proof")
        .add(el("summary").add(t().receipts.details))
        .add(el("dl").add(list))
        .into()
}
