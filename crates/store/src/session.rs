//! Who is asking: a browser's secret becomes a session, and a session with a hat becomes a viewer. The only
//! place that attests one, so everything a viewer is said to be comes from these statements.

mod profiles;
mod read;
mod staff;
mod write;

pub use profiles::ProfileCache;
pub use staff::{StaffPlace, is_staff, staff_place, staff_places};
pub use write::{
    Device, NewSession, Renewal, all_of, devices, devices_at, email, end, find_in, insert,
    opened_in, owner, put_on, renew, replayed, upkeep,
};

use crate::epochs::Claim;
use crate::firms::logo;
use crate::people::actions;
use crate::sql::Sql;
use crate::switches::modules;
use crate::{Db, OPEN, StoreError, codes};
use chrono::NaiveDate;
use contract::id::{ContactId, DeviceId, FirmId, IdentityId, SubjectId, ThirdPartyId};
use contract::kind::{Action, Module};
use contract::logo::FirmLogo;
use contract::session::Assurance;
use domain::policy::{Attested, Unscoped, Viewer};
use domain::session::{Key, Session, Upkeep};
use profiles::ProfileRow;
use read::{SESSION, known, retired};
use sea_orm::QueryResult;
use sea_orm::prelude::Uuid;
use std::collections::BTreeSet;

/// A browser that is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    pub device: DeviceId,
    pub identity: IdentityId,
    pub assurance: Assurance,
    pub session: Session,
    /// Which of its secrets the browser showed.
    pub key: Key,
    /// What [`upkeep`] must write; most requests need nothing.
    pub upkeep: Upkeep,
}

/// What a secret turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Of no session, or of one that is over.
    Nobody,
    /// A dead secret of a live session, which therefore has to end.
    Replay(DeviceId),
    SignedIn(SignedIn),
}

/// What a secret and a hat turned out to be.
#[derive(Debug, Clone)]
pub enum Recognised {
    Nobody,
    Replay(DeviceId),
    /// She has several hats, or none, and named none.
    HatRequired(SignedIn),
    /// The hat is not hers, not any more, or does not exist.
    NoSuchHat(SignedIn),
    Acting(Box<Acting>),
}

/// A person acting under one hat.
#[derive(Debug, Clone)]
pub struct Acting {
    pub signed_in: SignedIn,
    pub viewer: Viewer,
    /// What everything said here and read hereafter rests on.
    pub claim: Claim,
}

/// One place where a person is a contact.
#[derive(Debug, Clone)]
pub struct HatRow {
    pub viewer: Viewer,
    pub third_party: String,
    pub firm: String,
    /// The firm's colour.
    pub brand: Option<String>,
    pub logo: FirmLogo,
}

const HAT: &str =
    "c.id AS contact, c.name AS contact_name, c.third_party AS third_party, c.firm AS firm,
    r.role AS role, r.modules_off AS own_off, r.cannot AS cannot, r.sites AS sites, t.profile AS profile,
    fp.modules_off AS firm_off, tp.modules_off AS third_party_off, p.row_id AS profile_row,
    COALESCE(ef.value, 0) AS firm_epoch, COALESCE(et.value, 0) AS third_party_epoch";

const DEVICE_EPOCH: &str = "COALESCE(ed.value, 0) AS device_epoch";

/// Joins what the database says of a hat to its contact `c`. LEFT throughout: a session without a hat is one.
fn hat_joins() -> String {
    format!(
        " LEFT JOIN third_party t ON t.id = c.third_party
          LEFT JOIN contact_role r ON r.contact = c.id AND r.recorded_to_at = {OPEN} AND t.archived_at IS NULL
          LEFT JOIN firm_policy fp ON fp.firm = c.firm AND fp.recorded_to_at = {OPEN}
          LEFT JOIN third_party_policy tp ON tp.third_party = c.third_party AND tp.recorded_to_at = {OPEN}
          LEFT JOIN profile p ON p.firm = c.firm AND p.profile_id = t.profile AND p.recorded_to_at = {OPEN}
          LEFT JOIN epoch ef ON ef.owner = c.firm
          LEFT JOIN epoch et ON et.owner = c.third_party"
    )
}

/// Whose browser this is, for endpoints that need no hat. One statement, unless the secret is unknown.
pub async fn signed_in(db: &Db, secret_hash: &str, now: i64) -> Result<Known, StoreError> {
    let mut sql = Sql::new("SELECT ");
    let hash = sql.keep(secret_hash);
    sql.push(SESSION);
    sql.push(&format!(
        " FROM session s WHERE (s.secret_hash = {hash} OR s.previous_hash = {hash}) AND s.ended_at = {OPEN}"
    ));
    match sql.one(db.reads()).await? {
        Some(row) => known(&row, secret_hash, now),
        None => retired(db, secret_hash, now).await,
    }
}

