//! The firm's log as its staff read it: the facts are the hashed texts' own, and names are said beside them.

use super::names::Names;
use crate::codes::uuid;
use crate::sql::Sql;
use crate::{Db, StoreError};
use chrono::DateTime;
use contract::audit::{ChainState, FirmReceiptRow};
use contract::kind::Grade;
use domain::clock::rfc3339;
use domain::policy::{SeeReceipts, StaffPermit};
use domain::query::PageAsk;
use domain::receipt::{Asked, Doer, Facts, Field, did};
use domain::slice::{Slice, mint_whole};
use sea_orm::QueryResult;

/// Rows read at once for an export.
const PIECE: u32 = 500;

/// Which receipts are wanted, with its days as instants: from the first on, and before the second.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub asked: Asked,
    pub from: Option<i64>,
    pub before: Option<i64>,
}

/// Where a page ended: entries written in the same instant follow by their numbers.
#[derive(Debug, Clone, Copy)]
struct Place {
    at: i64,
    number: i64,
}

impl Place {
    fn encode(self) -> String {
        hex::encode(format!("{} {}", self.at, self.number))
    }

    fn decode(text: &str) -> Option<Self> {
        let text = String::from_utf8(hex::decode(text).ok()?).ok()?;
        let (at, number) = text.split_once(' ')?;
        Some(Self {
            at: at.parse().ok()?,
            number: number.parse().ok()?,
        })
    }
}

/// A page of them, newest first, and the cursor of the next. `None` if the cursor is not one of this list's.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the firm"
)]
pub async fn list(
    db: &Db,
    permit: &StaffPermit<SeeReceipts>,
    wanted: &Wanted,
    ask: &PageAsk,
) -> Result<Option<(Slice<Vec<FirmReceiptRow>>, Option<String>)>, StoreError> {
    let after = ask.cursor.as_deref().map(Place::decode);
    if matches!(after, Some(None)) {
        return Ok(None);
    }
    let (rows, next) = page(db, permit, wanted, after.flatten(), ask.limit).await?;
    Ok(Some((mint_whole(permit, rows), next.map(Place::encode))))
}

/// All of them, or `None` if there are more than `most`.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the firm"
)]
pub async fn all(
    db: &Db,
    permit: &StaffPermit<SeeReceipts>,
    wanted: &Wanted,
    most: usize,
) -> Result<Option<Slice<Vec<FirmReceiptRow>>>, StoreError> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let (rows, next) = page(db, permit, wanted, after, PIECE).await?;
        all.extend(rows);
        if all.len() > most {
            return Ok(None);
        }
        if next.is_none() {
            return Ok(Some(mint_whole(permit, all)));
        }
        after = next;
    }
}

/// How the firm's chain was found to stand.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: the state is of the permit's own firm"
)]
pub const fn chain(permit: &StaffPermit<SeeReceipts>, state: ChainState) -> Slice<ChainState> {
    mint_whole(permit, state)
}

async fn page(
    db: &Db,
    permit: &StaffPermit<SeeReceipts>,
    wanted: &Wanted,
    after: Option<Place>,
    limit: u32,
) -> Result<(Vec<FirmReceiptRow>, Option<Place>), StoreError> {
    let mut sql =
        Sql::new("SELECT seq, at, text, hash, ip, agent, personal FROM receipt WHERE chain = ");
    sql.bind(uuid(permit.firm()));
    filter(&mut sql, wanted);
    if let Some(Place { at, number }) = after {
        sql.push(" AND (at, seq) < (").bind(at);
        sql.push(", ").bind(number).push(")");
    }
    sql.push(" ORDER BY at DESC, seq DESC LIMIT ")
        .bind(i64::from(limit) + 1);
    let mut rows = sql.all(db.reads()).await?;
    let many = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > many;
    rows.truncate(many);
    let next = match rows.last() {
        Some(row) if more => Some(place(row)?),
        _ => None,
    };
    let read = rows.iter().map(Read::row).collect::<Result<Vec<_>, _>>()?;
    let names = Names::of(db, permit.firm(), read.iter().map(|read| &read.facts)).await?;
    let rows = read.into_iter().map(|read| read.said(&names)).collect();
    Ok((rows, next))
}

