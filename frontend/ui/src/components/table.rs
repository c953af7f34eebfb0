//! A table of sums: columns that line up, a foot that adds up, and no sideways scrolling of the page.

use crate::standing::Chip;
use leptos::prelude::*;

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

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    pub caption: String,
    pub heads: Vec<(String, Align)>,
    pub rows: Vec<Vec<Cell>>,
    /// What the columns come to: a name and a sum each.
    pub foot: Vec<(String, String)>,
}

impl Default for Align {
    fn default() -> Self {
        Self::Start
    }
}

const fn class(align: Align) -> &'static str {
    match align {
        Align::Start => "",
        Align::End => "is-end sum",
    }
}

#[must_use]
pub fn table(table: Table) -> AnyView {
    let columns = table.heads.len();
    let aligns: Vec<Align> = table.heads.iter().map(|(_, align)| *align).collect();
    let names: Vec<String> = table.heads.iter().map(|(name, _)| name.clone()).collect();
    let heads: Vec<_> = table
        .heads
        .into_iter()
        .map(|(name, align)| view! { <th scope="col" role="columnheader" class=class(align)>{name}</th> })
        .collect();
    let rows: Vec<_> = table
        .rows
        .into_iter()
        .map(|cells| {
            let cells: Vec<_> = cells
                .into_iter()
                .zip(aligns.iter().zip(&names))
                .map(|(cell, (align, name))| {
                    view! {
                        <td role="cell" class=class(*align) data-label=name.clone()>
                            {cell.text}
                            {cell.chip.map(super::chip)}
                        </td>
                    }
                })
                .collect();
            view! { <tr role="row">{cells}</tr> }
        })
        .collect();
    let foot: Vec<_> = table
        .foot
        .into_iter()
        .map(|(name, sum)| {
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader" colspan=columns.saturating_sub(1).to_string()>
                        {name}
                    </th>
                    <td role="cell" class="is-end sum">
                        {sum}
                    </td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="table" role="table">
            <caption class="unseen">{table.caption}</caption>
            <thead role="rowgroup">
                <tr role="row">{heads}</tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
            <tfoot role="rowgroup">{foot}</tfoot>
        </table>
    }
    .into_any()
}
