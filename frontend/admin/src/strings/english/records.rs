//! The room of records, in English.

use crate::strings::records::{
    Bar, Fields, History, Kinds, List, Page, RecordForm, Records, Standings, Upload, Why,
};
use ui::format::number;

fn records(n: u64) -> String {
    if n == 1 {
        "1 record".to_owned()
    } else {
        format!("{} records", number(n))
    }
}

pub const RECORDS: Records = Records {
    title: "Records",
    help: "Jobs, visits, certificates, photos and invoices. Each is the firm\u{2019}s own until you open it to others.",
    guide: "How to write a record and open it to others",
    kinds: Kinds {
        job: "Job",
        visit: "Visit",
        document: "Certificate or document",
        photo_set: "Photos",
        invoice: "Invoice",
        milestone: "Milestone",
        stage_payment: "Stage payment",
    },
    standings: Standings {
        internal: "Only the firm",
        by_rule: "By its type\u{2019}s rules",
        shared: "Shared by name",
        shared_with: |names| format!("Shared with {names}"),
    },
    list: List {
        find: "Find by words, subject or number",
        kind: "Kind",
        every_kind: "Every kind",
        standing: "Who sees it",
        every_standing: "Whoever sees it",
        status: "State",
        every_status: "Every state",
        outstanding: "Something left to do",
        from: "From",
        to: "To",
        only_on: |subject| format!("Only on {subject} and what lies below it"),
        none: "No records yet",
        none_help: "They come with the first import, or you write the first one here.",
        add: "Write a record",
        addressed: |name| format!("for {name}"),
        files: |n| {
            if n == 1 {
                "1 file".to_owned()
            } else {
                format!("{} files", number(n))
            }
        },
        tick: |title| format!("Tick {title}"),
        tick_all: |n| {
            if n == 1 {
                "Tick the one on this page".to_owned()
            } else {
                format!("Tick all {} on this page", number(n))
            }
        },
        untick_all: "Tick none",
    },
    bar: Bar {
        ticked: |n| format!("{} ticked", records(n)),
        nothing_else: "Only what is ticked is changed, nothing else.",
        publish: "Publish by its rules",
        share: "Share with \u{2026}",
        withdraw: "Take back to the firm only",
        acting: "Doing it",
        published: |n| {
            if n == 1 {
                "1 record is open to whoever the rules of their type show it.".to_owned()
            } else {
                format!(
                    "{} are open to whoever the rules of their type show them.",
                    records(n)
                )
            }
        },
        shared: |n, names| {
            if n == 1 {
                format!("1 record is shared with {names}, and with nobody else.")
            } else {
                format!(
                    "{} are shared with {names}, and with nobody else.",
                    records(n)
                )
            }
        },
        withdrawn: |n| {
            if n == 1 {
                "1 record is the firm\u{2019}s own again. Nobody outside sees it.".to_owned()
            } else {
                format!(
                    "{} are the firm\u{2019}s own again. Nobody outside sees them.",
                    records(n)
                )
            }
        },
        nothing_done: "Nothing was changed.",
        share_title: "Share by name",
        share_help: "The third parties named here see it, and nobody else outside the firm.",
        add_party: "Add a third party",
        choose: "Choose",
        remove_party: |name| format!("Take {name} off"),
        nobody: "Choose at least one",
    },
    page: Page {
        on: "On",
        for_whom: "For",
        asked_by: "Asked for by",
        from_system: "Came from",
        who_sees: "Who sees it",
        internal_help: "Nobody outside the firm sees it.",
        by_rule_help: "Whoever has to do with its subject and is let by the rules of their type sees it.",
        shared_help: "They see it, and nobody else outside the firm.",
        draft_help: "It is a draft: nobody outside sees it until it is issued.",
        facts: "What it holds",
        staff_note: "Note for staff",
        edit: "Change it",
        close: "It is done",
        closing: "Closing",
        close_help: "The job counts as done from that day. Whoever sees it is told at once.",
        closed: "The job is done.",
        done_on: "Done on",
        day_missing: "Choose a day",
        files: "Files",
        photos: "Photos",
        no_files: "No file yet.",
        open: "Open",
        save: "Save",
        older: |n| {
            if n == 1 {
                "1 older version".to_owned()
            } else {
                format!("{} older versions", number(n))
            }
        },
        older_one: |name, when| format!("{name}, sent until {when}"),
        removed: "Taken away; kept, and shown to nobody outside",
        line: "Line",
    },
    history: History {
        title: "What became of it",
        made: "Written",
        changed: |what| format!("Changed: {what}"),
        unchanged: "Saved as it was",
        from_then: |standing| format!("from then: {standing}"),
        by: |who| format!("by {who}"),
        imported: "the import",
    },
    why: Why {
        title: "Who can see it",
        help: "Everybody by name, and why. Asking leaves a receipt.",
        show: "Show who can see it, and why",
        sees: |n| match n {
            0 => "Nobody outside the firm can see it".to_owned(),
            1 => "1 person can see it".to_owned(),
            n => format!("{} people can see it", number(n)),
        },
        near: |n| {
            if n == 1 {
                "1 person is near it and cannot".to_owned()
            } else {
                format!("{} people are near it and cannot", number(n))
            }
        },
        at: |role, party| format!("{role} at {party}"),
        rule: "Rule",
        because: "Why",
        addressed: "it is for her third party",
        shared: "it is shared with her third party",
        as_recorded: |day| format!("sees it as it was on record by {day}"),
        off: |modules| format!("switched off for her: {modules}"),
        more: "There are more people near it than are told here.",
        on_it: "this very place",
        above_it: "what lies above it",
    },
    form: RecordForm {
        new_title: "Write a record",
        new_of: |kind| format!("New: {kind}"),
        edit_title: |title| format!("Change {title}"),
        what_kind: "What is it?",
        subject: "What it is about",
        find_subject: "Find by name, address or postcode",
        subject_missing: "Choose what it is about",
        another_subject: "Another",
        addressed_to: "Whom it is for",
        addressed_help: "Of an invoice: who is to pay it.",
        nobody: "Nobody in particular",
        text_missing: "Fill this in",
        day_missing: "Choose a day",
        not_a_day: "This is no day",
        not_a_number: "Write a whole number",
        not_money: "Write a sum, such as 160.00",
        not_a_rate: "Write a rate, such as 20",
        lines: "Lines",
        add_line: "Add a line",
        remove_line: |n| format!("Remove line {n}"),
        line_of: |n| format!("Line {n}"),
        no_lines: "An issued invoice has a line",
        make: "Write it",
        making: "Writing",
        made: |title| format!("{title} is written. Nobody outside sees it yet."),
        made_help: "It begins as the firm\u{2019}s own. Who else sees it is another step.",
        saved: |title| format!("{title} is saved."),
        tick_yes: "yes",
        tick_no: "no",
    },
    fields: Fields {
        reference: "Reference",
        title: "Title",
        status: "State",
        raised_on: "Asked for on",
        booked_for: "Booked for",
        done_on: "Done on",
        description: "What it is about",
        staff_note: "Note for staff",
        staff_note_help: "Nobody outside the firm ever sees this.",
        on: "Day",
        window: "Hours",
        window_help: "Such as 09:00-11:00; empty while none are agreed.",
        engineer: "Engineer",
        outcome: "Outcome",
        sub_kind: "Sort",
        sub_kind_help: "Such as eicr, gas-safety, epc or pat.",
        number: "Number",
        issued_on: "Issued on",
        next_due: "Next due",
        result: "Result",
        inspector: "Inspected by",
        remarks: "Remarks",
        superseded: "A newer one counts instead",
        taken_on: "Taken on",
        stage: "Stage",
        purchase_order: "Their order number",
        due_on: "To be paid by",
        draft: "Still a draft: nobody outside sees it",
        chase: "Reminders",
        chase_none: "None sent",
        line_description: "What for",
        net: "Net \u{a3}",
        vat_rate: "VAT %",
        line_state: "State",
        position: "Step",
        planned_on: "Planned for",
        reached_on: "Reached on",
        milestone: "Milestone",
        amount: "Amount \u{a3}",
        retention: "Held back \u{a3}",
        paid_on: "Paid on",
        standing: "who sees it",
        files: "files",
        shared_with: "whom it is shared with",
        photos: "photos",
        job: "job",
    },
    upload: Upload {
        photos: "Add photos",
        photos_help: "Choose as many as you like, or drag them here. A line that breaks loses nothing: it goes on where it stopped.",
        choose_photos: "Choose photos",
        document: "Send a newer file",
        first_document: "Add the file",
        document_help: "The newest is what everybody gets. Older ones are kept.",
        choose_document: "Choose a file",
        drop: "Let go to add them",
        waiting: "Waiting",
        sending: |sent, size| format!("{sent} of {size}"),
        adding: "Checking",
        done: "Added",
        broken: "The line broke off. It goes on by itself.",
        go_on: "Go on now",
        in_all: |done, all| format!("{} of {} added", number(done), number(all)),
        all_done: |n| {
            if n == 1 {
                "1 file is added.".to_owned()
            } else {
                format!("{} files are added.", number(n))
            }
        },
        progress_of: |name| format!("Progress of {name}"),
    },
};
