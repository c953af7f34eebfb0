//! What staff ask of the list of their firm's records. Nothing is hidden from them, so any field may be asked for.

use super::{Cursor, RecordList, fault, limit, order, read, status};
use crate::record::Standing;
use contract::firm_record::FirmRecordQuery;
use contract::kind::RecordKind;
use contract::problem::FieldError;

/// A list over the whole firm.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FirmRecordList {
    /// All kinds if empty.
    pub kinds: Vec<RecordKind>,
    pub standing: Option<Standing>,
    pub list: RecordList,
}

/// Reads the question. Every fault is reported at once.
pub fn firm_record_list(query: FirmRecordQuery) -> Result<FirmRecordList, Vec<FieldError>> {
    let mut faults = Vec::new();
    let mut asked = FirmRecordList::default();
    let list = &mut asked.list;
    let mut keep = |result: Result<(), FieldError>| {
        if let Err(error) = result {
            faults.push(error);
        }
    };
    keep(limit(query.limit.as_deref()).map(|n| list.limit = n));
    let kinds = |text: &str| -> Option<Vec<RecordKind>> {
        text.split(',')
            .map(|n| RecordKind::parse(n.trim()))
            .collect()
    };
    keep(
        read(query.kind.as_deref(), "kind", "unknown", kinds)
            .map(|kinds| asked.kinds = kinds.unwrap_or_default()),
    );
    keep(
        read(
            query.standing.as_deref(),
            "standing",
            "unknown",
            Standing::parse,
        )
        .map(|standing| asked.standing = standing),
    );
    keep(
        read(query.subject.as_deref(), "subject", "malformed", |t| {
            t.parse().ok()
        })
        .map(|subject| list.subject = subject),
    );
    keep(read(query.status.as_deref(), "status", "unknown", status).map(|s| list.status = s));
    for (name, text, slot) in [
        ("from", &query.from, &mut list.from),
        ("to", &query.to, &mut list.to),
    ] {
        keep(read(text.as_deref(), name, "not_a_day", |t| t.parse().ok()).map(|d| *slot = d));
    }
    match query.sub_kind {
        Some(name) if name.len() > 40 => {
            keep(Err(fault("sub_kind", "too_long", "at most 40 characters")));
        }
        name => list.sub_kind = name,
    }
    match query.q.as_deref().map(crate::search::words) {
        Some(Ok(words)) => list.words = words,
        Some(Err(error)) => keep(Err(error)),
        None => {}
    }
    if let Some(text) = query.sort.as_deref() {
        let found = order(text)
            .ok_or_else(|| fault("sort", "unknown", "there is no such field to sort by"));
        keep(found.map(|(sort, descending)| (list.sort, list.descending) = (sort, descending)));
    }
    keep(
        read(
            query.cursor.as_deref(),
            "cursor",
            "malformed",
            Cursor::decode,
        )
        .and_then(|cursor| list.begin_after(cursor)),
    );
    if faults.is_empty() {
        Ok(asked)
    } else {
        Err(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slice::SortField;

    #[test]
    fn whatever_is_wrong_with_a_question_is_told_at_once() {
        let text = |text: &str| Some(text.to_owned());
        let faults = firm_record_list(FirmRecordQuery {
            kind: text("invoice,spaceship"),
            standing: text("secret"),
            status: text("maybe"),
            subject: text("14 Mill Lane"),
            from: text("yesterday"),
            sort: text("colour"),
            cursor: text("zz"),
            limit: text("0"),
            ..FirmRecordQuery::default()
        });
        let fields: Vec<_> = faults
            .unwrap_err()
            .into_iter()
            .map(|fault| fault.field)
            .collect();
        assert_eq!(
            fields,
            [
                "limit", "kind", "standing", "subject", "status", "from", "sort", "cursor"
            ]
        );
    }

    #[test]
    fn a_question_says_what_it_says() {
        let text = |text: &str| Some(text.to_owned());
        let asked = firm_record_list(FirmRecordQuery {
            kind: text("invoice, job"),
            standing: text("by_rule"),
            sort: text("-amount"),
            q: text("Mill Lane"),
            ..FirmRecordQuery::default()
        })
        .unwrap();
        assert_eq!(asked.kinds, [RecordKind::Invoice, RecordKind::Job]);
        assert_eq!(asked.standing, Some(Standing::ByRule));
        assert_eq!(
            (asked.list.sort, asked.list.descending),
            (SortField::Amount, true)
        );
        assert_eq!(asked.list.words, ["mill", "lane"]);
    }
}
