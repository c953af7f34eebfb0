//! In what a record differs from the one on record, in the words of the columns.

use crate::import::sheet::Sheet;
use domain::record::Body;
use serde_json::Value;
use store::records::Record;

/// Fields of a body that are called otherwise in their file, or that have a file of their own.
const RENAMED: [(&str, &str); 6] = [
    ("sub_kind", "type"),
    ("on", "date"),
    ("amount_pence", "amount"),
    ("retention_pence", "retention"),
    ("lines", "lines"),
    ("photos", "photos"),
];

pub(super) fn changed_fields(old: &Record, new: &Record) -> Vec<&'static str> {
    let files = if matches!(new.body, Body::PhotoSet(_)) {
        "photos"
    } else {
        "file"
    };
    let mut fields: Vec<&'static str> = [
        ("subject", old.subject != new.subject),
        ("standing", old.standing != new.standing),
        ("addressed_to", old.addressed_to != new.addressed_to),
        ("raised_by", old.raised_by != new.raised_by),
        ("shared_with", old.shared_with != new.shared_with),
        (files, old.files != new.files),
    ]
    .into_iter()
    .filter_map(|(field, differs)| differs.then_some(field))
    .collect();
    if old.body != new.body {
        for field in body_fields(&old.body, &new.body) {
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
    }
    fields
}

fn body_fields(old: &Body, new: &Body) -> Vec<&'static str> {
    let (Ok(Value::Object(old)), Ok(Value::Object(new))) =
        (serde_json::to_value(old), serde_json::to_value(new))
    else {
        return vec!["body"];
    };
    new.iter()
        .filter(|(name, value)| old.get(*name) != Some(value))
        .map(|(name, _)| column(name))
        .collect()
}

fn column(field: &str) -> &'static str {
    let renamed = RENAMED.iter().find(|(name, _)| *name == field);
    let mut columns = Sheet::ALL.iter().flat_map(|sheet| sheet.columns());
    renamed
        .map(|(_, column)| *column)
        .or_else(|| {
            columns
                .find(|column| column.name == field)
                .map(|column| column.name)
        })
        .unwrap_or("body")
}
