//! What a list of records is asked for, as conditions and an order: the same for a slice and for a whole firm.

use crate::codes::uuid;
use crate::sql::Sql;
use domain::day;
use domain::query::{CursorKey, RecordList, StatusFilter};
use domain::slice::SortField;

/// Everything but the words. `row` is the alias that has the keys; `r` is the record.
pub(crate) fn filter(sql: &mut Sql, row: &str, list: &RecordList) {
    if let Some(sub_kind) = &list.sub_kind {
        sql.push(&format!(" AND {row}.sub_kind = "))
            .bind(sub_kind.clone());
    }
    if let Some(subject) = list.subject {
        sql.push(" AND EXISTS (SELECT 1 FROM subject_path f WHERE f.descendant = r.subject AND f.ancestor = ")
            .bind(uuid(subject))
            .push(")");
    }
    match list.status {
        None => {}
        Some(StatusFilter::Outstanding) => {
            sql.push(&format!(" AND {row}.outstanding = 1"));
        }
        Some(StatusFilter::Is(status)) => {
            sql.push(&format!(" AND {row}.status = "))
                .bind(status.name());
        }
    }
    if let Some(from) = list.from {
        sql.push(&format!(" AND {row}.day >= "))
            .bind(day::number(from));
    }
    if let Some(to) = list.to {
        sql.push(&format!(" AND {row}.day <= "))
            .bind(day::number(to));
        // A record without a day is on no day.
        sql.push(&format!(" AND {row}.day <> {}", day::NO_DAY));
    }
}

pub(crate) const fn column(sort: SortField) -> &'static str {
    match sort {
        SortField::Day => "day",
        SortField::Due => "due_day",
        SortField::Title => "sort_text",
        SortField::Amount => "amount_pence",
    }
}

/// Only what follows a row in the list's order: its key, and its place among equals in the column `tie`.
pub(crate) fn beyond(
    sql: &mut Sql,
    row: &str,
    tie: &str,
    list: &RecordList,
    (key, seq): (&CursorKey, i64),
) {
    let than = if list.descending { "<" } else { ">" };
    let column = column(list.sort);
    sql.push(&format!(" AND ({row}.{column}, {row}.{tie}) {than} ("));
    match key {
        CursorKey::Number(n) => sql.bind(*n),
        CursorKey::Text(text) => sql.bind(text.clone()),
    };
    sql.push(", ").bind(seq).push(")");
}
