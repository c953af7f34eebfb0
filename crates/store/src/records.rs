//! Writing records of any kind: spine, version, lines, files, shares and index in one transaction.

use crate::changes::Was;
use crate::codes::{OPEN, id, uuid};
use crate::entity::{file, file_version, invoice_line, record, record_version, share};
use crate::index::Cause;
use crate::people::External;
use crate::{Change, Db, StoreError, Tx, index};
use contract::day::Day;
use contract::id::{FileId, FirmId, RecordId, SubjectId, ThirdPartyId};
use contract::kind::{RecordKind, Status};
use domain::day::{from_number, or_none};
use domain::fold::sort_text;
use domain::record::{Body, Standing, kind_code, kind_from_code};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Set,
};
use std::collections::BTreeMap;

/// A file "still there" in `removed_version`.
pub(crate) const NOT_REMOVED: i32 = i32::MAX;

/// Everything a record is, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub id: RecordId,
    pub firm: FirmId,
    pub subject: SubjectId,
    pub body: Body,
    pub standing: Standing,
    pub addressed_to: Option<ThirdPartyId>,
    pub raised_by: Option<ThirdPartyId>,
    /// In order of their ids.
    pub shared_with: Vec<ThirdPartyId>,
    /// In the order people see them; the body names the same ids.
    pub files: Vec<File>,
    pub external: External,
}

impl Record {
    /// Of what an edit can change.
    #[must_use]
    pub fn revision(&self) -> String {
        revision_of(self.subject, self.addressed_to, &self.body)
    }
}

pub(crate) fn revision_of(
    subject: SubjectId,
    addressed_to: Option<ThirdPartyId>,
    body: &Body,
) -> String {
    domain::revision::revision(&(subject, addressed_to, body))
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub id: FileId,
    pub name: String,
    pub media_type: String,
    pub size: u64,
    pub sha256: String,
    pub thumbnail_sha256: Option<String>,
    pub caption: String,
    pub taken_on: Option<Day>,
}

pub(crate) fn read_body(text: &str) -> Result<Body, StoreError> {
    let body: Body = serde_json::from_str(text)
        .map_err(|e| StoreError::corrupt(format!("a record's body: {e}")))?;
    body.validate()
        .map_err(|e| StoreError::corrupt(format!("a record's body: {e}")))?;
    Ok(body)
}

/// The whole body, as a version keeps it.
fn written(body: &Body) -> Result<String, StoreError> {
    serde_json::to_string(body).map_err(|e| StoreError::corrupt(format!("a record's body: {e}")))
}

/// The body as the record row keeps it: an invoice's lines have a table of their own.
fn written_without_lines(body: &Body) -> Result<String, StoreError> {
    match body {
        Body::Invoice(invoice) => {
            let mut invoice = invoice.clone();
            invoice.lines.clear();
            written(&Body::Invoice(invoice))
        }
        other => written(other),
    }
}

fn row(new: &Record, version: i32, change: &Change) -> Result<record::ActiveModel, StoreError> {
    let spine = new.body.spine();
    let day = or_none(spine.day());
    Ok(record::ActiveModel {
        id: Set(uuid(new.id)),
        firm: Set(uuid(new.firm)),
        subject: Set(uuid(new.subject)),
        kind: Set(kind_code(new.body.kind())),
        sub_kind: Set(spine.sub_kind),
        sort_text: Set(sort_text(&spine.title)),
        title: Set(spine.title),
        status: Set(spine.status.name().to_owned()),
        happened_day: Set(or_none(spine.happened_on)),
        due_day: Set(or_none(spine.due_on)),
        day: Set(day),
        amount_pence: Set(spine.amount_pence),
        open_pence: Set(spine.open_pence),
        outstanding: Set(i16::from(spine.outstanding)),
        file: Set(spine.file.map(uuid)),
        file_count: Set(i32::try_from(spine.file_count).unwrap_or(i32::MAX)),
        standing: Set(new.standing.code()),
        addressed_to: Set(new.addressed_to.map(uuid)),
        raised_by: Set(new.raised_by.map(uuid)),
        source: Set(new.external.source.clone()),
        external_ref: Set(new.external.reference.clone()),
        version: Set(version),
        body: Set(written_without_lines(&new.body)?),
        recorded_at: Set(change.at),
        ..Default::default()
    })
}

