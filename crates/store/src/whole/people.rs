//! Third parties and their people, as their firm sees them.

use super::instant;
use crate::codes::{id, uuid};
use crate::people::actions;
use crate::sql::Sql;
use crate::{Db, StoreError, Tx, session, switches};
use contract::device::DeviceRow;
use contract::email::Email;
use contract::id::{ContactId, FirmId, IdentityId, ThirdPartyId};
use contract::kind::Module;
use contract::merge::MergeView;
use contract::people::{
    ContactRow, ContactView, MailPreview, MailState, ThirdPartyRow, ThirdPartyView, TypeList,
    TypeRow,
};
use contract::switch::SwitchLevel;
use domain::face::Face;
use domain::fold::words;
use domain::policy::{EditPeople, Invite, SeePeople, StaffPermit, switched_off};
use domain::profile::{Library, Profile, resolve};
use domain::query::PageAsk;
use domain::revision::revision;
use domain::slice::{Slice, mint_whole};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::{BTreeMap, BTreeSet};

/// A person, where she belongs, and whose sign-ins are hers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundContact {
    pub row: ContactRow,
    pub third_party: ThirdPartyId,
    pub third_party_name: String,
    /// Its type.
    pub profile: String,
    pub identity: IdentityId,
    pub revision: String,
}

// Seen is what a person looked at herself: not what her browser fetched ahead or an app asked for again.
const PARTY: &str = "SELECT t.id AS id, t.name AS name, t.profile AS profile, t.slug AS slug, t.sort_text AS sort_text, \
    t.archived_at AS archived, t.merged_into AS merged_into, (SELECT o.name FROM third_party o WHERE o.id = t.merged_into) \
      AS merged_into_name, \
    (SELECT COUNT(*) FROM contact c JOIN contact_role r ON r.contact = c.id AND r.recorded_to_at = 9223372036854775807 \
      WHERE c.third_party = t.id) AS contacts, \
    (SELECT MAX((SELECT o.at FROM receipt o WHERE o.contact = c.id AND o.grade = 'person' \
      ORDER BY o.at DESC LIMIT 1)) FROM contact c WHERE c.third_party = t.id) AS seen, \
    (SELECT MAX(v.at) FROM contact c JOIN contact_role r ON r.contact = c.id AND r.recorded_to_at = 9223372036854775807 \
      JOIN invitation v ON v.contact = c.id WHERE c.third_party = t.id) AS invited \
    FROM third_party t";

pub(crate) const PERSON: &str = "SELECT c.id AS id, c.name AS name, n.email AS email, c.identity AS identity, r.role AS role, \
    r.modules_off AS modules_off, r.cannot AS cannot, r.sites AS sites, c.third_party AS third_party, t.name AS third_party_name, t.profile AS profile, \
    (SELECT o.at FROM receipt o WHERE o.contact = c.id AND o.grade = 'person' \
      ORDER BY o.at DESC LIMIT 1) AS seen, v.at AS invited, v.job AS invitation, m.done_at AS mail_done_at, \
    m.failed_at AS mail_failed_at, m.id AS mail \
    FROM contact c JOIN identity n ON n.id = c.identity JOIN third_party t ON t.id = c.third_party \
    LEFT JOIN contact_role r ON r.contact = c.id AND r.recorded_to_at = 9223372036854775807 \
    LEFT JOIN invitation v ON v.row_id = (SELECT MAX(n.row_id) FROM invitation n WHERE n.contact = c.id) \
    LEFT JOIN outbox m ON m.id = v.job";

/// What a third party of the firm's can be. A profile that no longer reads offers no roles.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the firm"
)]
pub async fn types(
    db: &Db,
    permit: &StaffPermit<SeePeople>,
) -> Result<Slice<TypeList>, StoreError> {
    let types = crate::people::read_types(db, permit.firm()).await?;
    let library = Library::of_firm(&types);
    let roles = |text: &str| {
        resolve(text, &library).map_or_else(
            |_| Vec::new(),
            |profile| profile.roles.into_keys().collect(),
        )
    };
    let items = types
        .iter()
        .map(|(id, text)| TypeRow {
            id: id.clone(),
            roles: roles(text),
        })
        .collect();
    Ok(mint_whole(permit, TypeList { items }))
}

