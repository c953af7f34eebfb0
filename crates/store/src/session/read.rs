//! A session as it stands in its row, and what the secret that was shown makes of it.

use super::{Known, SignedIn};
use crate::sql::Sql;
use crate::{Db, OPEN, StoreError, codes};
use contract::session::Assurance;
use domain::session::{Key, Keys, Presented, Session};
use sea_orm::QueryResult;

pub(super) const SESSION: &str = "s.id AS device, s.identity AS identity, s.secret_hash AS secret_hash,
    s.previous_hash AS previous_hash, s.rotated_at AS rotated_at, s.successor_seen_at AS successor_seen_at,
    s.assurance AS assurance, s.last_used_at AS last_used_at";

/// Reads the session's own columns and applies the rules to the secret that was shown.
pub(super) fn known(row: &QueryResult, secret_hash: &str, now: i64) -> Result<Known, StoreError> {
    let current: String = row.try_get("", "secret_hash")?;
    let key = if current == secret_hash {
        Key::Current
    } else {
        Key::Predecessor
    };
    let device = codes::id(row.try_get("", "device")?);
    Ok(match read_session(row)?.present(key, now) {
        Presented::Expired => Known::Nobody,
        Presented::Replay => Known::Replay(device),
        Presented::Welcome(session, upkeep) => Known::SignedIn(SignedIn {
            device,
            identity: codes::id(row.try_get("", "identity")?),
            assurance: assurance(row.try_get("", "assurance")?)?,
            session,
            key,
            upkeep,
        }),
    })
}

fn read_session(row: &QueryResult) -> Result<Session, StoreError> {
    let rotated_at = row.try_get("", "rotated_at")?;
    let previous: Option<String> = row.try_get("", "previous_hash")?;
    let keys = match (previous, row.try_get("", "successor_seen_at")?) {
        (None, _) => Keys::First { since: rotated_at },
        (Some(_), None) => Keys::Unseen { rotated_at },
        (Some(_), Some(seen_at)) => Keys::Seen {
            rotated_at,
            seen_at,
        },
    };
    Ok(Session {
        keys,
        last_used_at: row.try_get("", "last_used_at")?,
    })
}

/// A secret that no session holds now: perhaps one held it before its present two.
pub(super) async fn retired(db: &Db, secret_hash: &str, now: i64) -> Result<Known, StoreError> {
    let mut sql = Sql::new("SELECT ");
    sql.push(SESSION)
        .push(" FROM session_retired o JOIN session s ON s.id = o.session");
    sql.push(" WHERE o.secret_hash = ").bind(secret_hash);
    sql.push(&format!(" AND s.ended_at = {OPEN}"));
    let Some(row) = sql.one(db.reads()).await? else {
        return Ok(Known::Nobody);
    };
    Ok(match read_session(&row)?.present(Key::Retired, now) {
        Presented::Replay => Known::Replay(codes::id(row.try_get("", "device")?)),
        Presented::Expired | Presented::Welcome(..) => Known::Nobody,
    })
}

pub(super) const fn assurance_code(assurance: Assurance) -> i16 {
    match assurance {
        Assurance::Link => 0,
        Assurance::Code => 1,
        Assurance::Passkey => 2,
    }
}

fn assurance(code: i16) -> Result<Assurance, StoreError> {
    match code {
        0 => Ok(Assurance::Link),
        1 => Ok(Assurance::Code),
        2 => Ok(Assurance::Passkey),
        _ => Err(StoreError::corrupt(format!("assurance {code}"))),
    }
}
