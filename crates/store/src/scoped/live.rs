//! One record for one viewer as it is and as it was before a change, so that she hears of it only if her own view
//! of it is another.

use super::rows::Loaded;
use super::{records, weights};
use crate::changes::{Before, Changed};
use crate::codes::{OPEN, id, relation, uuid};
use crate::sql::Sql;
use crate::{Db, StoreError};
use contract::id::{RecordId, SubjectId};
use contract::record::{RecordView, SubjectRef};
use domain::day::{FOREVER, from_number, or_none};
use domain::interest::Period;
use domain::record::{Body, Standing};
use domain::slice::{
    Holding, RecordFacts, RowFacts, Scope, Slice, Verdict, VersionKeys, ViewFacts, ViewKind, decide,
};
use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;

/// What became of a record for a viewer.
pub struct Turn {
    pub id: RecordId,
    pub now: Option<Slice<RecordView>>,
    pub before: Option<Slice<RecordView>>,
}

/// `None` if there is no such record.
pub async fn turn(db: &Db, scope: &Scope, changed: &Changed) -> Result<Option<Turn>, StoreError> {
    let mut sql = Sql::new("SELECT id FROM record WHERE seq = ");
    sql.bind(changed.record);
    let Some(row) = sql.one(db.reads()).await? else {
        return Ok(None);
    };
    let record: RecordId = id(row.try_get_by_index(0)?);
    let before = match &changed.before {
        Some(before) => was(db, scope, changed.record, record, before).await?,
        None => None,
    };
    let now = records::get(db, scope, record).await?;
    Ok(Some(Turn {
        id: record,
        now,
        before,
    }))
}

#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: the engine's own decision on what it loaded says what was in the slice"
)]
async fn was(
    db: &Db,
    scope: &Scope,
    seq: i64,
    record: RecordId,
    before: &Before,
) -> Result<Option<Slice<RecordView>>, StoreError> {
    let db = db.reads();
    let mut body = super::rows::versions(db, &[(seq, before.version)]).await?;
    let Some((_, body)) = body.pop() else {
        return Err(StoreError::corrupt(format!(
            "version {} of record {seq}",
            before.version
        )));
    };
    let facts = decision(db, scope, &body, before).await?;
    let Verdict::Visible {
        matched,
        as_of: None,
    } = decide(scope, &facts)
    else {
        return Ok(None);
    };
    let mut rows = [loaded(db, seq, record, before, &body, matched).await?];
    weights::add(db, scope, &mut rows).await?;
    let files = if rows.iter().all(|row| row.facts.file_count == 0) {
        Vec::new()
    } else {
        records::files(db, seq, before.version).await?
    };
    let [row] = rows;
    let facts = ViewFacts {
        row: row.facts,
        body,
        files,
        as_of: None,
    };
    Ok(domain::slice::mint::<ViewKind>(scope, facts))
}

/// Everything the decision rested on; the interests are those of now, which no change of a record alters.
async fn decision(
    db: &impl ConnectionTrait,
    scope: &Scope,
    body: &Body,
    before: &Before,
) -> Result<RecordFacts, StoreError> {
    let mut sql = Sql::new(
        "SELECT p.ancestor, p.depth, i.relation, i.first_day, i.last_day, i.since_day FROM subject_path p \
         LEFT JOIN interest i ON i.subject = p.ancestor AND i.third_party = ",
    );
    sql.bind(uuid(scope.third_party())).push(&format!(
        " AND i.recorded_to_at = {OPEN} WHERE p.descendant = "
    ));
    sql.bind(before.subject);
    let mut line: Vec<SubjectId> = Vec::new();
    let mut holdings = Vec::new();
    for row in sql.all(db).await? {
        line.push(id(row.try_get_by_index(0)?));
        let depth: i32 = row.try_get_by_index(1)?;
        if let Some(code) = row.try_get_by_index::<Option<i32>>(2)? {
            let first = from_number(row.try_get_by_index(3)?)
                .ok_or_else(|| StoreError::corrupt("an interest's first day"))?;
            holdings.push(Holding {
                relation: relation(code)?,
                period: Period {
                    first,
                    last: from_number(row.try_get_by_index(4)?),
                },
                since: from_number(row.try_get_by_index(5)?)
                    .ok_or_else(|| StoreError::corrupt("when an interest's time began"))?,
                direct: depth == 0,
            });
        }
    }
    Ok(RecordFacts {
        kind: body.kind(),
        standing: Standing::from_code(before.standing),
        addressed: before.addressed,
        raised: before.raised,
        shared: before.shared,
        on_site: scope
            .sites()
            .is_none_or(|sites| sites.iter().any(|site| line.contains(site))),
        current: VersionKeys::of(body),
        past: Vec::new(),
        holdings,
    })
}

async fn loaded(
    db: &impl ConnectionTrait,
    seq: i64,
    record: RecordId,
    before: &Before,
    body: &Body,
    matched: u64,
) -> Result<Loaded, StoreError> {
    let spine = body.spine();
    Ok(Loaded {
        seq,
        day: or_none(spine.day()),
        sort_text: String::new(),
        version: before.version,
        outdated: false,
        as_of: FOREVER,
        extra: None,
        facts: RowFacts {
            id: record,
            kind: body.kind(),
            subject: subject(db, before.subject).await?,
            happened_on: spine.happened_on,
            due_on: spine.due_on,
            amount_pence: spine.amount_pence,
            open_pence: spine.open_pence,
            file: spine.file,
            file_count: spine.file_count,
            sub_kind: spine.sub_kind,
            title: spine.title,
            status: spine.status,
            matched,
            kept: false,
            weights: None,
        },
    })
}

async fn subject(db: &impl ConnectionTrait, of: Uuid) -> Result<SubjectRef, StoreError> {
    let mut sql = Sql::new("SELECT name, postcode FROM subject WHERE id = ");
    sql.bind(of);
    let row = sql
        .one(db)
        .await?
        .ok_or_else(|| StoreError::corrupt("a record's subject"))?;
    let postcode: String = row.try_get_by_index(1)?;
    Ok(SubjectRef {
        id: id(of),
        name: row.try_get_by_index(0)?,
        postcode: (!postcode.is_empty()).then_some(postcode),
    })
}