/// Whether a version was open to whoever the rules show it; of versions from before that was noted, nothing else is known.
pub(crate) fn was_by_rule(standing: Option<i16>) -> bool {
    standing.is_none_or(|code| Standing::from_code(code) == Standing::ByRule)
}

fn version_row(
    seq: i64,
    new: &Record,
    version: i32,
    change: &Change,
) -> Result<record_version::ActiveModel, StoreError> {
    Ok(record_version::ActiveModel {
        record: Set(seq),
        version: Set(version),
        body: Set(written(&new.body)?),
        by: Set(change.by.clone()),
        at: Set(change.at),
        on_day: Set(change.on_day),
        standing: Set(Some(new.standing.code())),
    })
}

fn line_rows(seq: i64, body: &Body) -> Vec<invoice_line::ActiveModel> {
    let Body::Invoice(invoice) = body else {
        return Vec::new();
    };
    (0i32..)
        .zip(&invoice.lines)
        .map(|(position, line)| invoice_line::ActiveModel {
            id: Set(uuid(line.id)),
            record: Set(seq),
            position: Set(position),
            description: Set(line.description.clone()),
            net_pence: Set(line.net_pence),
            vat_rate: Set(i32::try_from(line.vat_rate).unwrap_or_default()),
            state: Set(line.state.name().to_owned()),
            job: Set(line.job.map(uuid)),
        })
        .collect()
}

fn file_row(seq: i64, firm: FirmId, position: i32, file: &File) -> file::ActiveModel {
    file::ActiveModel {
        id: Set(uuid(file.id)),
        firm: Set(uuid(firm)),
        record: Set(seq),
        position: Set(position),
        caption: Set(file.caption.clone()),
        taken_day: Set(or_none(file.taken_on)),
        removed_version: Set(NOT_REMOVED),
    }
}

fn file_version_row(file: &File, version: i32, change: &Change) -> file_version::ActiveModel {
    file_version::ActiveModel {
        file: Set(uuid(file.id)),
        version: Set(version),
        name: Set(file.name.clone()),
        media_type: Set(file.media_type.clone()),
        size: Set(i64::try_from(file.size).unwrap_or(i64::MAX)),
        sha256: Set(file.sha256.clone()),
        thumbnail_sha256: Set(file.thumbnail_sha256.clone()),
        at: Set(change.at),
    }
}

/// Adds records, each as its first version.
pub async fn insert(tx: &Tx, new: &[Record], change: &Change) -> Result<(), StoreError> {
    let mut touched = Vec::with_capacity(new.len());
    for chunk in new.chunks(400) {
        let rows = chunk
            .iter()
            .map(|r| row(r, 1, change))
            .collect::<Result<Vec<_>, _>>()?;
        record::Entity::insert_many(rows)
            .exec_without_returning(tx.raw())
            .await?;
        let seqs = seqs(tx, chunk.iter().map(|r| r.id)).await?;
        let mut versions = Vec::new();
        let (mut lines, mut files, mut file_versions, mut shares) =
            (vec![], vec![], vec![], vec![]);
        for new in chunk {
            let seq = *seqs.get(&new.id).ok_or_else(|| {
                StoreError::corrupt(format!("record {} vanished while written", new.id))
            })?;
            touched.push(seq);
            versions.push(version_row(seq, new, 1, change)?);
            lines.extend(line_rows(seq, &new.body));
            for (position, file) in (0i32..).zip(&new.files) {
                files.push(file_row(seq, new.firm, position, file));
                file_versions.push(file_version_row(file, 1, change));
            }
            shares.extend(
                new.shared_with
                    .iter()
                    .map(|party| share_row(seq, *party, change)),
            );
        }
        record_version::Entity::insert_many(versions)
            .exec_without_returning(tx.raw())
            .await?;
        insert_all::<invoice_line::Entity, _>(tx, lines).await?;
        insert_all::<file::Entity, _>(tx, files).await?;
        insert_all::<file_version::Entity, _>(tx, file_versions).await?;
        insert_all::<share::Entity, _>(tx, shares).await?;
    }
    index::refresh_because(tx, &touched, Cause::New).await
}

