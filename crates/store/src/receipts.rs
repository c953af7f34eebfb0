//! The log of receipts as rows: appended under a lock on the heads of its chains, read for verification, and
//! never changed but for the values that may be erased.

use crate::codes::{id, uuid};
use crate::sql::Sql;
use crate::{Db, StoreError, Tx};
use contract::id::{ContactId, ReceiptId};
use contract::kind::Grade;
use domain::policy::Unscoped;
use domain::receipt::{Act, Chain, Entry, Facts, Fields, GENESIS, Head, Kept};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DatabaseBackend, QueryResult};

/// Rows in one statement. Small, so that few different statements are made and both databases keep them
/// prepared; large enough that the round trips do not count.
const CHUNK: usize = 32;

const COLUMNS: &str = "chain, seq, id, at, text, hash, contact, staff, third_party, action, object, grade, outcome, \
                       ip, ip_salt, agent, agent_salt, personal, personal_salt";

/// The heads of these chains, locked until the transaction ends, so that nobody else appends meanwhile.
/// Whoever calls this does so last in its transaction: everybody who writes a receipt waits for it.
pub async fn lock(
    tx: &Tx,
    chains: impl IntoIterator<Item = Chain>,
) -> Result<Vec<Head>, StoreError> {
    let mut chains: Vec<Chain> = chains.into_iter().collect();
    // All take several locks in the same order, or two could wait for each other.
    chains.sort_unstable();
    chains.dedup();
    let postgres = tx.raw().get_database_backend() == DatabaseBackend::Postgres;
    if postgres {
        // A row must exist to be locked. It is made before any lock is held, for the same reason.
        let mut sql = Sql::new("INSERT INTO receipt_head (chain, seq, hash) VALUES ");
        for (i, chain) in chains.iter().enumerate() {
            sql.push(if i == 0 { "(" } else { ", (" });
            sql.bind(key(*chain)).push(", 0, ").bind(GENESIS).push(")");
        }
        sql.push(" ON CONFLICT (chain) DO NOTHING");
        sql.run(tx.raw()).await?;
    }
    let mut sql = Sql::new("SELECT chain, seq, hash FROM receipt_head WHERE chain IN ");
    sql.bind_list(chains.iter().map(|c| key(*c)));
    // On SQLite the transaction itself is the lock.
    sql.push(if postgres {
        " ORDER BY chain FOR UPDATE"
    } else {
        ""
    });
    let rows = sql.all(tx.raw()).await?;
    let found = rows.iter().map(head).collect::<Result<Vec<_>, _>>()?;
    let of = |chain| found.iter().find(|h| h.chain == chain).cloned();
    Ok(chains
        .into_iter()
        .map(|chain| of(chain).unwrap_or_else(|| Head::genesis(chain)))
        .collect())
}

/// Appends entries that were sealed onto locked heads, and makes the last of each chain its head.
pub async fn append(tx: &Tx, entries: Vec<Entry>, heads: &[Head]) -> Result<(), StoreError> {
    let mut rest = entries;
    while !rest.is_empty() {
        let later = rest.split_off(rest.len().min(CHUNK));
        insert(tx, std::mem::replace(&mut rest, later)).await?;
    }
    for heads in heads.chunks(CHUNK) {
        let mut sql = Sql::new("INSERT INTO receipt_head (chain, seq, hash) VALUES ");
        for (i, head) in heads.iter().enumerate() {
            sql.push(if i == 0 { "(" } else { ", (" });
            sql.bind(key(head.chain)).push(", ").bind(number(head.seq)?);
            sql.push(", ").bind(head.hash.as_str()).push(")");
        }
        sql.push(" ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash");
        sql.run(tx.raw()).await?;
    }
    Ok(())
}

