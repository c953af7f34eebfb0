//! Everything the decision on one record rests on, loaded past every slice so that it can be explained.

use crate::codes::{OPEN, id, relation, uuid};
use crate::entity::{record, share};
use crate::sql::Sql;
use crate::{Db, StoreError};
use contract::id::RecordId;
use domain::day::{from_number, number};
use domain::interest::Period;
use domain::policy::Unscoped;
use domain::record::{Body, Standing};
use domain::slice::{Holding, Past, RecordFacts, Scope, VersionKeys};
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};

/// The facts of one record for one scope; `None` if the scope's firm has no such record.
pub async fn facts(
    db: &Db,
    _: Unscoped,
    scope: &Scope,
    of: RecordId,
) -> Result<Option<RecordFacts>, StoreError> {
    let db = db.reads();
    let party = uuid(scope.third_party());
    let Some(row) = record::Entity::find()
        .filter(record::Column::Id.eq(uuid(of)))
        .filter(record::Column::Firm.eq(uuid(scope.firm())))
        .one(db)
        .await?
    else {
        return Ok(None);
    };
    let shared = share::Entity::find()
        .filter(share::Column::Record.eq(row.seq))
        .filter(share::Column::ThirdParty.eq(party))
        .filter(share::Column::RecordedToAt.eq(OPEN))
        .count(db)
        .await?
        > 0;
    let mut sql = Sql::new(
        "SELECT i.relation, i.first_day, i.last_day, p.depth FROM subject_path p \
         JOIN interest i ON i.subject = p.ancestor WHERE p.descendant = ",
    );
    sql.bind(row.subject)
        .push(" AND i.third_party = ")
        .bind(party);
    sql.push(&format!(
        " AND i.recorded_to_at = {OPEN} ORDER BY i.first_day"
    ));
    let mut holdings = Vec::new();
    for row in sql.all(db).await? {
        let first = from_number(row.try_get_by_index(1)?)
            .ok_or_else(|| StoreError::corrupt("an interest's first day"))?;
        let depth: i32 = row.try_get_by_index(3)?;
        holdings.push(Holding {
            relation: relation(row.try_get_by_index(0)?)?,
            period: Period {
                first,
                last: from_number(row.try_get_by_index(2)?),
            },
            direct: depth == 0,
        });
    }
    let mut above = Sql::new("SELECT ancestor FROM subject_path WHERE descendant = ");
    above.bind(row.subject);
    let mut line = Vec::new();
    for row in above.all(db).await? {
        line.push(id(row.try_get_by_index(0)?));
    }
    let versions = versions(db, row.seq).await?;
    let current = versions
        .last()
        .map(|(_, body)| VersionKeys::of(body))
        .ok_or_else(|| StoreError::corrupt(format!("record {} has no version", row.id)))?;
    let past = holdings
        .iter()
        .filter_map(|h| h.period.last)
        .filter_map(|last| {
            let (_, body) = versions.iter().rev().find(|(on, _)| *on <= number(last))?;
            Some(Past {
                last,
                keys: VersionKeys::of(body),
            })
        })
        .collect();
    Ok(Some(RecordFacts {
        kind: domain::record::kind_from_code(row.kind)
            .ok_or_else(|| StoreError::corrupt(format!("kind {}", row.kind)))?,
        standing: Standing::from_code(row.standing),
        addressed: row.addressed_to == Some(party),
        raised: row.raised_by == Some(party),
        shared,
        on_site: scope
            .sites()
            .is_none_or(|sites| sites.iter().any(|s| line.contains(s))),
        current,
        past,
        holdings,
    }))
}

/// Every version with the day it was recorded on, oldest first.
async fn versions(
    db: &impl sea_orm::ConnectionTrait,
    seq: i64,
) -> Result<Vec<(i32, Body)>, StoreError> {
    let mut sql = Sql::new("SELECT on_day, body FROM record_version WHERE record = ");
    sql.bind(seq).push(" ORDER BY version");
    sql.all(db)
        .await?
        .iter()
        .map(|row| {
            let text: String = row.try_get_by_index(1)?;
            Ok((row.try_get_by_index(0)?, crate::records::read_body(&text)?))
        })
        .collect()
}