fn share_row(seq: i64, party: ThirdPartyId, change: &Change) -> share::ActiveModel {
    share::ActiveModel {
        record: Set(seq),
        third_party: Set(uuid(party)),
        recorded_from_at: Set(change.at),
        recorded_to_at: Set(OPEN),
        ..Default::default()
    }
}

async fn insert_all<E, A>(tx: &Tx, rows: Vec<A>) -> Result<(), StoreError>
where
    E: sea_orm::EntityTrait,
    A: sea_orm::ActiveModelTrait<Entity = E> + Send + Clone,
{
    for chunk in rows.chunks(500) {
        E::insert_many(chunk.to_vec())
            .exec_without_returning(tx.raw())
            .await?;
    }
    Ok(())
}

async fn seqs(
    tx: &Tx,
    ids: impl Iterator<Item = RecordId>,
) -> Result<BTreeMap<RecordId, i64>, StoreError> {
    let mut sql = crate::sql::Sql::new("SELECT id, seq FROM record WHERE id IN ");
    sql.bind_list(ids.map(uuid));
    sql.all(tx.raw())
        .await?
        .iter()
        .map(|row| Ok((id(row.try_get_by_index(0)?), row.try_get_by_index(1)?)))
        .collect()
}

/// Writes a record anew as its next version; the versions before it stay. `false` if there is no such record.
pub async fn update(tx: &Tx, new: &Record, change: &Change) -> Result<bool, StoreError> {
    let Some(old) = record::Entity::find()
        .filter(record::Column::Id.eq(uuid(new.id)))
        .one(tx.raw())
        .await?
    else {
        return Ok(false);
    };
    let (seq, version) = (old.seq, old.version + 1);
    let was = Was::of(tx, &old).await?;
    record::ActiveModel {
        seq: Set(seq),
        ..row(new, version, change)?
    }
    .update(tx.raw())
    .await?;
    version_row(seq, new, version, change)?
        .insert(tx.raw())
        .await?;
    invoice_line::Entity::delete_many()
        .filter(invoice_line::Column::Record.eq(seq))
        .exec(tx.raw())
        .await?;
    insert_all::<invoice_line::Entity, _>(tx, line_rows(seq, &new.body)).await?;
    update_files(tx, seq, version, new, change).await?;
    update_shares(tx, seq, new, change).await?;
    index::refresh_because(tx, &[seq], Cause::Changed(&was)).await?;
    Ok(true)
}

async fn update_files(
    tx: &Tx,
    seq: i64,
    version: i32,
    new: &Record,
    change: &Change,
) -> Result<(), StoreError> {
    let before = files_of(tx, &[seq]).await?.remove(&seq).unwrap_or_default();
    for (position, file) in (0i32..).zip(&new.files) {
        let old = before.iter().find(|f| f.id == file.id);
        if old.is_none() {
            file_row(seq, new.firm, position, file)
                .insert(tx.raw())
                .await?;
        } else {
            file_row(seq, new.firm, position, file)
                .update(tx.raw())
                .await?;
        }
        if old.is_none_or(|o| (&o.sha256, &o.name) != (&file.sha256, &file.name)) {
            file_version_row(file, version, change)
                .insert(tx.raw())
                .await?;
        }
    }
    let gone = before
        .iter()
        .filter(|f| new.files.iter().all(|n| n.id != f.id))
        .map(|f| uuid(f.id));
    file::Entity::update_many()
        .col_expr(file::Column::RemovedVersion, version.into())
        .filter(file::Column::Id.is_in(gone))
        .exec(tx.raw())
        .await?;
    Ok(())
}

