//! One contact's walk: what she is shown must be hers by the rules, and what is not hers must not open.

use super::{Extent, FirmReport};
use crate::App;
use contract::id::{FileId, RecordId, SubjectId};
use domain::policy::{self, Unscoped, Viewer};
use domain::query::{Cursor, MOST_LIMIT, PageAsk, RecordList};
use domain::search::{Asked, understand};
use domain::slice::{Scope, SortField, Verdict};
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;
use std::collections::{BTreeMap, BTreeSet};
use store::StoreError;
use store::scoped::{dashboard, files, records, subjects};
use store::why::{Evidence, Wanted};

/// Searches for each contact, each for what a record outside her slice is called.
const SEARCHES: usize = 10;

/// Numbers that are tried at once where all are.
const PIECE: i64 = 200;

pub(super) struct Walk<'w> {
    pub app: &'w App,
    pub unscoped: Unscoped,
    pub scope: Scope,
    pub viewer: &'w Viewer,
    pub third_party: &'w str,
    pub extent: Extent,
    pub report: &'w mut FirmReport,
}

/// A way by which something can be shown.
#[derive(Debug)]
enum Way {
    List,
    Detail,
    File(FileId),
    Thumbnail(FileId),
    Search(Asked),
    FirstPage,
}

impl Way {
    const fn words(&self) -> &'static str {
        match self {
            Self::List => "in a list",
            Self::Detail => "in full",
            Self::File(_) => "as a file",
            Self::Thumbnail(_) => "as a small picture",
            Self::Search(_) => "by a search",
            Self::FirstPage => "on the first page",
        }
    }
}

