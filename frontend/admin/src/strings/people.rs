//! Texts about people and third parties beyond their names: where they are signed in, switches, archives and merges.

use super::{Around, Between, Counted, Text};

pub struct People {
    pub devices: Devices,
    pub invited: Invited,
    pub actions: Actions,
    pub switches: Switches,
    pub archive: Archive,
    pub merging: Merging,
}

/// Signing somebody out.
pub struct Devices {
    pub end: Text,
    pub end_named: Around,
    pub end_all: Text,
    pub ask: Around,
    pub ask_all: Around,
    /// What "out" is, before it is done.
    pub what: Text,
    pub what_all: Text,
    pub kept: Text,
    pub lost: Text,
    pub ended: Around,
    pub ended_all: Around,
}

/// Who was sent the way in and has not come.
pub struct Invited {
    /// Around the day.
    pub not_in_yet: Around,
    pub on_its_way: Around,
    pub failed: Around,
    pub failed_help: Text,
    pub not_yet: Text,
    pub mail_failed: Text,
}

/// What a person may do.
pub struct Actions {
    pub title: Text,
    pub help: Text,
    pub all: Text,
    pub all_but: Around,
    pub download: Text,
    pub resend: Text,
    pub pay: Text,
    pub query: Text,
    pub query_line: Text,
    pub approve: Text,
    pub request_job: Text,
}

/// Modules that are off for everybody of a firm or a third party.
pub struct Switches {
    pub title: Text,
    pub firm_title: Text,
    pub help: Text,
    pub firm_help: Text,
    pub order: Text,
    /// A module, and who has it off.
    pub above: Between,
    pub above_title: Text,
    pub by_firm: Text,
    pub by_type: Text,
    pub by_third_party: Text,
    pub by_person: Text,
    pub look: Text,
    pub looking: Text,
    pub would: Text,
    pub nothing: Text,
    pub gains: Around,
    pub loses: Around,
    pub otherwise: Around,
    pub and: Text,
    pub untouched: Counted,
    pub more: Text,
    pub save: Text,
    pub saved: Text,
    pub guide: Text,
}

/// Third parties that are put away.
pub struct Archive {
    pub section: Text,
    pub help: Text,
    pub button: Text,
    pub ask: Around,
    pub ends: Counted,
    pub kept: Text,
    pub archiving: Text,
    pub done: Around,
    pub is_archived: Around,
    pub is_archived_help: Text,
    pub restore: Text,
    pub restored: Around,
    pub became: Around,
    pub became_help: Text,
    pub show: Text,
    pub shown: Text,
    pub none: Text,
    pub none_help: Text,
    pub in_use: Text,
    /// Of both archiving and merging.
    pub guide: Text,
}

/// Making one third party another.
pub struct Merging {
    pub title: Text,
    pub help: Text,
    pub button: Text,
    pub heading: Around,
    pub find: Text,
    pub find_help: Text,
    pub none_found: Text,
    pub another: Text,
    pub would: Between,
    pub people: Text,
    pub nobody: Text,
    pub moves: Text,
    pub moves_ended: Text,
    pub is_there: Text,
    pub returns: Text,
    pub stays: Text,
    pub things: Text,
    pub interests: Counted,
    pub joined: Counted,
    pub addressed: Counted,
    pub shared: Counted,
    pub sees: Between,
    pub final_: Text,
    pub in_the_way: Text,
    pub act: Text,
    pub merging: Text,
    pub done: Between,
    pub ask: Between,
}
