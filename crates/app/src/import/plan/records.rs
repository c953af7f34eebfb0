//! Records of every kind: what they refer to is looked up, the domain checks them, and each is held against the
//! one on record.

use super::Planning;
use super::directory::Directory;
use super::parties::Party;
use super::parts::Parts;
use super::refs::{Built, Fault, Refs};
use crate::import::effect::Effect;
use crate::import::known::record_key;
use crate::import::rows::{Draft, RecordRow, Rows, kind_of};
use crate::import::sheet::Sheet;
use contract::id::{SubjectId, ThirdPartyId};
use contract::kind::RecordKind;
use domain::record::Body;
use std::collections::{HashMap, HashSet};
use store::records::Record;

impl<'a> Planning<'a> {
    pub(super) fn records(
        &mut self,
        parties: &'a Directory<Party>,
        subjects: &'a Directory<SubjectId>,
    ) {
        let mut refs = Refs {
            parties,
            subjects,
            jobs: Directory::new(Sheet::Jobs),
            milestones: Directory::new(Sheet::Milestones),
            titles: HashSet::new(),
            lines: Parts::of(&self.reading.lines),
            photos: Parts::of(&self.reading.photos),
        };
        for rows in &self.reading.records {
            let Some(kind) = kind_of(rows.sheet) else {
                continue;
            };
            let mut built = Vec::with_capacity(rows.good.len());
            for row in &rows.good {
                match self.record(rows.sheet, kind, row, &refs) {
                    Ok(one) => built.push(one),
                    Err((column, why)) => self.ledger.refuse(rows.sheet, row.line, column, why),
                }
            }
            if kind == RecordKind::Document {
                self.supersede(&mut built);
            }
            self.index(kind, rows, &built, &mut refs);
            self.parts_without_their_whole(kind, rows, &built, &refs);
            for one in built {
                self.compare_record(rows.sheet, one, &refs);
            }
        }
    }

    /// Makes the rows of a file known to those that may refer to them.
    fn index(
        &self,
        kind: RecordKind,
        rows: &Rows<RecordRow>,
        built: &[Built<'_>],
        refs: &mut Refs<'_>,
    ) {
        let refused = rows
            .good
            .iter()
            .filter(|row| self.ledger.is_refused(rows.sheet, row.line));
        let refused: HashMap<String, u32> = refused
            .map(|row| (row.reference.clone(), row.line))
            .collect();
        // A row takes the place of what is on record, also where it has another title now.
        let named: HashSet<&str> = rows.good.iter().map(|row| row.reference.as_str()).collect();
        let known = self.known.records_of(kind);
        let known = known.filter(|(reference, _)| !named.contains(reference));
        let given = built
            .iter()
            .map(|one| (one.row.reference.as_str(), &one.record));
        match kind {
            RecordKind::Job => {
                for (reference, record) in known.chain(given) {
                    refs.jobs.insert(reference, record.id);
                }
                refs.jobs.refuse_all(&rows.bad);
                refs.jobs.refuse_all(&refused);
            }
            RecordKind::Milestone => {
                for (reference, record) in known.chain(given) {
                    if let Body::Milestone(milestone) = &record.body {
                        refs.milestones
                            .insert(reference, (record.subject, milestone.title.clone()));
                        refs.titles
                            .insert((record.subject, milestone.title.clone()));
                    }
                }
                refs.milestones.refuse_all(&rows.bad);
                refs.milestones.refuse_all(&refused);
            }
            _ => {}
        }
    }

    fn record(
        &mut self,
        sheet: Sheet,
        kind: RecordKind,
        row: &'a RecordRow,
        refs: &Refs<'_>,
    ) -> Result<Built<'a>, Fault> {
        let at = |column| move |why| (Some(column), why);
        let subject = *refs.subjects.find(&row.subject).map_err(at("subject"))?;
        let party = |column: &'static str, reference: &str| {
            refs.parties
                .find(reference)
                .map(|party| party.id)
                .map_err(at(column))
        };
        let maybe = |column, reference: &Option<String>| {
            reference.as_ref().map(|r| party(column, r)).transpose()
        };
        let mut shared_with: Vec<ThirdPartyId> = row
            .shared_with
            .iter()
            .map(|r| party("shared_with", r))
            .collect::<Result<_, _>>()?;
        shared_with.sort_unstable();
        shared_with.dedup();
        let addressed_to = maybe("addressed_to", &row.addressed_to)?;
        let raised_by = maybe("raised_by", &row.raised_by)?;
        let known = self.known;
        let old = known.record(kind, &row.reference);
        let (body, files) = self.body(row, subject, old, refs)?;
        self.check_body(&body, &row.reference, refs)?;
        // What a file has no column for, it does not change.
        let lacks = |column| sheet.columns().iter().all(|c| c.name != column);
        let kept = |column| old.filter(|_| lacks(column));
        let record = Record {
            id: old.map_or_else(|| self.ids.fresh(), |old| old.id),
            firm: known.firm,
            subject,
            body,
            standing: row.standing,
            addressed_to: kept("addressed_to").map_or(addressed_to, |old| old.addressed_to),
            raised_by: kept("raised_by").map_or(raised_by, |old| old.raised_by),
            shared_with: kept("shared_with").map_or(shared_with, |old| old.shared_with.clone()),
            files,
            external: known.external(&record_key(kind, &row.reference)),
        };
        let open = matches!(
            row.draft,
            Draft::Document {
                superseded: None,
                ..
            }
        );
        Ok(Built {
            row,
            record,
            old,
            open,
        })
    }

    /// Whether somebody has changed the record by hand, and her change is not to be written over.
    pub(super) fn is_kept(&self, sheet: Sheet, reference: &str, old: &Record) -> bool {
        self.known.edited.contains(&old.id) && !self.overwrite.includes(sheet, reference)
    }

    fn compare_record(&mut self, sheet: Sheet, built: Built<'_>, refs: &Refs<'_>) {
        let Built {
            row, record, old, ..
        } = built;
        if let Some(old) = old
            && *old != record
            && self.is_kept(sheet, &row.reference, old)
        {
            let differences = self.differences(old, &record);
            self.ledger
                .conflict(sheet, row.line, &row.reference, differences);
            return;
        }
        self.tally_parts(&row.reference, &record, old, refs);
        let Some(old) = old else {
            self.ledger.added(sheet);
            self.changes
                .effects
                .push(Effect::RecordMade { id: record.id });
            self.changes.new_records.push(record);
            return;
        };
        if *old == record {
            self.ledger.unchanged(sheet);
        } else {
            let differences = self.differences(old, &record);
            self.ledger
                .changed(sheet, row.line, &row.reference, differences);
            self.change_record(old, record);
        }
    }
}