/// A page of third parties by name: those in use, or those that were put away. `None` if the cursor is not one of this list's.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the firm"
)]
pub async fn third_parties(
    db: &Db,
    permit: &StaffPermit<SeePeople>,
    wanted: &str,
    profile: Option<&str>,
    archived: bool,
    ask: &PageAsk,
) -> Result<Option<(Slice<Vec<ThirdPartyRow>>, Option<String>)>, StoreError> {
    let mut sql = Sql::new(PARTY);
    sql.push(" WHERE t.firm = ").bind(uuid(permit.firm()));
    sql.push(if archived {
        " AND t.archived_at IS NOT NULL"
    } else {
        " AND t.archived_at IS NULL"
    });
    if let Some(profile) = profile {
        sql.push(" AND t.profile = ").bind(profile);
    }
    for word in words(wanted) {
        // Folded words hold letters and digits alone, so nothing in them is a pattern.
        let like = sql.keep(format!("%{word}%"));
        sql.push(&format!(
            " AND (t.sort_text LIKE {like} OR EXISTS (SELECT 1 FROM contact c JOIN identity n ON n.id = c.identity \
             WHERE c.third_party = t.id AND (LOWER(c.name) LIKE {like} OR n.email LIKE {like})))"
        ));
    }
    if let Some(cursor) = &ask.cursor {
        let Some((name, last)) = decode(cursor) else {
            return Ok(None);
        };
        sql.push(" AND (t.sort_text, t.id) > (")
            .bind(name)
            .push(", ")
            .bind(uuid(last))
            .push(")");
    }
    sql.push(" ORDER BY t.sort_text, t.id LIMIT ")
        .bind(i64::from(ask.limit) + 1);
    let mut rows = sql.all(db.reads()).await?;
    let limit = usize::try_from(ask.limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = match rows.last().filter(|_| more) {
        None => None,
        Some(last) => {
            let party: ThirdPartyId = id(last.try_get("", "id")?);
            let name: String = last.try_get("", "sort_text")?;
            Some(hex::encode(format!("{party}{name}")))
        }
    };
    let rows: Vec<_> = rows.iter().map(party).collect::<Result<_, _>>()?;
    Ok(Some((mint_whole(permit, rows), next)))
}

fn decode(cursor: &str) -> Option<(String, ThirdPartyId)> {
    let text = String::from_utf8(hex::decode(cursor).ok()?).ok()?;
    let (party, name) = text.split_at_checked("tp_".len() + 36)?;
    Some((name.to_owned(), party.parse().ok()?))
}

/// One third party of the firm's, with its people.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the firm"
)]
pub async fn third_party(
    db: &Db,
    permit: &StaffPermit<SeePeople>,
    party_id: ThirdPartyId,
) -> Result<Option<Slice<ThirdPartyView>>, StoreError> {
    let mut sql = Sql::new(PARTY);
    sql.push(" WHERE t.firm = ").bind(uuid(permit.firm()));
    sql.push(" AND t.id = ").bind(uuid(party_id));
    let Some(found) = sql.one(db.reads()).await? else {
        return Ok(None);
    };
    let mut people = Sql::new(PERSON);
    people.push(" WHERE c.third_party = ").bind(uuid(party_id));
    people.push(" ORDER BY CASE WHEN r.role IS NULL THEN 1 ELSE 0 END, LOWER(c.name), c.id");
    let people = people.all(db.reads()).await?;
    let row = party(&found)?;
    let off = switches::of_third_party_in(db.reads(), party_id).await?;
    let revision = revision_of_third_party(&row.name, &row.profile, &off);
    let profile = profile_of(db, permit.firm(), &row.profile).await?;
    let firm_off = switches::of_firm_in(db.reads(), permit.firm()).await?;
    let (mut actions, mut type_off) = (BTreeMap::new(), BTreeSet::new());
    if let Some(profile) = profile {
        let roles = profile.roles.keys();
        actions = roles
            .map(|role| (role.clone(), profile.opens(role).into_iter().collect()))
            .collect();
        type_off = profile.off;
    }
    let found = ThirdPartyView {
        row,
        revision,
        off: off.into_iter().collect(),
        off_above: switched_off(&[
            (SwitchLevel::Firm, &firm_off),
            (SwitchLevel::Type, &type_off),
        ]),
        merged_into: found.try_get::<Option<Uuid>>("", "merged_into")?.map(id),
        merged_into_name: found.try_get("", "merged_into_name")?,
        bookmark: format!("/t/{}", found.try_get::<String>("", "slug")?),
        roles: actions.keys().cloned().collect(),
        actions,
        people: people.iter().map(person).collect::<Result<_, _>>()?,
    };
    Ok(Some(mint_whole(permit, found)))
}

