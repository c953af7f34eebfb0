//! Subjects and their tree. The pairs of every subject with what lies above it are kept beside the tree, so
//! that one look finds whose interests reach a record.

use crate::codes::{OPEN, id, relation_code, subject_kind, uuid};
use crate::entity::{subject, subject_path};
use crate::interests::holders_above;
use crate::people::External;
use crate::sql::Sql;
use crate::{StoreError, Tx, index};
use contract::day::Day;
use contract::id::{FirmId, SubjectId};
use contract::kind::Relation;
use domain::day::number;
use domain::fold::{fold, sort_text};
use domain::subject::Subject;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, Set};
use std::collections::BTreeMap;

/// Adds subjects, parents before children.
pub async fn insert(tx: &Tx, firm: FirmId, new: &[(Subject, External)]) -> Result<(), StoreError> {
    let rows: Vec<_> = new
        .iter()
        .map(|(s, external)| subject::ActiveModel {
            id: Set(uuid(s.id)),
            firm: Set(uuid(firm)),
            parent: Set(s.parent.map(uuid)),
            kind: Set(s.kind.name().to_owned()),
            name: Set(s.name.clone()),
            address: Set(s.address.clone()),
            postcode: Set(s.postcode.clone()),
            uprn: Set(s.uprn.clone()),
            sort_text: Set(sort_text(&s.name)),
            words: Set(fold(&s.search_text())),
            source: Set(external.source.clone()),
            external_ref: Set(external.reference.clone()),
        })
        .collect();
    for chunk in rows.chunks(500) {
        subject::Entity::insert_many(chunk.to_vec())
            .exec_without_returning(tx.raw())
            .await?;
    }
    // What lies above each new subject: its parent's line, one deeper, and itself.
    let known: Vec<_> = new.iter().filter_map(|(s, _)| s.parent).collect();
    let mut lines = lines_of(tx, &known).await?;
    let mut paths = Vec::new();
    for (s, _) in new {
        let mut line = vec![(s.id, 0)];
        if let Some(parent) = s.parent {
            let above = lines.get(&parent).cloned().unwrap_or_default();
            line.extend(
                above
                    .into_iter()
                    .map(|(ancestor, depth)| (ancestor, depth + 1)),
            );
        }
        paths.extend(
            line.iter()
                .map(|(ancestor, depth)| subject_path::ActiveModel {
                    descendant: Set(uuid(s.id)),
                    ancestor: Set(uuid(*ancestor)),
                    depth: Set(*depth),
                }),
        );
        lines.insert(s.id, line);
    }
    for chunk in paths.chunks(1000) {
        subject_path::Entity::insert_many(chunk.to_vec())
            .exec_without_returning(tx.raw())
            .await?;
    }
    let below: Vec<_> = new
        .iter()
        .filter(|(s, _)| s.parent.is_some())
        .map(|(s, _)| s.id)
        .collect();
    index::bump_above(tx, &below).await
}

/// Whether the firm has this subject.
pub async fn is_of(tx: &Tx, firm: FirmId, subject: SubjectId) -> Result<bool, StoreError> {
    let mut sql = Sql::new("SELECT 1 FROM subject WHERE firm = ");
    sql.bind(uuid(firm)).push(" AND id = ").bind(uuid(subject));
    Ok(sql.one(tx.raw()).await?.is_some())
}

/// The lines above some subjects, each from the subject itself upwards.
async fn lines_of(
    tx: &Tx,
    ids: &[SubjectId],
) -> Result<BTreeMap<SubjectId, Vec<(SubjectId, i32)>>, StoreError> {
    let mut lines: BTreeMap<SubjectId, Vec<(SubjectId, i32)>> = BTreeMap::new();
    for chunk in ids.chunks(500) {
        let rows = subject_path::Entity::find()
            .filter(subject_path::Column::Descendant.is_in(chunk.iter().map(|s| uuid(*s))))
            .order_by_asc(subject_path::Column::Depth)
            .all(tx.raw())
            .await?;
        for row in rows {
            let line = lines.entry(id(row.descendant)).or_default();
            let entry = (id(row.ancestor), row.depth);
            if !line.contains(&entry) {
                line.push(entry);
            }
        }
    }
    Ok(lines)
}

/// Renames a subject or corrects its address; what is found by its name follows.
pub async fn update(tx: &Tx, subject: &Subject) -> Result<(), StoreError> {
    use subject::Column;
    subject::Entity::update_many()
        .col_expr(Column::Kind, subject.kind.name().into())
        .col_expr(Column::Name, subject.name.clone().into())
        .col_expr(Column::Address, subject.address.clone().into())
        .col_expr(Column::Postcode, subject.postcode.clone().into())
        .col_expr(Column::Uprn, subject.uprn.clone().into())
        .col_expr(Column::SortText, sort_text(&subject.name).into())
        .col_expr(Column::Words, fold(&subject.search_text()).into())
        .filter(Column::Id.eq(uuid(subject.id)))
        .exec(tx.raw())
        .await?;
    index::bump_above(tx, &[subject.id]).await?;
    index::refresh_below(tx, &[subject.id]).await
}

