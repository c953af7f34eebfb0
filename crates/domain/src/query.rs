//! What a viewer asks of a list, read within her scope: a field, kind or order that her lens does not open is
//! answered exactly like one that does not exist.

mod firm;

pub use firm::{FirmRecordList, firm_record_list};

use crate::record::FieldGroup;
use crate::slice::{Scope, SortField};
use contract::day::Day;
use contract::id::{RecordId, SubjectId};
use contract::kind::{RecordKind, Status};
use contract::page::{PageQuery, RecordQuery};
use contract::problem::FieldError;

/// Rows a page holds unless the client says otherwise, and at most.
pub const USUAL_LIMIT: u32 = 50;
pub const MOST_LIMIT: u32 = 200;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordList {
    pub sub_kind: Option<String>,
    pub subject: Option<SubjectId>,
    pub status: Option<StatusFilter>,
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// Folded words that must all be found.
    pub words: Vec<String>,
    pub sort: SortField,
    pub descending: bool,
    pub after: Option<Cursor>,
    pub limit: u32,
}

impl Default for RecordList {
    fn default() -> Self {
        Self {
            sub_kind: None,
            subject: None,
            status: None,
            from: None,
            to: None,
            words: Vec::new(),
            sort: SortField::Day,
            descending: true,
            after: None,
            limit: USUAL_LIMIT,
        }
    }
}

impl RecordList {
    /// Only a cursor of the same order says where to go on.
    fn begin_after(&mut self, cursor: Option<Cursor>) -> Result<(), FieldError> {
        let fits = cursor
            .as_ref()
            .is_none_or(|c| matches!(c.key, CursorKey::Text(_)) == (self.sort == SortField::Title));
        if !fits {
            return Err(fault(
                "cursor",
                "malformed",
                "this cursor belongs to another order",
            ));
        }
        self.after = cursor;
        Ok(())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusFilter {
    Is(Status),
    /// Whatever still wants something done.
    Outstanding,
}

/// Where the next page begins: the last row's sort key and its public id. Nothing in it counts rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    pub key: CursorKey,
    pub record: RecordId,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CursorKey {
    Number(i64),
    Text(String),
}

impl Cursor {
    #[must_use]
    pub fn encode(&self) -> String {
        let key = match &self.key {
            CursorKey::Number(n) => format!("n{n}"),
            CursorKey::Text(text) => format!("t{text}"),
        };
        hex::encode(format!("{}{key}", self.record))
    }

    #[must_use]
    pub fn decode(text: &str) -> Option<Self> {
        let text = String::from_utf8(hex::decode(text).ok()?).ok()?;
        let (id, key) = text.split_at_checked("rec_".len() + 36)?;
        let key = match key.split_at_checked(1)? {
            ("n", number) => CursorKey::Number(number.parse().ok()?),
            ("t", text) => CursorKey::Text(text.to_owned()),
            _ => return None,
        };
        Some(Self {
            key,
            record: id.parse().ok()?,
        })
    }
}

/// A page of something that is in the order of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageAsk {
    pub cursor: Option<String>,
    pub limit: u32,
}

fn fault(field: &str, code: &str, message: impl Into<String>) -> FieldError {
    FieldError {
        field: field.to_owned(),
        code: code.to_owned(),
        message: message.into(),
    }
}

fn limit(text: Option<&str>) -> Result<u32, FieldError> {
    match text.map(str::parse::<u32>) {
        None => Ok(USUAL_LIMIT),
        Some(Ok(n)) if (1..=MOST_LIMIT).contains(&n) => Ok(n),
        Some(_) => Err(fault(
            "limit",
            "out_of_range",
            format!("write a number from 1 to {MOST_LIMIT}"),
        )),
    }
}

pub fn page_ask(query: PageQuery) -> Result<PageAsk, Vec<FieldError>> {
    page(query.cursor, query.limit.as_deref())
}

/// The same, for a list that is asked more than its page.
pub fn page(cursor: Option<String>, many: Option<&str>) -> Result<PageAsk, Vec<FieldError>> {
    let limit = limit(many).map_err(|e| vec![e])?;
    Ok(PageAsk { cursor, limit })
}

/// Reads the question, and narrows the scope to the kinds it asks for. Every fault is reported at once.
pub fn record_list(
    scope: &Scope,
    query: RecordQuery,
) -> Result<(Scope, RecordList), Vec<FieldError>> {
    let mut faults = Vec::new();
    let scope = match kinds(scope, query.kind.as_deref()) {
        Ok(narrowed) => narrowed,
        Err(error) => {
            faults.push(error);
            scope.clone()
        }
    };
    let mut list = RecordList::default();
    let mut keep = |result: Result<(), FieldError>| {
        if let Err(error) = result {
            faults.push(error);
        }
    };
    keep(limit(query.limit.as_deref()).map(|n| list.limit = n));
    keep(
        read(query.subject.as_deref(), "subject", "malformed", |t| {
            t.parse().ok()
        })
        .map(|s| list.subject = s),
    );
    keep(read(query.status.as_deref(), "status", "unknown", status).map(|s| list.status = s));
    let dated = scope.opens_everywhere(FieldGroup::Schedule);
    for (name, text, slot) in [
        ("from", &query.from, &mut list.from),
        ("to", &query.to, &mut list.to),
    ] {
        if text.is_some() && !dated {
            keep(Err(fault(name, "unknown", "there is no such field")));
        } else {
            keep(read(text.as_deref(), name, "not_a_day", |t| t.parse().ok()).map(|d| *slot = d));
        }
    }
    if let Some(name) = query.sub_kind {
        if name.len() > 40 {
            keep(Err(fault("sub_kind", "too_long", "at most 40 characters")));
        } else {
            list.sub_kind = Some(name);
        }
    }
    match query.q.as_deref().map(crate::search::words) {
        Some(Ok(words)) => list.words = words,
        Some(Err(error)) => keep(Err(error)),
        None => {}
    }
    keep(
        sort(&scope, query.sort.as_deref()).map(|(field, descending)| {
            list.sort = field;
            list.descending = descending;
        }),
    );
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
        Ok((scope, list))
    } else {
        Err(faults)
    }
}