/// One of the firm's profiles, if there is one and it reads.
async fn profile_of(db: &Db, firm: FirmId, id: &str) -> Result<Option<Profile>, StoreError> {
    let types = crate::people::read_types(db, firm).await?;
    let text = types.iter().find(|(name, _)| name == id);
    Ok(text.and_then(|(_, text)| resolve(text, &Library::of_firm(&types)).ok()))
}

/// One person of a third party of the firm's, with the browsers she is signed in with here.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the firm"
)]
pub async fn contact(
    db: &Db,
    permit: &StaffPermit<SeePeople>,
    contact: ContactId,
    now: i64,
) -> Result<Option<Slice<ContactView>>, StoreError> {
    let Some(found) = find_contact(db.reads(), permit.firm(), contact).await? else {
        return Ok(None);
    };
    let devices = session::devices_at(db, found.identity, permit.firm(), now).await?;
    let device = |device: session::Device| DeviceRow {
        id: device.id,
        label: device.label,
        signed_in_at: instant(device.created_at).unwrap_or_default(),
        last_used_at: instant(device.last_used_at).unwrap_or_default(),
        current: false,
    };
    let firm_off = switches::of_firm_in(db.reads(), permit.firm()).await?;
    let party_off = switches::of_third_party_in(db.reads(), found.third_party).await?;
    let profile = profile_of(db, permit.firm(), &found.profile).await?;
    let type_off = profile.map(|profile| profile.off).unwrap_or_default();
    let view = ContactView {
        row: found.row,
        revision: found.revision,
        off_above: switched_off(&[
            (SwitchLevel::Firm, &firm_off),
            (SwitchLevel::Type, &type_off),
            (SwitchLevel::ThirdParty, &party_off),
        ]),
        third_party: found.third_party,
        third_party_name: found.third_party_name,
        devices: devices.into_iter().map(device).collect(),
    };
    Ok(Some(mint_whole(permit, view)))
}

/// What merging would do, worked out from what was read within the firm.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: both third parties were found within the permit's firm"
)]
pub const fn foretold(permit: &StaffPermit<EditPeople>, view: MergeView) -> Slice<MergeView> {
    mint_whole(permit, view)
}

/// The same within a write.
pub async fn contact_in(
    tx: &Tx,
    firm: FirmId,
    contact: ContactId,
) -> Result<Option<FoundContact>, StoreError> {
    find_contact(tx.raw(), firm, contact).await
}

/// Whoever has this address at the third party, whether or not her access was ended.
pub async fn contact_of_address(
    tx: &Tx,
    third_party: ThirdPartyId,
    email: &Email,
) -> Result<Option<FoundContact>, StoreError> {
    let mut sql = Sql::new(PERSON);
    sql.push(" WHERE c.third_party = ").bind(uuid(third_party));
    sql.push(" AND n.email = ").bind(email.as_str());
    sql.push(" ORDER BY CASE WHEN r.role IS NULL THEN 1 ELSE 0 END LIMIT 1");
    found_contact(sql, tx.raw()).await
}

/// Whom a mail by the firm is for, if she may still sign in, and what of itself the firm shows.
pub async fn addressee(
    db: &Db,
    permit: &StaffPermit<Invite>,
    contact: ContactId,
) -> Result<Option<(FoundContact, Face)>, StoreError> {
    find_addressee(db.reads(), permit.firm(), contact).await
}

/// The same within a write.
pub async fn addressee_in(
    tx: &Tx,
    firm: FirmId,
    contact: ContactId,
) -> Result<Option<(FoundContact, Face)>, StoreError> {
    find_addressee(tx.raw(), firm, contact).await
}

async fn find_addressee(
    db: &impl ConnectionTrait,
    firm: FirmId,
    contact: ContactId,
) -> Result<Option<(FoundContact, Face)>, StoreError> {
    let found = find_contact(db, firm, contact).await?;
    match found.filter(|found| found.row.role.is_some()) {
        Some(found) => Ok(Some((found, crate::firms::face_in(db, firm).await?))),
        None => Ok(None),
    }
}

