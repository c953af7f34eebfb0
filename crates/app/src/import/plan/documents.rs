//! Which documents count: of one type on one subject, the newest. A row may say so itself; then it is believed.

use super::Planning;
use super::refs::Built;
use contract::day::Day;
use contract::id::{RecordId, SubjectId};
use contract::kind::RecordKind;
use domain::record::{Body, Document, Standing};
use std::collections::{HashMap, HashSet};
use store::records::Record;

type Sort = (SubjectId, String);

/// The newest days of issue of one sort. A document that only some may see does not make one superseded that
/// others see: they would learn from it that there is another.
#[derive(Default)]
struct Newest {
    by_rule: HashMap<Sort, Day>,
    /// By the code of the other standings.
    narrow: HashMap<(Sort, i16), Day>,
}

impl Newest {
    fn see(&mut self, record: &Record, document: &Document) {
        let (sort, day) = (sort(record, document), document.issued_on);
        let newest = match record.standing {
            Standing::ByRule => self.by_rule.entry(sort).or_insert(day),
            narrow => self.narrow.entry((sort, narrow.code())).or_insert(day),
        };
        *newest = day.max(*newest);
    }

    fn supersedes(&self, record: &Record, document: &Document) -> bool {
        let sort = sort(record, document);
        let open = self.by_rule.get(&sort).copied();
        let narrow = self.narrow.get(&(sort, record.standing.code())).copied();
        open.max(narrow)
            .is_some_and(|newest| document.issued_on < newest)
    }
}

fn sort(record: &Record, document: &Document) -> Sort {
    (record.subject, document.sub_kind.clone())
}

impl Planning<'_> {
    /// Fills in `superseded` where the row leaves it open, and marks older documents that the folder does not
    /// have when a newer one comes.
    pub(super) fn supersede(&mut self, built: &mut [Built<'_>]) {
        let given: HashSet<RecordId> = built.iter().map(|one| one.record.id).collect();
        let stays = self
            .known
            .records_of(RecordKind::Document)
            .map(|(_, record)| record);
        let stays: Vec<&Record> = stays.filter(|record| !given.contains(&record.id)).collect();
        let (mut all, mut arriving) = (Newest::default(), Newest::default());
        for one in built.iter() {
            let Body::Document(document) = &one.record.body else {
                continue;
            };
            // One that is superseded in so many words supersedes nothing.
            if one.open || !document.superseded {
                all.see(&one.record, document);
                if one.old.is_none() {
                    arriving.see(&one.record, document);
                }
            }
        }
        for record in &stays {
            if let Body::Document(document) = &record.body
                && !document.superseded
            {
                all.see(record, document);
            }
        }
        for one in built.iter_mut().filter(|one| one.open) {
            let Body::Document(document) = &one.record.body else {
                continue;
            };
            let superseded = all.supersedes(&one.record, document);
            if let Body::Document(document) = &mut one.record.body {
                document.superseded = superseded;
            }
        }
        self.supersede_older(&stays, &arriving);
    }

    fn supersede_older(&mut self, stays: &[&Record], arriving: &Newest) {
        let before = self.changes.changed_records.len();
        for record in stays {
            if let Body::Document(document) = &record.body
                && !document.superseded
                && arriving.supersedes(record, document)
            {
                self.ledger.changed_beside();
                let document = Document {
                    superseded: true,
                    ..document.clone()
                };
                let superseded = Record {
                    body: Body::Document(document),
                    ..(*record).clone()
                };
                self.change_record(record, superseded);
            }
        }
        match self.changes.changed_records.len() - before {
            0 => {}
            1 => self.ledger.note(
                "1 document that is not in this folder is superseded by a newer one".to_owned(),
            ),
            n => self.ledger.note(format!(
                "{n} documents that are not in this folder are superseded by newer ones"
            )),
        }
    }
}
