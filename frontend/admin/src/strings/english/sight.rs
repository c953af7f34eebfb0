//! What a contact sees, in English.

use crate::strings::sight::Sight;
use ui::format::number;

fn people(n: u64) -> String {
    if n == 1 {
        "1 person".to_owned()
    } else {
        format!("{} people", number(n))
    }
}

pub(super) const SIGHT: Sight = Sight {
    view_as: |name| format!("View as {name}"),
    view_as_short: "View as",
    all: "Everything she can see",
    all_of: |name| format!("Everything {name} can see"),
    role_at: |role, third_party| format!("{role} at {third_party}"),
    guide: "How this works",
    kinds: "Kinds",
    in_all: |n| format!("All {}", number(n)),
    none: "She sees nothing",
    none_help: "Nothing is open to her: no rule of her third party's type, nothing addressed to it, nothing shared with it.",
    why: "Why",
    why_title: "Why she can see it",
    why_not_told: "So many people are near this one that she is not among those told here.",
    canary: "Was anybody shown too much?",
    never: "Not checked yet. Every person's page is checked every night, from tonight on.",
    late: "It was not checked last night. Ask whoever looks after the machine.",
    well: "Every person's page was checked. Nobody was shown anything that she may not see.",
    leaked: |n| match n {
        1 => "1 thing was shown to somebody who may not see it.".to_owned(),
        n => format!(
            "{} things were shown to somebody who may not see them.",
            number(n)
        ),
    },
    missing: |n| match n {
        1 => "1 thing was not shown to somebody who may see it.".to_owned(),
        n => format!(
            "{} things were not shown to somebody who may see them.",
            number(n)
        ),
    },
    checked: |contacts, reads, tried| {
        format!(
            "{}, {} pages, {} foreign ids tried.",
            people(contacts),
            number(reads),
            number(tried)
        )
    },
};