/// A mail that was written from what was read here.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: the mail is of a contact that was read within the firm"
)]
pub const fn mailing(permit: &StaffPermit<Invite>, mail: MailPreview) -> Slice<MailPreview> {
    mint_whole(permit, mail)
}

async fn find_contact(
    db: &impl ConnectionTrait,
    firm: FirmId,
    contact: ContactId,
) -> Result<Option<FoundContact>, StoreError> {
    let mut sql = Sql::new(PERSON);
    sql.push(" WHERE c.firm = ").bind(uuid(firm));
    sql.push(" AND c.id = ").bind(uuid(contact));
    found_contact(sql, db).await
}

async fn found_contact(
    sql: Sql,
    db: &impl ConnectionTrait,
) -> Result<Option<FoundContact>, StoreError> {
    let row = sql.one(db).await?;
    row.as_ref().map(found).transpose()
}

/// A row of [`PERSON`].
pub(crate) fn found(row: &QueryResult) -> Result<FoundContact, StoreError> {
    let person = person(row)?;
    Ok(FoundContact {
        revision: revision(&(
            &person.name,
            &person.email,
            &person.role,
            &person.off,
            &person.cannot,
            &person.sites,
        )),
        row: person,
        third_party: id(row.try_get("", "third_party")?),
        third_party_name: row.try_get("", "third_party_name")?,
        profile: row.try_get("", "profile")?,
        identity: id(row.try_get("", "identity")?),
    })
}

/// Of what can be changed of a third party.
#[must_use]
pub fn revision_of_third_party(name: &str, profile: &str, off: &BTreeSet<Module>) -> String {
    revision(&(name, profile, off))
}

fn party(row: &QueryResult) -> Result<ThirdPartyRow, StoreError> {
    let contacts: i64 = row.try_get("", "contacts")?;
    Ok(ThirdPartyRow {
        id: id(row.try_get("", "id")?),
        name: row.try_get("", "name")?,
        profile: row.try_get("", "profile")?,
        contacts: u32::try_from(contacts).unwrap_or(u32::MAX),
        last_seen_at: at(row, "seen")?,
        invited_at: at(row, "invited")?,
        archived_at: at(row, "archived")?,
    })
}

fn person(row: &QueryResult) -> Result<ContactRow, StoreError> {
    let email: String = row.try_get("", "email")?;
    let role: Option<String> = row.try_get("", "role")?;
    let off: Option<String> = row.try_get("", "modules_off")?;
    let cannot: Option<String> = row.try_get("", "cannot")?;
    let sites: Option<String> = row.try_get("", "sites")?;
    let sites = sites.filter(|text| !text.is_empty());
    Ok(ContactRow {
        id: id(row.try_get("", "id")?),
        name: row.try_get("", "name")?,
        email: Email::parse(&email).map_err(|_| StoreError::corrupt("an e-mail address"))?,
        role,
        off: crate::people::read_names(&off.unwrap_or_default())?
            .iter()
            .filter_map(|name| Module::parse(name))
            .collect(),
        cannot: actions(&cannot.unwrap_or_default())?.into_iter().collect(),
        sites: sites
            .as_deref()
            .map(crate::people::read_sites)
            .transpose()?,
        last_seen_at: at(row, "seen")?,
        invited_at: at(row, "invited")?,
        invitation_mail: mail(row)?,
    })
}

fn at(row: &QueryResult, column: &str) -> Result<Option<String>, StoreError> {
    let at: Option<i64> = row.try_get("", column)?;
    Ok(at.and_then(instant))
}

/// What became of the last invitation's mail. Only what was sent is forgotten after a while; what failed stays.
fn mail(row: &QueryResult) -> Result<Option<MailState>, StoreError> {
    if row.try_get::<Option<Uuid>>("", "invitation")?.is_none() {
        return Ok(None);
    }
    let is_kept = row.try_get::<Option<Uuid>>("", "mail")?.is_some();
    let is_done = row.try_get::<Option<i64>>("", "mail_done_at")?.is_some();
    let is_failed = row.try_get::<Option<i64>>("", "mail_failed_at")?.is_some();
    Ok(Some(match (is_kept, is_done, is_failed) {
        (_, _, true) => MailState::Failed,
        (true, false, false) => MailState::OnItsWay,
        (_, true, false) | (false, ..) => MailState::Sent,
    }))
}
