//! Everything the decision on a record rests on, loaded past every slice so that it can be explained, and checked
//! against what the queries answer. It knows nothing of the index: versions, interests and shares are read themselves.

use crate::codes::{OPEN, id, uuid};
use crate::sql::Sql;
use crate::{Db, StoreError};
use contract::id::{FileId, FirmId, RecordId, SubjectId, ThirdPartyId};
use contract::kind::RecordKind;
use contract::record::SubjectRef;
use domain::day::number;
use domain::interest::Interest;
use domain::policy::Unscoped;
use domain::record::{Standing, kind_from_code};
use domain::slice::{Holding, Past, RecordFacts, Scope, VersionKeys};
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Records in one set of statements.
const PIECE: usize = 200;

/// One record with all that decides for anybody.
#[derive(Debug, Clone)]
pub struct Evidence {
    pub seq: i64,
    pub id: RecordId,
    pub firm: FirmId,
    pub kind: RecordKind,
    pub title: String,
    pub subject: SubjectRef,
    pub standing: Standing,
    pub files: Vec<FileId>,
    addressed_to: Option<ThirdPartyId>,
    raised_by: Option<ThirdPartyId>,
    shared_with: BTreeSet<ThirdPartyId>,
    /// The subject and all above it.
    line: Vec<SubjectId>,
    interests: Vec<(ThirdPartyId, Holding)>,
    /// Oldest first.
    versions: Vec<Version>,
}

#[derive(Debug, Clone)]
struct Version {
    /// The day it was recorded on.
    on_day: i32,
    /// Whether it was open to whoever the rules show it.
    by_rule: bool,
    keys: VersionKeys,
}

