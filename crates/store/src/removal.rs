//! Removing what should never have come: rows that nobody outside has seen and nothing else rests on. Whoever calls this
//! has made sure of both; receipts stay, and name what is not there any more by its id.

use crate::codes::{id, uuid};
use crate::sql::Sql;
use crate::{StoreError, Tx, epochs, index};
use contract::id::{ContactId, FirmId, InterestId, SubjectId, ThirdPartyId};
use domain::record::Standing;
use sea_orm::Value;
use std::collections::BTreeSet;

/// Ids in one statement.
const CHUNK: usize = 200;

async fn delete(
    tx: &Tx,
    table: &str,
    column: &str,
    of: impl Iterator<Item = impl Into<Value>>,
) -> Result<(), StoreError> {
    let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE {column} IN "));
    sql.bind_list(of);
    sql.run(tx.raw()).await.map(drop)
}

/// Records by their place on the spine, with all that hangs on them. Whoever has one open is told that it is gone.
pub async fn records(tx: &Tx, seqs: &[i64]) -> Result<(), StoreError> {
    for chunk in seqs.chunks(CHUNK) {
        let mut close = Sql::new("UPDATE record SET standing = ");
        close.bind(Standing::Internal.code()).push(" WHERE seq IN ");
        close.bind_list(chunk.iter().copied());
        close.run(tx.raw()).await?;
        index::refresh(tx, chunk).await?;
        let mut files = Sql::new(
            "DELETE FROM file_version WHERE file IN (SELECT id FROM file WHERE record IN ",
        );
        files.bind_list(chunk.iter().copied()).push(")");
        files.run(tx.raw()).await?;
        for table in [
            "search_text",
            "slice_index",
            "share",
            "file",
            "invoice_line",
            "record_version",
        ] {
            delete(tx, table, "record", chunk.iter().copied()).await?;
        }
        delete(tx, "record", "seq", chunk.iter().copied()).await?;
    }
    Ok(())
}

/// Interests with their history. The index of the records on their subjects is the caller's to refresh.
pub async fn interests(tx: &Tx, firm: FirmId, interests: &[InterestId]) -> Result<(), StoreError> {
    let mut holders = BTreeSet::new();
    for chunk in interests.chunks(CHUNK) {
        let mut sql = Sql::new("SELECT DISTINCT third_party FROM interest WHERE firm = ");
        sql.bind(uuid(firm)).push(" AND id IN ");
        sql.bind_list(chunk.iter().map(|one| uuid(*one)));
        for row in sql.all(tx.raw()).await? {
            holders.insert(row.try_get_by_index::<sea_orm::prelude::Uuid>(0)?);
        }
        delete(tx, "interest", "id", chunk.iter().map(|one| uuid(*one))).await?;
    }
    epochs::bump(tx, holders).await.map(drop)
}

/// People. Their address stays known, in case it is somebody's elsewhere.
pub async fn contacts(tx: &Tx, firm: FirmId, contacts: &[ContactId]) -> Result<(), StoreError> {
    for chunk in contacts.chunks(CHUNK) {
        let ids = || chunk.iter().map(|one| uuid(*one));
        for table in ["contact_role", "session_hat", "invitation"] {
            delete(tx, table, "contact", ids()).await?;
        }
        delete(tx, "contact", "id", ids()).await?;
    }
    epochs::bump(tx, [uuid(firm)]).await.map(drop)
}

/// Subjects, and those of them that were not removed because something still rests on them.
pub async fn subjects(
    tx: &Tx,
    firm: FirmId,
    wanted: &[SubjectId],
) -> Result<BTreeSet<SubjectId>, StoreError> {
    let mut left: BTreeSet<SubjectId> = wanted.iter().copied().collect();
    // From the leaves upwards: a parent is free once its children are gone.
    loop {
        let all: Vec<SubjectId> = left.iter().copied().collect();
        let mut used = BTreeSet::new();
        for chunk in all.chunks(CHUNK) {
            for (table, column) in [
                ("record", "subject"),
                ("interest", "subject"),
                ("subject", "parent"),
            ] {
                used.extend(named(tx, table, column, chunk.iter().map(|one| uuid(*one))).await?);
            }
        }
        let free: Vec<SubjectId> = all
            .into_iter()
            .filter(|one| !used.contains(&uuid(*one)))
            .collect();
        if free.is_empty() {
            epochs::bump(tx, [uuid(firm)]).await?;
            return Ok(left);
        }
        for chunk in free.chunks(CHUNK) {
            let ids = || chunk.iter().map(|one| uuid(*one));
            delete(tx, "subject_path", "descendant", ids()).await?;
            delete(tx, "subject", "id", ids()).await?;
        }
        for one in free {
            left.remove(&one);
        }
    }
}

/// Third parties, and those of them that were not removed because something still rests on them.
pub async fn third_parties(
    tx: &Tx,
    firm: FirmId,
    wanted: &[ThirdPartyId],
) -> Result<BTreeSet<ThirdPartyId>, StoreError> {
    let mut left = BTreeSet::new();
    for chunk in wanted.chunks(CHUNK) {
        let ids = || chunk.iter().map(|one| uuid(*one));
        let mut used = BTreeSet::new();
        for (table, column) in [
            ("contact", "third_party"),
            ("interest", "third_party"),
            ("share", "third_party"),
            ("record", "addressed_to"),
            ("record", "raised_by"),
            ("third_party", "merged_into"),
        ] {
            used.extend(named(tx, table, column, ids()).await?);
        }
        let free: Vec<_> = ids().filter(|one| !used.contains(one)).collect();
        delete(
            tx,
            "third_party_policy",
            "third_party",
            free.iter().copied(),
        )
        .await?;
        delete(tx, "third_party", "id", free.iter().copied()).await?;
        left.extend(used.into_iter().map(id::<contract::id::ThirdParty>));
    }
    epochs::bump(tx, [uuid(firm)]).await?;
    Ok(left)
}

/// Which of some ids stand in a column.
async fn named(
    tx: &Tx,
    table: &str,
    column: &str,
    of: impl Iterator<Item = sea_orm::prelude::Uuid>,
) -> Result<BTreeSet<sea_orm::prelude::Uuid>, StoreError> {
    let mut sql = Sql::new(&format!(
        "SELECT DISTINCT {column} FROM {table} WHERE {column} IN "
    ));
    sql.bind_list(of);
    sql.all(tx.raw())
        .await?
        .iter()
        .map(|row| Ok(row.try_get_by_index(0)?))
        .collect()
}