async fn insert(tx: &Tx, entries: Vec<Entry>) -> Result<(), StoreError> {
    let mut sql = Sql::new("INSERT INTO receipt (");
    sql.push(COLUMNS).push(") VALUES ");
    for (i, entry) in entries.into_iter().enumerate() {
        sql.push(if i == 0 { "(" } else { ", (" });
        sql.bind(key(entry.chain));
        sql.push(", ").bind(number(entry.seq)?);
        sql.push(", ").bind(uuid(entry.id));
        sql.push(", ").bind(entry.at);
        sql.push(", ").bind(entry.text);
        sql.push(", ").bind(entry.hash);
        sql.push(", ").bind(entry.contact.map(uuid));
        sql.push(", ").bind(entry.staff.map(uuid));
        sql.push(", ").bind(entry.third_party.map(uuid));
        for text in [&*entry.act, &entry.object, &entry.grade, &entry.outcome] {
            sql.push(", ").bind(text);
        }
        for kept in [entry.ip, entry.agent, entry.personal] {
            sql.push(", ").bind(kept.value);
            sql.push(", ").bind(kept.salt);
        }
        sql.push(")");
    }
    sql.run(tx.raw()).await?;
    Ok(())
}

/// Every chain that has an entry or a head.
pub async fn chains(db: &Db, _: Unscoped) -> Result<Vec<Chain>, StoreError> {
    // Both sides, so that removing a chain's head does not hide its entries.
    let sql =
        Sql::new("SELECT chain FROM receipt_head UNION SELECT chain FROM receipt ORDER BY chain");
    sql.all(db.reads())
        .await?
        .iter()
        .map(|row| Ok(chain(row.try_get_by_index(0)?)))
        .collect()
}

/// The newest entry, as the row of heads names it.
pub async fn newest(db: &Db, _: Unscoped, chain: Chain) -> Result<Option<Head>, StoreError> {
    let mut sql = Sql::new("SELECT chain, seq, hash FROM receipt_head WHERE chain = ");
    sql.bind(key(chain));
    sql.one(db.reads()).await?.as_ref().map(head).transpose()
}

/// Entries of a chain after a number, in their order.
pub async fn page(
    db: &Db,
    _: Unscoped,
    chain: Chain,
    after: Option<i64>,
    limit: u32,
) -> Result<Vec<Entry>, StoreError> {
    let mut sql = Sql::new("SELECT ");
    sql.push(COLUMNS)
        .push(" FROM receipt WHERE chain = ")
        .bind(key(chain));
    if let Some(after) = after {
        sql.push(" AND seq > ").bind(after);
    }
    sql.push(" ORDER BY seq LIMIT ").bind(i64::from(limit));
    let rows = sql.all(db.reads()).await?;
    rows.iter()
        .map(|row| entry(row).or_else(|_| unreadable(row)))
        .collect()
}

/// The texts of a chain's receipts of erasures, in their order.
pub async fn erasures(db: &Db, _: Unscoped, chain: Chain) -> Result<Vec<String>, StoreError> {
    let mut sql = Sql::new("SELECT text FROM receipt WHERE chain = ");
    sql.bind(key(chain))
        .push(" AND action = ")
        .bind(Act::RetentionErased.name());
    sql.push(" ORDER BY seq");
    sql.all(db.reads())
        .await?
        .iter()
        .map(|row| Ok(row.try_get_by_index(0)?))
        .collect()
}

/// Erases the values and salts of at most `limit` entries written before an instant, the oldest first, and
/// says from which entry to which it did so. `None` if there is nothing left to erase.
pub async fn erase(
    tx: &Tx,
    chain: Chain,
    fields: Fields,
    before: i64,
    limit: u32,
) -> Result<Option<(u64, u64)>, StoreError> {
    let (mut still_there, mut gone) = (String::new(), String::new());
    for field in fields.list() {
        let name = field.name();
        still_there.push_str(if still_there.is_empty() { "" } else { " OR " });
        still_there.push_str(&format!("{name} IS NOT NULL OR {name}_salt IS NOT NULL"));
        gone.push_str(if gone.is_empty() { "" } else { ", " });
        gone.push_str(&format!("{name} = NULL, {name}_salt = NULL"));
    }
    let mut sql =
        Sql::new("SELECT MIN(seq), MAX(seq) FROM (SELECT seq FROM receipt WHERE chain = ");
    sql.bind(key(chain)).push(" AND at < ").bind(before);
    sql.push(" AND (")
        .push(&still_there)
        .push(") ORDER BY seq LIMIT ")
        .bind(i64::from(limit))
        .push(") oldest");
    let Some(row) = sql.one(tx.raw()).await? else {
        return Ok(None);
    };
    let range: (Option<i64>, Option<i64>) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    let (Some(first), Some(last)) = range else {
        return Ok(None);
    };
    let mut sql = Sql::new("UPDATE receipt SET ");
    sql.push(&gone).push(" WHERE chain = ").bind(key(chain));
    sql.push(" AND seq BETWEEN ")
        .bind(first)
        .push(" AND ")
        .bind(last);
    sql.push(" AND at < ")
        .bind(before)
        .push(" AND (")
        .push(&still_there)
        .push(")");
    sql.run(tx.raw()).await?;
    Ok(Some((
        u64::try_from(first).unwrap_or(0),
        u64::try_from(last).unwrap_or(0),
    )))
}

