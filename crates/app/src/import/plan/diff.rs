//! In what a record differs from the one on record, in the words of the columns.

use super::Planning;
use crate::import::report::{Difference, differing};
use crate::import::sheet::Sheet;
use contract::id::ThirdPartyId;
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

impl Planning<'_> {
    pub(super) fn differences(&self, old: &Record, new: &Record) -> Vec<Difference> {
        let files = if matches!(new.body, Body::PhotoSet(_)) {
            "photos"
        } else {
            "file"
        };
        let party =
            |party: Option<ThirdPartyId>| party.map(|id| self.party_name(id)).unwrap_or_default();
        let shared = |record: &Record| {
            let all = record.shared_with.iter();
            let names: Vec<_> = all.map(|id| self.party_name(*id)).collect();
            names.join("; ")
        };
        let named = |record: &Record| {
            let names: Vec<_> = record.files.iter().map(|file| file.name.as_str()).collect();
            names.join("; ")
        };
        let mut all = differing([
            ("subject", old.subject != new.subject, &|| {
                (
                    self.subject_name(old.subject),
                    self.subject_name(new.subject),
                )
            }),
            ("standing", old.standing != new.standing, &|| {
                (
                    old.standing.name().to_owned(),
                    new.standing.name().to_owned(),
                )
            }),
            (
                "addressed_to",
                old.addressed_to != new.addressed_to,
                &|| (party(old.addressed_to), party(new.addressed_to)),
            ),
            ("raised_by", old.raised_by != new.raised_by, &|| {
                (party(old.raised_by), party(new.raised_by))
            }),
            ("shared_with", old.shared_with != new.shared_with, &|| {
                (shared(old), shared(new))
            }),
            (files, old.files != new.files, &|| (named(old), named(new))),
        ]);
        if old.body != new.body {
            for difference in body_differences(&old.body, &new.body) {
                if all.iter().all(|one| one.column != difference.column) {
                    all.push(difference);
                }
            }
        }
        all
    }
}

fn body_differences(old: &Body, new: &Body) -> Vec<Difference> {
    let (Ok(Value::Object(old)), Ok(Value::Object(new))) =
        (serde_json::to_value(old), serde_json::to_value(new))
    else {
        return vec![Difference {
            column: "body",
            before: String::new(),
            after: String::new(),
        }];
    };
    new.iter()
        .filter(|(name, value)| old.get(*name) != Some(value))
        .map(|(name, value)| Difference {
            column: column(name),
            before: words(name, old.get(name).unwrap_or(&Value::Null)),
            after: words(name, value),
        })
        .collect()
}

/// A value as somebody would write it into the file.
fn words(field: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(pence) if field.ends_with("_pence") => {
            pence.as_i64().map_or_else(|| pence.to_string(), pounds)
        }
        Value::Number(number) => number.to_string(),
        Value::Array(items) => match items.len() {
            1 => "1 of them".to_owned(),
            n => format!("{n} of them"),
        },
        Value::Object(_) => String::new(),
    }
}

/// Hundredths of a per cent.
pub(super) fn per_cent(rate: u32) -> String {
    let text = format!("{}.{:02}", rate / 100, rate % 100);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

pub(super) fn pounds(pence: i64) -> String {
    let sign = if pence < 0 { "-" } else { "" };
    let pence = pence.unsigned_abs();
    format!("{sign}£{}.{:02}", pence / 100, pence % 100)
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
