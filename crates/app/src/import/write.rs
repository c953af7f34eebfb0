//! Writing a plan, in an order in which everything that is named is there before it is named. History is kept:
//! a changed record gets its next version, a changed interest is closed and opened anew.

use super::plan::Changes;
use super::{Progress, ProgressFn, Stage};
use contract::id::FirmId;
use store::{Change, StoreError, Tx, index, people, records, subjects};

/// Rows that are written between two words of progress.
const BATCH: usize = 2_000;

pub(super) async fn write(
    tx: &Tx,
    firm: FirmId,
    changes: Changes,
    change: &Change,
    progress: ProgressFn<'_>,
) -> Result<(), StoreError> {
    let mut done = Count {
        done: 0,
        total: changes.len(),
        progress,
    };
    for party in &changes.new_parties {
        people::insert_third_party(tx, party, change).await?;
        done.add(1);
    }
    for party in &changes.changed_parties {
        people::update_third_party(tx, party).await?;
        done.add(1);
    }
    // All at once: the line above each new subject is read for the whole list.
    subjects::insert(tx, firm, &changes.new_subjects).await?;
    done.add(changes.new_subjects.len());
    for (subject, parent) in &changes.moved_subjects {
        subjects::move_to(tx, *subject, *parent).await?;
        done.add(1);
    }
    for subject in &changes.changed_subjects {
        subjects::update(tx, subject).await?;
        done.add(1);
    }
    for (contact, fresh) in &changes.new_contacts {
        let identity = people::identity_of(tx, &contact.email, *fresh, change).await?;
        people::insert_contact(tx, contact, identity, change).await?;
        done.add(1);
    }
    for (contact, fresh) in &changes.changed_contacts {
        let identity = people::identity_of(tx, &contact.email, *fresh, change).await?;
        people::update_contact(tx, contact, identity, change).await?;
        done.add(1);
    }
    for interest in &changes.closed_interests {
        people::close_interest(tx, firm, *interest, change).await?;
        done.add(1);
    }
    if !changes.new_interests.is_empty() {
        people::insert_interests(tx, firm, &changes.new_interests, change).await?;
        done.add(changes.new_interests.len());
    }
    // Records that are new are indexed as they are written; those that were there follow the interests here.
    if !changes.touched.is_empty() {
        index::refresh_below(tx, &changes.touched.into_iter().collect::<Vec<_>>()).await?;
    }
    for batch in changes.new_records.chunks(BATCH) {
        records::insert(tx, batch, change).await?;
        done.add(batch.len());
    }
    for record in &changes.changed_records {
        records::update(tx, record, change).await?;
        done.add(1);
    }
    Ok(())
}

struct Count<'a> {
    done: usize,
    total: usize,
    progress: ProgressFn<'a>,
}

impl Count<'_> {
    fn add(&mut self, rows: usize) {
        self.done += rows;
        (self.progress)(Progress {
            stage: Stage::Writing,
            done: self.done,
            total: self.total,
        });
    }
}
