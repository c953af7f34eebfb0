//! Epochs: counters that whoever changes something counts up in its own transaction. An answer that was kept is
//! true for as long as the epochs it rests on stand still; it is validated, never invalidated.

use crate::sql::Sql;
use crate::{StoreError, Tx};
use sea_orm::prelude::Uuid;
use std::collections::HashMap;

/// Owners in one statement. Padded to a power of two, so that few different statements are made.
const CHUNK: usize = 128;

/// The epochs of a session, its hat's firm and its third party, as they stood before anything was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    rests_on: [(Uuid, i64); 3],
}

impl Claim {
    pub(crate) const fn new(device: (Uuid, i64), firm: (Uuid, i64), party: (Uuid, i64)) -> Self {
        Self {
            rests_on: [device, firm, party],
        }
    }
}

/// Which of the claims hold at this moment.
pub async fn hold(tx: &Tx, claims: &[Claim]) -> Result<Vec<bool>, StoreError> {
    let mut owners: Vec<Uuid> = claims
        .iter()
        .flat_map(|claim| claim.rests_on.map(|(owner, _)| owner))
        .collect();
    owners.sort_unstable();
    owners.dedup();
    let mut now: HashMap<Uuid, i64> = HashMap::with_capacity(owners.len());
    for chunk in owners.chunks(CHUNK) {
        let padding = chunk.len().next_power_of_two() - chunk.len();
        let last = chunk.last().copied().unwrap_or_default();
        let mut sql = Sql::new("SELECT owner, value FROM epoch WHERE owner IN ");
        sql.bind_list(
            chunk
                .iter()
                .copied()
                .chain(std::iter::repeat_n(last, padding)),
        );
        for row in sql.all(tx.raw()).await? {
            now.insert(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        }
    }
    Ok(claims
        .iter()
        .map(|claim| {
            claim
                .rests_on
                .iter()
                .all(|(owner, epoch)| now.get(owner).copied().unwrap_or_default() == *epoch)
        })
        .collect())
}
