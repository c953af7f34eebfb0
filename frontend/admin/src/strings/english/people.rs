//! The texts of people and third parties in English.

use crate::strings::people::{Actions, Archive, Devices, Invited, Merging, People, Switches};
use ui::format::number;

/// `1 record`, `12 records`.
fn counted(n: u64, one: &str, many: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{} {many}", number(n))
    }
}

pub const PEOPLE: People = People {
    devices: Devices {
        end: "Sign out",
        end_named: |label| format!("Sign out in {label}"),
        end_all: "Sign her out everywhere",
        ask: |label| format!("Sign out in {label}?"),
        ask_all: |name| format!("Sign {name} out everywhere?"),
        what: "That browser is signed out at once, also of any other page it had open with her address.",
        what_all: "Every browser in the list is signed out at once, also of any other page it had open with her address.",
        kept: "Her access stays: she can sign in again with her e-mail.",
        lost: "If it is lost or stolen, this is enough. If her mail is in wrong hands too, end her access.",
        ended: |label| format!("She is signed out in {label}."),
        ended_all: |name| format!("{name} is signed out everywhere."),
    },
    invited: Invited {
        not_in_yet: |day| format!("invited {day}, not in yet"),
        on_its_way: |day| format!("invited {day}, the mail is on its way"),
        failed: |day| format!("invited {day}, but the mail did not arrive"),
        failed_help: "Her mail server refused the last invitation, or could not be reached. Check the address, then send it again.",
        not_yet: "not invited yet",
        mail_failed: "Mail failed",
    },
    actions: Actions {
        title: "What she may do",
        help: "As far as her role goes. Turn off what she is not to do herself; she still sees what it is about.",
        all: "all of it",
        all_but: |off| format!("all but: {off}"),
        download: "Open and save files",
        resend: "Have something sent again",
        pay: "Pay",
        query: "Raise queries",
        query_line: "Query a line of an invoice",
        approve: "Approve quotations",
        request_job: "Ask for a job",
    },
    switches: Switches {
        title: "What is switched on here",
        firm_title: "What is switched on",
        help: "For everybody of this third party. Turn off what none of its people is to see.",
        firm_help: "For everybody outside the firm. Turn off what nobody is to see.",
        order: "Four places can switch something off: the firm, the kind of third party, the third party, the person. What one of them has off is off; none further down can turn it on again.",
        above: |module, by| format!("{module}: off for {by}"),
        above_title: "Off already, whatever is ticked above",
        by_firm: "the whole firm",
        by_type: "this kind of third party",
        by_third_party: "her third party",
        by_person: "her alone",
        look: "See what it changes",
        looking: "Looking",
        would: "What it changes",
        nothing: "Nobody sees anything else than now.",
        gains: |what| format!("gets to see {what}"),
        loses: |what| format!("no longer sees {what}"),
        otherwise: |what| format!("sees {what} otherwise"),
        and: " and ",
        untouched: |n| match n {
            0 => String::new(),
            1 => "For 1 other person nothing changes.".to_owned(),
            n => format!("For {} others nothing changes.", number(n)),
        },
        more: "There are more people than these; it changes for them alike.",
        save: "Save it so",
        saved: "Saved. It holds at once, on open pages too.",
        guide: "How switches work",
    },
    archive: Archive {
        section: "Archive it",
        help: "For a third party you no longer work with. Its people can no longer come in, and it leaves the lists. Nothing is deleted.",
        button: "Archive it",
        ask: |name| format!("Archive {name}?"),
        ends: |n| match n {
            0 => "Nobody of it can sign in now, so nobody loses access.".to_owned(),
            1 => "1 person loses access at once.".to_owned(),
            n => format!("{} people lose access at once.", number(n)),
        },
        kept: "Its records, its properties and its receipts stay as they are. You can bring it back; its people are given access anew then.",
        archiving: "Archiving",
        done: |name| format!("{name} is archived."),
        is_archived: |day| format!("Archived {day}"),
        is_archived_help: "None of its people can come in, and lists leave it out. All it had is kept.",
        restore: "Bring it back",
        restored: |name| format!("{name} is back. Give its people access again one by one."),
        became: |name| format!("It became {name}"),
        became_help: "All it had is there now. This page is kept for what was done before.",
        show: "Archived ones",
        shown: "Archived third parties",
        none: "Nothing is archived",
        none_help: "What you archive is found here, and can be brought back.",
        in_use: "Those in use",
        guide: "How archiving and merging work",
    },
    merging: Merging {
        title: "Merge it into another",
        help: "Where one agency or family is in your list twice. Its people, properties and records become the other\u{2019}s.",
        button: "Merge into another",
        heading: |name| format!("Merge {name} into another"),
        find: "Find the one that stays",
        find_help: "It has to be of the same kind.",
        none_found: "No other third party of this kind is called that.",
        another: "Choose another",
        would: |from, into| format!("{from} becomes {into}"),
        people: "Its people",
        nobody: "It has nobody.",
        moves: "moves over, with the access she has",
        moves_ended: "moves over; her access stays ended",
        is_there: "is there already, and stays as she is there",
        returns: "was there before; has access there again, as she has it here",
        stays: "stays on record here; her access is ended at both",
        things: "What it has",
        interests: |n| {
            counted(
                n,
                "place it has to do with moves over",
                "places it has to do with move over",
            )
        },
        joined: |n| {
            counted(
                n,
                "of them both have: it becomes one, over the days of both",
                "of them both have: they become one, over the days of both",
            )
        },
        addressed: |n| counted(n, "record addressed to it", "records addressed to it"),
        shared: |n| {
            counted(
                n,
                "record shared with it by name",
                "records shared with it by name",
            )
        },
        sees: |from, into| {
            format!(
                "From then on everybody of {from} and of {into} sees what both had, as far as her own role and switches go. What is switched off for {from} stays off for its people."
            )
        },
        final_: "It cannot be taken back.",
        in_the_way: "This stands in the way",
        act: "Merge them",
        merging: "Merging",
        done: |from, into| format!("{from} is part of {into} now."),
        ask: |from, into| format!("Merge {from} into {into}?"),
    },
};
