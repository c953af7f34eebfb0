//! The right to a file's bytes, found through the record it belongs to.

use super::predicate::Predicate;
use crate::codes::{id, uuid};
use crate::sql::Sql;
use crate::{Db, StoreError};
use contract::id::FileId;
use domain::record::kind_from_code;
use domain::slice::{FileFacts, FileGrant, FileKind, Scope, Slice, ThumbnailKind};

/// The file as its record's visible version has it.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the scope"
)]
pub async fn original(
    db: &Db,
    scope: &Scope,
    file: FileId,
) -> Result<Option<Slice<FileGrant>>, StoreError> {
    Ok(find(db, scope, file)
        .await?
        .and_then(|facts| domain::slice::mint::<FileKind>(scope, facts)))
}

/// Its small picture.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the scope"
)]
pub async fn thumbnail(
    db: &Db,
    scope: &Scope,
    file: FileId,
) -> Result<Option<Slice<FileGrant>>, StoreError> {
    Ok(find(db, scope, file)
        .await?
        .and_then(|facts| domain::slice::mint::<ThumbnailKind>(scope, facts)))
}

async fn find(db: &Db, scope: &Scope, file: FileId) -> Result<Option<FileFacts>, StoreError> {
    let mut sql = Sql::default();
    let predicate = Predicate::bind(scope, &mut sql);
    sql.push(&format!(
        "SELECT f.id, r.id AS record, s.kind, v.version, v.name, v.media_type, v.size, v.sha256, \
         v.thumbnail_sha256, {} AS matched \
         FROM file f JOIN record r ON r.seq = f.record JOIN slice_index s ON s.record = r.seq \
         JOIN file_version v ON v.file = f.id WHERE f.id = ",
        predicate.matched()
    ));
    sql.bind(uuid(file))
        .push(
            " AND v.version = (SELECT MAX(w.version) FROM file_version w \
             WHERE w.file = f.id AND w.version <= s.version) AND f.removed_version > s.version AND ",
        )
        .push(&predicate.visible());
    let Some(row) = sql.one(db.reads()).await? else {
        return Ok(None);
    };
    let kind: i16 = row.try_get_by_index(2)?;
    let size: i64 = row.try_get_by_index(6)?;
    let matched: i64 = row.try_get_by_index(9)?;
    Ok(Some(FileFacts {
        id: id(row.try_get_by_index(0)?),
        record: id(row.try_get_by_index(1)?),
        record_kind: kind_from_code(kind)
            .ok_or_else(|| StoreError::corrupt(format!("kind {kind}")))?,
        version: row.try_get_by_index(3)?,
        name: row.try_get_by_index(4)?,
        media_type: row.try_get_by_index(5)?,
        size: u64::try_from(size).unwrap_or_default(),
        sha256: row.try_get_by_index(7)?,
        thumbnail_sha256: row.try_get_by_index(8)?,
        matched: u64::try_from(matched).unwrap_or_default(),
    }))
}