fn filter(sql: &mut Sql, wanted: &Wanted) {
    let asked = &wanted.asked;
    match asked.person {
        Some(Doer::Contact(contact)) => sql.push(" AND contact = ").bind(uuid(contact)),
        Some(Doer::Staff(staff)) => sql.push(" AND staff = ").bind(uuid(staff)),
        None => sql,
    };
    if let Some(party) = asked.third_party {
        sql.push(" AND third_party = ").bind(uuid(party));
    }
    if let Some(object) = &asked.object {
        // Said in so many words, or SQLite does not see that the partial index serves.
        sql.push(" AND object <> '' AND object = ")
            .bind(object.as_str());
    }
    let names = [
        ("action", asked.act.map(|act| act.name())),
        ("outcome", asked.outcome.map(|outcome| outcome.name())),
        ("grade", asked.grade.map(Grade::name)),
    ];
    for (column, name) in names {
        if let Some(name) = name {
            sql.push(&format!(" AND {column} = ")).bind(name);
        }
    }
    if let Some(from) = wanted.from {
        sql.push(" AND at >= ").bind(from);
    }
    if let Some(before) = wanted.before {
        sql.push(" AND at < ").bind(before);
    }
}

fn place(row: &QueryResult) -> Result<Place, StoreError> {
    Ok(Place {
        number: row.try_get_by_index(0)?,
        at: row.try_get_by_index(1)?,
    })
}

/// An entry as it stands: its text, and what stands beside it.
struct Read {
    facts: Facts,
    grade: Grade,
    at: String,
    hash: String,
    ip: Option<String>,
    agent: Option<String>,
    personal: Option<String>,
}

impl Read {
    fn row(row: &QueryResult) -> Result<Self, StoreError> {
        let number = place(row)?.number;
        let unreadable = || StoreError::corrupt(format!("receipt number {number}"));
        let text: String = row.try_get_by_index(2)?;
        let facts = Facts::parse(&text).ok_or_else(unreadable)?;
        let at = DateTime::from_timestamp_micros(facts.at).ok_or_else(unreadable)?;
        Ok(Self {
            grade: Grade::parse(&facts.grade).ok_or_else(unreadable)?,
            at: rfc3339(at),
            hash: row.try_get_by_index(3)?,
            ip: row.try_get_by_index(4)?,
            agent: row.try_get_by_index(5)?,
            personal: row.try_get_by_index(6)?,
            facts,
        })
    }

    fn said(self, names: &Names) -> FirmReceiptRow {
        let kept = [
            (Field::Ip, self.ip.is_some()),
            (Field::Agent, self.agent.is_some()),
            (Field::Personal, self.personal.is_some()),
        ];
        let gone = |(field, is_there): &(Field, bool)| {
            !is_there && self.facts.commitment(*field).is_some()
        };
        let erased = kept
            .iter()
            .filter(|kept| gone(kept))
            .map(|(field, _)| field.name().to_owned())
            .collect();
        let doer = names.doer(&self.facts);
        let about = self
            .facts
            .object
            .as_deref()
            .and_then(|object| names.about(object));
        FirmReceiptRow {
            id: self.facts.id,
            number: self.facts.seq,
            at: self.at,
            who: doer.who,
            who_id: doer.id,
            as_whom: doer.as_whom,
            third_party: self.facts.third_party,
            did: did(&self.facts.act).to_owned(),
            action: self.facts.act,
            title: about.map(|about| about.title.clone()),
            record: about.and_then(|about| about.record),
            object: self.facts.object,
            version: self.facts.version,
            sha256: self.facts.sha256,
            query: self.facts.query,
            typed: self.personal,
            ip: self.ip,
            agent: self.agent,
            grade: self.grade,
            outcome: self.facts.outcome,
            erased,
            hash: self.hash,
        }
    }
}
