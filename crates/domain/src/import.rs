//! The states of an import, and what becomes of something it made when it is taken back.

use contract::import::ImportState;

/// What can be done with an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    AddFiles,
    Check,
    Write,
    Cancel,
    Undo,
}

/// Whether it can be done now.
#[must_use]
pub const fn may(state: ImportState, step: Step) -> bool {
    use ImportState::{Checked, Checking, Done, Gathering, Writing};
    match step {
        Step::AddFiles => matches!(state, Gathering),
        // Also once more, after somebody has written something else meanwhile.
        Step::Check => matches!(state, Gathering | Checked),
        Step::Write => matches!(state, Checked),
        Step::Cancel => matches!(state, Gathering | Checking | Checked | Writing),
        Step::Undo => matches!(state, Done),
    }
}

/// Whether somebody works on it in the background.
#[must_use]
pub const fn is_at_work(state: ImportState) -> bool {
    matches!(
        state,
        ImportState::Checking | ImportState::Writing | ImportState::Undoing
    )
}

/// What becomes of something that an import made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It goes as if it had never come.
    Remove,
    /// It is taken back from whoever saw it, and stays on record: what was shown can be looked up for ever.
    Withdraw,
    /// It is left: somebody has worked on it since.
    Leave,
}

#[must_use]
pub const fn fate(changed_since: bool, seen_outside: bool) -> Fate {
    match (changed_since, seen_outside) {
        (true, _) => Fate::Leave,
        (false, true) => Fate::Withdraw,
        (false, false) => Fate::Remove,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    #[test]
    fn what_can_be_done_in_which_state() {
        let mut table = String::new();
        for state in ImportState::ALL {
            let _ = write!(table, "{state}:");
            for step in [
                Step::AddFiles,
                Step::Check,
                Step::Write,
                Step::Cancel,
                Step::Undo,
            ] {
                if may(*state, step) {
                    let _ = write!(table, " {step:?}");
                }
            }
            table.push('\n');
        }
        insta::assert_snapshot!(table, @r"
        gathering: AddFiles Check Cancel
        checking: Cancel
        checked: Check Write Cancel
        writing: Cancel
        done: Undo
        undoing:
        undone:
        cancelled:
        failed:
        ");
    }

    #[test]
    fn what_was_shown_stays_on_record_and_what_was_worked_on_is_left() {
        assert_eq!(fate(false, false), Fate::Remove);
        assert_eq!(fate(false, true), Fate::Withdraw);
        assert_eq!(fate(true, false), Fate::Leave);
        assert_eq!(fate(true, true), Fate::Leave);
    }
}
