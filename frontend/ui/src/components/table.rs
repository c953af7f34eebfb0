//! A table of sums: columns that line up, a foot that adds up, and no sideways scrolling of the page.

use crate::components::chip;
use crate::dom::{El, View, all, el};
use crate::standing::Chip;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Start,
    End,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub chip: Option<Chip>,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, chip: None }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub caption: String,
    pub heads: Vec<(String, Align)>,
    pub rows: Vec<Vec<Cell>>,
    /// What the columns come to: a name and a sum each.
    pub foot: Vec<(String, String)>,
}

const fn class(align: Align) -> &'static str {
    match align {
        Align::Start => "",
        Align::End => "is-end sum",
    }
}

/// Laid out otherwise on a narrow page, it would lose its roles: they are said in words.
fn with_role(tag: &str, role: &str) -> El {
    el(tag).with("role", role)
}

fn line(cells: impl IntoIterator<Item = El>) -> El {
    with_role("tr", "row").add(all(cells))
}

fn group(tag: &str, lines: impl IntoIterator<Item = El>) -> El {
    with_role(tag, "rowgroup").add(all(lines))
}

#[must_use]
pub fn table(table: &Table) -> View {
    let heads = table.heads.iter().map(|(name, align)| {
        with_role("th", "columnheader")
            .with("scope", "col")
            .class(class(*align))
            .add(name.as_str())
    });
    let rows = table.rows.iter().map(|cells| {
        line(cells.iter().zip(&table.heads).map(|(cell, (name, align))| {
            with_role("td", "cell")
                .class(class(*align))
                .with("data-label", name)
                .add(cell.text.as_str())
                .add(cell.chip.as_ref().map(chip))
        }))
    });
    let span = table.heads.len().saturating_sub(1).to_string();
    let foot = table.foot.iter().map(|(name, sum)| {
        let name = with_role("th", "rowheader")
            .with("scope", "row")
            .with("colspan", &span)
            .add(name.as_str());
        line([
            name,
            with_role("td", "cell")
                .class(class(Align::End))
                .add(sum.as_str()),
        ])
    });
    with_role("table", "table")
        .class("table")
        .add(el("caption").class("unseen").add(table.caption.as_str()))
        .add(group("thead", [line(heads)]))
        .add(group("tbody", rows))
        .add(group("tfoot", foot))
        .into()
}
