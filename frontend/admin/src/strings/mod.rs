//! Every text of the staff's app besides those that both apps share, in one catalogue per language.

mod english;
mod face;
pub mod imports;
mod passkeys;
mod people;
pub mod places;
mod profiles;
mod records;
pub mod setup;
mod sight;
mod today;

use ui::strings::Language;

/// The texts in the language that is spoken here.
#[must_use]
pub const fn t() -> &'static Catalogue {
    match Language::English {
        Language::English => &english::CATALOGUE,
    }
}

pub type Text = &'static str;
/// A text around another, such as a name.
pub type Around = fn(&str) -> String;
/// A text around two others.
pub type Between = fn(&str, &str) -> String;
pub type Counted = fn(u64) -> String;

pub struct Catalogue {
    pub app: App,
    pub staff_roles: StaffRoles,
    pub third_parties: ThirdParties,
    pub third_party: ThirdParty,
    pub person: Person,
    pub people: people::People,
    pub invitation: Invitation,
    pub ending: Ending,
    pub draft: Draft,
    pub conflict: Conflict,
    pub subjects: Subjects,
    pub places: places::Places,
    pub records: records::Records,
    pub profiles: profiles::Profiles,
    pub receipts: Receipts,
    pub settings: Settings,
    pub firm: Firm,
    pub staff: Staff,
    pub sight: sight::Sight,
    pub today: today::Today,
    pub face: face::Face,
    pub setup: &'static setup::Setup,
    pub imports: &'static imports::Imports,
    pub passkeys: passkeys::Passkeys,
}

/// Around every page.
pub struct App {
    pub name: Text,
    /// Under the firm's name.
    pub side: Text,
    pub sign_in_help: Text,
    pub not_staff: Text,
    pub not_staff_help: Around,
    pub to_portal: Text,
    pub nothing_here: Text,
    pub nothing_here_help: Text,
    pub save: Text,
    pub saving: Text,
    pub copy: Text,
    pub copied: Text,
    pub not_copied: Text,
    pub last_in: Around,
    pub never_in: Text,
}

pub struct StaffRoles {
    pub owner: Text,
    pub office: Text,
    pub field: Text,
}

pub struct ThirdParties {
    pub title: Text,
    pub help: Text,
    pub find: Text,
    pub kind: Text,
    pub every_kind: Text,
    pub add: Text,
    pub people: Counted,
    pub none: Text,
    pub none_help: Text,
    pub new_title: Text,
    pub new_help: Text,
    pub name: Text,
    pub name_missing: Text,
    pub kind_help: Text,
    pub kind_missing: Text,
    pub choose: Text,
    pub adding: Text,
    pub added: Around,
}

pub struct ThirdParty {
    pub people: Text,
    pub nobody: Text,
    pub nobody_help: Text,
    pub add_person: Text,
    pub bookmark: Text,
    pub bookmark_help: Text,
    pub rename: Text,
    pub rename_title: Text,
    pub renamed: Around,
    pub changed: Text,
}

pub struct Person {
    pub new_title: Text,
    pub at: Around,
    pub name: Text,
    pub name_missing: Text,
    pub email: Text,
    pub email_help: Text,
    pub not_an_email: Text,
    pub role: Text,
    pub role_missing: Text,
    pub choose: Text,
    pub sees: Text,
    pub sees_help: Text,
    pub sees_all: Text,
    pub sees_all_but: Around,
    pub sites: Text,
    pub all_sites: Text,
    pub only_sites: Text,
    pub find_site: Text,
    pub add_site: Text,
    pub remove_site: Around,
    pub site_missing: Text,
    pub some_sites: Counted,
    pub add: Text,
    pub adding: Text,
    pub added: Around,
    pub details: Text,
    pub saved: Around,
    pub is_in: Text,
    pub not_in_yet: Text,
    pub ended: Text,
    pub devices: Text,
    pub no_devices: Text,
    pub signed_in: Text,
    pub last_used: Text,
    pub again_title: Text,
    pub again_help: Around,
    pub again: Text,
    pub again_done: Around,
}

pub struct Invitation {
    pub title: Text,
    pub help: Text,
    pub again_help: Text,
    pub look: Text,
    pub to: Text,
    pub subject: Text,
    pub link_note: Text,
    pub send: Text,
    pub sending: Text,
    pub sent: Around,
}

pub struct Ending {
    pub title: Text,
    pub help: Text,
    pub button: Text,
    pub ask: Around,
    pub what: Around,
    pub kept: Text,
    pub ending: Text,
    pub ended: Around,
}

pub struct Draft {
    pub found: Text,
    pub put_back: Text,
    pub drop: Text,
}

pub struct Conflict {
    pub title: Text,
    pub help: Text,
    pub field: Text,
    pub mine: Text,
    pub theirs: Text,
    pub keep_mine: Text,
    pub take_theirs: Text,
    pub nothing: Text,
}

pub struct Subjects {
    pub title: Text,
    pub help: Text,
    pub find: Text,
    pub none: Text,
    pub none_help: Text,
    /// After a third party's name, around `manages`.
    pub holds: Around,
    pub below: Counted,
    pub under_it: Text,
    pub records: Text,
    pub see_records: Text,
    pub who: Text,
    pub nobody: Text,
    pub nobody_help: Text,
    pub in_force: Text,
    pub past: Text,
    pub to_come: Text,
    pub since: Around,
    pub from_day: Around,
    pub between: Between,
    pub pass_on: Text,
    pub pass_on_help: Text,
    pub from_whom: Text,
    pub to_whom: Text,
    pub to_missing: Text,
    pub choose: Text,
    pub on: Text,
    pub on_missing: Text,
    pub pass: Text,
    pub passing: Text,
    pub passed: Text,
}

pub struct Receipts {
    pub title: Text,
    pub help: Text,
    /// On the page of whoever they are of.
    pub of: Text,
    pub third_party: Text,
    pub every_third_party: Text,
    pub person: Text,
    pub everybody: Text,
    pub act: Text,
    pub every_act: Text,
    pub acts: &'static [(Text, Text)],
    pub from: Text,
    pub to: Text,
    pub all: Text,
    pub export: Text,
    pub none: Text,
    pub none_help: Text,
    pub checking: Text,
    pub whole: Counted,
    pub signed: fn(u64, &str) -> String,
    pub unsigned: Text,
    pub broken: Text,
    pub since: Counted,
    pub as_whom: Around,
    pub typed: Around,
    pub number: Text,
    pub address: Text,
    pub browser: Text,
    pub erased: Text,
    pub asked: Text,
}

pub struct Settings {
    pub title: Text,
    pub whole_firm: Text,
    pub me: Text,
    pub as_role: Between,
    pub acting_for: Text,
    pub help: Text,
    pub help_way: Text,
}

pub struct Firm {
    pub title: Text,
    pub name: Text,
    pub name_missing: Text,
    pub brand: Text,
    pub pick: Text,
    pub brand_help: Text,
    pub not_a_colour: Text,
    pub sender: Text,
    pub sender_help: Text,
    pub reply_to: Text,
    pub reply_to_help: Text,
    pub not_an_email: Text,
    pub footer: Text,
    pub footer_help: Text,
    pub saved: Text,
}

pub struct Staff {
    pub title: Text,
    pub add: Text,
    pub email_help: Text,
    pub added: Around,
    pub change: Text,
    pub change_title: Around,
    pub end: Text,
    pub end_what: Text,
    pub end_kept: Text,
}
