//! Imports, as whoever waits for one reads them.

use super::{Read, field};
use crate::json::Json;
use contract::import::{
    ImportCount, ImportLine, ImportLinePage, ImportPage, ImportProgress, ImportState,
    ImportSummary, ImportValue, ImportView,
};

named!(ImportState);

objects! {
    ImportView { id, state, by, begun_at, ended_at, files, progress, summary, why, can_undo }
    ImportPage { items }
    ImportProgress { stage, done, total }
    ImportSummary { counts, conflicts, faults, whole_file, beside, notes, left }
    ImportCount { file, added, changed, unchanged, refused }
    ImportLine { file, line, column, reference, why, values }
    ImportValue { column, before, after }
    ImportLinePage { items, next_cursor }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::tests::agrees;
    use contract::id::ImportId;

    fn view(full: bool) -> ImportView {
        let count = ImportCount {
            file: "jobs.csv".to_owned(),
            added: 2,
            changed: 1,
            unchanged: 0,
            refused: 3,
        };
        ImportView {
            id: ImportId::from_bytes([1; 16]),
            state: ImportState::Checking,
            by: "Hal".to_owned(),
            begun_at: "2026-03-14T09:00:00Z".to_owned(),
            ended_at: full.then(|| "2026-03-14T09:01:00Z".to_owned()),
            files: 12,
            progress: full.then(|| ImportProgress {
                stage: "checking the files".to_owned(),
                done: 3,
                total: 12,
            }),
            summary: ImportSummary {
                counts: if full { vec![count] } else { Vec::new() },
                notes: vec!["One note".to_owned()],
                ..ImportSummary::default()
            },
            why: full.then(|| "It broke off".to_owned()),
            can_undo: full,
        }
    }

    #[test]
    fn imports_are_read_as_they_are_sent() {
        for full in [false, true] {
            agrees(&ImportPage {
                items: vec![view(full)],
            });
        }
        let line = |full: bool| ImportLine {
            file: "jobs.csv".to_owned(),
            line: full.then_some(7),
            column: full.then(|| "booked_for".to_owned()),
            reference: "J1".to_owned(),
            why: String::new(),
            values: vec![ImportValue {
                column: "title".to_owned(),
                before: "A".to_owned(),
                after: "B".to_owned(),
            }],
        };
        agrees(&ImportLinePage {
            items: vec![line(true), line(false)],
            next_cursor: Some("2".to_owned()),
        });
        for state in ImportState::ALL {
            agrees(state);
        }
    }
}
