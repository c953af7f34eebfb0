//! The firm's third-party types, as its staff see them.

use super::instant;
use super::names::staff_names;
use crate::codes::{OPEN, uuid};
use crate::sql::Sql;
use crate::{Db, StoreError};
use contract::id::{ContactId, FirmId, StaffId};
use contract::profile::{
    ContactEffect, Effect, ProfileDraft, ProfileEffect, ProfileFault, ProfilePage, ProfileRow,
    ProfileVersion, ProfileView,
};
use domain::policy::{EditFirm, EditPeople, Right, SeeProfiles, StaffPermit};
use domain::profile::{Library, resolve};
use domain::revision::revision;
use domain::slice::{Scope, Slice, mint_whole};
use sea_orm::QueryResult;
use std::collections::BTreeMap;

/// Versions before the present one that are told.
const MOST_BEFORE: i64 = 20;

const TYPE: &str = "SELECT p.profile_id AS id, p.text AS text, p.version AS version, p.recorded_from_at AS since, \
    p.recorded_by AS author, \
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
    let known = Known::of(db, permit.firm(), &rows).await?;
    let items = rows.iter().map(|one| known.row(one));
    let items = items.collect::<Result<_, _>>()?;
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
        "SELECT version, text, recorded_from_at AS since, recorded_to_at AS until, recorded_by AS author \
         FROM profile WHERE firm = ",
    );
    sql.bind(uuid(permit.firm()));
    sql.push(" AND profile_id = ").bind(id);
    sql.push(&format!(
        " AND recorded_to_at < {OPEN} ORDER BY version DESC LIMIT {MOST_BEFORE}"
    ));
    let before = sql.all(db.reads()).await?;
    let known = Known::of(db, permit.firm(), before.iter().chain([&found])).await?;
    let version = |row: &QueryResult| {
        Ok(ProfileVersion {
            version: number(row, "version")?,
            text: row.try_get("", "text")?,
            from: at(row, "since")?,
            to: at(row, "until")?,
            by: known.author(row)?,
        })
    };
    let view = ProfileView {
        row: known.row(&found)?,
        revision: revision(&text),
        text,
        before: before
            .iter()
            .map(version)
            .collect::<Result<_, StoreError>>()?,
    };
    Ok(Some(mint_whole(permit, view)))
}

/// What rows are told with: the firm's texts, for what extends them, and who wrote them.
struct Known {
    library: Library,
    staff: BTreeMap<StaffId, String>,
}

impl Known {
    async fn of<'r>(
        db: &Db,
        firm: FirmId,
        rows: impl IntoIterator<Item = &'r QueryResult>,
    ) -> Result<Self, StoreError> {
        let mut staff = Vec::new();
        for row in rows {
            let author: String = row.try_get("", "author")?;
            staff.extend(author.parse::<StaffId>());
        }
        let types = crate::people::read_types(db, firm).await?;
        Ok(Self {
            library: Library::of_firm(&types),
            staff: staff_names(db, firm, staff).await?,
        })
    }

    fn row(&self, row: &QueryResult) -> Result<ProfileRow, StoreError> {
        let (id, text): (String, String) = (row.try_get("", "id")?, row.try_get("", "text")?);
        let words = resolve(&text, &self.library).map(|profile| profile.words);
        let name = words
            .ok()
            .and_then(|words| words.get("third_party").cloned());
        Ok(ProfileRow {
            name: name.map(|(one, _)| one),
            version: number(row, "version")?,
            changed_at: at(row, "since")?,
            changed_by: self.author(row)?,
            shipped: Library::built_in().text(&id) == Some(&text),
            third_parties: count(row, "parties")?,
            contacts: count(row, "contacts")?,
            id,
        })
    }

    fn author(&self, row: &QueryResult) -> Result<Option<String>, StoreError> {
        let author: String = row.try_get("", "author")?;
        let staff = author.parse::<StaffId>().ok();
        Ok(staff.and_then(|staff| self.staff.get(&staff).cloned()))
    }
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

/// A text that is worked on, told to the firm's staff.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it rests on what the permit's holder sent and on her firm's own texts"
)]
#[must_use]
pub fn drafted(permit: &StaffPermit<SeeProfiles>, draft: ProfileDraft) -> Slice<ProfileDraft> {
    mint_whole(permit, draft)
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
