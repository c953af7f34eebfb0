//! What was asked of a list, as its receipt keeps it: closed words in the hashed text, what a person typed
//! beside it, where it can be erased.

use contract::firm_record::FirmRecordQuery;
use contract::page::{PageQuery, RecordQuery};
use sha2::{Digest as _, Sha256};

pub(super) fn page(query: &PageQuery) -> String {
    join(&[
        ("cursor", cursor(query.cursor.as_deref())),
        ("limit", query.limit.clone()),
    ])
}

/// The closed part, and the words to find.
pub(super) fn records(query: &RecordQuery) -> (String, Option<String>) {
    // Any text passes as a sort within a kind; only what looks like one may stay for good.
    let is_sort = |text: &String| {
        text.bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let (sort, typed) = match query.sub_kind.clone() {
        Some(text) if is_sort(&text) => (Some(text), None),
        other => (None, other),
    };
    let closed = join(&[
        ("kind", query.kind.clone()),
        ("sub_kind", sort),
        ("subject", query.subject.clone()),
        ("status", query.status.clone()),
        ("from", query.from.clone()),
        ("to", query.to.clone()),
        ("sort", query.sort.clone()),
        ("cursor", cursor(query.cursor.as_deref())),
        ("limit", query.limit.clone()),
    ]);
    let typed = [query.q.clone(), typed]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    (closed, Some(typed).filter(|t| !t.is_empty()))
}

/// The same of a list over the whole firm.
pub(super) fn firm_records(query: &FirmRecordQuery) -> (String, Option<String>) {
    let standing = join(&[("standing", query.standing.clone())]);
    let (closed, typed) = records(&RecordQuery {
        kind: query.kind.clone(),
        sub_kind: query.sub_kind.clone(),
        subject: query.subject.clone(),
        status: query.status.clone(),
        from: query.from.clone(),
        to: query.to.clone(),
        q: query.q.clone(),
        sort: query.sort.clone(),
        cursor: query.cursor.clone(),
        limit: query.limit.clone(),
    });
    let both = [standing, closed];
    let both: Vec<_> = both.into_iter().filter(|part| !part.is_empty()).collect();
    (both.join("&"), typed)
}

/// A cursor may hold the title of the row before; its hash tells pages apart as well.
fn cursor(text: Option<&str>) -> Option<String> {
    text.map(|text| hex::encode(Sha256::digest(text)).chars().take(16).collect())
}

fn join(parts: &[(&str, Option<String>)]) -> String {
    let given = parts
        .iter()
        .filter_map(|(name, value)| value.as_ref().map(|v| format!("{name}={v}")));
    given.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_typed_stays_out_of_the_closed_words() {
        let query = RecordQuery {
            kind: Some("invoice".to_owned()),
            sub_kind: Some("Mrs Smith".to_owned()),
            q: Some("mill lane".to_owned()),
            cursor: Some("7265635f".to_owned()),
            ..RecordQuery::default()
        };
        let (closed, typed) = records(&query);
        assert!(closed.starts_with("kind=invoice&cursor="), "{closed}");
        assert!(
            !closed.contains("Smith") && !closed.contains("7265635f"),
            "{closed}"
        );
        assert_eq!(typed.as_deref(), Some("mill lane Mrs Smith"));
    }
}
