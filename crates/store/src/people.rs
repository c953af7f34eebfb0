//! Third parties, their contacts and their interests. What can change over time is closed and opened anew.

use crate::codes::{OPEN, id, relation, relation_code, uuid};
use crate::entity::{contact, contact_role, identity, interest, third_party};
use crate::{Change, Db, StoreError, Tx, epochs};
use contract::email::Email;
use contract::id::{ContactId, FirmId, IdentityId, InterestId, SubjectId, ThirdPartyId};
use contract::kind::{Action, Module, Relation};
use domain::day::{from_number, or_forever};
use domain::fold::sort_text;
use domain::interest::{Interest, Period};
use domain::share::Fraction;
use sea_orm::prelude::Uuid;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, Set,
};
use std::collections::{BTreeMap, BTreeSet};

/// Where a row came from: unique in its firm, so that importing twice finds it again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct External {
    pub source: String,
    pub reference: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThirdParty {
    pub id: ThirdPartyId,
    pub firm: FirmId,
    pub profile: String,
    pub name: String,
    /// The 128-bit random name of its bookmark.
    pub slug: String,
    pub external: External,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub id: ContactId,
    pub firm: FirmId,
    pub third_party: ThirdPartyId,
    pub name: String,
    pub email: Email,
    pub role: String,
    pub off: BTreeSet<Module>,
    pub cannot: BTreeSet<Action>,
    pub sites: Option<Vec<SubjectId>>,
    pub external: External,
}

/// Names as a JSON list.
pub(crate) fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    serde_json::json!(names.collect::<Vec<_>>()).to_string()
}

pub(crate) fn read_names(text: &str) -> Result<Vec<String>, StoreError> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    serde_json::from_str(text).map_err(|_| StoreError::corrupt(format!("list of names `{text}`")))
}

pub(crate) fn read_sites(text: &str) -> Result<Vec<SubjectId>, StoreError> {
    read_names(text)?
        .iter()
        .map(|name| {
            name.parse()
                .map_err(|_| StoreError::corrupt(format!("site `{name}`")))
        })
        .collect()
}

/// Names of actions; empty text is none. One that this program does not know could be a switch it would not obey, so it
/// is an error.
pub(crate) fn actions(text: &str) -> Result<BTreeSet<Action>, StoreError> {
    read_names(text)?
        .iter()
        .map(|name| {
            Action::parse(name).ok_or_else(|| StoreError::corrupt(format!("action `{name}`")))
        })
        .collect()
}

pub async fn insert_third_party(
    tx: &Tx,
    new: &ThirdParty,
    change: &Change,
) -> Result<(), StoreError> {
    third_party::ActiveModel {
        id: Set(uuid(new.id)),
        firm: Set(uuid(new.firm)),
        profile: Set(new.profile.clone()),
        name: Set(new.name.clone()),
        slug: Set(new.slug.clone()),
        source: Set(new.external.source.clone()),
        external_ref: Set(new.external.reference.clone()),
        created_at: Set(change.at),
        sort_text: Set(sort_text(&new.name)),
        archived_at: Set(None),
        merged_into: Set(None),
    }
    .insert(tx.raw())
    .await?;
    Ok(())
}

/// Renames a third party or changes its type.
pub async fn update_third_party(tx: &Tx, party: &ThirdParty) -> Result<(), StoreError> {
    use third_party::Column;
    third_party::Entity::update_many()
        .col_expr(Column::Name, party.name.clone().into())
        .col_expr(Column::SortText, sort_text(&party.name).into())
        .col_expr(Column::Profile, party.profile.clone().into())
        .filter(Column::Id.eq(uuid(party.id)))
        .exec(tx.raw())
        .await?;
    epochs::bump(tx, [uuid(party.firm)]).await.map(drop)
}

/// Every third party of a firm.
pub async fn third_parties(tx: &Tx, firm: FirmId) -> Result<Vec<ThirdParty>, StoreError> {
    let rows = third_party::Entity::find()
        .filter(third_party::Column::Firm.eq(uuid(firm)))
        .order_by_asc(third_party::Column::ExternalRef)
        .all(tx.raw())
        .await?;
    Ok(rows.into_iter().map(party).collect())
}

/// One third party of a firm.
pub async fn third_party(
    tx: &Tx,
    firm: FirmId,
    party_id: ThirdPartyId,
) -> Result<Option<ThirdParty>, StoreError> {
    let row = third_party::Entity::find_by_id(uuid(party_id))
        .filter(third_party::Column::Firm.eq(uuid(firm)))
        .one(tx.raw())
        .await?;
    Ok(row.map(party))
}

