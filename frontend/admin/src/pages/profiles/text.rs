//! The text with its numbered lines; what is wrong stands at its line and in a list beside it.

use super::work::Work;
use crate::strings::t;
use contract::profile::ProfileFault;
use leptos::prelude::*;
use std::collections::BTreeSet;
use ui::browser;
use ui::dom::{El, View, all, button, div, el, now, span, unseen, value};
use ui::format::capital;
use ui::icon::{Icon, icon};
use wasm_bindgen::JsCast;
use web_sys::{HtmlTextAreaElement, ScrollIntoViewOptions, ScrollLogicalPosition};

const FIELD: &str = "profile-text";

/// `can_edit`: whoever may not change it reads it.
#[must_use]
pub fn text_panel(work: Work, can_edit: bool) -> El {
    let words = &t().profiles;
    let area = el("textarea")
        .class("code-text")
        .with("id", FIELD)
        .with("wrap", "off")
        .with("spellcheck", "false")
        .with("autocomplete", "off")
        .with("autocapitalize", "none")
        .with("aria-label", words.text_label)
        .with("aria-describedby", "profile-faults")
        .with_some("readonly", (!can_edit).then_some(""))
        .now("rows", move || {
            Some(work.text.with(|text| count(text)).to_string())
        })
        .now_bool("aria-invalid", move || work.has_faults())
        .value_now(move || work.text.get())
        .on("input", move |event| work.typed(value(&event)));
    let numbers = Memo::new(move |_| work.text.with(|text| count(text)));
    let gutter = now(move || {
        let bad: BTreeSet<u32> = work.told.with(|told| {
            let faults = told.iter().flat_map(|told| &told.faults);
            faults.map(|fault| fault.line).collect()
        });
        let lines = (1..=numbers.get()).map(|n| {
            let is_bad = bad.contains(&n);
            el("li")
                .class(if is_bad { "is-bad" } else { "" })
                .with("id", &line_id(n))
                .add(is_bad.then(|| icon(Icon::Warning)))
                .add(n.to_string())
        });
        el("ol")
            .class("gutter")
            .with("aria-hidden", "true")
            .add(all(lines))
    });
    div("profile-text")
        .add(faults(work))
        .add(div("code").add(div("code-inside").add(gutter).add(area)))
}

fn line_id(n: u32) -> String {
    format!("line-{n}")
}

/// How many lines a text has; the one after its last end counts, as it can be written into.
fn count(text: &str) -> u32 {
    let ends = text.bytes().filter(|byte| *byte == b'\n').count();
    u32::try_from(ends).map_or(u32::MAX, |ends| ends.saturating_add(1))
}

/// What is wrong, each with the way to its line.
fn faults(work: Work) -> El {
    let inside = now(move || {
        let words = &t().profiles;
        let told = work.told.get()?;
        if told.faults.is_empty() {
            let quiet = work.busy.get();
            let said = if quiet { words.checking } else { words.right };
            return Some(el("p").class("soft").add(said));
        }
        let n = u64::try_from(told.faults.len()).unwrap_or_default();
        let head = el("p")
            .class("fault")
            .add(icon(Icon::Warning))
            .add(span("", &(words.faults)(n)));
        let list = el("ul")
            .class("fault-list")
            .add(all(told.faults.iter().map(fault)));
        Some(el("div").add(head).add(list))
    });
    div("profile-faults")
        .with("id", "profile-faults")
        .with("role", "status")
        .add(inside)
}

fn fault(fault: &ProfileFault) -> El {
    let words = &t().profiles;
    let n = fault.line;
    let said = format!(
        "{}: {}",
        (words.line)(u64::from(n)),
        capital(&fault.message)
    );
    let way = button("fault-way", move || go_to(n)).add(said.as_str());
    el("li").add(way.add(unseen(words.at_line)))
}

/// Puts the cursor on the line and the line before her eyes.
fn go_to(n: u32) {
    let Some(area) = browser::element(FIELD) else {
        return;
    };
    let Ok(area) = area.dyn_into::<HtmlTextAreaElement>() else {
        return;
    };
    let (from, to) = place(&area.value(), n);
    let _ = area.focus();
    let _ = area.set_selection_range(from, to);
    if let Some(line) = browser::element(&line_id(n)) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Center);
        line.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Where the line begins and ends, as the browser counts.
fn place(text: &str, n: u32) -> (u32, u32) {
    let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    let mut from = 0;
    for (line, number) in text.split('\n').zip(1_u32..) {
        let to = from + units(line);
        if number == n {
            return (from, to);
        }
        from = to + 1;
    }
    (0, 0)
}

/// A message that is no fault of a line, such as that the server was not reached.
#[must_use]
pub fn trouble(work: Work) -> View {
    now(move || {
        let failure = work.failure.get()?;
        let again = button("button", move || work.run());
        Some(
            div("notice")
                .with("role", "alert")
                .add(icon(Icon::Warning))
                .add(el("p").add(ui::form::complaint(&failure)))
                .add(again.add(ui::strings::t().states.try_again)),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_as_the_browser_counts() {
        let text = "id = \"é𝄞\"\n# two\n";
        assert_eq!(place(text, 1), (0, 10));
        assert_eq!(place(text, 2), (11, 16));
        assert_eq!(place(text, 9), (0, 0));
        assert_eq!(count(text), 3);
        assert_eq!(count(""), 1);
    }
}
