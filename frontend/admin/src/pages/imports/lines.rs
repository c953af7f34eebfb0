//! The report of an import, sort by sort: what differs with both sides, what is kept unless it is chosen, what cannot be
//! taken, what was left.

use crate::here::Here;
use crate::strings::t;
use contract::id::ImportId;
use contract::import::{ImportLine, ImportLinePage, LineSort};
use contract::paths;
use leptos::prelude::*;
use std::collections::BTreeSet;
use ui::components::{frame, pager, skeleton_rows};
use ui::dom::{El, View, all, checked, div, el, span};
use ui::form::check;
use ui::source::{Follows, Source, Wish, pages};

/// Rows that are to be taken all the same, by file and reference.
pub type Taken = RwSignal<BTreeSet<(String, String)>>;

/// One sort of lines under its heading.
pub fn section(
    here: Here,
    import: ImportId,
    sort: LineSort,
    title: &str,
    help: &str,
    taken: Option<Taken>,
) -> View {
    let source = Source::new(here.app, pages::<ImportLinePage>, move || {
        Some(Wish {
            path: format!("{}?sort={sort}", paths::import_step(import, "lines")),
            follows: Follows::Nothing,
        })
    });
    let list = frame(
        here.app,
        source,
        skeleton_rows,
        move |found: &Vec<ImportLinePage>| {
            let lines = found.iter().flat_map(|page| &page.items);
            el("ul")
                .class("import-lines")
                .add(all(lines.map(|one| line(one, taken))))
                .into()
        },
    );
    let help = (!help.is_empty()).then(|| el("p").class("soft section-help").add(help));
    el("section")
        .class("section")
        .add(el("h2").add(title))
        .add(help)
        .add(list)
        .add(pager(source))
        .into()
}

/// `jobs.csv, line 12, column booked_for`.
fn place(line: &ImportLine) -> String {
    let words = &t().imports;
    let mut place = match line.line {
        Some(number) => (words.line)(&line.file, number),
        None => line.file.clone(),
    };
    if let Some(column) = &line.column {
        place = format!("{place}, {}", (words.column)(column));
    }
    place
}

fn line(line: &ImportLine, taken: Option<Taken>) -> El {
    let words = &t().imports;
    let item = el("li").add(
        el("p")
            .class("import-place")
            .add((!line.reference.is_empty()).then(|| el("strong").add(line.reference.as_str())))
            .add(span("soft", &place(line))),
    );
    let item = if line.why.is_empty() {
        item
    } else {
        item.add(el("p").class("import-why").add(line.why.as_str()))
    };
    let or_empty = |text: &str| {
        if text.is_empty() {
            span("soft", words.empty)
        } else {
            span("", text)
        }
    };
    let values = line.values.iter().map(|value| {
        div("import-value")
            .add(el("dt").add(value.column.as_str()))
            .add(
                el("dd")
                    .add(el("del").add(or_empty(&value.before)))
                    .add(span("", " → ").with("aria-hidden", "true"))
                    .add(el("ins").add(or_empty(&value.after))),
            )
    });
    let item = if line.values.is_empty() {
        item
    } else {
        item.add(el("dl").class("import-values").add(all(values)))
    };
    let Some(taken) = taken else { return item };
    let key = (line.file.clone(), line.reference.clone());
    let is_taken = key.clone();
    let tick = el("input")
        .with("type", "checkbox")
        .checked_now(move || taken.with(|all| all.contains(&is_taken)))
        .on("change", move |event| {
            let on = checked(&event);
            taken.update(|all| {
                if on {
                    all.insert(key.clone());
                } else {
                    all.remove(&key);
                }
            });
        });
    item.add(check(tick, &(words.take)(&line.reference)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_with_its_file_line_and_column() {
        let mut line = ImportLine {
            file: "jobs.csv".to_owned(),
            line: Some(12),
            column: Some("booked_for".to_owned()),
            reference: String::new(),
            why: "this is not a day".to_owned(),
            values: Vec::new(),
        };
        assert_eq!(place(&line), "jobs.csv, line 12, column booked_for");
        (line.line, line.column) = (None, None);
        assert_eq!(place(&line), "jobs.csv");
    }
}
