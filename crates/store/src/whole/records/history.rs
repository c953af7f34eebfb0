//! What a record was: every version with who made it and what it changed, and every file with what it was before.

use super::instant;
use crate::StoreError;
use crate::codes::{id, uuid};
use crate::records::{NOT_REMOVED, read_body};
use crate::sql::Sql;
use contract::file::FileSummary;
use contract::firm_record::{FileVersion, FirmFile, RecordChange};
use contract::id::{FileId, FirmId, StaffId};
use domain::day::from_number;
use domain::record::{Body, Standing};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Told {
    pub body: Body,
    pub files: Vec<FirmFile>,
    pub history: Vec<RecordChange>,
}

struct Version {
    version: i32,
    body: Body,
    by: String,
    at: i64,
    standing: Option<Standing>,
}

/// Everything that was written of a record, whose newest version is this.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    firm: FirmId,
    record: i64,
    newest: i32,
) -> Result<Told, StoreError> {
    let versions = versions(db, record).await?;
    let (files, touched) = files(db, record).await?;
    let shared = shared(db, record).await?;
    let names = names(db, firm, &versions).await?;
    let mut history = Vec::with_capacity(versions.len());
    let mut before: Option<&Version> = None;
    for version in &versions {
        let mut changed = Vec::new();
        if let Some(before) = before {
            changed = different(&before.body, &version.body)?;
            if before.standing.is_some() && before.standing != version.standing {
                changed.push("standing".to_owned());
            }
            if touched.contains(&version.version) {
                changed.push("files".to_owned());
            }
            if shared.contains(&version.at) {
                changed.push("shared_with".to_owned());
            }
        }
        history.push(RecordChange {
            version: version.version,
            at: instant(version.at).unwrap_or_default(),
            by: names
                .get(&version.by)
                .cloned()
                .unwrap_or_else(|| version.by.clone()),
            changed,
            standing: version.standing.map(Into::into),
        });
        before = Some(version);
    }
    history.reverse();
    let body = versions
        .into_iter()
        .rev()
        .find(|version| version.version == newest)
        .ok_or_else(|| StoreError::corrupt(format!("record {record} has no version {newest}")))?
        .body;
    Ok(Told {
        body,
        files,
        history,
    })
}

async fn versions(db: &impl ConnectionTrait, record: i64) -> Result<Vec<Version>, StoreError> {
    let mut sql =
        Sql::new("SELECT version, body, by, at, standing FROM record_version WHERE record = ");
    sql.bind(record).push(" ORDER BY version");
    sql.all(db)
        .await?
        .iter()
        .map(|row| {
            let text: String = row.try_get_by_index(1)?;
            let standing: Option<i16> = row.try_get_by_index(4)?;
            Ok(Version {
                version: row.try_get_by_index(0)?,
                body: read_body(&text)?,
                by: row.try_get_by_index(2)?,
                at: row.try_get_by_index(3)?,
                standing: standing.map(Standing::from_code),
            })
        })
        .collect()
}

/// The fields of the body that are not what they were.
fn different(before: &Body, after: &Body) -> Result<Vec<String>, StoreError> {
    let fields = |body: &Body| {
        serde_json::to_value(body)
            .map_err(|error| StoreError::corrupt(format!("a record's body: {error}")))
    };
    let (before, after) = (fields(before)?, fields(after)?);
    let (Some(before), Some(after)) = (before.as_object(), after.as_object()) else {
        return Ok(Vec::new());
    };
    // Told of the files themselves, which say more.
    let names = after
        .iter()
        .filter(|(name, value)| {
            !matches!(name.as_str(), "file") && before.get(*name) != Some(*value)
        })
        .map(|(name, _)| name.clone());
    Ok(names.collect())
}

/// The moments at which the record was shared with somebody or taken back.
async fn shared(db: &impl ConnectionTrait, record: i64) -> Result<BTreeSet<i64>, StoreError> {
    let mut sql = Sql::new("SELECT recorded_from_at, recorded_to_at FROM share WHERE record = ");
    sql.bind(record);
    let mut moments = BTreeSet::new();
    for row in sql.all(db).await? {
        moments.insert(row.try_get_by_index::<i64>(0)?);
        moments.insert(row.try_get_by_index::<i64>(1)?);
    }
    Ok(moments)
}

/// Staff by how a version names them; anybody and anything else is written as it is.
async fn names(
    db: &impl ConnectionTrait,
    firm: FirmId,
    versions: &[Version],
) -> Result<BTreeMap<String, String>, StoreError> {
    let wanted: BTreeSet<StaffId> = versions
        .iter()
        .filter_map(|version| version.by.parse().ok())
        .collect();
    let mut sql = Sql::new("SELECT id, name FROM staff WHERE firm = ");
    sql.bind(uuid(firm))
        .push(" AND id IN ")
        .bind_list(wanted.into_iter().map(uuid));
    sql.push(" ORDER BY recorded_from_at");
    sql.all(db)
        .await?
        .iter()
        .map(|row| {
            let staff: StaffId = id(row.try_get_by_index(0)?);
            Ok((staff.to_string(), row.try_get_by_index(1)?))
        })
        .collect()
}

/// The files, those that are there first; and the record's versions that changed one.
async fn files(
    db: &impl ConnectionTrait,
    record: i64,
) -> Result<(Vec<FirmFile>, BTreeSet<i32>), StoreError> {
    let mut sql = Sql::new(
        "SELECT f.id, f.caption, f.taken_day, f.removed_version, v.version, v.name, v.media_type, v.size, v.sha256, \
         v.thumbnail_sha256, v.at FROM file f JOIN file_version v ON v.file = f.id WHERE f.record = ",
    );
    sql.bind(record).push(&format!(
        " ORDER BY CASE WHEN f.removed_version = {NOT_REMOVED} THEN 0 ELSE 1 END, f.position, f.id, v.version DESC"
    ));
    let (mut files, mut touched) = (Vec::<FirmFile>::new(), BTreeSet::new());
    for row in sql.all(db).await? {
        let file: FileId = id(row.try_get_by_index::<Uuid>(0)?);
        let removed: i32 = row.try_get_by_index(3)?;
        let version = file_version(&row)?;
        touched.extend([version.version, removed]);
        // The newest of each comes first.
        match files.last_mut().filter(|last| last.latest.id == file) {
            Some(known) => known.versions.push(version),
            None => files.push(FirmFile {
                latest: latest(&row, file, &version)?,
                removed: removed != NOT_REMOVED,
                versions: vec![version],
            }),
        }
    }
    Ok((files, touched))
}

fn file_version(row: &QueryResult) -> Result<FileVersion, StoreError> {
    let size: i64 = row.try_get_by_index(7)?;
    Ok(FileVersion {
        version: row.try_get_by_index(4)?,
        name: row.try_get_by_index(5)?,
        size: u64::try_from(size).unwrap_or_default(),
        sha256: row.try_get_by_index(8)?,
        at: instant(row.try_get_by_index(10)?).unwrap_or_default(),
    })
}

fn latest(
    row: &QueryResult,
    file: FileId,
    version: &FileVersion,
) -> Result<FileSummary, StoreError> {
    let caption: String = row.try_get_by_index(1)?;
    let thumbnail: Option<String> = row.try_get_by_index(9)?;
    Ok(FileSummary {
        id: file,
        name: version.name.clone(),
        media_type: row.try_get_by_index(6)?,
        size: version.size,
        sha256: version.sha256.clone(),
        caption: Some(caption).filter(|text| !text.is_empty()),
        taken_on: from_number(row.try_get_by_index(2)?),
        has_thumbnail: thumbnail.is_some(),
    })
}