fn read<T>(
    text: Option<&str>,
    field: &str,
    code: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, FieldError> {
    text.map_or(Ok(None), |t| {
        parse(t)
            .map(Some)
            .ok_or_else(|| fault(field, code, "this value is not known here"))
    })
}

fn status(text: &str) -> Option<StatusFilter> {
    if text == "outstanding" {
        return Some(StatusFilter::Outstanding);
    }
    Status::parse(text).map(StatusFilter::Is)
}

/// A kind that no rule opens to this viewer is as unknown as one that does not exist.
fn kinds(scope: &Scope, text: Option<&str>) -> Result<Scope, FieldError> {
    let Some(text) = text else {
        return Ok(scope.clone());
    };
    let open = scope.kinds();
    let kinds: Option<Vec<RecordKind>> = text
        .split(',')
        .map(|n| RecordKind::parse(n.trim()).filter(|k| open.contains(k)))
        .collect();
    kinds
        .map(|kinds| scope.narrowed(&kinds))
        .ok_or_else(|| fault("kind", "unknown", "this value is not known here"))
}

fn sort(scope: &Scope, text: Option<&str>) -> Result<(SortField, bool), FieldError> {
    let Some(text) = text else {
        return Ok(if scope.may_sort_by(SortField::Day) {
            (SortField::Day, true)
        } else {
            (SortField::Title, false)
        });
    };
    order(text)
        .filter(|(field, _)| scope.may_sort_by(*field))
        .ok_or_else(|| fault("sort", "unknown", "there is no such field to sort by"))
}

/// The field, and whether it is turned round.
fn order(text: &str) -> Option<(SortField, bool)> {
    let (name, descending) = text.strip_prefix('-').map_or((text, false), |n| (n, true));
    let field = match name {
        "day" => SortField::Day,
        "due" => SortField::Due,
        "title" => SortField::Title,
        "amount" => SortField::Amount,
        _ => return None,
    };
    Some((field, descending))
}
