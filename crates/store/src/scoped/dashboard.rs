//! Pages made of blocks. A contact's first page takes four statements at most, whatever the profile asks for:
//! the figures, the subjects on show, those subjects' records, and one short list.

use super::predicate::Predicate;
use super::rows::{self, Loaded};
use super::subjects::covered;
use crate::codes::{id, uuid};
use crate::sql::Sql;
use crate::{Db, StoreError};
use contract::block::{Block, Dashboard};
use contract::id::{RecordId, SubjectId};
use contract::kind::{RecordKind, Status};
use contract::record::SubjectRef;
use domain::day::{FOREVER, NO_DAY};
use domain::policy::Viewer;
use domain::profile::BlockSpec;
use domain::record::{Body, kind_code};
use domain::slice::{
    BySubjectFacts, BySubjectKind, RecordsFacts, RecordsKind, Scope, Slice, TotalsFacts,
    TotalsKind, due_soon_until, mint,
};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;

/// Subjects and rows that a block shows; the lists behind it show the rest.
const MOST_SUBJECTS: i64 = 50;
const MOST_ROWS: i64 = 20;
/// Records of the subjects on show: enough for every certificate, visit and unpaid invoice of fifty properties.
const MOST_PARTS: i64 = 5_000;

#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the scope"
)]
pub async fn get(db: &Db, viewer: &Viewer, scope: &Scope) -> Result<Slice<Dashboard>, StoreError> {
    let db = db.reads();
    let mut blocks: Vec<Slice<Block>> = Vec::new();
    for spec in &viewer.profile().dashboard {
        let block = match spec {
            BlockSpec::Totals(of) => mint::<TotalsKind>(
                scope,
                TotalsFacts {
                    wanted: of.clone(),
                    ..totals(db, scope).await?
                },
            ),
            BlockSpec::BySubject(columns) => {
                let (_, noun) = viewer.profile().word("subject");
                mint::<BySubjectKind>(scope, by_subject(db, scope, noun, columns.clone()).await?)
            }
            BlockSpec::Records(of) => {
                let scope = scope.narrowed(kinds_of(of));
                if scope.grants().is_empty() {
                    continue;
                }
                mint::<RecordsKind>(&scope, records(db, &scope, of, None).await?)
            }
        };
        blocks.extend(block);
    }
    Ok(domain::slice::dashboard(scope, blocks)?)
}

/// What one subject's page shows: a block for each list that the scope opens.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the scope"
)]
pub(super) async fn subject_blocks(
    db: &Db,
    scope: &Scope,
    subject: SubjectId,
) -> Result<Vec<Slice<Block>>, StoreError> {
    let mut blocks = Vec::new();
    for of in [
        "certificates",
        "invoices",
        "photos",
        "visits",
        "open-jobs",
        "plan",
    ] {
        let scope = scope.narrowed(kinds_of(of));
        if !scope.grants().is_empty() {
            let facts = records(db.reads(), &scope, of, Some(subject)).await?;
            blocks.extend(mint::<RecordsKind>(&scope, facts));
        }
    }
    Ok(blocks)
}

fn kinds_of(list: &str) -> &'static [RecordKind] {
    match list {
        "to-pay" => &[RecordKind::Invoice, RecordKind::StagePayment],
        "invoices" => &[RecordKind::Invoice],
        "open-jobs" => &[RecordKind::Job],
        "certificates" => &[RecordKind::Document],
        "photos" => &[RecordKind::PhotoSet],
        "visits" => &[RecordKind::Visit],
        "plan" => &[RecordKind::Milestone, RecordKind::StagePayment],
        _ => &[],
    }
}

/// A short list: what it holds, its order, and how many there are in all.
async fn records(
    db: &impl ConnectionTrait,
    scope: &Scope,
    of: &str,
    subject: Option<SubjectId>,
) -> Result<RecordsFacts, StoreError> {
    let mut sql = Sql::default();
    let predicate = Predicate::bind(scope, &mut sql);
    sql.push(&rows::select_with(
        &predicate,
        "CAST(COUNT(*) OVER () AS TEXT)",
    ))
    .push(&predicate.visible());
    if let Some(subject) = subject {
        sql.push(" AND EXISTS (SELECT 1 FROM subject_path f WHERE f.descendant = r.subject AND f.ancestor = ")
            .bind(uuid(subject))
            .push(")");
    }
    sql.push(match of {
        "to-pay" | "open-jobs" => " AND s.outstanding = 1",
        "certificates" => " AND s.status = 'current'",
        _ => "",
    });
    // First due first; what has no day comes last.
    let order = match of {
        "to-pay" | "certificates" | "plan" => "due_or_last, seq",
        _ => "day DESC, seq DESC",
    };
    let loaded = rows::fetch_first(db, scope, sql, order, MOST_ROWS).await?;
    let count = loaded.first().and_then(|row| row.extra.as_deref());
    Ok(RecordsFacts {
        of: of.to_owned(),
        count: count.and_then(|text| text.parse().ok()).unwrap_or_default(),
        rows: loaded.into_iter().map(|r| r.facts).collect(),
    })
}