async fn update_shares(tx: &Tx, seq: i64, new: &Record, change: &Change) -> Result<(), StoreError> {
    use share::Column;
    let open = share::Entity::find()
        .filter(Column::Record.eq(seq))
        .filter(Column::RecordedToAt.eq(OPEN))
        .all(tx.raw())
        .await?;
    let kept: Vec<ThirdPartyId> = open.iter().map(|s| id(s.third_party)).collect();
    let ended: Vec<i64> = open
        .iter()
        .filter(|s| !new.shared_with.contains(&id(s.third_party)))
        .map(|s| s.row_id)
        .collect();
    share::Entity::update_many()
        .col_expr(Column::RecordedToAt, change.at.into())
        .filter(Column::RowId.is_in(ended))
        .exec(tx.raw())
        .await?;
    let added = new
        .shared_with
        .iter()
        .filter(|p| !kept.contains(p))
        .map(|p| share_row(seq, *p, change));
    insert_all::<share::Entity, _>(tx, added.collect()).await
}

/// The files that records have now, in their order.
async fn files_of(tx: &Tx, records: &[i64]) -> Result<BTreeMap<i64, Vec<File>>, StoreError> {
    let mut sql = crate::sql::Sql::new(
        "SELECT f.record, f.id, f.caption, f.taken_day, v.name, v.media_type, v.size, v.sha256, v.thumbnail_sha256 \
         FROM file f JOIN file_version v ON v.file = f.id AND v.version = \
         (SELECT MAX(w.version) FROM file_version w WHERE w.file = f.id) WHERE f.record IN ",
    );
    sql.bind_list(records.iter().copied()).push(&format!(
        " AND f.removed_version = {NOT_REMOVED} ORDER BY f.record, f.position"
    ));
    let mut files: BTreeMap<i64, Vec<File>> = BTreeMap::new();
    for row in sql.all(tx.raw()).await? {
        let size: i64 = row.try_get_by_index(6)?;
        files
            .entry(row.try_get_by_index(0)?)
            .or_default()
            .push(File {
                id: id(row.try_get_by_index(1)?),
                caption: row.try_get_by_index(2)?,
                taken_on: from_number(row.try_get_by_index(3)?),
                name: row.try_get_by_index(4)?,
                media_type: row.try_get_by_index(5)?,
                size: u64::try_from(size).unwrap_or_default(),
                sha256: row.try_get_by_index(7)?,
                thumbnail_sha256: row.try_get_by_index(8)?,
            });
    }
    Ok(files)
}

/// Every record of a firm from one source, as it stands, by its reference there: what an import compares with.
pub async fn from_source(
    tx: &Tx,
    firm: FirmId,
    source: &str,
) -> Result<BTreeMap<String, Record>, StoreError> {
    let mut found = BTreeMap::new();
    let mut after = i64::MIN;
    loop {
        let rows = record::Entity::find()
            .filter(record::Column::Firm.eq(uuid(firm)))
            .filter(record::Column::Source.eq(source))
            .filter(record::Column::Seq.gt(after))
            .order_by_asc(record::Column::Seq)
            .limit(1000)
            .all(tx.raw())
            .await?;
        let Some(last) = rows.last() else {
            return Ok(found);
        };
        after = last.seq;
        for record in whole(tx, firm, rows).await? {
            found.insert(record.external.reference.clone(), record);
        }
    }
}

/// One record as it stands, for whoever may change it: nobody else changes it before this transaction ends.
pub async fn find(tx: &Tx, firm: FirmId, id: RecordId) -> Result<Option<Record>, StoreError> {
    let rows = record::Entity::find()
        .filter(record::Column::Firm.eq(uuid(firm)))
        .filter(record::Column::Id.eq(uuid(id)))
        // PostgreSQL alone: on SQLite there is one writer at a time anyway.
        .lock_exclusive()
        .all(tx.raw())
        .await?;
    Ok(whole(tx, firm, rows).await?.pop())
}

/// What a firm has not opened yet of a kind, on a subject or below it; drafts aside, for they cannot be.
pub async fn unopened(
    tx: &Tx,
    firm: FirmId,
    kind: RecordKind,
    subject: SubjectId,
    limit: usize,
) -> Result<Vec<RecordId>, StoreError> {
    let mut sql = crate::sql::Sql::new(
        "SELECT r.id FROM subject_path p JOIN record r ON r.subject = p.descendant WHERE p.ancestor = ",
    );
    sql.bind(uuid(subject))
        .push(" AND r.firm = ")
        .bind(uuid(firm));
    sql.push(" AND r.kind = ").bind(kind_code(kind));
    sql.push(" AND r.standing = ")
        .bind(Standing::Internal.code());
    sql.push(" AND r.status <> ").bind(Status::Draft.name());
    sql.push(&format!(" ORDER BY r.id LIMIT {limit}"));
    sql.all(tx.raw())
        .await?
        .iter()
        .map(|row| Ok(id(row.try_get_by_index(0)?)))
        .collect()
}

