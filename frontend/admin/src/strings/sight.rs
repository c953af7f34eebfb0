//! The texts of what a contact sees.

use super::{Around, Between, Counted, Text};

pub struct Sight {
    pub view_as: Around,
    pub view_as_short: Text,
    pub all: Text,
    pub all_of: Around,
    pub role_at: Between,
    pub guide: Text,
    pub kinds: Text,
    pub in_all: Counted,
    pub none: Text,
    pub none_help: Text,
    pub why: Text,
    pub why_title: Text,
    pub why_not_told: Text,
    pub canary: Text,
    pub never: Text,
    pub late: Text,
    pub well: Text,
    pub leaked: Counted,
    pub missing: Counted,
    pub checked: fn(u64, u64, u64) -> String,
}