/// Who is asking and under which hat. One statement, unless the secret is unknown or the profile is new to
/// this process.
pub async fn viewer(
    db: &Db,
    profiles: &ProfileCache,
    secret_hash: &str,
    hat: Option<ContactId>,
    now: i64,
    today: NaiveDate,
) -> Result<Recognised, StoreError> {
    let mut sql = Sql::new("SELECT ");
    let hash = sql.keep(secret_hash);
    sql.push(SESSION)
        .push(", ")
        .push(DEVICE_EPOCH)
        .push(", ")
        .push(HAT);
    sql.push(
        " FROM session s LEFT JOIN epoch ed ON ed.owner = s.id LEFT JOIN contact c ON c.identity = s.identity",
    );
    if let Some(hat) = hat {
        sql.push(" AND c.id = ").bind(codes::uuid(hat));
    }
    sql.push(&hat_joins());
    sql.push(&format!(
        " WHERE (s.secret_hash = {hash} OR s.previous_hash = {hash}) AND s.ended_at = {OPEN}"
    ));
    let rows = sql.all(db.reads()).await?;

    let known = match rows.first() {
        Some(row) => known(row, secret_hash, now)?,
        None => retired(db, secret_hash, now).await?,
    };
    let signed_in = match known {
        Known::Nobody => return Ok(Recognised::Nobody),
        Known::Replay(device) => return Ok(Recognised::Replay(device)),
        Known::SignedIn(signed_in) => signed_in,
    };
    let mut hats = rows
        .iter()
        .filter_map(|row| HatFacts::read(row).transpose());
    let Some(facts) = hats.next().transpose()? else {
        return Ok(match hat {
            Some(_) => Recognised::NoSuchHat(signed_in),
            None => Recognised::HatRequired(signed_in),
        });
    };
    if let Some(second) = hats.next().transpose()? {
        // Two open roles of one contact are nothing this program writes, and guessing which counts could show
        // too much.
        return if second.contact == facts.contact {
            Err(StoreError::corrupt(format!(
                "{} has two roles",
                facts.contact
            )))
        } else {
            Ok(Recognised::HatRequired(signed_in))
        };
    }
    let device_epoch = match rows.first() {
        Some(row) => row.try_get("", "device_epoch")?,
        None => 0,
    };
    let claim = facts.claim(signed_in.device, device_epoch);
    let viewer = facts
        .attest(db, profiles, signed_in.identity, signed_in.device, today)
        .await?;
    Ok(Recognised::Acting(Box::new(Acting {
        signed_in,
        viewer,
        claim,
    })))
}

/// A session that goes on, by its device and under one hat; `None` if either is over. For what was recognised once
/// and is still open.
pub async fn of_device(
    db: &Db,
    profiles: &ProfileCache,
    device: DeviceId,
    hat: ContactId,
    now: i64,
    today: NaiveDate,
) -> Result<Option<(Viewer, Claim)>, StoreError> {
    let mut sql = Sql::new("SELECT s.identity AS identity, ");
    sql.push(DEVICE_EPOCH).push(", ").push(HAT).push(
        " FROM session s LEFT JOIN epoch ed ON ed.owner = s.id \
         JOIN contact c ON c.identity = s.identity AND c.id = ",
    );
    sql.bind(codes::uuid(hat)).push(&hat_joins());
    sql.push(" WHERE s.id = ").bind(codes::uuid(device));
    sql.push(&format!(" AND s.ended_at = {OPEN} AND s.expires_at > "))
        .bind(now);
    let Some(row) = sql.one(db.reads()).await? else {
        return Ok(None);
    };
    let Some(facts) = HatFacts::read(&row)? else {
        return Ok(None);
    };
    let identity = codes::id(row.try_get("", "identity")?);
    let claim = facts.claim(device, row.try_get("", "device_epoch")?);
    let viewer = facts.attest(db, profiles, identity, device, today).await?;
    Ok(Some((viewer, claim)))
}

/// Every place where the person is a contact, each as it would be seen under that hat.
pub async fn hats(
    db: &Db,
    profiles: &ProfileCache,
    signed_in: &SignedIn,
    today: NaiveDate,
) -> Result<Vec<HatRow>, StoreError> {
    let mut sql = hat_select();
    sql.push(" WHERE c.identity = ")
        .bind(codes::uuid(signed_in.identity));
    sql.push(" ORDER BY c.created_at, c.id");
    let rows = sql.all(db.reads()).await?;
    let mut hats: Vec<HatRow> = Vec::new();
    for row in &rows {
        let Some(facts) = HatFacts::read(row)? else {
            continue;
        };
        if hats
            .last()
            .is_some_and(|hat| hat.viewer.contact() == facts.contact)
        {
            return Err(StoreError::corrupt(format!(
                "{} has two roles",
                facts.contact
            )));
        }
        let viewer = facts
            .attest(db, profiles, signed_in.identity, signed_in.device, today)
            .await?;
        hats.push(read_hat(viewer, row)?);
    }
    Ok(hats)
}

