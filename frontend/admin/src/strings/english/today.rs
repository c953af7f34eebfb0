//! The page that a day begins with, in English.

use crate::strings::today::Today;
use ui::format::number;

pub(super) const TODAY: Today = Today {
    title: "Today",
    duties: "Papers that run out",
    duties_help: "Certificates that end within 60 days or have ended, and that nothing newer replaces. The longest overdue comes first.",
    more: |count| format!("{} more are not shown.", number(count)),
    none: "Nothing runs out",
    none_help: "No certificate ends within the next 60 days.",
    visit: |day| format!("visit {day}"),
    no_visit: "no visit arranged",
};
