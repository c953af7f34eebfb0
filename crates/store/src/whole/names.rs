//! What the ids in a page of receipts are called: one statement for each sort of thing, never one for each row.

use crate::codes::{id, uuid};
use crate::sql::Sql;
use crate::{Db, StoreError};
use contract::id::{ContactId, FileId, FirmId, Id, RecordId, StaffId, SubjectId, ThirdPartyId};
use domain::receipt::{Actor, Facts};
use sea_orm::prelude::Uuid;
use std::collections::{BTreeMap, BTreeSet};

/// What an object is called, and of a record or its file: which record.
#[derive(Debug, Clone)]
pub(super) struct About {
    pub title: String,
    pub record: Option<RecordId>,
}

/// Whoever acted, in words.
pub(super) struct Said {
    pub who: String,
    pub id: Option<String>,
    pub as_whom: Option<String>,
}

#[derive(Debug, Default)]
pub(super) struct Names {
    contacts: BTreeMap<ContactId, (String, String)>,
    staff: BTreeMap<StaffId, String>,
    objects: BTreeMap<String, About>,
}

impl Names {
    /// Of all that these facts name, as far as it is the firm's.
    pub(super) async fn of<'f>(
        db: &Db,
        firm: FirmId,
        facts: impl Iterator<Item = &'f Facts> + Clone,
    ) -> Result<Self, StoreError> {
        let objects = facts.clone().filter_map(|f| f.object.as_deref());
        let hats = facts.clone().filter_map(|f| f.hat);
        let contacts: BTreeSet<_> = hats.chain(ids(objects.clone())).collect();
        let actors = facts.map(|f| f.actor.as_str());
        let staff: BTreeSet<StaffId> = ids(actors.chain(objects.clone())).collect();
        let mut names = Self::default();

        let select = "SELECT c.id, c.name, t.name FROM contact c \
                      JOIN third_party t ON t.id = c.third_party WHERE c.firm = ";
        for row in rows(db, firm, select, "c.id", contacts).await? {
            let (name, party): (String, String) =
                (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
            let contact: ContactId = id(row.try_get_by_index(0)?);
            names.called(contact, format!("{name} at {party}"), None);
            names.contacts.insert(contact, (name, party));
        }
        names.staff = staff_names(db, firm, staff).await?;
        for (staff, name) in names.staff.clone() {
            names.called(staff, name, None);
        }
        let select = "SELECT r.id, r.title, u.name FROM record r \
                      JOIN subject u ON u.id = r.subject WHERE r.firm = ";
        for row in rows(
            db,
            firm,
            select,
            "r.id",
            ids::<contract::id::Record>(objects.clone()),
        )
        .await?
        {
            let record: RecordId = id(row.try_get_by_index(0)?);
            let (title, place): (String, String) =
                (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
            names.called(record, format!("{title}, {place}"), Some(record));
        }
        let select = "SELECT f.id, v.name, r.id FROM file f JOIN record r ON r.seq = f.record \
                      JOIN file_version v ON v.file = f.id AND v.version = \
                      (SELECT MAX(l.version) FROM file_version l WHERE l.file = f.id) WHERE r.firm = ";
        for row in rows(
            db,
            firm,
            select,
            "f.id",
            ids::<contract::id::File>(objects.clone()),
        )
        .await?
        {
            let file: FileId = id(row.try_get_by_index(0)?);
            names.called(
                file,
                row.try_get_by_index(1)?,
                Some(id(row.try_get_by_index(2)?)),
            );
        }
        let select = "SELECT u.id, u.name FROM subject u WHERE u.firm = ";
        for row in rows(
            db,
            firm,
            select,
            "u.id",
            ids::<contract::id::Subject>(objects.clone()),
        )
        .await?
        {
            let subject: SubjectId = id(row.try_get_by_index(0)?);
            names.called(subject, row.try_get_by_index(1)?, None);
        }
        let select = "SELECT t.id, t.name FROM third_party t WHERE t.firm = ";
        for row in rows(
            db,
            firm,
            select,
            "t.id",
            ids::<contract::id::ThirdParty>(objects),
        )
        .await?
        {
            let party: ThirdPartyId = id(row.try_get_by_index(0)?);
            names.called(party, row.try_get_by_index(1)?, None);
        }
        Ok(names)
    }

    fn called<K: contract::id::IdKind>(
        &mut self,
        id: Id<K>,
        title: String,
        record: Option<RecordId>,
    ) {
        self.objects.insert(id.to_string(), About { title, record });
    }

    pub(super) fn about(&self, object: &str) -> Option<&About> {
        self.objects.get(object)
    }

    pub(super) fn doer(&self, facts: &Facts) -> Said {
        let hat = facts.hat.and_then(|hat| self.contacts.get(&hat));
        if let Ok(staff) = facts.actor.parse::<StaffId>() {
            let name = self.staff.get(&staff).cloned();
            return Said {
                who: name.unwrap_or_else(|| "somebody of the firm".to_owned()),
                id: Some(staff.to_string()),
                as_whom: hat.map(|(name, party)| format!("{name} at {party}")),
            };
        }
        if facts.actor == Actor::System.to_string() {
            return Said {
                who: "the program".to_owned(),
                id: None,
                as_whom: None,
            };
        }
        let nobody = if facts.actor == Actor::Unknown.to_string() {
            "somebody not signed in"
        } else {
            "somebody signed in"
        };
        Said {
            who: hat.map_or(nobody, |(name, _)| name.as_str()).to_owned(),
            id: facts.hat.map(|hat| hat.to_string()),
            as_whom: hat.map(|(_, party)| party.clone()),
        }
    }
}

/// What these people of the firm are called now: the row that was opened last tells.
pub(super) async fn staff_names(
    db: &Db,
    firm: FirmId,
    staff: impl IntoIterator<Item = StaffId>,
) -> Result<BTreeMap<StaffId, String>, StoreError> {
    let select = "SELECT s.id, s.name FROM staff s WHERE s.recorded_from_at = \
                  (SELECT MAX(l.recorded_from_at) FROM staff l WHERE l.id = s.id) AND s.firm = ";
    let mut names = BTreeMap::new();
    for row in rows(db, firm, select, "s.id", staff).await? {
        names.insert(id(row.try_get_by_index(0)?), row.try_get_by_index(1)?);
    }
    Ok(names)
}

/// Those that are ids of this kind.
fn ids<'t, K: contract::id::IdKind>(
    texts: impl Iterator<Item = &'t str>,
) -> impl Iterator<Item = Id<K>> {
    texts.filter_map(|text| text.parse().ok())
}

async fn rows<K: contract::id::IdKind>(
    db: &Db,
    firm: FirmId,
    select: &str,
    column: &str,
    wanted: impl IntoIterator<Item = Id<K>>,
) -> Result<Vec<sea_orm::QueryResult>, StoreError> {
    let mut wanted: Vec<Uuid> = wanted.into_iter().map(uuid).collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(select);
    sql.bind(uuid(firm)).push(&format!(" AND {column} IN "));
    sql.bind_list(wanted);
    sql.all(db.reads()).await
}