impl Walk<'_> {
    pub(super) async fn all(
        &mut self,
        dice: &mut ChaCha8Rng,
        newest: i64,
    ) -> Result<(), StoreError> {
        self.report.contacts += 1;
        let listed = self.shown(&Way::List).await?;
        self.judge(&Way::List, &listed).await?;
        let first_page = self.shown(&Way::FirstPage).await?;
        self.judge(&Way::FirstPage, &first_page).await?;
        self.open_own(&listed).await?;
        let mut near = BTreeSet::new();
        let mut titles = Vec::new();
        for seqs in self.drawn(dice, newest) {
            let seqs: Vec<i64> = seqs.collect();
            let found =
                store::why::evidence(&self.app.db, self.unscoped, Wanted::Seqs(&seqs)).await?;
            for evidence in &found {
                near.insert(evidence.subject.id);
                if !self.may_see(evidence) {
                    if titles.len() < SEARCHES {
                        titles.push(evidence.title.clone());
                    }
                    self.try_foreign(evidence).await?;
                } else if !self.shows(&Way::Detail, evidence.id).await? {
                    self.missed(evidence.id).await?;
                }
            }
        }
        for title in titles {
            // What a title means may be nothing that a search can ask.
            if let Ok(asked) = understand(&title) {
                let way = Way::Search(asked);
                let hits = self.shown(&way).await?;
                self.judge(&way, &hits).await?;
            }
        }
        self.subjects(near).await
    }

    /// Numbers of records to try, in pieces: some that were drawn, or all there are.
    fn drawn(
        &self,
        dice: &mut ChaCha8Rng,
        newest: i64,
    ) -> Vec<Box<dyn Iterator<Item = i64> + Send>> {
        let many = usize::try_from(newest).unwrap_or(usize::MAX);
        match self.extent.sample {
            Some(sample) if sample < many => {
                let drawn: BTreeSet<i64> =
                    (0..sample).map(|_| dice.random_range(1..=newest)).collect();
                vec![Box::new(drawn.into_iter())]
            }
            _ => (0..=newest / PIECE)
                .map(|piece| {
                    let numbers = piece * PIECE + 1..=((piece + 1) * PIECE).min(newest);
                    Box::new(numbers) as Box<dyn Iterator<Item = i64> + Send>
                })
                .collect(),
        }
    }

    /// The rules' own answer, in plain code.
    fn may_see(&self, evidence: &Evidence) -> bool {
        let facts = evidence.facts(&self.scope);
        facts.is_some_and(|facts| policy::why(self.viewer, &facts).verdict != Verdict::Hidden)
    }

    /// Everything on this way must be hers.
    async fn judge(&mut self, way: &Way, ids: &BTreeSet<RecordId>) -> Result<(), StoreError> {
        let ids: Vec<RecordId> = ids.iter().copied().collect();
        let found = store::why::evidence(&self.app.db, self.unscoped, Wanted::Ids(&ids)).await?;
        for evidence in &found {
            if !self.may_see(evidence) {
                self.suspect(way, evidence.id).await?;
            }
        }
        Ok(())
    }

    /// What the rules show must open.
    async fn open_own(&mut self, listed: &BTreeSet<RecordId>) -> Result<(), StoreError> {
        for id in listed {
            if !self.shows(&Way::Detail, *id).await? {
                self.missed(*id).await?;
            }
        }
        Ok(())
    }

    /// What is not hers must not, by any way there is.
    async fn try_foreign(&mut self, evidence: &Evidence) -> Result<(), StoreError> {
        self.report.tried_records += 1;
        self.report.tried_files += u64::try_from(evidence.files.len()).unwrap_or_default();
        let files = evidence.files.iter();
        let ways = files.flat_map(|file| [Way::File(*file), Way::Thumbnail(*file)]);
        for way in [Way::Detail].into_iter().chain(ways) {
            if self.shows(&way, evidence.id).await? {
                self.suspect(&way, evidence.id).await?;
            }
        }
        Ok(())
    }

    /// Shown, and not hers. Somebody may have changed it in between, so both are asked once more, the rules first.
    async fn suspect(&mut self, way: &Way, id: RecordId) -> Result<(), StoreError> {
        let Some(evidence) = self.again(id).await? else {
            return Ok(());
        };
        if self.may_see(&evidence) || !self.shows(way, id).await? {
            return Ok(());
        }
        let why = evidence
            .facts(&self.scope)
            .map(|facts| policy::why(self.viewer, &facts).stops)
            .filter(|stops| !stops.is_empty());
        // What is another firm's is not told to this one a second time.
        let (title, why) = match why {
            Some(stops) => (format!(" ({})", evidence.title), stops.join("; ")),
            None => (String::new(), "it is another firm's".to_owned()),
        };
        let said = format!(
            "{} was shown {id}{title} {}, but {why}",
            self.whom(),
            way.words()
        );
        self.report.leak(&said);
        Ok(())
    }

    /// Hers, and not shown; asked once more likewise.
    async fn missed(&mut self, id: RecordId) -> Result<(), StoreError> {
        let Some(evidence) = self.again(id).await? else {
            return Ok(());
        };
        if self.may_see(&evidence) && !self.shows(&Way::Detail, id).await? {
            let said = format!("{} was not shown {id} ({})", self.whom(), evidence.title);
            self.report.missing(&said);
        }
        Ok(())
    }

    async fn again(&self, id: RecordId) -> Result<Option<Evidence>, StoreError> {
        let found = store::why::evidence(&self.app.db, self.unscoped, Wanted::Ids(&[id])).await?;
        Ok(found.into_iter().next())
    }

    fn whom(&self) -> String {
        let (contact, role) = (self.viewer.contact(), self.viewer.role());
        let name = self.viewer.contact_name();
        format!("{contact} ({name}, {role} at {})", self.third_party)
    }

    async fn shows(&mut self, way: &Way, id: RecordId) -> Result<bool, StoreError> {
        let (db, scope) = (&self.app.db, &self.scope);
        Ok(match way {
            Way::List | Way::Search(_) | Way::FirstPage => self.shown(way).await?.contains(&id),
            Way::Detail => {
                self.report.details += 1;
                records::get(db, scope, id).await?.is_some()
            }
            Way::File(file) => {
                self.report.files += 1;
                files::original(db, scope, *file).await?.is_some()
            }
            Way::Thumbnail(file) => {
                self.report.files += 1;
                files::thumbnail(db, scope, *file).await?.is_some()
            }
        })
    }

    /// Every record that one of the ways to many shows.
    async fn shown(&mut self, way: &Way) -> Result<BTreeSet<RecordId>, StoreError> {
        let (db, scope) = (&self.app.db, &self.scope);
        match way {
            Way::Search(asked) => {
                self.report.searches += 1;
                let hits = records::search(db, scope, asked).await?;
                Ok(hits.iter().map(|row| row.id).collect())
            }
            Way::FirstPage => {
                self.report.first_pages += 1;
                let page = dashboard::get(db, self.viewer, scope).await?;
                let mut ids = BTreeSet::new();
                if let Ok(page) = serde_json::to_value(&*page) {
                    collect(&page, &mut ids);
                }
                Ok(ids)
            }
            Way::List | Way::Detail | Way::File(_) | Way::Thumbnail(_) => self.listed().await,
        }
    }

    /// Her list, newest first, as far as the extent goes.
    async fn listed(&mut self) -> Result<BTreeSet<RecordId>, StoreError> {
        let most = self.extent.sample.unwrap_or(usize::MAX);
        let mut ids = BTreeSet::new();
        let mut list = RecordList {
            limit: MOST_LIMIT,
            ..RecordList::default()
        };
        if !self.scope.may_sort_by(SortField::Day) {
            list.sort = SortField::Title;
            list.descending = false;
        }
        loop {
            self.report.lists += 1;
            let found = records::list(&self.app.db, &self.scope, &list).await?;
            // The row before may have left the slice meanwhile; what follows it is tomorrow's.
            let Some((rows, next)) = found else {
                return Ok(ids);
            };
            ids.extend(rows.iter().map(|row| row.id));
            list.after = next.as_deref().and_then(Cursor::decode);
            if list.after.is_none() || ids.len() >= most {
                return Ok(ids);
            }
        }
    }

    /// The subjects she is shown, and those around the records that were tried.
    async fn subjects(&mut self, near: BTreeSet<SubjectId>) -> Result<(), StoreError> {
        let most = self.extent.sample.unwrap_or(usize::MAX);
        let mut shown = BTreeSet::new();
        let mut ask = PageAsk {
            cursor: None,
            limit: MOST_LIMIT,
        };
        loop {
            self.report.lists += 1;
            let found = subjects::list(&self.app.db, &self.scope, &ask).await?;
            let Some((rows, next)) = found else { break };
            shown.extend(rows.iter().map(|row| row.id));
            ask.cursor = next;
            if ask.cursor.is_none() || shown.len() >= most {
                break;
            }
        }
        let all: Vec<SubjectId> = near.union(&shown).copied().collect();
        let covered = self.covered(&all).await?;
        for (subject, covered) in covered {
            if covered {
                continue;
            }
            self.report.tried_subjects += 1;
            let opens = self.opens(subject).await?;
            if opens || shown.contains(&subject) {
                let still = self.covered(&[subject]).await?.get(&subject) == Some(&false);
                if still && self.opens(subject).await? {
                    let said = format!("{} was shown the subject {subject}", self.whom());
                    self.report.leak(&said);
                }
            }
        }
        Ok(())
    }

    async fn opens(&mut self, subject: SubjectId) -> Result<bool, StoreError> {
        self.report.subjects += 1;
        let found = subjects::get(&self.app.db, &self.scope, subject).await?;
        Ok(found.is_some())
    }

    async fn covered(&self, of: &[SubjectId]) -> Result<BTreeMap<SubjectId, bool>, StoreError> {
        let places = store::why::places(&self.app.db, self.unscoped, of).await?;
        let said = |place: &store::why::Place| (place.subject, place.is_covered(&self.scope));
        Ok(places.iter().map(said).collect())
    }
}

/// Every id of a record anywhere in an answer, whatever the blocks are.
fn collect(value: &serde_json::Value, ids: &mut BTreeSet<RecordId>) {
    match value {
        serde_json::Value::String(text) => ids.extend(text.parse::<RecordId>()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, ids)),
        serde_json::Value::Object(fields) => fields.values().for_each(|item| collect(item, ids)),
        _ => {}
    }
}