fn party(row: third_party::Model) -> ThirdParty {
    ThirdParty {
        id: id(row.id),
        firm: id(row.firm),
        profile: row.profile,
        name: row.name,
        slug: row.slug,
        external: External {
            source: row.source,
            reference: row.external_ref,
        },
    }
}

/// The identity of an address, made if it is new.
pub async fn identity_of(
    tx: &Tx,
    email: &Email,
    fresh: IdentityId,
    change: &Change,
) -> Result<IdentityId, StoreError> {
    // Two firms may write the same person for the first time at once.
    tx.alone(email.as_str()).await?;
    use identity::Column;
    if let Some(row) = identity::Entity::find()
        .filter(Column::Email.eq(email.as_str()))
        .one(tx.raw())
        .await?
    {
        return Ok(id(row.id));
    }
    identity::ActiveModel {
        id: Set(uuid(fresh)),
        email: Set(email.as_str().to_owned()),
        created_at: Set(change.at),
    }
    .insert(tx.raw())
    .await?;
    Ok(fresh)
}

pub async fn insert_contact(
    tx: &Tx,
    new: &Contact,
    identity: IdentityId,
    change: &Change,
) -> Result<(), StoreError> {
    contact::ActiveModel {
        id: Set(uuid(new.id)),
        firm: Set(uuid(new.firm)),
        third_party: Set(uuid(new.third_party)),
        identity: Set(uuid(identity)),
        name: Set(new.name.clone()),
        source: Set(new.external.source.clone()),
        external_ref: Set(new.external.reference.clone()),
        created_at: Set(change.at),
    }
    .insert(tx.raw())
    .await?;
    open_role(tx, new, change).await
}

/// Changes what a contact is called, signs in by, or may.
pub async fn update_contact(
    tx: &Tx,
    contact: &Contact,
    identity: IdentityId,
    change: &Change,
) -> Result<(), StoreError> {
    use contact::Column;
    contact::Entity::update_many()
        .col_expr(Column::Name, contact.name.clone().into())
        .col_expr(Column::Identity, uuid(identity).into())
        .filter(Column::Id.eq(uuid(contact.id)))
        .exec(tx.raw())
        .await?;
    close_role(tx, contact.id, change).await?;
    open_role(tx, contact, change).await
}

/// Ends what a contact may; the person and her receipts stay on record.
pub async fn close_role(tx: &Tx, contact: ContactId, change: &Change) -> Result<(), StoreError> {
    use contact_role::Column;
    contact_role::Entity::update_many()
        .col_expr(Column::RecordedToAt, change.at.into())
        .filter(Column::Contact.eq(uuid(contact)))
        .filter(Column::RecordedToAt.eq(OPEN))
        .exec(tx.raw())
        .await?;
    // Whoever is remembered under this hat is to be asked for anew.
    let row = contact::Entity::find_by_id(uuid(contact))
        .one(tx.raw())
        .await?;
    epochs::bump(tx, row.map(|row| row.firm)).await.map(drop)
}

/// Gives one contact what another may, with these modules off; she may be the same.
pub async fn switch_off(
    tx: &Tx,
    like: ContactId,
    contact: ContactId,
    off: &BTreeSet<Module>,
    change: &Change,
) -> Result<(), StoreError> {
    use contact_role::Column;
    let open = contact_role::Entity::find()
        .filter(Column::Contact.eq(uuid(like)))
        .filter(Column::RecordedToAt.eq(OPEN))
        .one(tx.raw())
        .await?;
    let Some(open) = open else { return Ok(()) };
    close_role(tx, contact, change).await?;
    contact_role::ActiveModel {
        contact: Set(uuid(contact)),
        role: Set(open.role),
        modules_off: Set(names(off.iter().map(|module| module.name()))),
        sites: Set(open.sites),
        cannot: Set(open.cannot),
        recorded_from_at: Set(change.at),
        recorded_to_at: Set(OPEN),
        ..Default::default()
    }
    .insert(tx.raw())
    .await?;
    Ok(())
}

async fn open_role(tx: &Tx, contact: &Contact, change: &Change) -> Result<(), StoreError> {
    // The empty text is "everywhere"; an empty list is "nowhere".
    let sites = contact.sites.as_ref().map_or_else(String::new, |sites| {
        let ids: Vec<_> = sites.iter().map(ToString::to_string).collect();
        names(ids.iter().map(String::as_str))
    });
    contact_role::ActiveModel {
        contact: Set(uuid(contact.id)),
        role: Set(contact.role.clone()),
        modules_off: Set(names(contact.off.iter().map(|m| m.name()))),
        sites: Set(sites),
        cannot: Set(names(contact.cannot.iter().map(|action| action.name()))),
        recorded_from_at: Set(change.at),
        recorded_to_at: Set(OPEN),
        ..Default::default()
    }
    .insert(tx.raw())
    .await?;
    Ok(())
}

