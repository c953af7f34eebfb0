//! Profiles ready to be asked, kept by the row they came from. A profile that is missing or cannot be resolved
//! opens nothing.

use crate::sql::Sql;
use crate::{Db, OPEN, StoreError, codes};
use contract::id::FirmId;
use domain::profile::{Audit, Digest, Library, Nudge, NudgeWhen, Profile, resolve};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

/// The firm's open copy of a profile, and the firm's epoch that was read with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct ProfileRow {
    pub row_id: i64,
    pub firm: FirmId,
    pub firm_epoch: i64,
}

/// Entries beyond this are a sign of churn, not of use.
const MOST: usize = 10_000;

/// The rows this process has resolved. A row never changes, but what it extends may; every such change bumps
/// the firm's epoch, so an entry counts only for the epoch it was made in.
#[derive(Debug, Default)]
pub struct ProfileCache {
    by_row: RwLock<HashMap<i64, (i64, Arc<Profile>)>>,
}

impl ProfileCache {
    pub(super) async fn get(
        &self,
        db: &Db,
        row: Option<ProfileRow>,
    ) -> Result<Arc<Profile>, StoreError> {
        let Some(row) = row else {
            return Ok(Arc::new(closed()));
        };
        let held = self
            .by_row
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&row.row_id)
            .filter(|(epoch, _)| *epoch == row.firm_epoch)
            .map(|(_, profile)| Arc::clone(profile));
        if let Some(profile) = held {
            return Ok(profile);
        }
        let profile = Arc::new(load(db, row).await?);
        let mut by_row = self.by_row.write().unwrap_or_else(PoisonError::into_inner);
        if by_row.len() >= MOST {
            by_row.clear();
        }
        by_row.insert(row.row_id, (row.firm_epoch, Arc::clone(&profile)));
        Ok(profile)
    }
}

async fn load(db: &Db, row: ProfileRow) -> Result<Profile, StoreError> {
    let mut sql = Sql::new("SELECT row_id, profile_id, text FROM profile WHERE firm = ");
    sql.bind(codes::uuid(row.firm));
    sql.push(&format!(" AND recorded_to_at = {OPEN} OR row_id = "))
        .bind(row.row_id);
    let mut library = Library::built_in();
    let mut wanted = None;
    for found in sql.all(db.reads()).await? {
        let id: String = found.try_get("", "profile_id")?;
        let text: String = found.try_get("", "text")?;
        if found.try_get::<i64>("", "row_id")? == row.row_id {
            wanted = Some(text.clone());
        }
        library = library.with(&id, &text);
    }
    let Some(text) = wanted else {
        return Ok(closed());
    };
    Ok(resolve(&text, &library).unwrap_or_else(|faults| {
        let first = faults.first().map(ToString::to_string).unwrap_or_default();
        tracing::error!(profile_row = row.row_id, fault = %first, "a stored profile does not resolve: it opens nothing");
        closed()
    }))
}

/// The profile that opens nothing.
fn closed() -> Profile {
    Profile {
        id: "closed".to_owned(),
        words: BTreeMap::new(),
        relations: BTreeMap::new(),
        shared: BTreeMap::new(),
        roles: BTreeMap::new(),
        dashboard: Vec::new(),
        off: BTreeSet::new(),
        history: false,
        offline: false,
        nudge: Nudge {
            new_document: NudgeWhen::Never,
            digest: Digest::Never,
            quiet: None,
        },
        audit: Audit {
            evidential: false,
            keep_days: 365,
            ip_days: 30,
        },
    }
}