fn hat_select() -> Sql {
    let mut sql =
        Sql::new("SELECT f.name AS firm_name, f.brand AS firm_brand, t.name AS third_party_name, ");
    sql.push(logo::COLUMNS).push(", ").push(HAT);
    sql.push(" FROM contact c JOIN firm f ON f.id = c.firm")
        .push(logo::JOINS)
        .push(&hat_joins());
    sql
}

fn read_hat(viewer: Viewer, row: &QueryResult) -> Result<HatRow, StoreError> {
    Ok(HatRow {
        viewer,
        third_party: row.try_get("", "third_party_name")?,
        firm: row.try_get("", "firm_name")?,
        brand: row.try_get("", "firm_brand")?,
        logo: logo::read(row)?,
    })
}

/// What stands beside a contact's name, of one who was recognised already.
pub async fn hat_of(db: &Db, viewer: &Viewer) -> Result<Option<HatRow>, StoreError> {
    let mut sql = hat_select();
    sql.push(" WHERE c.id = ")
        .bind(codes::uuid(viewer.contact()));
    let row = sql.one(db.reads()).await?;
    row.map(|row| read_hat(viewer.clone(), &row)).transpose()
}

/// A contact without any session, for explaining what she sees. No device is hers, and nothing is answered
/// to anybody.
pub async fn as_contact(
    db: &Db,
    profiles: &ProfileCache,
    unscoped: Unscoped,
    contact: ContactId,
    today: NaiveDate,
) -> Result<Option<Viewer>, StoreError> {
    let person = person(db, profiles, unscoped, contact, today).await?;
    Ok(person.and_then(|person| person.viewer))
}

/// Somebody who is or was a contact.
#[derive(Debug, Clone)]
pub struct Person {
    pub contact: ContactId,
    pub name: String,
    pub third_party: ThirdPartyId,
    pub third_party_name: String,
    /// As she would be seen under that hat; nothing once her access was ended.
    pub viewer: Option<Viewer>,
}

/// One of them.
pub async fn person(
    db: &Db,
    profiles: &ProfileCache,
    _: Unscoped,
    contact: ContactId,
    today: NaiveDate,
) -> Result<Option<Person>, StoreError> {
    let mut sql = person_select();
    sql.push(" WHERE c.id = ").bind(codes::uuid(contact));
    match sql.one(db.reads()).await? {
        Some(row) => read_person(db, profiles, &row, today).await.map(Some),
        None => Ok(None),
    }
}

fn person_select() -> Sql {
    let mut sql = Sql::new("SELECT c.identity AS identity, t.name AS third_party_name, ");
    sql.push(HAT).push(" FROM contact c").push(&hat_joins());
    sql
}

async fn read_person(
    db: &Db,
    profiles: &ProfileCache,
    row: &QueryResult,
    today: NaiveDate,
) -> Result<Person, StoreError> {
    let contact: Uuid = row.try_get("", "contact")?;
    let viewer = match HatFacts::read(row)? {
        None => None,
        Some(facts) => {
            let identity = codes::id(row.try_get("", "identity")?);
            let nobody = DeviceId::from_bytes([0; 16]);
            Some(facts.attest(db, profiles, identity, nobody, today).await?)
        }
    };
    Ok(Person {
        contact: codes::id(contact),
        name: row.try_get("", "contact_name")?,
        third_party: codes::id(row.try_get("", "third_party")?),
        third_party_name: row.try_get("", "third_party_name")?,
        viewer,
    })
}

/// People of these third parties, or of every one, by its name and theirs: at most `most`. Like [`as_contact`], for
/// explaining and checking.
pub async fn people(
    db: &Db,
    profiles: &ProfileCache,
    _: Unscoped,
    parties: Option<&BTreeSet<ThirdPartyId>>,
    most: u32,
    today: NaiveDate,
) -> Result<Vec<Person>, StoreError> {
    let mut sql = person_select();
    if let Some(parties) = parties {
        sql.push(" WHERE c.third_party IN ")
            .bind_list(parties.iter().map(|party| codes::uuid(*party)));
    }
    read_people(db, profiles, sql, most, today).await
}

/// People of every third party of one firm, in the same order and for the same use.
pub async fn people_of_firm(
    db: &Db,
    profiles: &ProfileCache,
    _: Unscoped,
    firm: FirmId,
    most: u32,
    today: NaiveDate,
) -> Result<Vec<Person>, StoreError> {
    let mut sql = person_select();
    sql.push(" WHERE c.firm = ").bind(codes::uuid(firm));
    read_people(db, profiles, sql, most, today).await
}

