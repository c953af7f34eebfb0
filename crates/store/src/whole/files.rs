//! The right of staff to a file's bytes: any of their firm's, as it is and as it was.

use crate::codes::{id, uuid};
use crate::sql::Sql;
use crate::{Db, StoreError};
use contract::id::FileId;
use domain::policy::{SeeRecords, StaffPermit};
use domain::slice::{FileGrant, Slice, mint_whole, small};

/// The file as a version of its record brought it; the newest, if none is named.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the firm"
)]
pub async fn original(
    db: &Db,
    permit: &StaffPermit<SeeRecords>,
    file: FileId,
    version: Option<i32>,
) -> Result<Option<Slice<FileGrant>>, StoreError> {
    let found = find(db, permit, file, version).await?;
    Ok(found.map(|(grant, _)| mint_whole(permit, grant)))
}

/// Its small picture.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the firm"
)]
pub async fn thumbnail(
    db: &Db,
    permit: &StaffPermit<SeeRecords>,
    file: FileId,
) -> Result<Option<Slice<FileGrant>>, StoreError> {
    let found = find(db, permit, file, None).await?;
    let picture = found.and_then(|(grant, sha256)| Some(small(grant, sha256?)));
    Ok(picture.map(|grant| mint_whole(permit, grant)))
}

/// With the hash of its small picture, if it has one.
async fn find(
    db: &Db,
    permit: &StaffPermit<SeeRecords>,
    file: FileId,
    version: Option<i32>,
) -> Result<Option<(FileGrant, Option<String>)>, StoreError> {
    let mut sql = Sql::new(
        "SELECT f.id, r.id AS record, v.version, v.name, v.media_type, v.size, v.sha256, v.thumbnail_sha256 \
         FROM file f JOIN record r ON r.seq = f.record JOIN file_version v ON v.file = f.id WHERE r.firm = ",
    );
    sql.bind(uuid(permit.firm()))
        .push(" AND f.id = ")
        .bind(uuid(file));
    if let Some(version) = version {
        sql.push(" AND v.version = ").bind(version);
    }
    sql.push(" ORDER BY v.version DESC LIMIT 1");
    let Some(row) = sql.one(db.reads()).await? else {
        return Ok(None);
    };
    let size: i64 = row.try_get_by_index(5)?;
    let grant = FileGrant {
        id: id(row.try_get_by_index(0)?),
        record: id(row.try_get_by_index(1)?),
        version: row.try_get_by_index(2)?,
        name: row.try_get_by_index(3)?,
        media_type: row.try_get_by_index(4)?,
        size: u64::try_from(size).unwrap_or_default(),
        sha256: row.try_get_by_index(6)?,
    };
    Ok(Some((grant, row.try_get_by_index(7)?)))
}