/// Only what it is, if it is the firm's.
pub async fn kind_of(
    tx: &Tx,
    firm: FirmId,
    id: RecordId,
) -> Result<Option<RecordKind>, StoreError> {
    find_kind(tx.raw(), firm, id).await
}

/// The same before a write.
pub async fn kind(db: &Db, firm: FirmId, id: RecordId) -> Result<Option<RecordKind>, StoreError> {
    find_kind(db.reads(), firm, id).await
}

async fn find_kind(
    db: &impl ConnectionTrait,
    firm: FirmId,
    id: RecordId,
) -> Result<Option<RecordKind>, StoreError> {
    let mut sql = crate::sql::Sql::new("SELECT kind FROM record WHERE firm = ");
    sql.bind(uuid(firm)).push(" AND id = ").bind(uuid(id));
    let Some(row) = sql.one(db).await? else {
        return Ok(None);
    };
    Ok(kind_from_code(row.try_get_by_index(0)?))
}

/// The same by its reference, if that is one record's alone.
pub async fn find_by_reference(
    tx: &Tx,
    firm: FirmId,
    reference: &str,
) -> Result<Option<Record>, StoreError> {
    let rows = record::Entity::find()
        .filter(record::Column::Firm.eq(uuid(firm)))
        .filter(record::Column::ExternalRef.eq(reference))
        .limit(2)
        .lock_exclusive()
        .all(tx.raw())
        .await?;
    let mut found = whole(tx, firm, rows).await?;
    Ok(if found.len() == 1 { found.pop() } else { None })
}

async fn whole(tx: &Tx, firm: FirmId, rows: Vec<record::Model>) -> Result<Vec<Record>, StoreError> {
    let seqs: Vec<i64> = rows.iter().map(|r| r.seq).collect();
    let mut files = files_of(tx, &seqs).await?;
    let shares = share::Entity::find()
        .filter(share::Column::Record.is_in(seqs.iter().copied()))
        .filter(share::Column::RecordedToAt.eq(OPEN))
        .all(tx.raw())
        .await?;
    let bodies = bodies(tx, &seqs).await?;
    rows.into_iter()
        .map(|row| {
            let body = bodies
                .get(&row.seq)
                .cloned()
                .ok_or_else(|| StoreError::corrupt(format!("record {} has no version", row.seq)))?;
            let mut shared_with: Vec<ThirdPartyId> = shares
                .iter()
                .filter(|s| s.record == row.seq)
                .map(|s| id(s.third_party))
                .collect();
            shared_with.sort_unstable();
            Ok(Record {
                id: id(row.id),
                firm,
                subject: id(row.subject),
                body,
                standing: Standing::from_code(row.standing),
                addressed_to: row.addressed_to.map(id),
                raised_by: row.raised_by.map(id),
                shared_with,
                files: files.remove(&row.seq).unwrap_or_default(),
                external: External {
                    source: row.source,
                    reference: row.external_ref,
                },
            })
        })
        .collect()
}

/// The newest bodies of some records, lines included.
async fn bodies(tx: &Tx, records: &[i64]) -> Result<BTreeMap<i64, Body>, StoreError> {
    let mut bodies = BTreeMap::new();
    let mut sql = crate::sql::Sql::new(
        "SELECT v.record, v.body FROM record_version v JOIN record r ON r.seq = v.record AND r.version = v.version \
         WHERE r.seq IN ",
    );
    sql.bind_list(records.iter().copied());
    for row in sql.all(tx.raw()).await? {
        let text: String = row.try_get_by_index(1)?;
        bodies.insert(row.try_get_by_index(0)?, read_body(&text)?);
    }
    Ok(bodies)
}
