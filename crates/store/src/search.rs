//! Full text on both databases: the texts of each record version by field group, and how a word is matched.

use crate::sql::Sql;
use domain::fold::fold;
use domain::record::{Body, FieldGroup};
use domain::subject::Subject;
use sea_orm::DatabaseBackend;
use std::collections::BTreeMap;

/// The folded text of each field group of one version. What the subject is called counts as the summary.
pub(crate) fn texts(body: &Body, subject: &Subject) -> BTreeMap<FieldGroup, String> {
    let mut texts: BTreeMap<FieldGroup, String> = BTreeMap::new();
    let about = std::iter::once((FieldGroup::Summary, subject.search_text()));
    for (group, text) in about.chain(body.texts()) {
        let folded = fold(&text);
        if folded.is_empty() {
            continue;
        }
        let slot = texts.entry(group).or_default();
        if !slot.is_empty() {
            slot.push(' ');
        }
        slot.push_str(&folded);
    }
    texts
}

/// Writes the condition that the alias `t` of `search_text` holds a folded word. Words are letters and digits
/// only, so they need no escaping in either query language. Numbers match whole, other words as beginnings.
pub(crate) fn matches(sql: &mut Sql, backend: DatabaseBackend, word: &str) {
    let whole = word.bytes().all(|b| b.is_ascii_digit());
    if backend == DatabaseBackend::Sqlite {
        sql.push("t.id IN (SELECT rowid FROM search_fts WHERE search_fts MATCH ")
            .bind(format!("\"{word}\"{}", if whole { "" } else { "*" }))
            .push(")");
    } else {
        sql.push("t.words @@ CAST(")
            .bind(format!("'{word}'{}", if whole { "" } else { ":*" }))
            .push(" AS tsquery)");
    }
}