fn key(chain: Chain) -> Uuid {
    Uuid::from_bytes(chain.bytes())
}

fn chain(uuid: Uuid) -> Chain {
    Chain::from_bytes(uuid.into_bytes())
}

fn number(seq: u64) -> Result<i64, StoreError> {
    i64::try_from(seq).map_err(|_| StoreError::corrupt(format!("entry number {seq}")))
}

/// A number that no program wrote reads as 0, which no entry has: verification then names it.
fn seq(row: &QueryResult, index: usize) -> Result<u64, StoreError> {
    Ok(u64::try_from(row.try_get_by_index::<i64>(index)?).unwrap_or(0))
}

fn head(row: &QueryResult) -> Result<Head, StoreError> {
    Ok(Head {
        chain: chain(row.try_get_by_index(0)?),
        seq: seq(row, 1)?,
        hash: row.try_get_by_index(2)?,
    })
}

/// SQLite keeps whatever it is given: a row with a number for a hash is still an entry to be named, not a
/// reason to stop. Its empty text gives no hash.
fn unreadable(row: &QueryResult) -> Result<Entry, StoreError> {
    Ok(Entry {
        chain: chain(row.try_get_by_index(0)?),
        seq: seq(row, 1)?,
        id: row
            .try_get_by_index(2)
            .map_or(ReceiptId::from_bytes([0; 16]), id),
        at: 0,
        text: String::new(),
        hash: String::new(),
        contact: None,
        staff: None,
        third_party: None,
        act: "".into(),
        object: String::new(),
        grade: "".into(),
        outcome: "".into(),
        ip: Kept::default(),
        agent: Kept::default(),
        personal: Kept::default(),
    })
}

fn entry(row: &QueryResult) -> Result<Entry, StoreError> {
    let text = |index| row.try_get_by_index::<String>(index);
    let kept = |index| -> Result<Kept, StoreError> {
        Ok(Kept {
            value: row.try_get_by_index(index)?,
            salt: row.try_get_by_index(index + 1)?,
        })
    };
    let entry_id: ReceiptId = id(row.try_get_by_index(2)?);
    Ok(Entry {
        chain: chain(row.try_get_by_index(0)?),
        seq: seq(row, 1)?,
        id: entry_id,
        at: row.try_get_by_index(3)?,
        text: text(4)?,
        hash: text(5)?,
        contact: row.try_get_by_index::<Option<Uuid>>(6)?.map(id),
        staff: row.try_get_by_index::<Option<Uuid>>(7)?.map(id),
        third_party: row.try_get_by_index::<Option<Uuid>>(8)?.map(id),
        act: text(9)?.into(),
        object: text(10)?,
        grade: text(11)?.into(),
        outcome: text(12)?.into(),
        ip: kept(13)?,
        agent: kept(15)?,
        personal: kept(17)?,
    })
}

/// Whether a contact's opening of something from a device's copy is on record already: a device that got no answer
/// tells again.
pub async fn has_offline(
    tx: &Tx,
    contact: ContactId,
    object: &str,
    opened: &str,
) -> Result<bool, StoreError> {
    let mut sql = Sql::new("SELECT text FROM receipt WHERE contact = ");
    sql.bind(uuid(contact)).push(" AND object = ").bind(object);
    sql.push(" AND grade = ").bind(Grade::Offline.name());
    for row in sql.all(tx.raw()).await? {
        let text: String = row.try_get_by_index(0)?;
        if Facts::parse(&text).is_some_and(|facts| facts.query.as_deref() == Some(opened)) {
            return Ok(true);
        }
    }
    Ok(false)
}
