//! The firm's third-party types, as its staff see them.

use super::instant;
use crate::codes::{OPEN, uuid};
use crate::sql::Sql;
use crate::{Db, StoreError};
use contract::id::ContactId;
use contract::profile::{
    ContactEffect, Effect, ProfileEffect, ProfileFault, ProfilePage, ProfileRow, ProfileVersion,
    ProfileView,
};
use domain::policy::{EditFirm, EditPeople, Right, SeeProfiles, StaffPermit};
use domain::revision::revision;
use domain::slice::{Scope, Slice, mint_whole};
use sea_orm::QueryResult;

/// Versions before the present one that are told.
const MOST_BEFORE: i64 = 20;

const TYPE: &str = "SELECT p.profile_id AS id, p.text AS text, p.version AS version, p.recorded_from_at AS since, \
    (SELECT COUNT(*) FROM third_party t WHERE t.firm = p.firm AND t.profile = p.profile_id) AS parties, \
    (SELECT COUNT(*) FROM third_party t JOIN contact c ON c.third_party = t.id \
      JOIN contact_role r ON r.contact = c.id AND r.recorded_to_at = 9223372036854775807 \
      WHERE t.firm = p.firm AND t.profile = p.profile_id) AS contacts \
    FROM profile p";

#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the firm"
)]
pub async fn list(
    db: &Db,
    permit: &StaffPermit<SeeProfiles>,
) -> Result<Slice<ProfilePage>, StoreError> {
    let mut sql = Sql::new(TYPE);
    sql.push(" WHERE p.firm = ").bind(uuid(permit.firm()));
    sql.push(&format!(
        " AND p.recorded_to_at = {OPEN} ORDER BY p.profile_id"
    ));
    let rows = sql.all(db.reads()).await?;
    let items = rows.iter().map(row).collect::<Result<_, _>>()?;
    Ok(mint_whole(permit, ProfilePage { items }))
}

#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the firm"
)]
pub async fn get(
    db: &Db,
    permit: &StaffPermit<SeeProfiles>,
    id: &str,
) -> Result<Option<Slice<ProfileView>>, StoreError> {
    let mut sql = Sql::new(TYPE);
    sql.push(" WHERE p.firm = ").bind(uuid(permit.firm()));
    sql.push(" AND p.profile_id = ").bind(id);
    sql.push(&format!(" AND p.recorded_to_at = {OPEN}"));
    let Some(found) = sql.one(db.reads()).await? else {
        return Ok(None);
    };
    let text: String = found.try_get("", "text")?;
    let mut sql = Sql::new(
        "SELECT version, text, recorded_from_at AS since, recorded_to_at AS until FROM profile WHERE firm = ",
    );
    sql.bind(uuid(permit.firm()));
    sql.push(" AND profile_id = ").bind(id);
    sql.push(&format!(
        " AND recorded_to_at < {OPEN} ORDER BY version DESC LIMIT {MOST_BEFORE}"
    ));
    let before = sql.all(db.reads()).await?;
    let version = |row: &QueryResult| {
        Ok(ProfileVersion {
            version: number(row, "version")?,
            text: row.try_get("", "text")?,
            from: at(row, "since")?,
            to: at(row, "until")?,
        })
    };
    let view = ProfileView {
        row: row(&found)?,
        revision: revision(&text),
        text,
        before: before
            .iter()
            .map(version)
            .collect::<Result<_, StoreError>>()?,
    };
    Ok(Some(mint_whole(permit, view)))
}

fn row(row: &QueryResult) -> Result<ProfileRow, StoreError> {
    Ok(ProfileRow {
        id: row.try_get("", "id")?,
        version: number(row, "version")?,
        changed_at: at(row, "since")?,
        third_parties: count(row, "parties")?,
        contacts: count(row, "contacts")?,
    })
}

fn number(row: &QueryResult, column: &str) -> Result<u32, StoreError> {
    let number: i32 = row.try_get("", column)?;
    Ok(u32::try_from(number).unwrap_or_default())
}

fn count(row: &QueryResult, column: &str) -> Result<u32, StoreError> {
    let count: i64 = row.try_get("", column)?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

fn at(row: &QueryResult, column: &str) -> Result<String, StoreError> {
    Ok(instant(row.try_get("", column)?).unwrap_or_default())
}

/// One person before and after a change that was not made.
#[derive(Debug)]
pub struct Compared {
    pub contact: ContactId,
    pub name: String,
    pub third_party_name: String,
    pub now: Scope,
    pub then: Scope,
}

/// What would be different for her; nothing if nothing would be.
pub async fn compare(db: &Db, of: &Compared) -> Result<Option<ContactEffect>, StoreError> {
    if of.now.same_rights(&of.then) {
        return Ok(None);
    }
    let gained = crate::scoped::records::beyond(db, &of.then, &of.now).await?;
    let lost = crate::scoped::records::beyond(db, &of.now, &of.then).await?;
    let mut kinds = of.now.kinds();
    kinds.retain(|kind| {
        let only = |scope: &Scope| scope.narrowed(&[*kind]);
        of.then.kinds().contains(kind) && !only(&of.now).same_rights(&only(&of.then))
    });
    if gained.is_empty() && lost.is_empty() && kinds.is_empty() {
        return Ok(None);
    }
    Ok(Some(ContactEffect {
        contact: of.contact,
        name: of.name.clone(),
        third_party: of.now.third_party(),
        third_party_name: of.third_party_name.clone(),
        gained: gained.to_vec(),
        lost: lost.to_vec(),
        otherwise: kinds,
    }))
}

/// A right whose holder is told what a change would do before she makes it.
pub trait Foresees: Right {}
impl Foresees for SeeProfiles {}
impl Foresees for EditPeople {}
impl Foresees for EditFirm {}

/// What a change would do, told to the firm's staff.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: all who were compared are people of the permit's firm"
)]
pub fn foreseen<R: Foresees>(
    permit: &StaffPermit<R>,
    effect: Effect,
    of: &[Compared],
) -> Option<Slice<Effect>> {
    let is_ours = |one: &Compared| one.now.firm() == permit.firm();
    of.iter().all(is_ours).then(|| mint_whole(permit, effect))
}

/// The same with what is wrong with the text.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: all who were compared are people of the permit's firm"
)]
pub fn judged(
    permit: &StaffPermit<SeeProfiles>,
    faults: Vec<ProfileFault>,
    effect: Effect,
    of: &[Compared],
) -> Option<Slice<ProfileEffect>> {
    let is_ours = |one: &Compared| one.now.firm() == permit.firm();
    of.iter()
        .all(is_ours)
        .then(|| mint_whole(permit, ProfileEffect { faults, effect }))
}
