//! Bringing records in, in English.

use crate::strings::imports::{Imports, States};
use ui::format::number;

fn counted(n: u64, one: &str, more: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{} {more}", number(n))
    }
}

pub static IMPORTS: Imports = Imports {
    title: "Import",
    help: "Bring your records in from a folder of CSV files, with the PDFs and photos they name. You see what it would do before anything is written, and you can take the last one back.",
    guide: "How to write the files",
    drop: "Drop a folder here, or a ZIP of it",
    folder: "Choose a folder",
    files: "Choose a ZIP or CSV files",
    formats: "CSV files such as third_parties.csv and jobs.csv at the top; what they name lies in a folder called files.",
    nothing: "There is no CSV file of an import among these, and no ZIP.",
    sending: |done, all| format!("Sending file {} of {}", number(done), number(all)),
    not_sent: "Not everything could be sent. Choose the folder again; nothing was written.",
    before: "Imports so far",
    none_before: "None yet.",
    states: States {
        gathering: "Files have arrived",
        checking: "Being checked",
        checked: "Waits for you",
        writing: "Being written",
        done: "Brought in",
        undoing: "Being taken back",
        undone: "Taken back",
        cancelled: "Given up",
        failed: "Did not work",
    },
    by: |who, when| format!("{who}, {when}"),
    arrived: |n| format!("{} arrived.", counted(n, "file has", "files have")),
    check: "See what it would do",
    checking: "Starting",
    of: |stage, done, total| {
        if total == 0 {
            stage.to_owned()
        } else {
            format!("{stage}: {} of {}", number(done), number(total))
        }
    },
    cancel: "Give it up",
    cancelled: "Given up. Nothing was written.",
    found: "What it would do",
    did: "What it did",
    file: "File",
    added: "New",
    changed: "Changed",
    same: "The same",
    refused: "Refused",
    all_same: "All of it is on record already. There is nothing to bring in.",
    beside: |n| {
        if n == 1 {
            "1 record that is not in these files changes with them.".to_owned()
        } else {
            format!(
                "{} records that are not in these files change with them.",
                number(n)
            )
        }
    },
    changes: |n| {
        counted(
            n,
            "row differs from what is on record",
            "rows differ from what is on record",
        )
    },
    conflicts: |n| {
        counted(
            n,
            "row would undo what somebody did here",
            "rows would undo what somebody did here",
        )
    },
    conflicts_help: "These records were changed here by hand since they came in. They stay as they are, unless you tick them.",
    take: |reference| format!("Take {reference} from the file"),
    faults: |n| counted(n, "row cannot be taken", "rows cannot be taken"),
    faults_help: "Mend them in your files and choose the folder again, or bring in the rest without them.",
    whole_file: "A whole file is at fault, so nothing can be brought in. Mend it and choose the folder again.",
    left: |n| counted(n, "thing was left as it is", "things were left as they are"),
    left_help: "These were worked on here after they came in.",
    line: |file, line| format!("{file}, line {line}"),
    column: |column| format!("column {column}"),
    empty: "empty",
    commit: "Bring it in",
    commit_good: "Bring in the rest",
    undo: "Take it back",
    undoing: "Taking it back",
    undo_title: "Take this import back?",
    undo_what: "What it made goes, and what it changed is as it was before. What somebody outside has seen meanwhile is kept on record and shown to nobody any more.",
    undo_kept: "What was changed here by hand since is left, and you are told what that is.",
    undo_word: "take it back",
    again: "Bring more in",
    to_people: "To your third parties",
};