/// The figures, counted inside the slice.
async fn totals(db: &impl ConnectionTrait, scope: &Scope) -> Result<TotalsFacts, StoreError> {
    if scope.has_weighted() {
        return weighted_totals(db, scope).await;
    }
    let mut sql = Sql::default();
    let predicate = Predicate::bind(scope, &mut sql);
    let soon = sql.keep(due_soon_until(scope));
    let today = predicate.today();
    let (invoice, stage) = (
        kind_code(RecordKind::Invoice),
        kind_code(RecordKind::StagePayment),
    );
    let money = format!("s.kind IN ({invoice}, {stage})");
    // "No day" sorts before every day, and is not overdue.
    let overdue = format!("{money} AND s.due_day < {today} AND s.due_day <> {NO_DAY}");
    let paper = format!(
        "s.kind = {} AND s.status = 'current'",
        kind_code(RecordKind::Document)
    );
    let count = |test: &str| format!("COALESCE(SUM(CASE WHEN {test} THEN 1 ELSE 0 END), 0)");
    let sum =
        |test: &str| format!("COALESCE(SUM(CASE WHEN {test} THEN s.open_pence ELSE 0 END), 0)");
    let columns = [
        count(&money),
        sum(&money),
        count(&overdue),
        sum(&overdue),
        count(&format!("{paper} AND s.due_day BETWEEN {today} AND {soon}")),
        count(&format!("{paper} AND s.due_day < {today}")),
        count(&format!(
            "s.kind = {} AND s.day >= {today}",
            kind_code(RecordKind::Visit)
        )),
    ]
    .map(|c| format!("CAST({c} AS BIGINT)"))
    .join(", ");
    sql.push(&format!(
        "SELECT {columns} FROM slice_index s JOIN record r ON r.seq = s.record WHERE s.outstanding = 1 AND {}",
        predicate.visible()
    ));
    let Some(row) = sql.one(db).await? else {
        return Ok(TotalsFacts::default());
    };
    let at = |i: usize| -> Result<i64, StoreError> { Ok(row.try_get_by_index(i)?) };
    let number =
        |i: usize| -> Result<u64, StoreError> { Ok(u64::try_from(at(i)?).unwrap_or_default()) };
    Ok(TotalsFacts {
        wanted: Vec::new(),
        due: (number(0)?, at(1)?),
        overdue: (number(2)?, at(3)?),
        expiring: number(4)?,
        expired: number(5)?,
        booked: number(6)?,
    })
}

/// The same figures for a viewer of parts: each row's part is worked out first, then they are added up.
async fn weighted_totals(
    db: &impl ConnectionTrait,
    scope: &Scope,
) -> Result<TotalsFacts, StoreError> {
    let mut sql = Sql::default();
    let predicate = Predicate::bind(scope, &mut sql);
    sql.push(&rows::select(&predicate))
        .push("s.outstanding = 1 AND ")
        .push(&predicate.visible());
    let today = scope.today_number();
    let mut totals = TotalsFacts::default();
    for row in rows::fetch(db, scope, sql, "seq").await? {
        let due = domain::day::or_none(row.facts.due_on);
        match row.facts.kind {
            RecordKind::Invoice | RecordKind::StagePayment => {
                let view =
                    <domain::slice::RowKind as domain::slice::Kind>::project(scope, row.facts);
                let part = view.and_then(|v| v.open).map_or(0, |m| m.pence);
                totals.due = (totals.due.0 + 1, totals.due.1 + part);
                if due < today && due != NO_DAY {
                    totals.overdue = (totals.overdue.0 + 1, totals.overdue.1 + part);
                }
            }
            RecordKind::Document if row.facts.status == Status::Current => {
                totals.expired += u64::from(due < today);
                totals.expiring += u64::from((today..=due_soon_until(scope)).contains(&due));
            }
            RecordKind::Visit => totals.booked += u64::from(row.day >= today),
            _ => {}
        }
    }
    Ok(totals)
}

