//! Interests: who stands how to what, from when to when. They are judged as they will be together: with the rows
//! that are taken, and with what is on record in place of those that are not.

use super::Planning;
use super::directory::Directory;
use super::parties::Party;
use super::register::{Held, over_the_whole, overlaps};
use crate::import::effect::{Effect, InterestState};
use crate::import::report::differing;
use crate::import::rows::InterestRow;
use crate::import::sheet::Sheet;
use contract::id::{InterestId, SubjectId};
use domain::interest::Interest;
use std::collections::HashSet;

const SHEET: Sheet = Sheet::Interests;

impl<'a> Planning<'a> {
    pub(super) fn interests(
        &mut self,
        parties: &Directory<Party>,
        subjects: &Directory<SubjectId>,
    ) {
        let rows: &'a [InterestRow] = &self.reading.interests.good;
        let mut wanted: Vec<(&'a InterestRow, Interest)> = Vec::with_capacity(rows.len());
        for row in rows {
            match self.interest(row, parties, subjects) {
                Ok(interest) => wanted.push((row, interest)),
                Err((column, why)) => self.ledger.refuse(SHEET, row.line, Some(column), why),
            }
        }
        while self.refuse_impossible(&mut wanted) {}
        for (row, interest) in wanted {
            self.compare_interest(row, interest);
        }
    }

    fn interest(
        &self,
        row: &InterestRow,
        parties: &Directory<Party>,
        subjects: &Directory<SubjectId>,
    ) -> Result<Interest, (&'static str, String)> {
        let party = parties
            .find(&row.third_party)
            .map_err(|why| ("third_party", why))?;
        let subject = subjects
            .find(&row.subject)
            .map_err(|why| ("subject", why))?;
        let known = self.known.interests.get(&row.reference);
        Ok(Interest {
            id: known.map_or_else(|| self.ids.fresh(), |old| old.id),
            third_party: party.id,
            subject: *subject,
            relation: row.relation,
            period: row.period,
            share: row.share,
        })
    }

    /// Refuses rows that cannot stand beside the others; says whether there were any.
    fn refuse_impossible(&mut self, wanted: &mut Vec<(&'a InterestRow, Interest)>) -> bool {
        let replaced: HashSet<InterestId> =
            wanted.iter().map(|(_, interest)| interest.id).collect();
        let mut held: Vec<Held<'_>> = wanted
            .iter()
            .map(|(row, interest)| Held {
                line: Some(row.line),
                subject: &row.subject,
                interest,
            })
            .collect();
        let stays = self
            .known
            .all_interests
            .values()
            .filter(|old| !replaced.contains(&old.id));
        held.extend(stays.map(|interest| Held {
            line: None,
            subject: "",
            interest,
        }));
        let faults: Vec<_> = overlaps(&held)
            .into_iter()
            .chain(over_the_whole(&held))
            .collect();
        for fault in &faults {
            self.ledger
                .refuse(SHEET, fault.line, Some(fault.column), &fault.why);
        }
        wanted.retain(|(row, _)| !self.ledger.is_refused(SHEET, row.line));
        !faults.is_empty()
    }

    fn compare_interest(&mut self, row: &InterestRow, new: Interest) {
        let external = self.known.external(&row.reference);
        let Some(old) = self.known.interests.get(&row.reference) else {
            self.ledger.added(SHEET);
            self.changes.touched.insert(new.subject);
            self.changes.effects.push(Effect::InterestMade {
                id: new.id,
                after: InterestState::of(&new),
                before: None,
            });
            self.changes.new_interests.push((new, external));
            return;
        };
        let text = |value: Option<String>| value.unwrap_or_default();
        let last = |one: &Interest| text(one.period.last.map(|day| day.to_string()));
        let share = |one: &Interest| text(one.share.map(|share| share.to_string()));
        let fields = differing([
            ("third_party", old.third_party != new.third_party, &|| {
                (
                    self.party_name(old.third_party),
                    self.party_name(new.third_party),
                )
            }),
            ("subject", old.subject != new.subject, &|| {
                (
                    self.subject_name(old.subject),
                    self.subject_name(new.subject),
                )
            }),
            ("relation", old.relation != new.relation, &|| {
                (
                    old.relation.name().to_owned(),
                    new.relation.name().to_owned(),
                )
            }),
            ("first_day", old.period.first != new.period.first, &|| {
                (old.period.first.to_string(), new.period.first.to_string())
            }),
            ("last_day", old.period.last != new.period.last, &|| {
                (last(old), last(&new))
            }),
            ("share", old.share != new.share, &|| {
                (share(old), share(&new))
            }),
        ]);
        if fields.is_empty() {
            self.ledger.unchanged(SHEET);
            return;
        }
        // What stood until now is closed and kept; the new one stands beside it.
        self.ledger.changed(SHEET, row.line, &row.reference, fields);
        self.changes.touched.extend([old.subject, new.subject]);
        self.changes.closed_interests.push(old.id);
        let new = Interest {
            id: self.ids.fresh(),
            ..new
        };
        self.changes.effects.push(Effect::InterestMade {
            id: new.id,
            after: InterestState::of(&new),
            before: Some((old.id, InterestState::of(old))),
        });
        self.changes.new_interests.push((new, external));
    }
}