async fn read_people(
    db: &Db,
    profiles: &ProfileCache,
    mut sql: Sql,
    most: u32,
    today: NaiveDate,
) -> Result<Vec<Person>, StoreError> {
    sql.push(" ORDER BY t.sort_text, t.id, c.name, c.id LIMIT ")
        .bind(i64::from(most));
    let mut people = Vec::new();
    for row in sql.all(db.reads()).await? {
        people.push(read_person(db, profiles, &row, today).await?);
    }
    Ok(people)
}

/// What the database says of one hat.
struct HatFacts {
    contact: ContactId,
    contact_name: String,
    third_party: ThirdPartyId,
    firm: FirmId,
    role: String,
    firm_off: BTreeSet<Module>,
    third_party_off: BTreeSet<Module>,
    own_off: BTreeSet<Module>,
    cannot: BTreeSet<Action>,
    sites: Option<Vec<SubjectId>>,
    profile: Option<ProfileRow>,
    firm_epoch: i64,
    third_party_epoch: i64,
}

impl HatFacts {
    /// `None` where there is no contact, or one whose role is closed.
    fn read(row: &QueryResult) -> Result<Option<Self>, StoreError> {
        let (Some(contact), Some(role)) = (
            row.try_get::<Option<Uuid>>("", "contact")?,
            row.try_get::<Option<String>>("", "role")?,
        ) else {
            return Ok(None);
        };
        let firm_off: Option<String> = row.try_get("", "firm_off")?;
        let firm_off = modules(&firm_off.unwrap_or_default())?;
        let third_party_off: Option<String> = row.try_get("", "third_party_off")?;
        let third_party_off = modules(&third_party_off.unwrap_or_default())?;
        let own_off = modules(&row.try_get::<String>("", "own_off")?)?;
        let firm = codes::id(row.try_get("", "firm")?);
        let firm_epoch = row.try_get("", "firm_epoch")?;
        let profile: Option<i64> = row.try_get("", "profile_row")?;
        Ok(Some(Self {
            contact: codes::id(contact),
            contact_name: row.try_get("", "contact_name")?,
            third_party: codes::id(row.try_get("", "third_party")?),
            firm,
            role,
            firm_off,
            third_party_off,
            own_off,
            cannot: actions(&row.try_get::<String>("", "cannot")?)?,
            sites: sites(&row.try_get::<String>("", "sites")?)?,
            profile: profile.map(|row_id| ProfileRow {
                row_id,
                firm,
                firm_epoch,
            }),
            firm_epoch,
            third_party_epoch: row.try_get("", "third_party_epoch")?,
        }))
    }

    fn claim(&self, device: DeviceId, device_epoch: i64) -> Claim {
        Claim::new(
            (codes::uuid(device), device_epoch),
            (codes::uuid(self.firm), self.firm_epoch),
            (codes::uuid(self.third_party), self.third_party_epoch),
        )
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the session was verified by the statement that read these facts"
    )]
    async fn attest(
        self,
        db: &Db,
        profiles: &ProfileCache,
        identity: IdentityId,
        device: DeviceId,
        today: NaiveDate,
    ) -> Result<Viewer, StoreError> {
        Ok(Viewer::attest(Attested {
            identity,
            device,
            contact: self.contact,
            contact_name: self.contact_name,
            third_party: self.third_party,
            firm: self.firm,
            profile: profiles.get(db, self.profile).await?,
            role: self.role,
            firm_off: self.firm_off,
            third_party_off: self.third_party_off,
            off: self.own_off,
            cannot: self.cannot,
            sites: self.sites,
            today,
        }))
    }
}

/// A JSON array of subject ids; empty text means all sites.
fn sites(text: &str) -> Result<Option<Vec<SubjectId>>, StoreError> {
    if text.is_empty() {
        return Ok(None);
    }
    serde_json::from_str(text)
        .map(Some)
        .map_err(|_| StoreError::corrupt(format!("sites `{text}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switches_and_sites_that_cannot_be_read_are_errors_not_freedom() {
        assert_eq!(modules("").unwrap(), BTreeSet::new());
        assert_eq!(
            modules(r#"["invoices"]"#).unwrap(),
            BTreeSet::from([Module::Invoices])
        );
        assert!(modules(r#"["invoises"]"#).is_err());
        assert!(modules("invoices").is_err());
        assert_eq!(sites("").unwrap(), None);
        assert_eq!(sites("[]").unwrap(), Some(Vec::new()));
        assert!(sites(r#"["rec_01920000-0000-7000-8000-000000000001"]"#).is_err());
    }
}