/// Notes that she was invited, and in which mail.
pub async fn insert_invitation(
    tx: &Tx,
    contact: ContactId,
    job: Uuid,
    at: i64,
) -> Result<(), StoreError> {
    let mut sql = crate::sql::Sql::new("INSERT INTO invitation (contact, job, at) VALUES (");
    sql.bind(uuid(contact)).push(", ").bind(job);
    sql.push(", ").bind(at).push(")");
    sql.run(tx.raw()).await.map(drop)
}

/// Every contact of a firm whose role is open.
pub async fn contacts(tx: &Tx, firm: FirmId) -> Result<Vec<Contact>, StoreError> {
    let rows = crate::sql::Sql::new(
        "SELECT c.id, c.third_party, c.name, n.email, g.role, g.modules_off, g.sites, c.source, c.external_ref, g.cannot \
         FROM contact c JOIN identity n ON n.id = c.identity JOIN contact_role g ON g.contact = c.id \
         WHERE g.recorded_to_at = 9223372036854775807 AND c.firm = ",
    )
    .bind(uuid(firm))
    .push(" ORDER BY c.external_ref")
    .take()
    .all(tx.raw())
    .await?;
    rows.iter()
        .map(|row| {
            let email: String = row.try_get_by_index(3)?;
            let (off, sites): (String, String) =
                (row.try_get_by_index(5)?, row.try_get_by_index(6)?);
            let sites = if sites.is_empty() {
                None
            } else {
                Some(read_sites(&sites)?)
            };
            Ok(Contact {
                id: id(row.try_get_by_index(0)?),
                firm,
                third_party: id(row.try_get_by_index(1)?),
                name: row.try_get_by_index(2)?,
                email: Email::parse(&email)
                    .map_err(|_| StoreError::corrupt("an e-mail address"))?,
                role: row.try_get_by_index(4)?,
                off: read_names(&off)?
                    .iter()
                    .filter_map(|name| Module::parse(name))
                    .collect(),
                cannot: actions(&row.try_get_by_index::<String>(9)?)?,
                sites,
                external: External {
                    source: row.try_get_by_index(7)?,
                    reference: row.try_get_by_index(8)?,
                },
            })
        })
        .collect()
}

/// Contacts of a firm whose role was closed: they are kept for their receipts and may not sign in.
pub async fn ended_contacts(tx: &Tx, firm: FirmId) -> Result<Vec<External>, StoreError> {
    let rows = crate::sql::Sql::new("SELECT c.source, c.external_ref FROM contact c WHERE c.firm = ")
        .bind(uuid(firm))
        .push(&format!(
            " AND NOT EXISTS (SELECT 1 FROM contact_role g WHERE g.contact = c.id AND g.recorded_to_at = {OPEN})"
        ))
        .take()
        .all(tx.raw())
        .await?;
    rows.iter()
        .map(|row| {
            Ok(External {
                source: row.try_get_by_index(0)?,
                reference: row.try_get_by_index(1)?,
            })
        })
        .collect()
}

/// The third-party types that a firm has now: each one's id and text.
pub async fn types(tx: &Tx, firm: FirmId) -> Result<Vec<(String, String)>, StoreError> {
    types_in(tx.raw(), firm).await
}

/// Which type each third party of the firm is of.
pub async fn read_profiles_of(
    db: &Db,
    firm: FirmId,
) -> Result<BTreeMap<ThirdPartyId, String>, StoreError> {
    let rows = third_party::Entity::find()
        .filter(third_party::Column::Firm.eq(uuid(firm)))
        .all(db.reads())
        .await?;
    let pairs = rows.into_iter().map(|row| (id(row.id), row.profile));
    Ok(pairs.collect())
}

/// The same outside a write.
pub async fn read_types(db: &Db, firm: FirmId) -> Result<Vec<(String, String)>, StoreError> {
    types_in(db.reads(), firm).await
}

async fn types_in(
    db: &impl ConnectionTrait,
    firm: FirmId,
) -> Result<Vec<(String, String)>, StoreError> {
    use crate::entity::profile::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::Firm.eq(uuid(firm)))
        .filter(Column::RecordedToAt.eq(OPEN))
        .order_by_asc(Column::ProfileId)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.profile_id, row.text))
        .collect())
}