/// Hangs a subject, with everything below it, under another parent. Both slices follow at once.
/// The caller has made sure that the new parent does not lie below the subject.
pub async fn move_to(
    tx: &Tx,
    moved: SubjectId,
    parent: Option<SubjectId>,
) -> Result<(), StoreError> {
    use subject::Column;
    // What is held of it and of what lies below it reaches as far as before.
    let mut concerned = holders_above(tx, moved).await?;
    index::bump_above(tx, &[moved]).await?;
    subject::Entity::update_many()
        .col_expr(Column::Parent, parent.map(uuid).into())
        .filter(Column::Id.eq(uuid(moved)))
        .exec(tx.raw())
        .await?;
    // Cut the pairs that lead out of the moved part, then tie each of its subjects to the new line.
    let mut cut = Sql::new(
        "DELETE FROM subject_path WHERE descendant IN (SELECT descendant FROM subject_path WHERE ancestor = ",
    );
    let placeholder = cut.keep(uuid(moved));
    cut.push(&format!(
        "{placeholder}) AND ancestor NOT IN (SELECT descendant FROM subject_path WHERE ancestor = {placeholder})"
    ));
    cut.run(tx.raw()).await?;
    if let Some(parent) = parent {
        let mut tie = Sql::new(
            "INSERT INTO subject_path (descendant, ancestor, depth) \
             SELECT below.descendant, above.ancestor, below.depth + above.depth + 1 \
             FROM subject_path below JOIN subject_path above ON above.descendant = ",
        );
        tie.bind(uuid(parent))
            .push(" WHERE below.ancestor = ")
            .bind(uuid(moved));
        tie.run(tx.raw()).await?;
    }
    index::bump_above(tx, &[moved]).await?;
    concerned.extend(holders_above(tx, moved).await?);
    let concerned = concerned.into_iter().map(uuid).collect();
    index::refresh_below_for(tx, &[moved], &concerned).await
}

/// A subject and all that lies above it, from itself up to its root.
pub async fn line(tx: &Tx, subject: SubjectId) -> Result<Vec<SubjectId>, StoreError> {
    let lines = lines_of(tx, &[subject]).await?;
    let line = lines.into_values().flatten().map(|(above, _)| above);
    Ok(line.collect())
}

/// Names of what has a share register on the line of one subject, where another one below `moved` would meet it on some
/// day: both would count for the same records.
pub async fn registers_meeting(
    tx: &Tx,
    moved: SubjectId,
    parent: SubjectId,
) -> Result<Vec<String>, StoreError> {
    let mut sql = Sql::new(
        "SELECT DISTINCT u.name FROM subject_path up JOIN interest a ON a.subject = up.ancestor \
         JOIN subject u ON u.id = a.subject JOIN subject_path down ON down.ancestor = ",
    );
    sql.bind(uuid(moved))
        .push(" JOIN interest b ON b.subject = down.descendant WHERE up.descendant = ")
        .bind(uuid(parent))
        .push(&format!(
            " AND a.relation = {share} AND b.relation = {share} AND a.recorded_to_at = {OPEN} \
             AND b.recorded_to_at = {OPEN} AND a.first_day <= b.last_day AND b.first_day <= a.last_day \
             ORDER BY u.name",
            share = relation_code(Relation::HoldsShare)
        ));
    let rows = sql.all(tx.raw()).await?;
    rows.iter()
        .map(|row| Ok(row.try_get_by_index(0)?))
        .collect()
}

/// One subject of a firm.
pub async fn find(
    tx: &Tx,
    firm: FirmId,
    subject: SubjectId,
) -> Result<Option<Subject>, StoreError> {
    let row = subject::Entity::find_by_id(uuid(subject))
        .filter(subject::Column::Firm.eq(uuid(firm)))
        .one(tx.raw())
        .await?;
    row.map(read).transpose()
}

/// What lies above a subject or below it and has a share register on a day or later.
pub async fn registers_beside(
    tx: &Tx,
    subject: SubjectId,
    from: Day,
) -> Result<Vec<String>, StoreError> {
    let mut sql = Sql::default();
    let (here, from) = (sql.keep(uuid(subject)), sql.keep(number(from)));
    sql.push(&format!(
        "SELECT DISTINCT u.name FROM subject_path p \
         JOIN interest i ON i.subject = CASE WHEN p.descendant = {here} THEN p.ancestor ELSE p.descendant END \
         JOIN subject u ON u.id = i.subject \
         WHERE (p.descendant = {here} OR p.ancestor = {here}) AND p.depth > 0 AND i.relation = {} \
         AND i.recorded_to_at = {OPEN} AND i.last_day >= {from} ORDER BY u.name",
        relation_code(Relation::HoldsShare)
    ));
    let rows = sql.all(tx.raw()).await?;
    rows.iter()
        .map(|row| Ok(row.try_get_by_index(0)?))
        .collect()
}

/// Every subject of a firm.
pub async fn all(tx: &Tx, firm: FirmId) -> Result<Vec<(Subject, External)>, StoreError> {
    let rows = subject::Entity::find()
        .filter(subject::Column::Firm.eq(uuid(firm)))
        .order_by_asc(subject::Column::ExternalRef)
        .all(tx.raw())
        .await?;
    rows.into_iter()
        .map(|row| {
            let external = External {
                source: row.source.clone(),
                reference: row.external_ref.clone(),
            };
            Ok((read(row)?, external))
        })
        .collect()
}

pub(crate) fn read(row: subject::Model) -> Result<Subject, StoreError> {
    Ok(Subject {
        id: id(row.id),
        parent: row.parent.map(id),
        kind: subject_kind(&row.kind)?,
        name: row.name,
        address: row.address,
        postcode: row.postcode,
        uprn: row.uprn,
    })
}