/// The subjects whose certificates fall due first, and what their rows need.
async fn by_subject(
    db: &impl ConnectionTrait,
    scope: &Scope,
    noun: String,
    columns: Vec<String>,
) -> Result<BySubjectFacts, StoreError> {
    let (count, subjects) = subjects_on_show(db, scope).await?;
    let parts = scope.narrowed(&[
        RecordKind::Document,
        RecordKind::PhotoSet,
        RecordKind::Invoice,
        RecordKind::StagePayment,
        RecordKind::Visit,
    ]);
    let (rows, windows) = if subjects.is_empty() || parts.grants().is_empty() {
        (Vec::new(), BTreeMap::new())
    } else {
        parts_of(db, scope, &parts, &subjects).await?
    };
    Ok(BySubjectFacts {
        noun,
        columns,
        count,
        subjects,
        rows: rows.into_iter().map(|r| r.facts).collect(),
        windows,
    })
}

async fn subjects_on_show(
    db: &impl ConnectionTrait,
    scope: &Scope,
) -> Result<(u64, Vec<SubjectRef>), StoreError> {
    let mut sql = Sql::default();
    let papers = scope.narrowed(&[RecordKind::Document]);
    let predicate = Predicate::bind(&papers, &mut sql);
    let covered = covered(&mut sql, scope);
    // Without certificates in the slice the order is by name alone.
    let first_due = if papers.grants().is_empty() {
        "SELECT CAST(NULL AS INTEGER) AS due, id AS subject FROM subject WHERE 1 = 0".to_owned()
    } else {
        format!(
            "SELECT MIN(s.due_day) AS due, r.subject FROM slice_index s JOIN record r ON r.seq = s.record \
             WHERE s.outstanding = 1 AND {} GROUP BY r.subject",
            predicate.visible()
        )
    };
    sql.push(&format!(
        "SELECT u.id, u.name, u.postcode, COUNT(*) OVER () AS total FROM subject u JOIN ({covered}) c ON c.id = u.id \
         LEFT JOIN ({first_due}) d ON d.subject = u.id ORDER BY COALESCE(d.due, {FOREVER}), u.sort_text, u.id LIMIT "
    ))
    .bind(MOST_SUBJECTS);
    let rows = sql.all(db).await?;
    let count: i64 = rows
        .first()
        .map(|row| row.try_get_by_index(3))
        .transpose()?
        .unwrap_or_default();
    let subjects = rows
        .iter()
        .map(|row| {
            let postcode: String = row.try_get_by_index(2)?;
            Ok(SubjectRef {
                id: id(row.try_get_by_index(0)?),
                name: row.try_get_by_index(1)?,
                postcode: (!postcode.is_empty()).then_some(postcode),
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok((u64::try_from(count).unwrap_or_default(), subjects))
}

/// The records behind the columns, and the agreed hours of the visits among them.
async fn parts_of(
    db: &impl ConnectionTrait,
    scope: &Scope,
    parts: &Scope,
    subjects: &[SubjectRef],
) -> Result<(Vec<Loaded>, BTreeMap<RecordId, String>), StoreError> {
    let mut sql = Sql::default();
    // Bound with the whole scope, so that the grants' bits are those the block is projected with.
    let predicate = Predicate::bind(scope, &mut sql);
    let today = predicate.today().to_owned();
    let body = format!(
        "CASE WHEN s.kind = {} AND s.version = r.version THEN r.body ELSE NULL END",
        kind_code(RecordKind::Visit)
    );
    sql.push(&rows::select_with(&predicate, &body))
        .push(&predicate.visible())
        .push(" AND r.subject IN ");
    sql.bind_list(subjects.iter().map(|s| uuid(s.id)));
    let tests: Vec<_> = parts
        .kinds()
        .into_iter()
        .map(|kind| {
            let code = kind_code(kind);
            match kind {
                RecordKind::Document => format!("s.kind = {code} AND s.status = 'current'"),
                RecordKind::Visit => {
                    format!("s.kind = {code} AND s.outstanding = 1 AND s.day >= {today}")
                }
                RecordKind::PhotoSet => format!("s.kind = {code}"),
                _ => format!("s.kind = {code} AND s.outstanding = 1"),
            }
        })
        .collect();
    sql.push(&format!(" AND ({})", tests.join(" OR ")));
    let loaded = rows::fetch_first(db, scope, sql, "seq", MOST_PARTS).await?;
    let mut windows = BTreeMap::new();
    for row in &loaded {
        if let Some(text) = &row.extra
            && let Body::Visit(visit) = crate::records::read_body(text)?
        {
            windows.insert(row.facts.id, visit.window);
        }
    }
    Ok((loaded, windows))
}