/// Opens interests. The records they reach are found by the index afterwards ([`crate::index::refresh`]).
pub async fn insert_interests(
    tx: &Tx,
    firm: FirmId,
    new: &[(Interest, External)],
    change: &Change,
) -> Result<(), StoreError> {
    let rows: Vec<_> = new
        .iter()
        .map(|(i, external)| {
            let (over, under) = i.share.and_then(Fraction::parts).unwrap_or((0, 0));
            interest::ActiveModel {
                id: Set(uuid(i.id)),
                firm: Set(uuid(firm)),
                third_party: Set(uuid(i.third_party)),
                subject: Set(uuid(i.subject)),
                relation: Set(relation_code(i.relation)),
                first_day: Set(domain::day::number(i.period.first)),
                last_day: Set(or_forever(i.period.last)),
                since_day: Set(domain::day::number(i.period.first)),
                share_over: Set(over),
                share_under: Set(under),
                source: Set(external.source.clone()),
                external_ref: Set(external.reference.clone()),
                recorded_from_at: Set(change.at),
                recorded_to_at: Set(OPEN),
                ..Default::default()
            }
        })
        .collect();
    for chunk in rows.chunks(500) {
        interest::Entity::insert_many(chunk.to_vec())
            .exec_without_returning(tx.raw())
            .await?;
    }
    settle(
        tx,
        new.iter()
            .map(|(i, _)| i)
            .filter(|i| i.share.is_some())
            .map(|i| uuid(i.subject)),
    )
    .await?;
    // Nobody else's page rests on them: where a share changes another's part, the records say so when they are
    // refreshed.
    epochs::bump(tx, new.iter().map(|(i, _)| uuid(i.third_party)))
        .await
        .map(drop)
}

/// Closes an interest as it stood; a changed one is opened beside it.
pub async fn close_interest(
    tx: &Tx,
    firm: FirmId,
    interest: InterestId,
    change: &Change,
) -> Result<(), StoreError> {
    use interest::Column;
    let closed = interest::Entity::find()
        .filter(Column::Firm.eq(uuid(firm)))
        .filter(Column::Id.eq(uuid(interest)))
        .filter(Column::RecordedToAt.eq(OPEN))
        .all(tx.raw())
        .await?;
    interest::Entity::update_many()
        .col_expr(Column::RecordedToAt, change.at.into())
        .filter(Column::RowId.is_in(closed.iter().map(|row| row.row_id)))
        .exec(tx.raw())
        .await?;
    let of_shares = closed.iter().filter(|row| row.share_over > 0);
    settle(tx, of_shares.map(|row| row.subject)).await?;
    epochs::bump(tx, closed.iter().map(|row| row.third_party))
        .await
        .map(drop)
}

/// Brings after the shares in some subjects when the time of each one's holder began.
async fn settle(tx: &Tx, subjects: impl Iterator<Item = Uuid>) -> Result<(), StoreError> {
    use interest::Column;
    for subject in subjects.collect::<BTreeSet<_>>() {
        let rows = interest::Entity::find()
            .filter(Column::Subject.eq(subject))
            .filter(Column::Relation.eq(relation_code(Relation::HoldsShare)))
            .filter(Column::RecordedToAt.eq(OPEN))
            .all(tx.raw())
            .await?;
        let stood: Vec<_> = rows.iter().map(|row| (row.row_id, row.since_day)).collect();
        let held: Vec<Interest> = rows
            .into_iter()
            .map(|row| held(row).map(|(interest, _)| interest))
            .collect::<Result<_, _>>()?;
        for (one, (row_id, stood)) in held.iter().zip(stood) {
            let since = domain::day::number(domain::register::since(one, &held));
            if since != stood {
                interest::Entity::update_many()
                    .col_expr(Column::SinceDay, since.into())
                    .filter(Column::RowId.eq(row_id))
                    .exec(tx.raw())
                    .await?;
            }
        }
    }
    Ok(())
}

/// Every interest of a firm that is on record now.
pub async fn interests(tx: &Tx, firm: FirmId) -> Result<Vec<(Interest, External)>, StoreError> {
    use interest::Column;
    let rows = interest::Entity::find()
        .filter(Column::Firm.eq(uuid(firm)))
        .filter(Column::RecordedToAt.eq(OPEN))
        .order_by_asc(Column::ExternalRef)
        .all(tx.raw())
        .await?;
    rows.into_iter().map(held).collect()
}

pub(crate) fn held(row: interest::Model) -> Result<(Interest, External), StoreError> {
    let first =
        from_number(row.first_day).ok_or_else(|| StoreError::corrupt("an interest's day"))?;
    let share = u32::try_from(row.share_over)
        .ok()
        .zip(u32::try_from(row.share_under).ok())
        .and_then(|(over, under)| Fraction::new(over, under));
    Ok((
        Interest {
            id: id(row.id),
            third_party: id(row.third_party),
            subject: id(row.subject),
            relation: relation(row.relation)?,
            period: Period {
                first,
                last: from_number(row.last_day),
            },
            share,
        },
        External {
            source: row.source,
            reference: row.external_ref,
        },
    ))
}
