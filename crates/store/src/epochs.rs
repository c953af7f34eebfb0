//! Epochs: counters that whoever changes something counts up in its own transaction. An answer that was kept is
//! true for as long as the epochs it rests on stand still; it is validated, never invalidated.

use crate::sql::Sql;
use crate::{Db, StoreError, Tx};
use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;
use std::collections::{BTreeSet, HashMap};

/// Owners in one statement. Padded to a power of two, so that few different statements are made.
const CHUNK: usize = 128;

/// The epochs of a session, its hat's firm and its third party, as they stood before anything was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    rests_on: [(Uuid, i64); 3],
}

impl Claim {
    /// The third party and its epoch.
    #[must_use]
    pub const fn third_party(&self) -> (Uuid, i64) {
        let [_, _, third_party] = self.rests_on;
        third_party
    }

    /// Whether session and firm are where they were in the other, whatever became of the records.
    #[must_use]
    pub fn same_but_for_third_party(&self, other: &Self) -> bool {
        let ([device, firm, party], [device2, firm2, party2]) = (self.rests_on, other.rests_on);
        device.0 == device2.0 && firm == firm2 && party.0 == party2.0
    }

    /// Whether the other says the same of everything but the session.
    #[must_use]
    pub fn differs_only_in_device(&self, other: &Self) -> bool {
        let ([_, firm, party], [_, firm2, party2]) = (self.rests_on, other.rests_on);
        firm == firm2 && party == party2
    }

    /// Whether all of it stands where it stood.
    #[must_use]
    pub fn stands(&self, now: &HashMap<Uuid, i64>) -> bool {
        self.rests_on.iter().all(|one| stands(one, now))
    }

    /// Whether session and firm do.
    #[must_use]
    pub fn same_rights(&self, now: &HashMap<Uuid, i64>) -> bool {
        let [device, firm, _] = self.rests_on;
        stands(&device, now) && stands(&firm, now)
    }

    /// The same owners where they stand now.
    #[must_use]
    pub fn at(&self, now: &HashMap<Uuid, i64>) -> Self {
        Self {
            rests_on: self
                .rests_on
                .map(|(owner, _)| (owner, now.get(&owner).copied().unwrap_or_default())),
        }
    }

    #[must_use]
    pub fn to_bytes(&self) -> [u8; 72] {
        let mut bytes = [0; 72];
        for (part, (owner, epoch)) in bytes.chunks_exact_mut(24).zip(self.rests_on) {
            let (to_owner, to_epoch) = part.split_at_mut(16);
            to_owner.copy_from_slice(owner.as_bytes());
            to_epoch.copy_from_slice(&epoch.to_be_bytes());
        }
        bytes
    }

    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rests_on = [(Uuid::nil(), 0); 3];
        if bytes.len() != 72 {
            return None;
        }
        for (one, part) in rests_on.iter_mut().zip(bytes.chunks_exact(24)) {
            let (owner, epoch) = part.split_first_chunk::<16>()?;
            *one = (
                Uuid::from_bytes(*owner),
                i64::from_be_bytes(epoch.try_into().ok()?),
            );
        }
        Some(Self { rests_on })
    }

    /// The device, the firm and the third party, each with its epoch.
    #[must_use]
    pub const fn rests_on(&self) -> [(Uuid, i64); 3] {
        self.rests_on
    }

    pub(crate) const fn new(device: (Uuid, i64), firm: (Uuid, i64), party: (Uuid, i64)) -> Self {
        Self {
            rests_on: [device, firm, party],
        }
    }
}

/// Counts up the epochs of firms, third parties or devices: what was kept for them is no longer current. Answers
/// where they stand now.
pub(crate) async fn bump(
    tx: &Tx,
    owners: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, i64>, StoreError> {
    // In one order everywhere, so that two writers never wait for each other.
    let owners: BTreeSet<Uuid> = owners.into_iter().collect();
    let owners: Vec<Uuid> = owners.into_iter().collect();
    let mut now = HashMap::with_capacity(owners.len());
    for chunk in owners.chunks(500) {
        let mut sql = Sql::new("INSERT INTO epoch (owner, value) VALUES ");
        for (at, owner) in chunk.iter().enumerate() {
            sql.push(if at == 0 { "(" } else { ", (" })
                .bind(*owner)
                .push(", 1)");
        }
        sql.push(
            " ON CONFLICT (owner) DO UPDATE SET value = epoch.value + 1 RETURNING owner, value",
        );
        for row in sql.all(tx.raw()).await? {
            now.insert(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        }
    }
    if !now.is_empty() {
        tx.is_heard();
    }
    Ok(now)
}

/// Where some epochs stand, read together; one that was never counted stands at 0.
pub async fn stand(db: &Db, owners: &[Uuid]) -> Result<HashMap<Uuid, i64>, StoreError> {
    read(db.reads(), owners).await
}

/// Which of the claims hold at this moment.
pub async fn hold(tx: &Tx, claims: &[Claim]) -> Result<Vec<bool>, StoreError> {
    let mut owners: Vec<Uuid> = claims
        .iter()
        .flat_map(|claim| claim.rests_on.map(|(owner, _)| owner))
        .collect();
    owners.sort_unstable();
    owners.dedup();
    let now = read(tx.raw(), &owners).await?;
    Ok(claims.iter().map(|claim| claim.stands(&now)).collect())
}

async fn read(
    db: &impl ConnectionTrait,
    owners: &[Uuid],
) -> Result<HashMap<Uuid, i64>, StoreError> {
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
        for row in sql.all(db).await? {
            now.insert(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        }
    }
    Ok(now)
}

fn stands((owner, epoch): &(Uuid, i64), now: &HashMap<Uuid, i64>) -> bool {
    now.get(owner).copied().unwrap_or_default() == *epoch
}