/// Which records are wanted.
#[derive(Debug, Clone, Copy)]
pub enum Wanted<'w> {
    Ids(&'w [RecordId]),
    Seqs(&'w [i64]),
}

impl Evidence {
    /// Third parties that the record is addressed to or shared with, that raised it, or that have or had an interest.
    #[must_use]
    pub fn parties(&self) -> BTreeSet<ThirdPartyId> {
        let mut parties = self.shared_with.clone();
        parties.extend(self.addressed_to);
        parties.extend(self.raised_by);
        parties.extend(self.interests.iter().map(|(party, _)| *party));
        parties
    }

    /// What of it decides for this scope; `None` for a scope of another firm.
    #[must_use]
    pub fn facts(&self, scope: &Scope) -> Option<RecordFacts> {
        let party = scope.third_party();
        let holdings: Vec<_> = self
            .interests
            .iter()
            .filter(|(of, _)| *of == party)
            .map(|(_, holding)| *holding)
            .collect();
        let past = holdings
            .iter()
            .filter_map(|holding| holding.period.last)
            .filter_map(|last| {
                let then = |version: &&Version| version.on_day <= number(last);
                let version = self.versions.iter().rev().find(then)?;
                // What was not open then is not what was seen then.
                version.by_rule.then(|| Past {
                    last,
                    keys: version.keys.clone(),
                })
            })
            .collect();
        let current = &self.versions.last()?.keys;
        (self.firm == scope.firm()).then(|| RecordFacts {
            kind: self.kind,
            standing: self.standing,
            addressed: self.addressed_to == Some(party),
            raised: self.raised_by == Some(party),
            shared: self.shared_with.contains(&party),
            on_site: is_on_site(scope, &self.line),
            current: current.clone(),
            past,
            holdings,
        })
    }
}

fn is_on_site(scope: &Scope, line: &[SubjectId]) -> bool {
    scope
        .sites()
        .is_none_or(|sites| sites.iter().any(|site| line.contains(site)))
}

/// The facts of one record for one scope; `None` if the scope's firm has no such record.
pub async fn facts(
    db: &Db,
    unscoped: Unscoped,
    scope: &Scope,
    of: RecordId,
) -> Result<Option<RecordFacts>, StoreError> {
    let found = evidence(db, unscoped, Wanted::Ids(&[of])).await?;
    Ok(found.first().and_then(|evidence| evidence.facts(scope)))
}

/// The records that are there, of whichever firm, in their order of being made.
pub async fn evidence(
    db: &Db,
    _: Unscoped,
    wanted: Wanted<'_>,
) -> Result<Vec<Evidence>, StoreError> {
    let mut all = Vec::new();
    match wanted {
        Wanted::Ids(ids) => {
            for ids in ids.chunks(PIECE) {
                let ids = ids.iter().map(|id| uuid(*id));
                let mut which = Sql::new("r.id IN ");
                which.bind_list(ids);
                all.extend(piece(db, which).await?);
            }
        }
        Wanted::Seqs(seqs) => {
            for seqs in seqs.chunks(PIECE) {
                let mut which = Sql::new("r.seq IN ");
                which.bind_list(seqs.iter().copied());
                all.extend(piece(db, which).await?);
            }
        }
    }
    Ok(all)
}

async fn piece(db: &Db, which: Sql) -> Result<Vec<Evidence>, StoreError> {
    let mut found = records(db, which).await?;
    let seqs: Vec<i64> = found.iter().map(|(evidence, _)| evidence.seq).collect();
    let subjects: BTreeSet<Uuid> = found.iter().map(|(_, subject)| *subject).collect();
    let (lines, interests) = above(db, &subjects).await?;
    let mut shared = shares(db, &seqs).await?;
    let mut files = files(db, &seqs).await?;
    let mut versions = versions(db, &seqs).await?;
    for (evidence, subject) in &mut found {
        evidence.line = lines.get(subject).cloned().unwrap_or_default();
        evidence.interests = interests.get(subject).cloned().unwrap_or_default();
        evidence.shared_with = shared.remove(&evidence.seq).unwrap_or_default();
        evidence.files = files.remove(&evidence.seq).unwrap_or_default();
        evidence.versions = versions.remove(&evidence.seq).unwrap_or_default();
        if evidence.versions.is_empty() {
            let record = evidence.id;
            return Err(StoreError::corrupt(format!("{record} has no version")));
        }
    }
    Ok(found.into_iter().map(|(evidence, _)| evidence).collect())
}

async fn records(db: &Db, mut which: Sql) -> Result<Vec<(Evidence, Uuid)>, StoreError> {
    // The condition's own placeholders stay the first.
    which.wrap(
        "SELECT r.seq, r.id, r.firm, r.kind, r.title, r.standing, r.addressed_to, r.raised_by, r.subject, \
         u.name, u.postcode FROM record r JOIN subject u ON u.id = r.subject WHERE ",
        " ORDER BY r.seq",
    );
    let rows = which.all(db.reads()).await?;
    rows.iter()
        .map(|row| {
            let kind: i16 = row.try_get_by_index(3)?;
            let subject: Uuid = row.try_get_by_index(8)?;
            let postcode: String = row.try_get_by_index(10)?;
            let party = |index| -> Result<_, StoreError> {
                Ok(row.try_get_by_index::<Option<Uuid>>(index)?.map(id))
            };
            let evidence = Evidence {
                seq: row.try_get_by_index(0)?,
                id: id(row.try_get_by_index(1)?),
                firm: id(row.try_get_by_index(2)?),
                kind: kind_from_code(kind)
                    .ok_or_else(|| StoreError::corrupt(format!("kind {kind}")))?,
                title: row.try_get_by_index(4)?,
                subject: SubjectRef {
                    id: id(subject),
                    name: row.try_get_by_index(9)?,
                    postcode: Some(postcode).filter(|postcode| !postcode.is_empty()),
                },
                standing: Standing::from_code(row.try_get_by_index(5)?),
                addressed_to: party(6)?,
                raised_by: party(7)?,
                files: Vec::new(),
                shared_with: BTreeSet::new(),
                line: Vec::new(),
                interests: Vec::new(),
                versions: Vec::new(),
            };
            Ok((evidence, subject))
        })
        .collect()
}

type Lines = HashMap<Uuid, Vec<SubjectId>>;
type Interests = HashMap<Uuid, Vec<(ThirdPartyId, Holding)>>;

/// The subjects above each of these, itself included, and every interest on any of them.
async fn above(db: &Db, subjects: &BTreeSet<Uuid>) -> Result<(Lines, Interests), StoreError> {
    let mut sql =
        Sql::new("SELECT p.descendant, p.ancestor FROM subject_path p WHERE p.descendant IN ");
    sql.bind_list(subjects.iter().copied());
    let mut lines = Lines::new();
    for row in sql.all(db.reads()).await? {
        let line = lines.entry(row.try_get_by_index(0)?).or_default();
        line.push(id(row.try_get_by_index(1)?));
    }
    let mut sql = Sql::new(
        "SELECT p.descendant, i.row_id, p.depth FROM subject_path p JOIN interest i ON i.subject = p.ancestor \
         WHERE p.descendant IN ",
    );
    sql.bind_list(subjects.iter().copied());
    sql.push(&format!(
        " AND i.recorded_to_at = {OPEN} ORDER BY i.first_day"
    ));
    let (mut reached, mut wanted) = (HashMap::<Uuid, Vec<(i64, i32)>>::new(), BTreeSet::new());
    for row in sql.all(db.reads()).await? {
        let of_subject = reached.entry(row.try_get_by_index(0)?).or_default();
        let (which, depth) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        of_subject.push((which, depth));
        wanted.insert(which);
    }
    let held = held(db, &wanted).await?;
    let mut interests = Interests::new();
    for (subject, reached) in reached {
        // When a holder's time began is worked out from what lies on this line, not read from where it is kept.
        let all: Vec<(i32, &Interest)> = reached
            .iter()
            .filter_map(|(which, depth)| Some((*depth, held.get(which)?)))
            .collect();
        let beside: Vec<Interest> = all.iter().map(|(_, one)| (*one).clone()).collect();
        let holdings = all.iter().map(|(depth, one)| {
            let holding = Holding {
                relation: one.relation,
                period: one.period,
                since: domain::register::since(one, &beside),
                direct: *depth == 0,
            };
            (one.third_party, holding)
        });
        interests.insert(subject, holdings.collect());
    }
    Ok((lines, interests))
}

async fn held(db: &Db, wanted: &BTreeSet<i64>) -> Result<HashMap<i64, Interest>, StoreError> {
    use crate::entity::interest::{Column, Entity};
    let mut held = HashMap::new();
    let wanted: Vec<i64> = wanted.iter().copied().collect();
    for chunk in wanted.chunks(500) {
        let rows = Entity::find()
            .filter(Column::RowId.is_in(chunk.iter().copied()))
            .all(db.reads())
            .await?;
        for row in rows {
            let which = row.row_id;
            held.insert(which, crate::people::held(row)?.0);
        }
    }
    Ok(held)
}

async fn shares(db: &Db, seqs: &[i64]) -> Result<HashMap<i64, BTreeSet<ThirdPartyId>>, StoreError> {
    let mut sql = Sql::new("SELECT record, third_party FROM share WHERE record IN ");
    sql.bind_list(seqs.iter().copied());
    sql.push(&format!(" AND recorded_to_at = {OPEN}"));
    let mut shares: HashMap<i64, BTreeSet<ThirdPartyId>> = HashMap::new();
    for row in sql.all(db.reads()).await? {
        let with = shares.entry(row.try_get_by_index(0)?).or_default();
        with.insert(id(row.try_get_by_index(1)?));
    }
    Ok(shares)
}

async fn files(db: &Db, seqs: &[i64]) -> Result<HashMap<i64, Vec<FileId>>, StoreError> {
    let mut sql = Sql::new("SELECT record, id FROM file WHERE record IN ");
    sql.bind_list(seqs.iter().copied())
        .push(" ORDER BY position");
    let mut files: HashMap<i64, Vec<FileId>> = HashMap::new();
    for row in sql.all(db.reads()).await? {
        let of_record = files.entry(row.try_get_by_index(0)?).or_default();
        of_record.push(id(row.try_get_by_index(1)?));
    }
    Ok(files)
}

async fn versions(db: &Db, seqs: &[i64]) -> Result<HashMap<i64, Vec<Version>>, StoreError> {
    let mut sql =
        Sql::new("SELECT record, on_day, body, standing FROM record_version WHERE record IN ");
    sql.bind_list(seqs.iter().copied())
        .push(" ORDER BY record, version");
    let mut versions: HashMap<i64, Vec<Version>> = HashMap::new();
    for row in sql.all(db.reads()).await? {
        let text: String = row.try_get_by_index(2)?;
        let keys = VersionKeys::of(&crate::records::read_body(&text)?);
        let of_record = versions.entry(row.try_get_by_index(0)?).or_default();
        of_record.push(Version {
            on_day: row.try_get_by_index(1)?,
            by_rule: crate::records::was_by_rule(row.try_get_by_index(3)?),
            keys,
        });
    }
    Ok(versions)
}

/// A subject with the interests on it and on whatever stands above it.
#[derive(Debug, Clone)]
pub struct Place {
    pub subject: SubjectId,
    pub firm: FirmId,
    line: Vec<SubjectId>,
    interests: Vec<(ThirdPartyId, Holding)>,
}

impl Place {
    /// Whether this scope sees the subject, by the decision in plain code.
    #[must_use]
    pub fn is_covered(&self, scope: &Scope) -> bool {
        let holdings: Vec<_> = self
            .interests
            .iter()
            .filter(|(party, _)| *party == scope.third_party())
            .map(|(_, holding)| *holding)
            .collect();
        let on_site = is_on_site(scope, &self.line);
        self.firm == scope.firm() && domain::slice::covers(scope, &holdings, on_site)
    }
}

/// The subjects that are there, of whichever firm.
pub async fn places(db: &Db, _: Unscoped, wanted: &[SubjectId]) -> Result<Vec<Place>, StoreError> {
    let mut places = Vec::new();
    for wanted in wanted.chunks(PIECE) {
        let subjects: BTreeSet<Uuid> = wanted.iter().map(|id| uuid(*id)).collect();
        let (mut lines, mut interests) = above(db, &subjects).await?;
        let mut sql = Sql::new("SELECT id, firm FROM subject WHERE id IN ");
        sql.bind_list(subjects);
        let found: BTreeMap<Uuid, Uuid> = sql
            .all(db.reads())
            .await?
            .iter()
            .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)))
            .collect::<Result<_, StoreError>>()?;
        places.extend(found.into_iter().map(|(subject, firm)| Place {
            subject: id(subject),
            firm: id(firm),
            line: lines.remove(&subject).unwrap_or_default(),
            interests: interests.remove(&subject).unwrap_or_default(),
        }));
    }
    Ok(places)
}
